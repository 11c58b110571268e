/** A source that is gone, and where its site says that it goes on. */
import { expect, test } from 'vitest';
import { refreshSources } from '../../src/flows/refresh-sources';
import { answered, feed, MINUTE, type Site, silent, status, World } from './followed-world';

const DAY = 24 * 60 * MINUTE;
const OFFERED = { url: 'https://a.example/feed.xml', title: 'Posts' };

const page =
  (href: string): Site =>
  (ask) =>
    answered(ask, `<!doctype html><title>A</title><link rel="alternate" type="application/rss+xml" title="Posts" href="${href}"><p>Hi`, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });

/** A blog that is followed, and then what stands there later. */
async function later(sites: Readonly<Record<string, Site>>) {
  const world = new World();
  const id = world.follow('a', feed('a', 'one', 'two'));
  await refreshSources(world.edges());
  for (const [url, site] of Object.entries(sites)) world.sites.set(url, site);
  world.now += DAY;
  world.asked.length = 0;
  await refreshSources(world.edges());
  return { world, id };
}
const OLD = 'https://a.example/feed';
const SITE = 'https://a.example/';
const NEW = 'https://a.example/feed.xml';

test.each<[string, Readonly<Record<string, Site>>]>([
  ['404, and the site announces another feed', { [OLD]: status(404), [SITE]: page('/feed.xml'), [NEW]: feed('a', 'three', 'one', 'two') }],
  ['410, likewise', { [OLD]: status(410), [SITE]: page('/feed.xml'), [NEW]: feed('a', 'three', 'one') }],
  ['a page in place of the feed', { [OLD]: page('/feed.xml'), [NEW]: feed('a', 'two') }],
])('%s: it is offered', async (_what, sites) => {
  const { world, id } = await later(sites);
  expect(world.state(id).offer).toEqual(OFFERED);
  expect(world.titles()).toEqual(['one', 'two']);
});

test.each<[string, Readonly<Record<string, Site>>]>([
  [
    'nothing known stands there: the site may be somebody else’s',
    { [OLD]: status(404), [SITE]: page('/feed.xml'), [NEW]: feed('a', 'casino', 'bonus') },
  ],
  ['it is no feed', { [OLD]: status(404), [SITE]: page('/feed.xml'), [NEW]: page('/feed.xml') }],
  ['it is the address that is gone', { [OLD]: status(404), [SITE]: page('/feed') }],
  ['the site does not answer', { [OLD]: status(404), [SITE]: silent }],
  ['a machine at home', { [OLD]: status(404), [SITE]: page('http://192.168.1.1/feed') }],
  ['it only has trouble', { [OLD]: status(503), [SITE]: page('/feed.xml'), [NEW]: feed('a', 'one') }],
])('%s: nothing is offered', async (_what, sites) => {
  const { world, id } = await later(sites);
  expect(world.state(id).offer).toBeUndefined();
  expect(world.state(id).failures).toBe(1);
});

test('one that may not be asked is offered as it is announced', async () => {
  const world = new World();
  const id = world.follow('a', status(404), {});
  world.sites.set(SITE, page('https://b.example/feed'));
  world.forbidden.add('https://b.example/feed');
  await refreshSources(world.edges());
  expect(world.state(id).offer).toEqual({ url: 'https://b.example/feed', title: 'Posts' });
  expect(world.asked.map(({ url }) => url)).toEqual([OLD, SITE]);
});

test('the site is not asked at every failure, and an offer is forgotten when the feed is back', async () => {
  const { world, id } = await later({ [OLD]: status(404), [SITE]: page('/other') });
  const asks = () => world.asked.filter(({ url }) => url === SITE).length;
  expect(asks()).toBe(1);
  for (const _ of [1, 2, 3]) {
    world.now += 30 * DAY;
    await refreshSources(world.edges(), new Set([id]));
  }
  expect(asks()).toBe(1);
  world.sites.set(SITE, page('/feed.xml'));
  world.sites.set(NEW, feed('a', 'one'));
  for (let turn = 0; world.state(id).offer === undefined && turn < 10; turn++) {
    world.now += 30 * DAY;
    await refreshSources(world.edges(), new Set([id]));
  }
  expect(world.state(id).offer).toEqual(OFFERED);
  world.sites.set(OLD, feed('a', 'one', 'two'));
  world.now += 30 * DAY;
  await refreshSources(world.edges(), new Set([id]));
  expect(world.state(id).offer).toBeUndefined();
});
