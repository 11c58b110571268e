/** The keeper over the real store: whatever comes, goes, dies or is damaged, an answer is that of an index built afresh. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Essay } from '../../src/core/essay';
import { indexInMemory } from '../../src/core/index/in-memory';
import type { SegmentedIndex } from '../../src/core/index/segmented-index';
import { indexedEssay, type TermIndex } from '../../src/core/index/term-index';
import type { Problem } from '../../src/core/problem';
import { failed } from '../../src/core/problem';
import { pageTerms } from '../../src/core/related/page-terms';
import { rank } from '../../src/core/related/rank';
import { putEssays } from '../../src/edge/store/essays';
import { unfollowSource } from '../../src/edge/store/follow';
import type { Library } from '../../src/edge/store/library';
import { essaysAfter, forgetIndex, readManifest, segmentReads, unindexedEssays, writeChange } from '../../src/edge/store/segments';
import { standingIndex } from '../../src/edge/store/unindexed';
import { IndexKeeper } from '../../src/flows/index-keeper';
import { essay, freshLibrary, got, NOW, onDisk, sourceId } from '../edge/store/library-fixture';

class Death extends Error {}

type World = { readonly library: Library; readonly told: Problem[]; isFull: boolean };
type Worker = { readonly keeper: IndexKeeper; writesLeft: number };

/** A worker. It dies when its writes are used up: before one, so that nothing of that is kept, as the browser would do it. */
function worker(world: World): Worker {
  const { library } = world;
  const keeper = new IndexKeeper({
    changed: (limit) => unindexedEssays(library, Math.min(limit, 3)),
    essaysAfter: (id, limit) => essaysAfter(library, id, Math.min(limit, 3)),
    readManifest: () => readManifest(library),
    reads: () => segmentReads(library),
    write: async (change, taken) => {
      if (self.writesLeft-- <= 0) throw new Death('killed');
      return world.isFull ? failed({ kind: 'disk-full' }) : writeChange(library, change, taken);
    },
    forget: () => forgetIndex(library),
    tell: async (problem) => void world.told.push(problem),
    yieldNow: async () => {},
  });
  const self = { keeper, writesLeft: Number.POSITIVE_INFINITY };
  return self;
}

const WORDS = ['tide', 'moon', 'harbour', 'mesh', 'data', 'quilt', 'garden', 'compiler'];
const PAGE = pageTerms({
  title: 'Tide tables',
  text: 'The moon moves the harbour. Data on quilts, gardens and compilers; the data mesh of tides.',
});
const answer = async (index: TermIndex) => (await rank(index, PAGE, 20)).ranked.map(({ id, score }) => [id, score]);
const fresh = async (essays: Iterable<Essay>) =>
  answer(await indexInMemory([...essays].map((one) => ({ ...indexedEssay(one), source: one.sourceId }))));
const world = async (): Promise<World> => ({
  library: await freshLibrary(),
  told: [],
  isFull: false,
});
const OCCASION = { from: 'poll', now: NOW } as const;

/** Asks until the index is whole: a question alone takes in twelve essays here. */
async function asked({ keeper }: Worker) {
  await keeper.tidy();
  return keeper.ask(answer);
}

const put = fc.record({
  kind: fc.constant('put' as const),
  essays: fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 15 }),
      source: fc.constantFrom('a', 'b'),
      words: fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
const step = fc.oneof(
  { arbitrary: put, weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant('unfollow' as const), source: fc.constantFrom('a', 'b') }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('die' as const), after: fc.integer({ min: 0, max: 3 }) }), weight: 3 },
  { arbitrary: fc.constant({ kind: 'ask' as const }), weight: 2 },
);

test('after any adding, revising, unfollowing and dying, every answer is that of an index built afresh', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const here = await world();
      const known = new Map<string, Essay>();
      let living = worker(here);
      for (const one of steps) {
        if (one.kind === 'put') {
          const essays = one.essays.map(({ id, source, words }) =>
            essay(`${source}${id}`, { sourceId: sourceId(source), title: words.slice(0, 2).join(' ') || 'x', summary: words.join(' ') }),
          );
          got(await putEssays(here.library, essays, OCCASION));
          for (const each of essays) known.set(each.id, each);
        }
        if (one.kind === 'unfollow') {
          for (const id of got(await unfollowSource(here.library, sourceId(one.source), NOW))) known.delete(id);
        }
        if (one.kind === 'die') {
          living.writesLeft = one.after;
          await living.keeper.ask(answer).catch((error: unknown) => expect(error).toBeInstanceOf(Death));
          living = worker(here);
        }
        if (one.kind === 'ask') expect(await asked(living)).toEqual(await fresh(known.values()));
      }
      expect(await asked(worker(here))).toEqual(await fresh(known.values()));
      expect(here.told.filter(({ kind }) => kind !== 'bug')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

const some = (count: number): Essay[] =>
  Array.from({ length: count }, (_, i) =>
    essay(`e${i}`, { title: `${WORDS[i % 8]} ${WORDS[(i * 3) % 8]}`, summary: `${WORDS[(i * 5) % 8]} ${WORDS[(i * 7) % 8]} w${i}` }),
  );

test.each<[string, () => Promise<unknown>]>([
  ['a segment is gone', () => onDisk((db) => db.delete('segments', ['s1', 0]))],
  ['the manifest is gone', () => onDisk((db) => db.delete('segments', 'manifest'))],
  ['the manifest is another thing', () => onDisk((db) => db.put('segments', 7, 'manifest'))],
  ['all is gone', () => onDisk((db) => db.clear('segments'))],
])('where %s, the index is built anew without a word', async (_what, harm) => {
  const here = await world();
  got(await putEssays(here.library, some(20), OCCASION));
  await asked(worker(here));
  await harm();
  const next = worker(here);
  await next.keeper.ask(answer);
  expect(await asked(next)).toEqual(await fresh(some(20)));
  expect(here.told).toEqual([]);
});

test('what getting ready finds damaged it leaves to the question', async () => {
  const here = await world();
  got(await putEssays(here.library, some(20), OCCASION));
  await asked(worker(here));
  await onDisk((db) => db.delete('segments', ['s1', 0]));
  const next = worker(here);
  await next.keeper.getReady();
  expect((await readManifest(here.library)).building).toBeUndefined(); // nothing was forgotten
  await next.keeper.ask(answer);
  expect(await asked(next)).toEqual(await fresh(some(20)));
  expect(here.told).toEqual([]);
});

test('two questions at once get the same answer, and so does one during an update', async () => {
  const here = await world();
  got(await putEssays(here.library, some(9), OCCASION));
  const { keeper } = worker(here);
  const [one, two] = await Promise.all([keeper.ask(answer), keeper.ask(answer)]);
  expect(one).toEqual(two);
  expect(one).toEqual(await fresh(some(9)));
  const during = keeper.ask(async (index: SegmentedIndex) => {
    got(await putEssays(here.library, some(12), OCCASION));
    await keeper.tidy();
    return answer(index);
  });
  expect(await during).toEqual(one); // of the version it began with
  expect(await keeper.ask(answer)).toEqual(await fresh(some(12)));
});

test('where nothing has come, the open index answers and nothing is looked at again; where something has, it is taken in first', async () => {
  const here = await world();
  got(await putEssays(here.library, some(9), OCCASION));
  const { keeper } = worker(here);
  await asked({ keeper, writesLeft: 0 });
  const standing = await standingIndex(here.library);
  expect(standing.unindexed).toBe(0);
  const begun = vi.spyOn(here.library, 'begin');
  expect(await keeper.ask(answer, standing)).toEqual(await fresh(some(9)));
  expect(begun).not.toHaveBeenCalled();
  begun.mockRestore();
  got(await putEssays(here.library, some(12), OCCASION));
  expect(await keeper.ask(answer, await standingIndex(here.library))).toEqual(await fresh(some(12)));
  expect(await keeper.ask(answer, standing)).toEqual(await fresh(some(12))); // of a version that stands no more
});

test('while much is taken in, the index stays in few pieces: a worker that is killed then begins anew with those', async () => {
  const here = await world();
  const many = Array.from({ length: 120 }, (_, at) =>
    essay(`e${String(at).padStart(3, '0')}`, { title: `On ${WORDS[at % WORDS.length]} ${at}` }),
  );
  got(await putEssays(here.library, many, OCCASION));
  let most = 0;
  for (let killed = worker(here); ; killed = worker(here)) {
    killed.writesLeft = 5;
    await killed.keeper.tidy();
    const { segments, building } = await readManifest(here.library);
    most = Math.max(most, segments.length);
    if (killed.writesLeft >= 0 && building === undefined) break;
  }
  expect(most).toBeLessThan(40 - 10); // it is forty steps
  expect(await asked(worker(here))).toEqual(await fresh(many));
});

test('where the disk is full, what can be answered is, and the reader is told', async () => {
  const here = await world();
  got(await putEssays(here.library, some(3), OCCASION));
  const { keeper } = worker(here);
  await keeper.ask(answer);
  got(await putEssays(here.library, some(5), OCCASION));
  here.isFull = true;
  expect(await keeper.ask(answer)).toEqual(await fresh(some(3)));
  expect(here.told).toContainEqual({ kind: 'disk-full' });
  here.isFull = false;
  expect(await keeper.ask(answer)).toEqual(await fresh(some(5)));
});
