import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteWriter } from '../../../../src/core/index/segment/bytes';
import { Damaged } from '../../../../src/core/index/segment/damaged';
import { addDocIds, findDocIds, readDocIds, writeDocIds } from '../../../../src/core/index/segment/doc-ids';

/** Rising doc ids of every density: gaps of one essay to some thousands. */
const rising = fc
  .record({
    steepness: fc.constantFrom(1, 2, 30, 300, 5_000),
    gaps: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 700 }),
    beyond: fc.nat(70_000),
  })
  .map(({ steepness, gaps, beyond }) => {
    let docId = -1;
    const docIds = Uint32Array.from(gaps, (gap) => {
      docId += 1 + Math.floor(gap * steepness);
      return docId;
    });
    return { docIds, essays: docId + 2 + beyond };
  });

function written(docIds: Uint32Array, essays: number): { bytes: Uint8Array; start: number; end: number } {
  const writer = new ByteWriter();
  writer.bytes(Uint8Array.of(9, 9, 9));
  writeDocIds(writer, docIds, 0, docIds.length, essays);
  const end = writer.length;
  writer.bytes(Uint8Array.of(7, 7));
  return { bytes: writer.done(), start: 3, end };
}

test('docIds come back as they were, and every reader ends where they end', () => {
  fc.assert(
    fc.property(rising, ({ docIds, essays }) => {
      const { bytes, start, end } = written(docIds, essays);
      const read = new Uint32Array(docIds.length);
      expect(readDocIds(bytes, start, docIds.length, essays, read)).toBe(end);
      expect(read.join()).toBe(docIds.join());
      const sums = new Int32Array(essays);
      expect(addDocIds(bytes, start, docIds.length, 3, sums)).toBe(end);
      expect([...sums.keys()].filter((docId) => sums[docId] === 3).join()).toBe(docIds.join());
    }),
  );
});

test('those asked for are found, with their place among all, and no others', () => {
  fc.assert(
    fc.property(
      rising,
      fc.array(fc.nat(), { maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      ({ docIds, essays }, here, elsewhere) => {
        const { bytes, start, end } = written(docIds, essays);
        const some = docIds.length === 0 ? [] : here.map((at) => docIds[at % docIds.length] ?? 0);
        const asked = Uint32Array.from(new Set([...some, ...elsewhere.map((at) => at % essays)])).sort();
        const found: [number, number][] = [];
        expect(findDocIds(bytes, start, docIds.length, essays, asked, (place, among) => found.push([asked[place] ?? -1, among]))).toBe(end);
        expect(found).toEqual([...asked].flatMap((docId) => (docIds.includes(docId) ? [[docId, docIds.indexOf(docId)]] : [])));
      },
    ),
  );
});

test('of nonsense every reader makes damage or numbers, and ends', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(400),
      fc.constantFrom(1, 200, 3_000, 200_000),
      fc.array(fc.nat(5_000), { maxLength: 9 }),
      (bytes, count, essays, asked) => {
        const ends = (work: () => number): void => {
          try {
            work();
          } catch (error) {
            expect(error).toBeInstanceOf(Damaged);
          }
        };
        ends(() => readDocIds(bytes, 0, count, essays, new Uint32Array(count)));
        ends(() => addDocIds(bytes, 0, count, 1, new Int32Array(essays)));
        ends(() => findDocIds(bytes, 0, count, essays, Uint32Array.from(new Set(asked)).sort(), () => {}));
      },
    ),
    { numRuns: 300 },
  );
});
