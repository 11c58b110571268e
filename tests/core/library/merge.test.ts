import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Marks } from '../../../src/core/library/marks';
import { merge } from '../../../src/core/library/merge';
import { readMarks } from '../../../src/core/library/readers';
import { nextStamp } from '../../../src/core/library/stamp';
import { arbitraryMarks } from './arbitrary-marks';

const [EARLY, LATE] = [nextStamp(undefined, 1000, 'a'), nextStamp(undefined, 2000, 'b')];
function same(a: Marks, b: Marks): void {
  expect(a).toEqual(b);
}

test.each<[string, Marks, Marks, Marks]>([
  ['the later stamp wins', { saved: [true, EARLY] }, { saved: [false, LATE] }, { saved: [false, LATE] }],
  ['each field for itself', { saved: [true, LATE] }, { read: [true, EARLY] }, { saved: [true, LATE], read: [true, EARLY] }],
  [
    'each tag for itself',
    { tags: { data: [true, EARLY], maps: [true, LATE] } },
    { tags: { data: [false, LATE], maps: [false, EARLY], trees: [true, EARLY] } },
    { tags: { data: [false, LATE], maps: [true, LATE], trees: [true, EARLY] } },
  ],
  ['each refusal for itself', { refused: { p: [true, EARLY] } }, { refused: { p: [false, LATE] } }, { refused: { p: [false, LATE] } }],
  ['how far one has read goes by the later reading', { progress: [0.9, EARLY] }, { progress: [0.2, LATE] }, { progress: [0.2, LATE] }],
  ['with one stamp, saved wins over not saved', { saved: [false, EARLY] }, { saved: [true, EARLY] }, { saved: [true, EARLY] }],
  ['nothing on one side changes nothing', { archived: [true, EARLY] }, {}, { archived: [true, EARLY] }],
])('%s', (_claim, a, b, expected) => {
  same(merge(a, b), expected);
  same(merge(b, a), expected);
});

test('the order of the sides does not matter', () => {
  fc.assert(fc.property(arbitraryMarks, arbitraryMarks, (a, b) => same(merge(a, b), merge(b, a))));
});

test('the grouping does not matter', () => {
  fc.assert(fc.property(arbitraryMarks, arbitraryMarks, arbitraryMarks, (a, b, c) => same(merge(merge(a, b), c), merge(a, merge(b, c)))));
});

test('merging again changes nothing', () => {
  fc.assert(
    fc.property(arbitraryMarks, arbitraryMarks, (a, b) => {
      const merged = merge(a, b);
      same(merge(merged, merged), merged);
      same(merge(merged, a), merged);
      same(merge(merged, b), merged);
    }),
  );
});

test('what was merged reads back whole', () => {
  fc.assert(
    fc.property(arbitraryMarks, arbitraryMarks, (a, b) => {
      const merged = merge(a, b);
      same(readMarks(JSON.parse(JSON.stringify(merged))).marks, merged);
    }),
  );
});
