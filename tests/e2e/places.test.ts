/** One essay in several sources, and a source that goes on at another address, in the built extension. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Essay } from '../../src/core/essay';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { ask, find, followAt, healthIn, ownPage, refreshAll, stored, whileWalking } from './follower';
import { BROWSER, badgeBecomes, openList, rowsOf, type Session, startSession } from './person';

const DIST = process.env['SIDELIGHT_DIST'];
const HTML = { 'content-type': 'text/html; charset=utf-8' };

let session: Session;
let web: MadeUpWeb;
beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  await session.driver.grantOrigins(['http://*/*']);
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

function feed(host: string, ...links: readonly string[]): { readonly body: string } {
  const items = links.map(
    (link) => `<item><title>On ${new URL(`http://${link}`).pathname.slice(1)}</title><link>http://${link}</link></item>`,
  );
  return { body: `<rss version="2.0"><channel><title>${host}</title><link>http://${host}/</link>${items.join('')}</channel></rss>` };
}

test(`${BROWSER}: a page in a blog and in a planet is one row, counted and read once, and survives unfollowing either`, async () => {
  const ours = await ownPage(session.driver);
  web.put('http://own.example/feed', feed('own.example', 'own.example/old'));
  web.put('http://planet.example/feed', feed('planet.example', 'planet.example/theirs'));
  const planet = await followAt(ours, 'http://planet.example/feed');
  const own = await followAt(ours, 'http://own.example/feed');
  await ask(ours, 'looked', {});
  await badgeBecomes(ours, '');
  web.put('http://own.example/feed', feed('own.example', 'own.example/planets', 'own.example/old'));
  web.put('http://planet.example/feed', feed('planet.example', 'own.example/planets?utm_source=planet', 'planet.example/theirs'));
  await refreshAll(ours, [own.id, planet.id]);
  await badgeBecomes(ours, '1');
  const list = await openList(session.driver);
  const here = async () => (await rowsOf(list)).filter(({ title }) => title === 'On planets');
  expect((await here()).map(({ about }) => about)).toEqual([expect.stringMatching(/own\.example.*also in planet\.example/)]);
  const [one, ...others] = (await stored<Essay>(ours, 'essays')).filter(({ title }) => title === 'On planets');
  expect(others).toEqual([]);
  await ask(ours, 'act', { essayId: one?.id, act: { kind: 'markRead' }, from: 'popup' });
  for (const gone of [planet, own]) {
    await ask(ours, 'unfollow', { sourceId: gone.id });
    expect((await stored<Essay>(ours, 'essays')).filter(({ title }) => title === 'On planets').map(({ id }) => id)).toEqual([one?.id]);
    await followAt(ours, gone.url);
    expect((await stored<Essay>(ours, 'essays')).filter(({ title }) => title === 'On planets').map(({ id }) => id)).toEqual([one?.id]);
  }
  await badgeBecomes(ours, '');
  const again = await openList(session.driver);
  expect((await rowsOf(again)).filter(({ title }) => title === 'On planets').map(({ isUnread }) => isUnread)).toEqual([false]);
});

test(`${BROWSER}: a feed that is gone goes on where its site says, with its essays and what was done to them`, async () => {
  const ours = await ownPage(session.driver);
  await ask(ours, 'looked', {});
  web.put('http://anew.example/old.xml', feed('anew.example', 'anew.example/a', 'anew.example/b'));
  web.put('http://anew.example/', {
    headers: HTML,
    body: '<title>A</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>Hi',
  });
  const source = await followAt(ours, 'http://anew.example/old.xml');
  const essays = async () => (await stored<Essay>(ours, 'essays')).filter(({ sourceId }) => sourceId === source.id);
  const before = await essays();
  for (const { id } of before) await ask(ours, 'act', { essayId: id, act: { kind: 'markRead' }, from: 'popup' });
  await ask(ours, 'act', { essayId: before[0]?.id, act: { kind: 'save' }, from: 'popup' });
  web.put('http://anew.example/old.xml', { status: 404 });
  web.put('http://anew.example/feed.xml', feed('anew.example', 'anew.example/c', 'anew.example/a', 'anew.example/b'));
  await refreshAll(ours, [source.id]);
  expect((await healthIn(ours)).get(source.id)).toMatchObject({ condition: 'failing', offer: { url: 'http://anew.example/feed.xml' } });
  expect(await find(ours, 'http://anew.example/')).toMatchObject({
    previews: [{ source: { id: source.id }, isFollowed: true, foundAt: { url: 'http://anew.example/feed.xml' } }],
  });
  await whileWalking(ours, () => ask(ours, 'changeAddress', { sourceId: source.id, url: 'http://anew.example/feed.xml', kind: 'feed' }));
  expect((await healthIn(ours)).get(source.id)?.condition).toBe('well');
  const after = await essays();
  expect(after.map(({ title }) => title).sort()).toEqual(['On a', 'On b', 'On c']);
  expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  await badgeBecomes(ours, '1');
});
