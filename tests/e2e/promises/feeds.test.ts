/** README: sources are asked with no cookies and no referrer, and what nobody follows is never asked. Tried by a feed, a site and a list that want otherwise, with all sites permitted. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MadeUpWeb, startWeb } from '../../drive/made-up-web';
import { until } from '../../drive/poll';
import { bring } from '../bring';
import { find, followAt, ownPage, refreshAll, storedEssays } from '../follower';
import { BROWSER, openList, rowsOnceThereAre, type Session, startSession } from '../person';
import { NOTHING_TOLD, TELLS, toldTo } from './attack';

const DIST = process.env['SIDELIGHT_DIST'];
const SOURCES = 'src/contexts/options/options.html#sources';
const NAME_TAG = 'reader-4711-8c1f0a6be2d94b7f';
const PERSONAL = { 'set-cookie': `id=${NAME_TAG}; Path=/`, etag: `"${NAME_TAG}"`, 'last-modified': 'Tue, 03 Mar 2026 04:07:11 GMT' };
const HTML = { 'content-type': 'text/html; charset=utf-8', ...PERSONAL };
const ELSEWHERE = [
  'http://tracker.example/1',
  'http://blog.example.evil.example/1',
  'http://blog.example:8080/1',
  'http://192.168.0.1/admin',
  'http://[fd00::1]/admin',
  'http://router.fritz.box/admin',
  'http://localtest.me/admin',
];

/** All that a feed can name, in the hope that somebody goes there. */
function hostileFeed(): string {
  const lure = (host: string) =>
    `&lt;img src="http://${host}/pixel.gif"&gt;&lt;iframe src="http://${host}/frame"&gt;&lt;/iframe&gt;&lt;link rel="stylesheet" href="http://${host}/style.css"&gt;`;
  const item = (title: string, link: string) =>
    `<item><title>${title}</title><link>${link}</link><description>${lure('pixel.example')} Little.</description><enclosure url="http://media.example/a.mp3" type="audio/mpeg" length="1"/><comments>http://comments.example/1</comments></item>`;
  return `<?xml version="1.0"?><?xml-stylesheet href="http://style.example/a.xsl" type="text/xsl"?>
<!DOCTYPE rss [<!ENTITY away SYSTEM "http://entity.example/e">]>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Blog &away;</title><link>http://blog.example/</link>
<atom:link rel="self" href="http://self.example/feed"/><atom:link rel="hub" href="http://hub.example/"/><atom:link rel="next" href="http://next.example/feed"/>
<cloud domain="cloud.example" port="80" path="/" registerProcedure="x" protocol="http-post"/><image><url>http://image.example/i.png</url><title>i</title><link>http://image.example/</link></image>
${item('At home', 'http://blog.example/own')}${ELSEWHERE.map((link, at) => item(`Away ${at}`, link)).join('')}</channel></rss>`;
}

const OWN_PAGE = `<!doctype html><title>At home</title><meta http-equiv="refresh" content="0; url=http://signpost.example/"><link rel="prefetch" href="http://prefetch.example/">
<script src="http://script.example/a.js"></script><article><h1>At home</h1>${Array.from({ length: 14 }, (_, at) => `<p>In part ${at} it is told at some length, and at home, what can be known of this.</p>`).join('')}<img src="http://inside.example/a.png"></article>`;
const SITE = `<!doctype html><base href="http://site.example/"><title>A site</title><link rel="alternate" type="application/rss+xml" href="http://feeds.example/site">
<link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/feed"><link rel="alternate" type="application/atom+xml" href="/atom.xml"><p>Hello</p>`;

let session: Session;
let web: MadeUpWeb;
const hosts = () => [...new Set(web.requests().map(({ line }) => new URL(line.replace(/^CONNECT /, 'GET https://').slice(4)).host))].sort();

beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  await session.driver.grantOrigins(['http://*/*', 'https://*/*']);
  web.put('http://blog.example/feed', { body: hostileFeed(), headers: PERSONAL });
  web.put('http://blog.example/own', { body: OWN_PAGE, headers: HTML });
  web.put('http://site.example/', { body: SITE, headers: HTML });
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

test(`${BROWSER}: with all sites permitted and nothing followed, nobody is asked for anything`, async () => {
  await refreshAll(await ownPage(session.driver));
  await rowsOnceThereAre(await openList(session.driver), 5);
  expect(hosts()).toEqual([]);
});

test(`${BROWSER}: a list that is looked at asks nobody`, async () => {
  const outline = (url: string) => `<outline type="rss" text="Blog" xmlUrl="${url}" htmlUrl="${url}"/>`;
  const opml = `<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY away SYSTEM "http://entity.example/o">]><opml version="2.0"><head><title>&away;</title></head><body>${[...ELSEWHERE, 'http://opml.example/feed'].map(outline).join('')}<outline type="include" url="http://include.example/a.opml"/></body></opml>`;
  const page = await session.driver.openExtensionPage(SOURCES);
  expect(await bring(page, 'list.opml', opml)).toMatch(/new source/);
  expect(hosts()).toEqual([]);
});

test(`${BROWSER}: looking for a feed asks the site itself, and neither the feeds it announces elsewhere nor machines at home`, async () => {
  const found = await find(await ownPage(session.driver), 'http://site.example/');
  expect(JSON.stringify(found)).toContain('http://feeds.example/site');
  expect(hosts().filter((host) => !/^(www\.)?site\.example(:443)?$/.test(host))).toEqual([]);
});

test(`${BROWSER}: a feed that names everybody has nobody asked but its own site, by somebody without a name`, async () => {
  const ours = await ownPage(session.driver);
  await followAt(ours, 'http://blog.example/feed');
  await until('the one essay at home', async () => (await storedEssays(ours)).find(({ title }) => title === 'At home')?.text, 60_000);
  await refreshAll(ours);
  const list = await openList(session.driver);
  await list.until(() => document.querySelectorAll('.row').length >= 12); // the first rows of thirteen
  await list.keys('j', ' ', 'j', ' ');
  expect(hosts().filter((host) => !/^(www\.)?(site|blog)\.example(:443)?$/.test(host))).toEqual([]);
  const told = web.requests().filter(({ line }) => line.includes('blog.example'));
  expect(told.filter(({ line }) => line.endsWith('/feed')).length).toBeGreaterThan(1);
  for (const { headers } of told) {
    expect([headers.cookie, headers.referer, headers.origin, headers.authorization]).toEqual([undefined, undefined, undefined, undefined]);
    expect(JSON.stringify(headers)).not.toContain(NAME_TAG);
    expect(headers['if-modified-since'] ?? '').not.toContain('04:07:11');
  }
});

test(`${BROWSER}: a site is not told where one came from that opens its essay out of the list`, async () => {
  web.put('http://blog.example/own', { body: TELLS, headers: HTML });
  const list = await openList(session.driver);
  await list.until(() => document.querySelector('a[href="http://blog.example/own"]') !== null);
  await list.on('a[href="http://blog.example/own"]', (link) => link.focus());
  await list.keys('o');
  expect(await until('the page to tell', async () => toldTo(web.requests(), 'http://blog.example/own'))).toBe(NOTHING_TOLD);
});
