import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  foldSource,
  mergeSourceMarks,
  readSourceMarks,
  type SourceChange,
  type SourceMarks,
  wishesOf,
} from '../../../src/core/library/source-marks';
import { nextStamp } from '../../../src/core/library/stamp';

const stamp = (at: number, device = 'a') => nextStamp(undefined, at, device);
const change: fc.Arbitrary<SourceChange> = fc.record(
  {
    followed: fc.boolean(),
    title: fc.constantFrom('', 'One', 'Two'),
    folder: fc.constantFrom('', 'Data', 'News'),
    muted: fc.boolean(),
    intervalMs: fc.constantFrom(0, 3_600_000),
    inBadge: fc.boolean(),
    typedHost: fc.constantFrom('', '127.0.0.1'),
  },
  { requiredKeys: [] },
);
const acts = fc.array(fc.tuple(change, fc.nat(50), fc.constantFrom('a', 'b', 'c')), { maxLength: 8 });
const marks: fc.Arbitrary<SourceMarks> = acts.map((all) =>
  all.reduce((known: SourceMarks, [each, at, device]) => foldSource(known, each, stamp(at, device)), {}),
);

test('nothing wished: not followed, in the badge, as the source calls itself', () => {
  expect(wishesOf({})).toEqual({ isFollowed: false, isMuted: false, inBadge: true });
});

test('the reader’s act holds, also over a later stamp of a clock that is wrong', () => {
  fc.assert(
    fc.property(marks, change, fc.nat(50), (known, each, at) => {
      const after = foldSource(known, each, stamp(at));
      for (const [name, value] of Object.entries(each)) expect(after[name as keyof SourceMarks]?.[0]).toBe(value); // as: keys of a change
    }),
  );
});

test('an act that changes nothing gives back the very same marks', () => {
  const known = foldSource({}, { followed: true, folder: 'Data' }, stamp(1));
  expect(foldSource(known, { folder: 'Data' }, stamp(2))).toBe(known);
});

test('merging is the same in any order, any number of times and in any grouping', () => {
  fc.assert(
    fc.property(marks, marks, marks, (a, b, c) => {
      expect(mergeSourceMarks(a, b)).toEqual(mergeSourceMarks(b, a));
      expect(mergeSourceMarks(a, a)).toEqual(a);
      expect(mergeSourceMarks(mergeSourceMarks(a, b), c)).toEqual(mergeSourceMarks(a, mergeSourceMarks(b, c)));
    }),
  );
});

test('unfollowed here after renamed there: both hold', () => {
  const here = foldSource({}, { followed: false }, stamp(5, 'a'));
  const there = foldSource({}, { followed: true, title: 'Mine' }, stamp(3, 'b'));
  expect(wishesOf(mergeSourceMarks(here, there))).toMatchObject({ isFollowed: false, title: 'Mine' });
});

test('marks read back as they were written, through JSON', () => {
  fc.assert(
    fc.property(marks, (known) => {
      expect(readSourceMarks(JSON.parse(JSON.stringify(known)))).toEqual(known);
    }),
  );
});

test('damaged fields are left out one by one', () => {
  const raw = {
    followed: [true, stamp(1)],
    title: ['x'.repeat(501), stamp(1)],
    muted: 'yes',
    intervalMs: [-5, stamp(1)],
    folder: ['Data', 'no stamp'],
  };
  expect(readSourceMarks(raw)).toEqual({ followed: [true, stamp(1)] });
  expect(readSourceMarks(null)).toEqual({});
});
