import { expect, test } from 'vitest';
import { judge, readSentinel, type Sentinel } from '../../../src/core/library/sentinel';

const sentinel: Sentinel = { createdAt: 100, saved: 3, lastSeenAt: 200, device: 'a' };

test.each<[string, Sentinel | undefined, { createdAt: number; isEmpty: boolean }, string]>([
  ['nothing remembered and nothing there is a first run', undefined, { createdAt: 100, isEmpty: true }, 'first-run'],
  ['nothing remembered but essays there is fine', undefined, { createdAt: 100, isEmpty: false }, 'fine'],
  ['the library that was remembered is fine', sentinel, { createdAt: 100, isEmpty: false }, 'fine'],
  ['even while it is empty', sentinel, { createdAt: 100, isEmpty: true }, 'fine'],
  ['another library where something was saved is a loss', sentinel, { createdAt: 300, isEmpty: true }, 'lost'],
  ['even once it has been filled anew', sentinel, { createdAt: 300, isEmpty: false }, 'lost'],
  ['another library where nothing was saved starts over', { ...sentinel, saved: 0 }, { createdAt: 300, isEmpty: true }, 'first-run'],
])('%s', (_claim, remembered, library, state) => {
  expect(judge(remembered, library).state).toBe(state);
});

test('a loss says how much was saved, and when it was last there', () => {
  expect(judge(sentinel, { createdAt: 300, isEmpty: true })).toEqual({
    state: 'lost',
    problem: { kind: 'library-lost', saved: 3, lastSeenAt: 200 },
  });
});

test('a sentinel reads back', () => expect(readSentinel({ ...sentinel, more: 1 })).toEqual(sentinel));

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
