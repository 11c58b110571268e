import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareStamps,
  firstStampAt,
  hear,
  MAX_AHEAD_MS,
  nextStamp,
  readStamp,
  type Stamp,
  stampDevice,
  stampTime,
} from '../../../src/core/library/stamp';

const NOW = Date.UTC(2026, 0, 1);
const instant = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });

test('a stamp is 12 hex digits of ms, 4 of counter, and the device', () => {
  expect(nextStamp(undefined, 0x0123456789ab, 'laptop-1')).toBe('0123456789ab0000laptop-1');
});

test('a stamp tells its time and its device', () => {
  const stamp = nextStamp(undefined, NOW, 'a-b');
  expect([stampTime(stamp), stampDevice(stamp)]).toEqual([NOW, 'a-b']);
});

test.each([
  ['the same millisecond', NOW],
  ['a clock that went back a second', NOW - 1000],
  ['a clock that went back to 1970', 0],
])('after %s the next stamp is later still', (_claim, now) => {
  const last = nextStamp(undefined, NOW, 'a');
  const next = nextStamp(last, now, 'a');
  expect(compareStamps(next, last)).toBeGreaterThan(0);
  expect(stampTime(next)).toBe(NOW);
});

test('a full counter borrows a millisecond', () => {
  const full = `${firstStampAt(NOW).slice(0, 12)}ffffa` as Stamp; // as: written by hand
  const next = nextStamp(full, NOW, 'a');
  expect(next.slice(12, 16)).toBe('0000');
  expect(stampTime(next)).toBe(NOW + 1);
});

test('whatever the clock does, stamps of one device only grow', () => {
  fc.assert(
    fc.property(fc.array(instant, { minLength: 2 }), (clock) => {
      let last: Stamp | undefined;
      for (const now of clock) {
        const next = nextStamp(last, now, 'a');
        if (last !== undefined) expect(compareStamps(next, last)).toBeGreaterThan(0);
        last = next;
      }
    }),
  );
});

test.each([['A'], [''], ['with space'], ['x'.repeat(65)]])('the device %j is refused', (device) => {
  expect(() => nextStamp(undefined, NOW, device)).toThrow(RangeError);
});

test.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY], [2 ** 48]])('the time %d is refused', (now) => {
  expect(() => nextStamp(undefined, now, 'a')).toThrow(RangeError);
});

describe('reading', () => {
  test('what was written reads back', () => {
    fc.assert(
      fc.property(instant, (now) => {
        const stamp = nextStamp(undefined, now, 'device');
        expect(readStamp(stamp)).toBe(stamp);
      }),
    );
  });

  test.each([
    [undefined],
    [null],
    [7],
    [''],
    ['0123456789ab0000'],
    ['0123456789AB0000a'],
    ['0123456789ab000ga'],
    ['0123456789ab0000a b'],
    [{}],
  ])('%j is no stamp', (raw) => {
    expect(readStamp(raw)).toBeUndefined();
  });
});

describe('hearing of another clock', () => {
  const last = nextStamp(undefined, NOW, 'a');
  test('a later one is followed', () => {
    const heard = nextStamp(undefined, NOW + 5, 'b');
    expect(hear(last, heard, NOW)).toBe(heard);
    expect(compareStamps(nextStamp(hear(last, heard, NOW), NOW, 'a'), heard)).toBeGreaterThan(0);
  });
  test('an earlier one changes nothing', () => {
    expect(hear(last, nextStamp(undefined, NOW - 5, 'b'), NOW)).toBe(last);
  });
  test('one far in the future does not poison this clock', () => {
    const wrong = nextStamp(undefined, NOW + MAX_AHEAD_MS + 1, 'b');
    expect(hear(last, wrong, NOW)).toBe(last);
    expect(hear(undefined, wrong, NOW)).toBeUndefined();
  });
});

test('the first stamp of a moment is before every stamp given in it', () => {
  expect(compareStamps(firstStampAt(NOW), nextStamp(undefined, NOW, 'a'))).toBeLessThan(0);
  expect(compareStamps(firstStampAt(NOW), nextStamp(undefined, NOW - 1, 'a'))).toBeGreaterThan(0);
});
