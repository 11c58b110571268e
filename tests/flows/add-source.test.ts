import { expect, test } from 'vitest';
import type { Source } from '../../src/core/essay';
import type { Findings } from '../../src/core/follow/findings';
import type { KnownSource } from '../../src/core/follow/followed-as';
import { newSource } from '../../src/core/follow/new-source';
import { type AddEdges, findByAddress, findOnPage } from '../../src/flows/add-source';
import { answered, rss, type Site, START, World } from './followed-world';

const feed: Site = (ask) => answered(ask, rss('a', ['one', 'two', 'three', 'four', 'five', 'six']));
const page =
  (head: string, body = ''): Site =>
  (ask) =>
    answered(ask, `<!doctype html><html><head><title>A blog</title>${head}</head><body>${body}</body></html>`, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
const announced = (href: string, title = '') => `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
const posts = [1, 2, 3, 4]
  .map((i) => `<article><h2><a href="/posts/${i}">A post about number ${i}</a></h2><time datetime="2026-01-0${i}">x</time></article>`)
  .join('');

function web(sites: Record<string, Site>, known: readonly KnownSource[] = [], shown = 0) {
  const world = new World();
  for (const [url, site] of Object.entries(sites)) world.sites.set(url, site);
  const edges: AddEdges = {
    ...world.edges(),
    knownSources: async () => known,
    shownBy: async () => new Map(known.map(({ source }) => [source.id, shown])),
  };
  return { world, edges };
}

const find = (sites: Record<string, Site>, address: string) => findByAddress(web(sites).edges, address, true);
const urls = (found: Findings) => (found.kind === 'found' ? found.previews.map(({ source }) => [source.kind, source.url]) : found);

test('a feed’s own address shows its newest titles before anything is kept', async () => {
  const { world, edges } = web({ 'https://a.example/feed': feed });
  const found = await findByAddress(edges, ' a.example/feed ', true);
  expect(found).toMatchObject({
    kind: 'found',
    previews: [
      {
        isFollowed: false,
        count: 6,
        source: { kind: 'feed', url: 'https://a.example/feed', title: 'a', siteUrl: 'https://a.example/', addedAt: START },
      },
    ],
  });
  expect(found.kind === 'found' && found.previews[0]?.newest.map(({ title }) => title)).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect(world.writes).toBe(0);
});

test('a page’s announced feeds go first, and nothing else is asked', async () => {
  const { world, edges } = web({
    'https://a.example/': page(announced('/posts.xml', 'Posts') + announced('/comments/feed', 'Comments')),
    'https://a.example/posts.xml': feed,
    'https://a.example/comments/feed': feed,
    'https://a.example/feed': feed,
  });
  expect(urls(await findByAddress(edges, 'https://a.example/', true))).toEqual([
    ['feed', 'https://a.example/posts.xml'],
    ['feed', 'https://a.example/comments/feed'],
  ]);
  expect(world.asked.map(({ url }) => url)).not.toContain('https://a.example/feed');
});

test('without an announced feed the usual places are tried, until one is a feed', async () => {
  expect(
    urls(await find({ 'https://a.example/blog': page('', posts), 'https://a.example/feed.xml': feed }, 'https://a.example/blog')),
  ).toEqual([['feed', 'https://a.example/feed.xml']]);
});

test('an announced feed that is none is passed over', async () => {
  const sites = {
    'https://a.example/': page(announced('/old.xml')),
    'https://a.example/old.xml': page(''),
    'https://a.example/rss.xml': feed,
  };
  expect(urls(await find(sites, 'https://a.example/'))).toEqual([['feed', 'https://a.example/rss.xml']]);
});

test('a site without a feed is followed by its list of posts', async () => {
  expect(urls(await find({ 'https://a.example/tags/data': page('', posts) }, 'https://a.example/tags/data'))).toEqual([
    ['listing', 'https://a.example/tags/data'],
  ]);
});

test('the open page needs no request for what stands in it', async () => {
  const { world, edges } = web({});
  const html = `<!doctype html><html><head><title>x</title></head><body>${posts}</body></html>`;
  world.forbidden.add('https://a.example/feed');
  expect(urls(await findOnPage(edges, { url: 'https://a.example/list', html }))).toEqual([['listing', 'https://a.example/list']]);
});

test('a page with nothing to follow says why', async () => {
  expect(await find({ 'https://a.example/': page('', '<p>Hello</p>') }, 'https://a.example/')).toMatchObject({
    kind: 'none',
    problem: { kind: 'unreadable', problem: { kind: 'no-list' } },
  });
});

test.each([
  ['no address', 'how to bake bread', { kind: 'none', problem: { kind: 'no-address' } }],
  ['another scheme', 'ftp://a.example/feed', { kind: 'none', problem: { kind: 'no-address' } }],
  ['an address where nobody answers', 'https://nobody.example/', { kind: 'none', problem: { kind: 'unreachable' } }],
])('%s is said as it is', async (_what, address, expected) => {
  expect(await find({}, address)).toEqual(expected);
});

test('an address without permission is not asked: both schemes and both names of the site are to be asked for', async () => {
  const { world, edges } = web({ 'http://a.example/feed': feed });
  world.forbidden.add('http://a.example/feed');
  expect(await findByAddress(edges, 'http://a.example/feed', true)).toEqual({
    kind: 'needs-permission',
    origins: ['http://a.example/*', 'https://a.example/*', 'http://www.a.example/*', 'https://www.a.example/*'],
  });
  expect(world.asked).toEqual([]);
});

test('a feed announced on another site is offered with the permission it needs', async () => {
  const { world, edges } = web({ 'https://a.example/': page(announced('https://feeds.example/a', 'Posts')) });
  world.forbidden.add('https://feeds.example/a');
  expect(await findByAddress(edges, 'https://a.example/', true)).toEqual({
    kind: 'found',
    previews: [],
    elsewhere: [{ url: 'https://feeds.example/a', title: 'Posts', origins: ['https://feeds.example/*', 'https://www.feeds.example/*'] }],
  });
});

test('a page cannot send us to a machine at home', async () => {
  const { world, edges } = web({ 'https://a.example/': page(announced('http://192.168.1.1/feed.xml'), posts) });
  expect(urls(await findByAddress(edges, 'https://a.example/', true))).toEqual([['listing', 'https://a.example/']]);
  expect(world.asked.map(({ url }) => new URL(url).hostname)).not.toContain('192.168.1.1');
});

test('a private host that was typed is allowed, and kept with the source; one that was a link is not', async () => {
  const { world, edges } = web({ 'http://127.0.0.1:8080/feed': feed });
  const found = await findByAddress(edges, 'http://127.0.0.1:8080/feed', true);
  expect(found).toMatchObject({ kind: 'found', previews: [{ typedHost: '127.0.0.1' }] });
  await findByAddress(edges, 'http://127.0.0.1:8080/feed', false);
  expect(world.asked.map(({ typedHost }) => typedHost)).toEqual(['127.0.0.1', undefined]);
});

test('a source the library has keeps its id, whatever the address looks like this time', async () => {
  const bundled = { ...newSource({ kind: 'feed', url: 'https://a.example/feed', title: 'Bundled' }, 1), id: 'bundled' as Source['id'] }; // as: made-up id
  const { edges } = web({ 'http://www.a.example/feed/': feed }, [{ source: bundled, isFollowed: true }]);
  expect(await findByAddress(edges, 'http://www.a.example/feed/', true)).toMatchObject({
    previews: [{ source: bundled, isFollowed: true }],
  });
});

const oldFeed = newSource({ kind: 'feed', url: 'https://a.example/old.xml', title: 'a', siteUrl: 'https://a.example/' }, 0);

test.each<[string, KnownSource, number]>([
  ['the feed it redirects to', { source: oldFeed, isFollowed: true, movedTo: 'https://a.example/feed' }, 0],
  [
    'the address it had before',
    { source: { ...newSource({ kind: 'feed', url: 'https://a.example/feed' }, 0), url: 'https://b.example/feed' }, isFollowed: true },
    0,
  ],
  ['a twin with posts that it shows', { source: oldFeed, isFollowed: true }, 4],
])('what is followed already under another address says so: %s', async (_what, known, shown) => {
  const { edges } = web({ 'https://a.example/feed': feed }, [known], shown);
  const found = await findByAddress(edges, 'https://a.example/feed', true);
  expect(found).toMatchObject({
    kind: 'found',
    previews: [{ source: known.source, isFollowed: true, foundAt: { url: 'https://a.example/feed', kind: 'feed' } }],
  });
});

test.each<[string, KnownSource, number]>([
  ['a part of a site, which calls itself something else', { source: { ...oldFeed, title: 'a: notes' }, isFollowed: true }, 6],
  [
    'a planet that shows its posts',
    { source: { ...oldFeed, siteUrl: 'https://planet.example/', url: 'https://planet.example/feed' }, isFollowed: true },
    6,
  ],
  ['a feed with other posts', { source: oldFeed, isFollowed: true }, 2],
  ['one that is no longer followed', { source: oldFeed, isFollowed: false }, 6],
])('what is another source is not taken for it: %s', async (_what, known, shown) => {
  const found = await findByAddress(web({ 'https://a.example/feed': feed }, [known], shown).edges, 'https://a.example/feed', true);
  expect(found.kind === 'found' && [found.previews[0]?.isFollowed, found.previews[0]?.source.url]).toEqual([
    false,
    'https://a.example/feed',
  ]);
});
