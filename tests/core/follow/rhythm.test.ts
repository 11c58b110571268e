import { expect, test } from 'vitest';
import { postsPerWeek, rhythmAfter } from '../../../src/core/follow/rhythm';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;
const daysAgo = (...days: number[]) => days.map((day) => NOW - day * DAY);

test('the gap is the mean of the newest posts, in whatever order they come', () => {
  expect(rhythmAfter({}, daysAgo(4, 0, 2, 6), 0, NOW)).toEqual({ postGapMs: 2 * DAY, newestPostAt: NOW });
});

test('recent habits count: an archive of daily posts does not hide that it is weekly now', () => {
  const weekly = Array.from({ length: 10 }, (_, i) => i * 7);
  const daily = Array.from({ length: 300 }, (_, i) => 70 + i);
  expect(rhythmAfter({}, daysAgo(...weekly, ...daily), 0, NOW).postGapMs).toBe(7 * DAY);
});

test('dates in the future are no habit', () => {
  expect(rhythmAfter({}, daysAgo(-900, -900, -900, 1), 0, NOW)).toEqual({});
});

test('without dates the time between arrivals is learnt', () => {
  const first = rhythmAfter({}, [], 20, NOW);
  expect(first).toEqual({ newestPostAt: NOW });
  const second = rhythmAfter(first, [], 2, NOW + 4 * DAY);
  expect(second).toEqual({ postGapMs: 2 * DAY, newestPostAt: NOW + 4 * DAY });
  expect(rhythmAfter(second, [], 0, NOW + 5 * DAY)).toBe(second);
  expect(rhythmAfter(second, [], 1, NOW + 8 * DAY).postGapMs).toBe(3 * DAY);
});

test('arrivals under a clock that went back teach nothing', () => {
  expect(rhythmAfter({ postGapMs: DAY, newestPostAt: NOW + DAY }, [], 3, NOW)).toEqual({ postGapMs: DAY, newestPostAt: NOW });
});

test('posts a week fall as a source falls silent, and are unknown while nothing is known', () => {
  expect(postsPerWeek({}, NOW)).toBeUndefined();
  expect(postsPerWeek({ postGapMs: DAY, newestPostAt: NOW }, NOW)).toBe(7);
  expect(postsPerWeek({ postGapMs: DAY, newestPostAt: NOW - 70 * DAY }, NOW)).toBeCloseTo(0.1);
});

test('two dates tell how far apart they are: a letter every six weeks is not three a week because the second came soon after it was followed', () => {
  const now = Date.UTC(2026, 2, 4);
  const day = 24 * 60 * 60_000;
  const first = rhythmAfter({}, [now - 42 * day], 1, now - 2 * day);
  expect(postsPerWeek(first, now)).toBeUndefined();
  const second = rhythmAfter(first, [now - 42 * day, now], 1, now);
  expect(second).toEqual({ postGapMs: 42 * day, newestPostAt: now });
  expect(postsPerWeek(second, now)).toBeCloseTo(1 / 6);
});
