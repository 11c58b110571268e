import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { build, change, checkAll, mergeStep } from '../../../src/core/index/growth';
import type { SegmentEntry } from '../../../src/core/index/manifest';
import { nextMerge } from '../../../src/core/index/merge-policy';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import { SegmentedIndex } from '../../../src/core/index/segmented-index';
import { Disk } from './segment/disk';
import { essay, essays, expectAsPlain, nearest, plainScan, question } from './segment/essays';

type Act =
  | { readonly kind: 'put'; readonly essays: readonly SegmentEssay[] }
  | { readonly kind: 'remove'; readonly places: readonly number[] }
  | { readonly kind: 'merge' }
  | { readonly kind: 'die' }; // the next change is prepared and never written
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.array(essay, { maxLength: 6 }).map((put) => ({ kind: 'put', essays: put }) as const) },
  { weight: 2, arbitrary: fc.array(fc.nat(), { maxLength: 4 }).map((places) => ({ kind: 'remove', places }) as const) },
  { weight: 4, arbitrary: fc.constant({ kind: 'merge' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'die' } as const) },
);

test('after any adding, revising, removing, merging and dying every answer is that of a fresh build', async () => {
  await fc.assert(
    fc.asyncProperty(essays(12), fc.array(act, { maxLength: 30 }), question, async (first, acts, asked) => {
      const disk = new Disk();
      for await (const one of build(first)) disk.write(one);
      const library = new Map(first.map((one) => [one.id, one]));
      let index = disk.open();
      for (const one of acts) {
        if (one.kind === 'die') {
          await mergeStep(index); // what it would have written is gone, and so is all memory
          index = disk.open();
          continue;
        }
        const ids = [...library.keys()];
        const removed = one.kind === 'remove' ? one.places.flatMap((place) => ids[place % Math.max(1, ids.length)] ?? []) : [];
        const made = one.kind === 'merge' ? await mergeStep(index) : await change(index, one.kind === 'put' ? one.essays : [], removed);
        if (made === undefined) continue;
        disk.write(made);
        index = disk.open(index);
        for (const id of removed) library.delete(id);
        if (one.kind === 'put') for (const put of one.essays) library.set(put.id, put);
      }
      const all = [...library.values()];
      const fresh = new Disk();
      for await (const one of build(all)) fresh.write(one);
      const [mine, theirs] = [await nearest(index, asked), await nearest(fresh.open(), asked)];
      expect(mine.map(({ id, score }) => [id, score])).toEqual(theirs.map(({ id, score }) => [id, score]));
      await expectAsPlain(mine, all, asked, 10);
      expect(index.live).toBe(all.length);
      await checkAll(disk.manifest, disk.read);
    }),
    { numRuns: 120 },
  );
});

const numbered = (from: number, to: number): SegmentEssay[] =>
  Array.from({ length: to - from }, (_, i) => ({
    id: `e${from + i}` as EssayId, // as: made up
    title: `quilt ${((from + i) * 7) % 13}abc river`,
    body: `garden w${(from + i) % 97} compiler w${(from + i) % 31} borrow w${((from + i) * 31) % 211}`,
    source: `s${(from + i) % 3}`,
    at: (from + i) * 60_000,
  }));

async function mergedWhole(disk: Disk): Promise<number> {
  let steps = 0;
  for (let index = disk.open(); ; index = disk.open(index)) {
    const step = await mergeStep(index);
    if (step === undefined) return steps;
    disk.write(step);
    steps++;
  }
}

test('thirty small additions end as few segments, and nothing of the old ones is left on disk', async () => {
  const disk = new Disk();
  for (let i = 0; i < 30; i++) {
    disk.write(await change(disk.open(), numbered(i * 50, i * 50 + 50)));
    await mergedWhole(disk);
  }
  const names = new Set([...disk.parts.keys()].map((key) => key.split('/')[0]));
  expect([...names].sort()).toEqual(disk.manifest.segments.map(({ name }) => name).sort());
  expect(disk.manifest.segments.length).toBeLessThan(12);
  expect((await nearest(disk.open(), 'w3 quilt w88', 5)).map(({ id }) => id)).toEqual(
    (await plainScan(numbered(0, 1500), 'w3 quilt w88', 5)).map(({ id }) => id),
  );
});

test('a merged segment has the bytes of one built at once, but for the rarity its essays were added with', async () => {
  const disk = new Disk();
  for (let i = 0; i < 6; i++) disk.write(await change(disk.open(), numbered(i * 100, i * 100 + 100)));
  await mergedWhole(disk);
  const [merged] = disk.manifest.segments;
  const whole = new Disk();
  for await (const one of build(numbered(0, 600))) whole.write(one);
  expect(disk.manifest.segments.length).toBe(1);
  for (const [key, bytes] of whole.parts) {
    const part = key.split('/')[1] ?? '';
    if (part !== 'rarities') expect([part, disk.parts.get(`${merged?.name}/${part}`)]).toEqual([part, bytes]);
  }
});

test('an essay removed while its segment is merged stays removed', async () => {
  const disk = new Disk();
  for (let i = 0; i < 6; i++) disk.write(await change(disk.open(), numbered(i * 10, i * 10 + 10)));
  const begun = await mergeStep(disk.open());
  if (begun === undefined) throw new Error('six small segments are worth merging');
  disk.write(begun);
  disk.write(await change(disk.open(), [], ['e3' as EssayId, 'e44' as EssayId])); // as: made up
  await mergedWhole(disk);
  const left = numbered(0, 60).filter(({ id }) => id !== 'e3' && id !== 'e44');
  expect(disk.open().live).toBe(58);
  expect((await nearest(disk.open(), 'w3 w44 quilt', 60)).map(({ id }) => id)).toEqual(
    (await plainScan(left, 'w3 w44 quilt', 60)).map(({ id }) => id),
  );
});

test('of two changes made from one version only the first is written', async () => {
  const disk = new Disk();
  const index = disk.open();
  const [a, b] = [await change(index, numbered(0, 5)), await change(index, numbered(5, 10))];
  expect([disk.write(a), disk.write(b)]).toEqual([true, false]);
  expect(disk.open().live).toBe(5);
});

test('an index opened before a change still answers from its own version', async () => {
  const disk = new Disk();
  disk.write(await change(disk.open(), numbered(0, 20)));
  const before = disk.open();
  disk.write(
    await change(
      disk.open(),
      [],
      numbered(0, 10).map(({ id }) => id),
    ),
  );
  expect((await nearest(before, 'quilt', 30)).length).toBe(20);
  expect((await nearest(disk.open(), 'quilt', 30)).length).toBe(10);
});

const entry = (name: string, essays: number, dead = 0): SegmentEntry => ({
  name,
  essays,
  head: new Uint8Array(0),
  dead: new Uint32Array(dead),
});
test.each<[string, SegmentEntry[], readonly string[] | undefined]>([
  ['nothing is merged without need', [entry('a', 100_000), entry('b', 50)], undefined],
  ['six of a size are merged', ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => entry(name, 50)), ['a', 'b', 'c', 'd', 'e', 'f']],
  [
    'a large one is left out of it',
    [entry('big', 100_000), ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => entry(name, 50))],
    ['a', 'b', 'c', 'd', 'e', 'f'],
  ],
  ['one with many dead is written anew', [entry('a', 100, 31), entry('b', 100_000)], ['a']],
  ['six that are large enough are left alone', ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => entry(name, 100_000)), undefined],
])('%s', (_claim, segments, wanted) => {
  expect(nextMerge(segments)).toEqual(wanted);
});

test('what reads a segment is asked for once, when the segment is first opened', async () => {
  const disk = new Disk();
  const asked: string[] = [];
  const read: typeof disk.read = (segment) => {
    asked.push(segment);
    return disk.read(segment);
  };
  let index = SegmentedIndex.open(disk.manifest, read);
  for (let turn = 0; turn < 12; turn++) {
    const made = [1, 2, 3].map((at) => ({ id: `${turn}.${at}` as EssayId, title: 'A word', body: 'among others' })); // as: made up
    disk.write(await change(index, made));
    index = SegmentedIndex.open(disk.manifest, read, index);
    await index.holders(['word']);
    for (let step = await mergeStep(index); step !== undefined; step = await mergeStep(index)) {
      disk.write(step);
      index = SegmentedIndex.open(disk.manifest, read, index);
    }
  }
  expect(new Set(asked).size).toBe(asked.length);
});
