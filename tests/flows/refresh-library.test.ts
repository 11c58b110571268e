import { beforeEach, expect, test } from 'vitest';
import { newSource } from '../../src/core/follow/new-source';
import { woken } from '../../src/core/follow/source-state';
import { writeIndex } from '../../src/core/publish/write-index';
import { countNew } from '../../src/edge/store/count-new';
import { countEssays, countUnread } from '../../src/edge/store/counts';
import { changeState, following, followSources, unfollowSource } from '../../src/edge/store/follow';
import type { Library } from '../../src/edge/store/library';
import { keepPoll, knownPosts } from '../../src/edge/store/polls';
import { makeRoom } from '../../src/edge/store/room';
import { type RefreshEdges, refreshSources } from '../../src/flows/refresh-sources';
import { act, DAY, freshLibrary, got, onDisk } from '../edge/store/library-fixture';
import { answered, json, MINUTE, START, World } from './followed-world';

const OCCASION = { from: 'options', now: START } as const;
let library: Library;
let world: World;

beforeEach(async () => {
  library = await freshLibrary();
  world = new World();
});

function edges(): RefreshEdges {
  return {
    ...world.edges(),
    following: async () => (await following(library)).followed,
    knownPosts: (id) => knownPosts(library, id),
    keepPoll: (change) => keepPoll(library, change, { from: 'start', now: world.now }),
  };
}

async function followSites(count: number, postsOf: (site: number) => readonly string[]) {
  const sources = Array.from({ length: count }, (_, i) => newSource({ kind: 'feed', url: `https://s${i}.example/feed` }, START));
  sources.forEach(({ url }, i) => {
    world.sites.set(url, (ask) => answered(ask, json(`s${i}`, postsOf(i))));
  });
  got(
    await followSources(
      library,
      sources.map((source) => ({ source, wishes: {} })),
      OCCASION,
    ),
  );
  return sources.map(({ id }) => id);
}

const titles = async () => (await onDisk((db) => db.getAll('essays'))).map(({ title }) => title).sort();

test('a walk over the library on disk, killed again and again, ends with every post once', async () => {
  await followSites(40, (i) => [`s${i}a`, `s${i}b`]);
  for (let kill = 0; kill < 25; kill++) {
    let left = 1 + ((kill * 7) % 11);
    const whole = edges();
    const dying = {
      ...whole,
      keepPoll: (change: Parameters<typeof whole.keepPoll>[0]) =>
        left-- > 0 ? whole.keepPoll(change) : Promise.reject(new Error('killed')),
    };
    await refreshSources(dying).catch(() => {});
    world.now += MINUTE;
  }
  world.now += 60 * MINUTE;
  await refreshSources(edges());
  expect(await titles()).toEqual(
    Array.from({ length: 40 }, (_, i) => [`s${i}a`, `s${i}b`])
      .flat()
      .sort(),
  );
  expect(await onDisk((db) => db.count('history'))).toBe(80);
});

test('a post that was read stays read through an edit, one that was saved stays as it was, and unfollowing keeps only that', async () => {
  const [id] = await followSites(1, () => ['One', 'Two']);
  if (id === undefined) throw new Error('nothing was followed');
  await refreshSources(edges());
  const { essays } = await knownPosts(library, id);
  const idOf = (title: string) => essays.find((essay) => essay.title === title)?.id ?? '';
  await act(library, idOf('One'), 'markRead');
  await act(library, idOf('Two'), 'save');
  const marks = await onDisk((db) => db.getAll('marks'));
  world.sites.set('https://s0.example/feed', (ask) =>
    answered(
      ask,
      json('s0', ['One', 'Two']).replace('"title":"One"', '"title":"One, edited"').replace('"title":"Two"', '"title":"Removed"'),
    ),
  );
  got(await changeState(library, id, woken));
  world.now += MINUTE;
  expect((await refreshSources(edges())).outcomes).toEqual({ changed: 1 });
  expect(await titles()).toEqual(['One, edited', 'Two']);
  expect(await onDisk((db) => db.getAll('marks'))).toEqual(marks);
  got(await unfollowSource(library, id, world.now));
  expect(await titles()).toHaveLength(1);
  expect(await refreshSources(edges())).toMatchObject({ outcomes: {} });
});

test('a blog that never ends keeps its newest essays and what was saved; what it still shows does not come back as new', async () => {
  const [id] = await followSites(1, () => ['p1', 'p2', 'p3']);
  const tight: () => RefreshEdges = () => ({ ...edges(), makeRoom: (source, standing) => makeRoom(library, source, standing, 4) });
  await refreshSources(tight(), new Set(id ? [id] : []));
  const saved = (await onDisk((db) => db.getAll('essays'))).find(({ title }) => title === 'p1');
  await act(library, saved?.id ?? '', 'save');
  for (let post = 4; post < 12; post++) {
    world.now += DAY;
    world.sites.set('https://s0.example/feed', (ask) => answered(ask, json('s0', ['p3', `p${post}`, `p${post - 1}`])));
    expect((await refreshSources(tight(), new Set(id ? [id] : []))).added).toBe(1);
  }
  expect(await titles()).toEqual(['p1', 'p10', 'p11', 'p3', 'p9']);
});

test('a divided index of a site fills the library on disk, and nothing of it is new or unread', async () => {
  const site = {
    title: 'Bench',
    siteUrl: 'https://bench.example/',
    indexUrl: 'https://bench.example/index.json',
    owner: { name: 'A. Turner' },
  };
  const essays = Array.from({ length: 620 }, (_, at) => ({
    id: `e${at}`,
    url: `https://bench.example/${at}`,
    title: `Essay ${at}`,
    summary: 'Words of it.',
    publishedAt: new Date(Date.UTC(2020 + (at % 3), 0, 1 + (at % 300))).toISOString(),
  }));
  for (const { name, text } of writeIndex(site, essays)) world.sites.set(`https://bench.example/${name}`, (ask) => answered(ask, text));
  const source = newSource({ kind: 'feed', url: site.indexUrl }, START);
  got(await followSources(library, [{ source, wishes: {} }], OCCASION));
  await refreshSources(edges());
  expect(await countEssays(library)).toBe(620);
  expect([await countUnread(library), await countNew(library, 0)]).toEqual([0, 0]);
});
