/** Following as a person does it: the popup's panel, the page "Sources", a list from another reader, with real clicks on the built extension. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Essay, Source } from '../../src/core/essay';
import { writeIndex } from '../../src/core/publish/write-index';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { until } from '../drive/poll';
import { ask, followAt, healthIn, ownPage, stored, titlesOf } from './follower';
import { BROWSER, badgeBecomes, badgeText, type Session, startSession } from './person';

const DIST = process.env['SIDELIGHT_DIST'];
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const BREAKS = [
  'broken',
  { status: 404 },
  { status: 500 },
  { body: '<html><body>parked</body></html>', headers: HTML },
  { body: '' },
] as const;
const SOURCES = 'src/contexts/options/options.html#sources';

let session: Session;
let web: MadeUpWeb;
beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  await session.driver.grantOrigins(['http://*/*', 'https://*/*']);
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

function rss(host: string, posts: readonly string[]): string {
  const items = posts.map(
    (post) => `<item><title>${post} of ${host}</title><link>http://${host}/${post}</link><guid>${post}</guid></item>`,
  );
  return `<rss version="2.0"><channel><title>${host}</title><link>http://${host}/</link>${items.join('')}</channel></rss>`;
}

test(`${BROWSER}: two clicks in the popup follow the open page's feed, and its posts stand in Latest`, async () => {
  web.put('http://open.example/', { body: '<link rel="alternate" type="application/rss+xml" href="/rss"><p>Hello', headers: HTML });
  web.put('http://open.example/rss', { body: rss('open.example', ['One', 'Two', 'Three']) });
  const page = await session.driver.openPage('http://open.example/');
  await page.activate();
  const popup = await session.driver.clickToolbar();
  await popup.click('.foot > .button-words');
  await popup.on('.preview-posts', () => true);
  expect(await popup.eval(() => document.querySelectorAll('.preview-posts li').length)).toBe(3);
  await popup.screenshot(process.env['SHOTS'] && `${process.env['SHOTS']}/e2e-${BROWSER}-panel.png`);
  await popup.click('.preview-steps .button');
  await popup.until(() => /Followed\. Its posts/.test(document.querySelector('.preview-steps')?.textContent ?? ''));
  await popup.click('.sheet-head .button-icon');
  await popup.until(() => [...document.querySelectorAll('.row-title')].some((title) => title.textContent === 'One of open.example'));
  await popup.until(() => /^(Checked|\d+ of \d+ checked) just now/.test(document.querySelector('.foot-link')?.textContent ?? ''));
  await popup.screenshot(process.env['SHOTS'] && `${process.env['SHOTS']}/e2e-${BROWSER}-latest.png`);
  await page.close();
});

test(`${BROWSER}: a list of 300 with 40 broken ones is shown, followed and truly reported`, async () => {
  const names = Array.from({ length: 300 }, (_, at) => `b${at}.example`);
  const isBroken = (at: number) => at % 15 < 2;
  for (const [at, name] of names.entries())
    web.put(
      `http://${name}/feed`,
      isBroken(at) ? (BREAKS[Math.floor(at / 7) % BREAKS.length] ?? 'broken') : { body: rss(name, ['One', 'Two']) },
    );
  await ask(await ownPage(session.driver), 'looked', {});
  web.countAnew();
  const outlines = names.map((name) => `<outline text="${name}" xmlUrl="http://${name}/feed"/>`).join('');
  const options = await session.driver.openExtensionPage(SOURCES);
  await options.click('.list-steps .button-words');
  await options.on(
    '#opml-text',
    (field, text) => {
      (field as HTMLTextAreaElement).value = text; // as: the id is of a textarea
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    `<opml><body><outline text="Work">${outlines}</outline></body></opml>`,
  );
  await options.click('.choose .button-plain');
  const words = () => document.querySelector('.bringing')?.textContent ?? '';
  await options.until(words);
  expect(await options.until(() => document.querySelector('.bringing .finding-fact')?.textContent)).toBe(
    '300 entries: 300 new sources in 1 folder.',
  );
  await options.click('.bringing .button');
  await expect
    .poll(() => options.eval(() => document.querySelector('.bringing .finding-fact')?.textContent ?? ''), {
      timeout: 90_000,
      interval: 500,
    })
    .toMatch(/^300 sources followed\. 260 answered, and their posts are in Latest\. 40 did not:$/);
  await options.screenshot(process.env['SHOTS'] && `${process.env['SHOTS']}/e2e-${BROWSER}-report.png`);
  const sources = (await stored<Source>(options, 'sources')).filter(({ url }) => /^http:\/\/b\d+\.example\/feed$/.test(url));
  const health = await healthIn(options);
  const conditions = sources.map(({ id }) => health.get(id)?.condition);
  expect(['well', 'failing'].map((each) => conditions.filter((condition) => condition === each).length)).toEqual([260, 40]);
  expect(new Set(sources.flatMap(({ id }) => health.get(id)?.problem?.kind ?? []))).toEqual(
    new Set(['unreachable', 'missing', 'server-error', 'unreadable']),
  );
  const shown = new Set<string>(sources.map(({ id }) => id));
  expect((await stored<Essay>(options, 'essays')).filter(({ sourceId }) => shown.has(sourceId))).toHaveLength(520);
  expect(web.mostAtOnce()).toBeLessThanOrEqual(6);
  expect(await badgeText(options), 'what was there when they were added is not new').toBe('');
  await options.close();
});

test(`${BROWSER}: a publisher's divided index is followed: all of it is here, and nothing of it is new`, async () => {
  const site = {
    title: 'Bench',
    siteUrl: 'http://bench.example/',
    indexUrl: 'http://bench.example/index.json',
    owner: { name: 'A. Turner' },
  };
  const essays = Array.from({ length: 600 }, (_, at) => ({
    ...{ id: `e${at}`, url: `http://bench.example/${at}`, title: `Essay ${at}`, summary: 'Words of it.' },
    publishedAt: new Date(Date.UTC(2020 + (at % 2), 0, 1 + (at % 300))).toISOString(),
  }));
  for (const { name, text } of writeIndex(site, essays)) web.put(`http://bench.example/${name}`, { body: text });
  const ours = await ownPage(session.driver);
  await ask(ours, 'looked', {});
  const source = await followAt(ours, site.indexUrl);
  await until('every shard', async () => (await titlesOf(ours, source.id)).length === 600);
  await badgeBecomes(ours, '');
  await ours.close();
});

test(`${BROWSER}: nothing of this raised an error`, async () => {
  const errors = (await session.driver.errors()).filter((error) => !/Failed to load resource|net::ERR|404|500/.test(error));
  expect(errors).toEqual([]);
});
