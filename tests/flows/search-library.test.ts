/** Typed search over the real store, with an index that is behind: titles are searched meanwhile, and nothing is said to be missing too early. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SegmentedIndex } from '../../src/core/index/segmented-index';
import type { HighlightId } from '../../src/core/library/highlight';
import { nextStamp } from '../../src/core/library/stamp';
import { putEssays } from '../../src/edge/store/essays';
import { followSources } from '../../src/edge/store/follow';
import type { Library } from '../../src/edge/store/library';
import { shownBeside } from '../../src/edge/store/place-rows';
import { searchedTexts } from '../../src/edge/store/searched-texts';
import { essaysAfter, forgetIndex, readManifest, segmentReads, unindexedEssays, writeChange } from '../../src/edge/store/segments';
import { sourceNames } from '../../src/edge/store/source-rows';
import { idsInState, idsTagged } from '../../src/edge/store/states';
import { eachUnindexed, standingIndex } from '../../src/edge/store/unindexed';
import { IndexKeeper } from '../../src/flows/index-keeper';
import { type SearchEffects, searchLibrary } from '../../src/flows/search-library';
import { act, essay, essayId, freshLibrary, got, NOW, onDisk, source, sourceId } from '../edge/store/library-fixture';

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
    ask: (ask, standing) => keeper.ask(ask, standing),
    standing: () => standingIndex(library),
    eachUnindexed: (building, visit) => eachUnindexed(library, building, visit, async () => {}),
    shownBeside: (sources) => shownBeside(library, sources),
    inState: (state) => idsInState(library, state),
    tagged: (name) => idsTagged(library, name),
    sourceNames: () => sourceNames(library),
    textsOf: async (ids) => new Map([...(await searchedTexts(library, ids))].map(([id, { all }]) => [id, all])),
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

test('while nothing is indexed, titles answer, those with every word, and it is said how many are unread', async () => {
  const library = await libraryOf(
    told('a', 'Tides of the moon', { publishedAt: NOW - 3 }),
    told('b', 'A garden', { summary: 'tide' }),
    told('c', 'Moon gardens', { publishedAt: NOW - 2 }),
  );
  const { effects, disk, keeper } = world(library, 0);
  expect(await searchLibrary(effects, 'moon tide', {})).toEqual({ essays: ['a'], total: 1, some: 2, unread: 3 });
  expect((await searchLibrary(effects, 'moon tide', { any: true })).essays).toEqual(['a', 'c']);
  disk.steps = 10;
  await keeper.tidy();
  expect(await searchLibrary(effects, 'moon tide', {})).toEqual({ essays: ['a'], total: 1, some: 3, unread: 0 });
  const { essays, total } = await searchLibrary(effects, 'moon tide', { any: true });
  expect([essays[0], new Set(essays), total]).toEqual(['a', new Set(['a', 'b', 'c']), 3]);
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
  expect(await searchLibrary(world(library, 0).effects, typed, {})).toMatchObject({ essays: expected, unread: 2 });
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
          ask: (ask, standing) =>
            effects.ask(async (index: SegmentedIndex) => {
              disk.steps = meanwhile; // the keeper goes on while the index is asked
              await keeper.tidy();
              return ask(index);
            }, standing),
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

describe('a query', () => {
  const [ONE, TWO] = [sourceId('one'), sourceId('two')];

  async function asked(typed: string, isIndexed: boolean) {
    const library = await libraryOf(
      told('a', 'Tides of the moon', {
        sourceId: ONE,
        summary: 'High water at the quay.',
        publishedAt: Date.UTC(2024, 4, 3),
        author: 'Ines Duarte',
      }),
      told('b', 'The moon over the quay', { sourceId: TWO, text: 'No water, high or low.', publishedAt: Date.UTC(2023, 4, 3) }),
      told('c', 'Gardens', { sourceId: TWO, publishedAt: Date.UTC(2025, 0, 1), tags: ['plants'] }),
    );
    got(
      await followSources(
        library,
        [source('one', { title: 'Harbour log', addedAt: 1 }), source('two', { title: 'Small gauge', addedAt: 1 })].map((each) => ({
          source: each,
          wishes: {},
        })),
        OCCASION,
      ),
    );
    await act(library, 'a', 'save');
    await act(library, 'b', 'save');
    await act(library, 'b', 'archive');
    await act(library, 'c', { kind: 'tag', tag: 'Long read' });
    await act(library, 'c', { kind: 'note', text: 'Ask Pavel about the compost' });
    await act(library, 'c', 'markRead');
    const { effects, keeper } = world(library, isIndexed ? 100 : 0);
    if (isIndexed) await keeper.tidy();
    const { essays, total } = await searchLibrary(effects, typed, {});
    expect(total).toBe(essays.length);
    return [...essays].sort();
  }

  test.each([
    ['asks for all words', 'moon tide', ['a']],
    ['takes either of two with or', 'tides or gardens', ['a', 'c']],
    ['keeps out what stands behind a minus', 'moon -tides', ['b']],
    ['is limited to a tag, however it is written', 'tag:"long READ"', ['c']],
    ['is limited to a source by a part of its name', 'source:harb', ['a']],
    ['is limited to what is saved', 'is:saved', ['a', 'b']],
    ['is limited to the archive', 'moon is:archived', ['b']],
    ['is limited to what is read', 'is:read', ['c']],
    ['is limited to what is unread', 'is:unread', ['a', 'b']],
    ['is limited to what bears a note', 'is:noted', ['c']],
    ['is limited to what came before a year', 'before:2024', ['b']],
    ['is limited to what came from a day on', 'after:2024-05-03', ['a', 'c']],
    ['is limited to a month, from its first day to its last', 'after:2024-05 before:2024-06', ['a']],
    ['without what it names', '-is:saved', ['c']],
    ['holds words together in quotes', '"the moon over"', ['b']],
  ])('%s, by titles and by the index alike', async (_claim, typed, expected) => {
    expect(await asked(typed, true)).toEqual(expected);
    expect(await asked(typed, false)).toEqual(expected);
  });

  test.each([
    ['words in quotes stand together in the text', '"high water"', ['a']],
    ['so they do behind other signs', '"high or low"', ['b']],
    ['a phrase may be kept out', 'water -"high water"', ['b']],
    ['a phrase or a word', '"high water" or gardens', ['a', 'c']],
    ['a phrase of words that say little is found', '"of the moon"', ['a']],
    ['an author is found', 'ines duarte', ['a']],
    ['a note is', 'compost pavel', ['c']],
    ['in quotes too', '"about the compost"', ['c']],
    ['a tag is', 'long read', ['c']],
    ["the source's own tag is", 'plants', ['c']],
    ["a source's name is", 'harbour ', ['a']],
    ['with a word of the essay', 'gauge moon', ['b']],
    ['words that say little are not asked for', 'the moon of tides', ['a']],
    ['no essay has both', 'moon gardens zeppelin', []],
    ['signs alone ask for nothing', '- " "" -""', []],
  ])('%s', async (_claim, typed, expected) => {
    expect(await asked(typed, true)).toEqual(expected);
  });
});

test('how many there are is said, also of those that are not given', async () => {
  const library = await libraryOf(...Array.from({ length: 30 }, (_, at) => told(`e${at}`, `Tide ${at % 3 === 0 ? 'and moon' : ''}`)));
  const { effects, keeper } = world(library);
  await keeper.tidy();
  const found = await searchLibrary(effects, 'tide moon', {}, 4);
  expect([found.essays.length, found.total, found.some]).toEqual([4, 10, 30]);
  expect((await searchLibrary(effects, 'tide moon', { any: true }, 4)).total).toBe(30);
});

test("a highlight's words and its note are found", async () => {
  const library = await libraryOf(told('a', 'Tide'), told('b', 'Moon'));
  const made = { id: 'h' as HighlightId, essayId: essayId('b'), madeAt: NOW }; // as: made up
  const stamp = nextStamp(undefined, NOW, 'device');
  const quote = { exact: 'lantern room', prefix: '', suffix: '', start: 0 };
  await onDisk((db) => db.put('highlights', { ...made, quote, ink: ['plain', stamp], note: ['ask the keeper', stamp] }));
  const { effects, keeper } = world(library);
  await keeper.tidy();
  expect((await searchLibrary(effects, 'lantern keeper', {})).essays).toEqual(['b']);
  expect((await searchLibrary(effects, '"lantern room"', {})).essays).toEqual(['b']);
  expect((await searchLibrary(effects, 'is:highlighted', {})).essays).toEqual(['b']);
});
