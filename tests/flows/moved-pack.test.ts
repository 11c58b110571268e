/** The pack's cases of feeds that stand in two places, or have moved, through the very modules that ship. Skipped, with the reason, where the pack is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import type { Source } from '../../src/core/essay';
import { newSource } from '../../src/core/follow/new-source';
import { changeAddress } from '../../src/edge/store/change-address';
import { countNew } from '../../src/edge/store/count-new';
import { following, followSources } from '../../src/edge/store/follow';
import type { Library } from '../../src/edge/store/library';
import { latestEntries } from '../../src/edge/store/lists';
import { shownBy } from '../../src/edge/store/place-rows';
import { keepPoll, knownPosts } from '../../src/edge/store/polls';
import { knownSources } from '../../src/edge/store/source-rows';
import { findByAddress } from '../../src/flows/add-source';
import { fail, pollSource } from '../../src/flows/poll-source';
import { act, freshLibrary, got, NOW } from '../edge/store/library-fixture';
import { answered, type Site } from './followed-world';

const PACK = new URL('../../../shared/packs/cases/following/', import.meta.url);
const isThere = existsSync(PACK);
if (!isThere) console.warn('The cases of feeds that moved are not tried: the pack of cases is not there.');

type Line = { url: string; answer: { status?: number; headers?: Record<string, string>; body?: string } };
let library: Library;
let clock = NOW;
const web = new Map<string, Site[]>(); // each address with its answers, the last one for good

beforeEach(async () => {
  library = await freshLibrary();
  clock = NOW;
  web.clear();
});

function serve(name: string): void {
  const lines = readFileSync(new URL(`${name}/web.jsonl`, PACK), 'utf8')
    .trim()
    .split('\n');
  for (const { url, answer } of lines.map((line) => JSON.parse(line) as Line)) {
    const { status = 200, headers = {}, body = status === 200 ? '' : undefined } = answer;
    const there = web.get(url) ?? [];
    web.set(url, [...there, (ask) => answered(ask, body, { status, headers })]);
  }
}

/** The next answer of an address; a redirect is gone through, as browsers do. */
const edges = {
  fetchSource: async (ask: Parameters<Site>[0]): Promise<Awaited<ReturnType<Site>>> => {
    const [site, ...later] = web.get(ask.url) ?? [];
    if (site === undefined) return { ok: false, problem: { kind: 'unreachable' } } as const;
    if (later.length > 0) web.set(ask.url, later);
    const fetched = await site(ask);
    const to = fetched.ok ? (fetched.answer.headers as Readonly<Record<string, string>>)['location'] : undefined;
    if (to === undefined) return fetched;
    const there = await edges.fetchSource({ ...ask, url: to });
    return there.ok ? { ok: true, answer: { ...there.answer, isRedirected: true } } : there;
  },
  mayFetch: async () => true,
  yieldNow: () => Promise.resolve(),
  now: () => clock,
  random: () => 0.5,
  knownPosts: (id: Source['id']) => knownPosts(library, id),
  keepPoll: (change: Parameters<typeof keepPoll>[1]) => keepPoll(library, change, { from: 'poll', now: clock }),
  makeRoom: async () => undefined,
  knownSources: () => knownSources(library),
  shownBy: (urls: readonly string[]) => shownBy(library, urls),
};

const followed = async (id: Source['id']) => {
  const found = (await following(library)).followed.find(({ source }) => source.id === id);
  if (found === undefined) throw new Error(`${id} is not followed`);
  return found;
};

async function follow(url: string): Promise<Source['id']> {
  const source = newSource({ kind: 'feed', url }, clock);
  got(await followSources(library, [{ source, wishes: {} }], { from: 'options', now: clock }));
  return source.id;
}

async function poll(id: Source['id']): Promise<string> {
  clock += 60_000;
  const there = await followed(id);
  const outcome = await pollSource(edges, there);
  return (outcome.kind === 'silent' ? await fail(edges, there, outcome.problem) : outcome).kind;
}

const rows = async () => (await latestEntries(library, { limit: 50 })).entries;

test.skipIf(!isThere)('18: an article in a blog’s feed and in a planet’s is one, new once, and says where else it is', async () => {
  serve('18-two-feeds');
  const [own, planet] = [await follow('http://own.example/feed'), await follow('http://planet.example/feed')];
  for (const _ of [1, 2]) for (const id of [own, planet]) await poll(id);
  const found = (await rows()).filter(({ essay: { title } }) => title === 'On planets');
  expect(found.map(({ essay: { sourceId, alsoIn } }) => [sourceId, alsoIn])).toEqual([[own, [planet]]]);
  expect((await rows()).filter(({ essay: { title } }) => title === 'Post old')).toHaveLength(2); // at two addresses
  expect(await countNew(library, NOW + 120_000)).toBe(1);
});

test.skipIf(!isThere)('25: a feed that is gone without a redirect is offered where the site announces it, and goes on there', async () => {
  serve('25-moved-no-redirect');
  const id = await follow('http://anew.example/old.xml');
  await poll(id);
  const before = await rows();
  for (const { essay } of before) await act(library, essay.id, 'markRead', clock);
  expect(await poll(id)).toBe('failed');
  const offer = (await followed(id)).state.offer;
  expect(offer).toMatchObject({ url: 'http://anew.example/feed.xml' });
  expect(await findByAddress(edges, 'http://anew.example/feed.xml', true)).toMatchObject({
    previews: [{ source: { id }, isFollowed: true, foundAt: { url: 'http://anew.example/feed.xml' } }],
  });
  got(await changeAddress(library, { sourceId: id, url: offer?.url ?? '', kind: 'feed' }, clock));
  expect(await poll(id)).toBe('changed');
  expect((await rows()).map(({ essay: { title }, isUnread }) => `${title} ${isUnread}`).sort()).toEqual([
    'Post a false',
    'Post b false',
    'Post c true',
  ]);
});

test.skipIf(!isThere)('22: a page with a meta refresh in place of the feed leads to the new one, typed and polled', async () => {
  serve('22-meta-refresh');
  const old = 'http://insider.example/feeds/posts/default?alt=rss';
  expect(await findByAddress(edges, old, true)).toMatchObject({ kind: 'found', previews: [{ count: 3 }] });
  const id = await follow(old);
  for (const _ of [1, 2, 3]) await poll(id);
  expect(await rows()).toHaveLength(3);
  expect((await followed(id)).state).toMatchObject({ failures: 0, movedTo: 'http://insider.example/new/place.xml' });
});
