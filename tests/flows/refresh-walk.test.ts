/** How a walk over sources goes on: without a line, in pieces, over a full disk, and when it is killed on the way. */
import { expect, test } from 'vitest';
import type { Progress } from '../../src/core/follow/poll';
import { failed } from '../../src/core/problem';
import { type RefreshEdges, refreshSources } from '../../src/flows/refresh-sources';
import { answered, feed, json, MINUTE, rss, START, silent, sourceId, World } from './followed-world';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
test('when nobody answers it is our own line: nobody has failed, and it is tried again soon', async () => {
  const world = new World();
  for (let i = 0; i < 30; i++) world.follow(`s${i}`, silent, { lastSuccessAt: START - HOUR });
  const before = new Map(world.states);
  const report = await refreshSources(world.edges());
  expect(report).toMatchObject({ isOffline: true, nextAlarmAt: START + 5 * MINUTE });
  expect(world.states).toEqual(before);
  expect(world.asked.length).toBeLessThanOrEqual(9);
});

test('when others answer, the silent ones have failed', async () => {
  const world = new World();
  for (let i = 0; i < 3; i++) world.follow(`dead${i}`, silent, { lastSuccessAt: START - HOUR });
  world.follow('a', feed('a', 'one'));
  expect((await refreshSources(world.edges())).outcomes).toEqual({ failed: 3, changed: 1 });
});

test('sources that have long been silent prove nothing about our line', async () => {
  const world = new World();
  for (let i = 0; i < 10; i++) world.follow(`dead${i}`, silent, { lastSuccessAt: START - 90 * DAY, failures: 3 });
  expect(await refreshSources(world.edges())).toMatchObject({ isOffline: false, outcomes: { failed: 10 } });
});

test('where the browser knows that it is offline, nobody is asked', async () => {
  const world = new World();
  world.follow('a', feed('a', 'one'));
  world.online = false;
  expect(await refreshSources(world.edges())).toMatchObject({ isOffline: true, nextAlarmAt: START + 5 * MINUTE });
  expect(world.asked).toEqual([]);
});

test('five hundred overdue sources are done in pieces, the longest overdue first, a minute apart', async () => {
  const world = new World();
  for (let i = 0; i < 500; i++) world.follow(`s${i}`, feed(`s${i}`, `p${i}`), { nextDueAt: START - i * MINUTE, lastTriedAt: START - DAY });
  const first = await refreshSources(world.edges());
  expect(world.asked[0]?.url).toBe('https://s499.example/feed');
  expect(first.nextAlarmAt).toBe(world.now + MINUTE);
  let walks = 1;
  for (let next = first.nextAlarmAt; world.essays.size < 500 && walks < 20; walks++) {
    world.now = next ?? world.now;
    next = (await refreshSources(world.edges())).nextAlarmAt;
  }
  expect(world.essays.size).toBe(500);
  expect(walks).toBeLessThan(10);
});

test('a walk that takes too long leaves the rest for the next alarm', async () => {
  const world = new World();
  for (let i = 0; i < 60; i++) {
    world.follow(`s${i}`, (ask) => {
      world.now += 20_000;
      return answered(ask, rss(`s${i}`, [`p${i}`]));
    });
  }
  await refreshSources(world.edges());
  expect(world.essays.size).toBeGreaterThanOrEqual(12);
  expect(world.essays.size).toBeLessThan(20);
});

test('refresh now takes what the reader names, asleep or not, and tells how far it is', async () => {
  const world = new World();
  const a = world.follow('a', feed('a', 'one'), { standing: 'asleep', failures: 12 });
  const b = world.follow('b', feed('b', 'two'), { nextDueAt: START + HOUR, lastTriedAt: START });
  world.follow('c', feed('c', 'three'));
  const seen: Progress[] = [];
  await refreshSources({ ...world.edges(), progress: (progress) => seen.push(progress) }, new Set([a, b]));
  expect(world.titles()).toEqual(['one', 'two']);
  expect(seen.map(({ done, total, outcome }) => [done, total, outcome])).toEqual([
    [1, 2, 'changed'],
    [2, 2, 'changed'],
  ]);
  expect(world.state(a)).toMatchObject({ standing: 'awake', failures: 0 });
});

test('two walks at once keep each poll once', async () => {
  const world = new World();
  for (let i = 0; i < 20; i++) world.follow(`s${i}`, feed(`s${i}`, `p${i}`));
  const reports = await Promise.all([refreshSources(world.edges()), refreshSources(world.edges())]);
  expect(world.essays.size).toBe(20);
  expect(reports.reduce((sum, { added }) => sum + added, 0)).toBe(20);
});

test('a source unfollowed while it is fetched is not written back', async () => {
  const world = new World();
  const a = world.follow('a', (ask) => {
    world.states.delete(a);
    return answered(ask, rss('a', ['one']));
  });
  expect((await refreshSources(world.edges())).outcomes).toEqual({ overtaken: 1 });
  expect(world.essays.size).toBe(0);
  expect(world.states.size).toBe(0);
});

test('a full disk ends the walk, says so, and leaves everything due', async () => {
  const world = new World();
  for (let i = 0; i < 30; i++) world.follow(`s${i}`, feed(`s${i}`, `p${i}`));
  world.keeping = () => failed({ kind: 'disk-full' });
  const report = await refreshSources(world.edges());
  expect(report).toMatchObject({ problem: { kind: 'disk-full' }, added: 0 });
  expect(world.asked.length).toBeLessThanOrEqual(12);
  world.keeping = (change) => world.keep(change);
  world.now = report.nextAlarmAt ?? 0;
  expect((await refreshSources(world.edges())).added).toBe(30);
});

/** Ends the background at its `fatal`th effect, before the effect or just after it; nothing happens from then on. */
function mortal(edges: RefreshEdges, fatal: number, moment: 'before' | 'after'): RefreshEdges {
  let calls = 0;
  const killed = new Error('killed');
  const guarded =
    <A extends readonly unknown[], R>(effect: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls++;
      if (calls > fatal || (calls === fatal && moment === 'before')) throw killed;
      const result = await effect(...args);
      if (calls >= fatal) throw killed;
      return result;
    };
  return {
    ...edges,
    following: guarded(edges.following),
    mayFetch: guarded(edges.mayFetch),
    fetchSource: guarded(edges.fetchSource),
    knownPosts: guarded(edges.knownPosts),
    keepPoll: guarded(edges.keepPoll),
    yieldNow: guarded(edges.yieldNow),
  };
}

function manySources(): World {
  const world = new World();
  for (let i = 0; i < 24; i++) {
    const url = `https://host${i % 15}.example/${i}`;
    world.follow(`s${i}`, (ask) => answered(ask, json(`s${i}`, [`s${i}p0`, `s${i}p1`])), {}, { url });
  }
  return world;
}

const ALL = Array.from({ length: 24 }, (_, i) => [`s${i}p0`, `s${i}p1`])
  .flat()
  .sort();

test.each([
  ['before any of its awaits', 'before', 1],
  ['just after every fifth of them', 'after', 5],
] as const)('killed %s, a poll of 24 sources goes on: none missing, none twice', async (_what, moment, stride) => {
  let fatal = 0;
  for (let wasKilled = true; wasKilled; fatal += stride) {
    const world = manySources();
    wasKilled = await refreshSources(mortal(world.edges(), fatal + 1, moment)).then(
      () => false,
      () => true,
    );
    for (const [id, { turn, lastReadAt, unfinished }] of world.states) {
      const kept = [...world.essays.values()].filter(({ sourceId: of }) => of === id).length;
      expect(kept, `${id} is whole or untouched`).toBe(lastReadAt === undefined ? 0 : 2);
      expect(unfinished).toBe(lastReadAt === undefined ? turn : 0);
    }
    world.now += MINUTE;
    await refreshSources(world.edges());
    expect(world.titles()).toEqual(ALL);
  }
  expect(fatal).toBeGreaterThan(100);
});

test('killed fifty times on the way, none missing, none twice', async () => {
  const world = manySources();
  let seed = 7;
  for (let kill = 0; kill < 50; kill++) {
    seed = (seed * 48_271) % 2_147_483_647;
    await refreshSources(mortal(world.edges(), 1 + (seed % 40), seed % 2 === 0 ? 'before' : 'after')).catch(() => {});
    world.now += MINUTE;
  }
  world.now += DAY;
  await refreshSources(world.edges());
  expect(world.titles()).toEqual(ALL);
});

test('of 300 sources one throws while it is asked, one while it is read, one while it is merged and one while it is kept: each fails alone', async () => {
  const world = new World();
  for (let i = 0; i < 300; i++) world.follow(`s${i}`, feed(`s${i}`, `p${i}`));
  const edges = world.edges();
  const breaks = (): never => {
    throw new TypeError('x is not a function');
  };
  const breaking: RefreshEdges = {
    ...edges,
    fetchSource: (ask) => (ask.url.includes('//s3.') ? breaks() : edges.fetchSource(ask)),
    knownPosts: async (id) => {
      const known = await edges.knownPosts(id);
      return id === 's40' ? { ...known, aliases: undefined as unknown as typeof known.aliases } : known; // as: a damaged row
    },
    keepPoll: async (change) => (change.essays !== undefined && change.before.sourceId === 's77' ? breaks() : edges.keepPoll(change)),
  };
  world.sites.set('https://s120.example/feed', (ask) => ({
    ok: true,
    answer: { status: 200, url: ask.url, isRedirected: false, headers: {}, isWhole: true, body: {} as Uint8Array }, // as: bytes that are none
  }));
  let [walks, added] = [0, 0];
  for (; walks < 3; walks++) {
    const report = await refreshSources(breaking);
    added += report.added;
    expect(report).not.toHaveProperty('problem');
    world.now += MINUTE;
  }
  expect(added).toBe(296);
  for (const id of ['s3', 's40', 's77', 's120']) {
    expect(world.state(sourceId(id))).toMatchObject({ failures: 1, problem: { kind: 'broken' } });
  }
});

test('a source whose row cannot be written at all is told of, and the others go on', async () => {
  const world = new World();
  for (let i = 0; i < 20; i++) world.follow(`s${i}`, feed(`s${i}`, `p${i}`));
  const keep = world.keeping;
  world.keeping = (change) => {
    if (change.before.sourceId === 's5') throw new DOMException('a damaged row', 'DataError');
    return keep(change);
  };
  const report = await refreshSources(world.edges());
  expect(report).toMatchObject({ added: 19, outcomes: { changed: 19, 'not-kept': 1 }, problem: { kind: 'bug' } });
});

test('a source that ends the background each time it is read holds up no other, and is left alone after three times', async () => {
  const world = new World();
  const deadly = world.follow('deadly', feed('deadly', 'boom'));
  for (let i = 0; i < 10; i++) world.follow(`s${i}`, feed(`s${i}`, `p${i}`));
  const edges = world.edges();
  for (let wake = 0; wake < 5; wake++) {
    let isDead = false;
    const alive = <T>(go: () => Promise<T>): Promise<T> => (isDead ? Promise.reject(new Error('killed')) : go());
    const dying: RefreshEdges = {
      ...edges,
      knownPosts: (id) => {
        isDead ||= id === deadly;
        return alive(() => edges.knownPosts(id));
      },
      keepPoll: (change) => alive(() => edges.keepPoll(change)),
      fetchSource: (ask) => alive(() => edges.fetchSource(ask)),
      following: () => alive(edges.following),
    };
    await refreshSources(dying).catch(() => {});
    world.now += MINUTE;
  }
  expect(world.essays.size).toBe(10);
  expect(world.state(deadly)).toMatchObject({ failures: 1, problem: { kind: 'unfinished' } });
  const asked = world.asked.filter(({ url }) => url.includes('deadly')).length;
  expect(asked).toBe(3);
});
