/** Typed search over the real store, with an index that is behind: titles are searched meanwhile, and nothing is said to be missing too early. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentedIndex } from '../../src/core/index/segmented-index';
import { putEssays } from '../../src/edge/store/essays';
import type { Library } from '../../src/edge/store/library';
import { savedIds } from '../../src/edge/store/lists';
import { shownBeside } from '../../src/edge/store/place-rows';
import { essaysAfter, forgetIndex, readManifest, segmentReads, unindexedEssays, writeChange } from '../../src/edge/store/segments';
import { countUnindexed, eachUnindexed } from '../../src/edge/store/unindexed';
import { IndexKeeper } from '../../src/flows/index-keeper';
import { type SearchEffects, searchLibrary } from '../../src/flows/search-library';
import { act, essay, freshLibrary, NOW, sourceId } from '../edge/store/library-fixture';

const OCCASION = { from: 'poll', now: NOW } as const;

/** `steps` of two essays each may be taken in before the disk is full. */
function world(library: Library, steps = Number.POSITIVE_INFINITY) {
  const disk = { steps };
  const keeper = new IndexKeeper({
    changed: (limit) => unindexedEssays(library, Math.min(limit, 2)),
    essaysAfter: (id, limit) => essaysAfter(library, id, Math.min(limit, 2)),
    readManifest: () => readManifest(library),
    reads: () => segmentReads(library),
    write: async (change, taken) => {
      if (disk.steps-- <= 0) return { ok: false, problem: { kind: 'disk-full' } };
      return writeChange(library, change, taken);
    },
    forget: () => forgetIndex(library),
    tell: async () => {},
    yieldNow: async () => {},
  });
  const effects: SearchEffects = {
    ask: (ask) => keeper.ask(ask),
    readManifest: () => readManifest(library),
    countUnindexed: (building) => countUnindexed(library, building),
    eachUnindexed: (building, visit) => eachUnindexed(library, building, visit, async () => {}),
    shownBeside: (sources) => shownBeside(library, sources),
    savedIds: () => savedIds(library),
    breathe: async () => {},
  };
  return { effects, disk, keeper };
}

const told = (id: string, title: string, more = {}) => essay(id, { title, ...more });

async function libraryOf(...essays: ReturnType<typeof essay>[]): Promise<Library> {
  const library = await freshLibrary();
  await putEssays(library, essays, OCCASION);
  return library;
}

test('while nothing is indexed, titles answer, those with every word first, and it is said how many are unread', async () => {
  const library = await libraryOf(
    told('a', 'Tides of the moon', { publishedAt: NOW - 3 }),
    told('b', 'A garden', { summary: 'tide' }),
    told('c', 'Moon gardens', { publishedAt: NOW - 2 }),
  );
  const { effects, disk, keeper } = world(library, 0);
  expect(await searchLibrary(effects, 'moon tide', {})).toEqual({ essays: ['a', 'c'], unread: 3 });
  disk.steps = 10;
  await keeper.tidy();
  const { essays, unread } = await searchLibrary(effects, 'moon tide', {});
  expect([essays[0], new Set(essays), unread]).toEqual(['a', new Set(['a', 'b', 'c']), 0]);
});

test.each([
  ['half typed', 'gard', ['b']],
  ['in another form', 'gardens ', ['b']],
  ['with a typing error', 'gadren ', ['b']],
  ['by plain letters', 'angstrom', ['a']],
  ['stop words alone', 'the of', []],
  ['nothing that is there', 'zebra', []],
])('a title is met %s', async (_claim, typed, expected) => {
  const library = await libraryOf(told('a', 'Ångström'), told('b', 'The garden'));
  expect(await searchLibrary(world(library, 0).effects, typed, {})).toEqual({ essays: expected, unread: 2 });
});

test('titles are searched within a source, and within what is saved', async () => {
  const library = await libraryOf(told('a', 'Tide', { sourceId: sourceId('one') }), told('b', 'Tide', { sourceId: sourceId('two') }));
  await act(library, 'b', 'save');
  const { effects } = world(library, 0);
  expect((await searchLibrary(effects, 'tide', { sources: [sourceId('one')] })).essays).toEqual(['a']);
  expect((await searchLibrary(effects, 'tide', { saved: true })).essays).toEqual(['b']);
});

test('an index that is built anew answers from both sides: what it has reached, and the titles beyond', async () => {
  const library = await libraryOf(...['a', 'b', 'c', 'd', 'e'].map((id) => told(id, `Tide ${id}`)));
  await world(library).keeper.tidy();
  await forgetIndex(library);
  await putEssays(library, [told('a', 'Moon')], OCCASION); // changed behind the place that will be reached
  const { essays, unread } = await searchLibrary(world(library, 1).effects, 'tide', {});
  expect([[...essays].sort(), unread]).toEqual([['b', 'c', 'd', 'e'], 3]);
});

test('however much is taken in while one searches, a title is found, and nothing is missing once nothing is unread', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 8 }),
      async (count, first, meanwhile) => {
        const all = Array.from({ length: count }, (_, at) =>
          told(`e${at}`, at % 2 === 0 ? 'Tide' : 'Moon', { summary: at % 3 === 0 ? 'quilt' : '' }),
        );
        const library = await libraryOf(...all);
        const { effects, disk, keeper } = world(library, first);
        const asking: SearchEffects = {
          ...effects,
          ask: (ask) =>
            effects.ask(async (index: SegmentedIndex) => {
              disk.steps = meanwhile; // the keeper goes on while the index is asked
              await keeper.tidy();
              return ask(index);
            }),
        };
        const titles = await searchLibrary(asking, 'tide', {});
        expect([...titles.essays].sort()).toEqual(all.flatMap(({ id }, at) => (at % 2 === 0 ? id : [])).sort());
        const { essays, unread } = await searchLibrary(asking, 'quilt', {});
        const quilts = all.filter((_, at) => at % 3 === 0);
        if (unread === 0) expect(essays).toHaveLength(quilts.length);
      },
    ),
    { numRuns: 60 },
  );
});
