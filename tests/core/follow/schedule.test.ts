import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import {
  dueAfterAnswer,
  dueAfterFailure,
  dueOf,
  fallsAsleep,
  intervalFor,
  isDue,
  isHeld,
  LATEST_MS,
  nextAlarmAt,
  SOONEST_MS,
} from '../../../src/core/follow/schedule';
import { afterFailure, afterUnchanged, freshState, type SourceState, woken } from '../../../src/core/follow/source-state';

const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const state = (fields: Partial<SourceState>): SourceState => ({ ...freshState('s' as SourceId), ...fields }); // as: made-up id
const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const trace = { url: 'https://e.example/feed', isRedirected: false, freshMs: 0 };

test.each([
  ['an hourly source every quarter of an hour', { postGapMs: HOUR, newestPostAt: NOW }, SOONEST_MS],
  ['a daily one every four hours', { postGapMs: DAY, newestPostAt: NOW }, 4 * HOUR],
  ['a weekly one once a day', { postGapMs: 7 * DAY, newestPostAt: NOW }, LATEST_MS],
  ['a daily one that fell silent for half a year once a day', { postGapMs: DAY, newestPostAt: NOW - 180 * DAY }, LATEST_MS],
  ['one that posts without pause no sooner than allowed', { postGapMs: 0, newestPostAt: NOW }, SOONEST_MS],
  ['one whose rhythm is unknown every hour', {}, HOUR],
])('asks %s', (_what, rhythm, expected) => {
  expect(intervalFor(rhythm, NOW)).toBe(expected);
});

test('the next poll is neither sooner than the site allows nor later than a day and a tenth, whatever the dice say', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 400 * DAY, noNaN: true }), fc.nat(DAY), dice, (postGapMs, freshMs, random) => {
      const wait = dueAfterAnswer({ postGapMs, newestPostAt: NOW }, freshMs, { now: NOW, random }) - NOW;
      expect(wait).toBeGreaterThanOrEqual(Math.max(0.9 * SOONEST_MS, freshMs));
      expect(wait).toBeLessThanOrEqual(Math.ceil(1.1 * LATEST_MS));
    }),
  );
});

test('the reader’s own interval goes before rhythm and freshness', () => {
  const due = dueAfterAnswer({ postGapMs: HOUR, newestPostAt: NOW }, DAY, { now: NOW, random: 0.5, ownIntervalMs: 3 * HOUR });
  expect(due).toBe(NOW + 3 * HOUR);
});

test('a source added with a thousand others does not stay together with them', () => {
  const dues = Array.from({ length: 1_000 }, (_, i) => dueAfterAnswer({}, 0, { now: NOW, random: i / 1_000 }));
  const inTheMinuteOf = (due: number) => dues.filter((other) => Math.floor(other / MINUTE) === Math.floor(due / MINUTE)).length;
  expect(Math.max(...dues.map(inTheMinuteOf))).toBeLessThan(100);
});

test('each failure waits longer than the one before, up to three days', () => {
  const waits = Array.from({ length: 40 }, (_, i) => dueAfterFailure(i + 1, 0, { now: NOW, random: 0.5 }) - NOW);
  expect(waits.slice(0, 4)).toEqual([30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR]);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.at(-1)).toBe(3 * DAY);
});

test('what the server asks for is never undercut', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.nat(7 * DAY),
      dice,
      fc.option(fc.nat(40 * DAY), { nil: undefined }),
      (failures, held, random, own) => {
        expect(dueAfterFailure(failures, held, { now: NOW, random, ownIntervalMs: own })).toBeGreaterThanOrEqual(NOW + held);
      },
    ),
  );
});

test('a source that only fails falls asleep after weeks, not after a dozen clicks', () => {
  expect(fallsAsleep(12, NOW - HOUR, NOW)).toBe(false);
  let failing = state({ lastSuccessAt: NOW });
  let now = NOW;
  while (failing.standing === 'awake') {
    now = failing.nextDueAt || now;
    failing = afterFailure(failing, { kind: 'unreachable' }, 0, { now, random: 0.5 });
  }
  expect(failing.standing).toBe('asleep');
  expect((now - NOW) / DAY).toBeGreaterThan(14);
  expect((now - NOW) / DAY).toBeLessThan(25);
  expect(isDue(failing, now + 365 * DAY)).toBe(false);
  expect(isDue(woken(failing), now)).toBe(true);
});

test('a laptop that slept for a week makes each source due once', () => {
  const sources = Array.from({ length: 1_000 }, (_, i) => ({ state: state({ nextDueAt: NOW + i * MINUTE, lastTriedAt: NOW - HOUR }) }));
  const awake = NOW + 7 * DAY;
  expect(dueOf(sources, awake)).toHaveLength(1_000);
  expect(dueOf(sources, awake)[0]?.state.nextDueAt).toBe(NOW);
  const polled = sources.map((source, i) => ({ state: afterUnchanged(source.state, trace, { now: awake, random: i / 1_000 }) }));
  expect(dueOf(polled, awake + 10 * MINUTE)).toEqual([]);
});

test('a source that ended the background before stands behind all others', () => {
  const sources = [state({ nextDueAt: 1, unfinished: 2 }), state({ nextDueAt: 2 }), state({ nextDueAt: 3, unfinished: 1 })].map((each) => ({
    state: each,
  }));
  expect(dueOf(sources, NOW).map((each) => each.state.nextDueAt)).toEqual([2, 3, 1]);
});

test('however wrong the clock was, an hour and the longest wait after it is right every source has been asked, and never twice at once', () => {
  const jumps = fc.array(fc.tuple(fc.integer({ min: -3_650 * DAY, max: 3_650 * DAY }), dice, fc.boolean()), { maxLength: 20 });
  fc.assert(
    fc.property(jumps, dice, (history, random) => {
      let source = state({});
      for (const [off, die, fails] of history) {
        const now = NOW + off;
        if (!isDue(source, now)) continue;
        source = fails
          ? afterFailure(source, { kind: 'unreachable' }, 0, { now, random: die })
          : afterUnchanged(source, trace, { now, random: die });
        expect(isDue(source, now)).toBe(false);
      }
      if (source.standing !== 'awake') return;
      expect(isDue(source, NOW + HOUR + 3.3 * DAY)).toBe(true);
      const after = afterUnchanged(source, trace, { now: NOW + 3.4 * DAY, random });
      expect(isDue(after, NOW + 3.4 * DAY)).toBe(false);
    }),
  );
});

test('a clock that is set right by minutes makes nothing due', () => {
  const polled = afterUnchanged(state({}), trace, { now: NOW, random: 0.5 });
  expect(isDue(polled, NOW - 10 * MINUTE)).toBe(false);
});

test('a hold lasts as long as the server asked, unless it was made by a clock that was wrong', () => {
  const held = afterFailure(state({}), { kind: 'busy', status: 429 }, DAY, { now: NOW, random: 0 });
  expect(isHeld(held, NOW + DAY - 1)).toBe(true);
  expect(isHeld(woken(held), NOW + HOUR)).toBe(true);
  expect(isDue(woken(held), NOW + HOUR)).toBe(false);
  expect(nextAlarmAt([woken(held)], NOW + HOUR)).toBe(NOW + DAY);
  expect(isHeld(held, NOW + DAY)).toBe(false);
  expect(isHeld(held, NOW - 3 * HOUR)).toBe(false);
});

test.each([
  ['nothing is followed', [], undefined],
  ['all are asleep', [state({ standing: 'asleep' }), state({ standing: 'gone' })], undefined],
  ['something is due now: in a minute', [state({ nextDueAt: NOW - HOUR })], NOW + MINUTE],
  ['the next one is due in a minute: not for some', [state({ nextDueAt: NOW + MINUTE })], NOW + 5 * MINUTE],
  ['the earliest counts', [state({ nextDueAt: NOW + 3 * HOUR }), state({ nextDueAt: NOW + 2 * HOUR })], NOW + 2 * HOUR],
  ['far away: once a day anyway', [state({ nextDueAt: NOW + 20 * DAY })], NOW + DAY],
])('the next alarm when %s', (_what, states, expected) => {
  expect(nextAlarmAt(states, NOW)).toBe(expected);
});
