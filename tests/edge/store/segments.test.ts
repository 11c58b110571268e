import { beforeEach, describe, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { build, change, mergeStep } from '../../../src/core/index/growth';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import { intact } from '../../../src/core/index/segment/damaged';
import { SegmentedIndex } from '../../../src/core/index/segmented-index';
import { putEssays } from '../../../src/edge/store/essays';
import { unfollowSource } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { essaysAfter, forgetIndex, readManifest, segmentReads, unindexedEssays, writeChange } from '../../../src/edge/store/segments';
import { essay, essayId, freshLibrary, got, NOW, onDisk, sourceId } from './library-fixture';

const essays = (from: number, to: number): SegmentEssay[] =>
  Array.from({ length: to - from }, (_, i) => ({
    id: essayId(`e${from + i}`),
    title: `quilt w${(from + i) % 11}`,
    body: `river w${(from + i) % 7} garden`,
  }));
const OCCASION = { from: 'poll', now: NOW } as const;
const QUESTION = ['quilt', 'w3', 'river', 'w5', 'garden'];
const alike = () => Float64Array.from(QUESTION, () => 1);

let library: Library;
beforeEach(async () => {
  library = await freshLibrary();
});

async function opened(before?: SegmentedIndex): Promise<SegmentedIndex> {
  return SegmentedIndex.open(await readManifest(library), segmentReads(library), before);
}
async function nearest(index: SegmentedIndex) {
  return (await index.nearest(QUESTION, alike, { count: 5 })).map(({ id, score }) => [id, score]);
}
async function written(from: number, to: number): Promise<void> {
  expect(got(await writeChange(library, await change(await opened(), essays(from, to))))).toBe('written');
}

test('a library without an index has an empty one', async () => {
  expect((await opened()).live).toBe(0);
  expect(await nearest(await opened())).toEqual([]);
});

test('what was written in small additions and merged answers like a fresh build, from a new connection', async () => {
  for (let i = 0; i < 6; i++) await written(i * 20, i * 20 + 20);
  for (let index = await opened(); ; index = await opened(index)) {
    const step = await mergeStep(index);
    if (step === undefined) break;
    expect(got(await writeChange(library, step))).toBe('written');
  }
  const grown = await opened();
  expect(grown.manifest.segments).toHaveLength(1);
  const answer = await nearest(grown);
  expect(got(await forgetIndex(library))).toBe('forgotten');
  for await (const one of build(essays(0, 120), await readManifest(library))) expect(got(await writeChange(library, one))).toBe('written');
  expect(answer).toHaveLength(5);
  expect(await nearest(await opened())).toEqual(answer);
});

test('of two changes made from one version the second is stale, and nothing of it is kept', async () => {
  const index = await opened();
  const [a, b] = [await change(index, essays(0, 5)), await change(index, essays(5, 9))];
  expect([got(await writeChange(library, a)), got(await writeChange(library, b))]).toEqual(['written', 'stale']);
  expect((await opened()).live).toBe(5);
});

test('merging leaves no bytes of the old segments behind', async () => {
  for (let i = 0; i < 6; i++) await written(i * 20, i * 20 + 20);
  for (let index = await opened(); ; index = await opened(index)) {
    const step = await mergeStep(index);
    if (step === undefined) break;
    await writeChange(library, step);
  }
  const names = (await opened()).manifest.segments.map(({ name }) => name);
  const keys = await onDisk((db) => db.getAllKeys('segments'));
  expect(new Set(keys.flatMap((key) => (Array.isArray(key) ? [key[0]] : [])))).toEqual(new Set(names));
});

type Row = { readonly bytes: unknown; readonly parts: unknown };
async function harm(segment: string, change: (row: Row) => unknown): Promise<void> {
  await onDisk(async (db) => void (await db.put('segments', change((await db.get('segments', [segment, 0])) as Row), [segment, 0]))); // as: segments.ts wrote it
}

describe('damage on disk', () => {
  test.each<[string, (segment: string) => Promise<unknown>]>([
    ['a row is gone', (segment: string) => onDisk((db) => db.delete('segments', [segment, 0]))],
    ['its bytes are cut short', (segment: string) => harm(segment, ({ parts }) => ({ bytes: new Uint8Array(9), parts }))],
    ['its bytes are text', (segment: string) => harm(segment, ({ parts }) => ({ bytes: 'text', parts }))],
    ['it knows no parts', (segment: string) => harm(segment, ({ bytes }) => ({ bytes }))],
    [
      'its parts lie elsewhere',
      (segment: string) => harm(segment, ({ bytes }) => ({ bytes, parts: { stems: [3, 900_000], blocks: 'no' } })),
    ],
    ['it is another thing', (segment: string) => harm(segment, () => 'text')],
  ])('%s: a lookup says so', async (_what, harm) => {
    await written(0, 30);
    const index = await opened();
    await harm(index.manifest.segments[0]?.name ?? '');
    expect(await intact(nearest(index))).toMatchObject({ ok: false });
  });

  test.each([
    ['nothing', undefined],
    ['text', 'manifest'],
    ['another shape', { version: 1, segments: [{}] }],
  ])('a manifest of %s reads as none', async (_what, row) => {
    await written(0, 30);
    await onDisk<unknown>((db) => (row === undefined ? db.delete('segments', 'manifest') : db.put('segments', row, 'manifest')));
    expect((await readManifest(library)).segments).toEqual([]);
  });
});

describe('essays after another', () => {
  const ids = Array.from({ length: 25 }, (_, i) => `essay-${String(i).padStart(2, '0')}`);
  async function inSteps(limit: number): Promise<string[][]> {
    const read: string[][] = [];
    let after: EssayId | '' | undefined = '';
    while (after !== undefined) {
      const { essays, last }: Awaited<ReturnType<typeof essaysAfter>> = await essaysAfter(library, after, limit);
      read.push(essays.flatMap(({ essay }) => essay?.id ?? []));
      after = last;
    }
    return read;
  }

  test.each([1, 7, 25, 26, 500])('come once each, %i at a time', async (limit) => {
    await putEssays(
      library,
      ids.map((id) => essay(id)),
      OCCASION,
    );
    const read = await inSteps(limit);
    expect(read.flat()).toEqual(ids);
    expect(Math.max(...read.map(({ length }) => length))).toBeLessThanOrEqual(limit);
  });

  test('of an empty library are none', async () => {
    expect((await inSteps(10)).flat()).toEqual([]);
  });

  test('leave out what cannot be read, even where nothing of a step can', async () => {
    await putEssays(
      library,
      ids.map((id) => essay(id)),
      OCCASION,
    );
    await onDisk(async (db) => {
      for (const id of ids.slice(0, 10)) await db.put('essays', { id } as never); // as: damaged
    });
    expect((await inSteps(5)).flat()).toEqual(ids.slice(10));
  });
});

describe('what the index does not hold', () => {
  const waiting = async () => (await unindexedEssays(library, 10)).map(({ id, revision, essay: one }) => [id, revision, one !== undefined]);
  const take = async () => got(await writeChange(library, await change(await opened(), []), await unindexedEssays(library, 10)));

  test('is what was added, revised or has gone, until a change takes it in', async () => {
    await putEssays(library, [essay('one'), essay('two')], OCCASION);
    expect(await waiting()).toEqual([
      ['one', 1, true],
      ['two', 1, true],
    ]);
    expect(await take()).toBe('written');
    expect(await waiting()).toEqual([]);
    await putEssays(library, [essay('one'), essay('two', { title: 'Reworded' })], OCCASION);
    expect(await waiting()).toEqual([['two', 2, true]]);
    await take();
    got(await unfollowSource(library, sourceId('source'), NOW));
    expect(await waiting()).toEqual([
      ['one', 3, false],
      ['two', 3, false],
    ]);
  });

  test('is still what changed once more while the change was made', async () => {
    await putEssays(library, [essay('one'), essay('two')], OCCASION);
    const taken = await unindexedEssays(library, 10);
    await putEssays(library, [essay('one', { title: 'Reworded' })], OCCASION);
    await writeChange(library, await change(await opened(), []), taken);
    expect(await waiting()).toEqual([['one', 2, true]]);
  });

  test('stays so where the change is stale', async () => {
    await putEssays(library, [essay('one')], OCCASION);
    const made = await change(await opened(), []);
    await written(0, 3);
    expect(got(await writeChange(library, made, await unindexedEssays(library, 10)))).toBe('stale');
    expect(await waiting()).toEqual([['one', 1, true]]);
  });
});
