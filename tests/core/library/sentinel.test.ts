import { expect, test } from 'vitest';
import { lossOf, readSentinel, type Sentinel } from '../../../src/core/library/sentinel';

const sentinel: Sentinel = { createdAt: 100, saved: 3, lastSeenAt: 200, device: 'a' };

test.each<[string, Sentinel | undefined, number, boolean]>([
  ['nothing remembered is no loss', undefined, 100, false],
  ['the library that was remembered is none', sentinel, 100, false],
  ['another library where something was saved is one', sentinel, 300, true],
  ['another library where nothing was saved starts over', { ...sentinel, saved: 0 }, 300, false],
  ['unless what was followed is fetched again', { ...sentinel, saved: 0, refollowed: 2 }, 300, true],
])('%s', (_claim, remembered, createdAt, isLoss) => {
  expect(lossOf(remembered, { createdAt }) !== undefined).toBe(isLoss);
});

test('a loss says how much was saved, what is fetched again, and when it was last there', () => {
  const lost = { kind: 'library-lost', saved: 3, refollowed: 2, lastSeenAt: 200 };
  expect(lossOf({ ...sentinel, refollowed: 2 }, { createdAt: 300 })).toEqual(lost);
});

test('a sentinel reads back', () => {
  expect(readSentinel({ ...sentinel, more: 1 })).toEqual(sentinel);
  expect(readSentinel({ ...sentinel, refollowed: 2 })).toEqual({ ...sentinel, refollowed: 2 });
});

test.each([
  [undefined],
  [null],
  ['x'],
  [{}],
  [{ ...sentinel, saved: -1 }],
  [{ ...sentinel, createdAt: '100' }],
  [{ ...sentinel, device: 'A B' }],
])('%j is no sentinel', (raw) => {
  expect(readSentinel(raw)).toBeUndefined();
});
