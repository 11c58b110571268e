import { expect, test } from 'vitest';
import { freshMs, holdMs, httpDate } from '../../../src/core/follow/freshness';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;

test.each([
  ['seconds', { 'retry-after': '120' }, 120_000],
  ['a day in seconds', { 'retry-after': '86400' }, DAY],
  ['a year, which is a week at most', { 'retry-after': '31536000' }, 7 * DAY],
  ['a date, by the server’s own clock', { 'retry-after': 'Mon, 01 Jun 2026 10:10:00 GMT', date: 'Mon, 01 Jun 2026 10:00:00 GMT' }, 600_000],
  ['a date, by ours where the server gives none', { 'retry-after': 'Mon, 01 Jun 2026 12:01:00 GMT' }, 60_000],
  ['a date that has passed', { 'retry-after': 'Sun, 31 May 2026 12:01:00 GMT' }, undefined],
  ['a negative number', { 'retry-after': '-1' }, undefined],
  ['zero', { 'retry-after': '0' }, undefined],
  ['words', { 'retry-after': 'soon' }, undefined],
  ['nothing', {}, undefined],
])('Retry-After: %s', (_what, headers, expected) => {
  expect(holdMs(headers, NOW)).toBe(expected);
});

test.each([
  ['max-age', { 'cache-control': 'public, max-age=3600' }, 3_600_000],
  ['max-age less the time it lay in a cache', { 'cache-control': 'max-age=3600', age: '600' }, 3_000_000],
  ['max-age goes before Expires', { 'cache-control': 'max-age=60', expires: 'Tue, 02 Jun 2026 12:00:00 GMT' }, 60_000],
  ['s-maxage is for others', { 'cache-control': 's-maxage=900' }, 0],
  ['a year is a day at most', { 'cache-control': 'max-age=31536000' }, DAY],
  ['no-cache', { 'cache-control': 'no-cache, max-age=3600' }, 0],
  ['Expires by the server’s clock', { expires: 'Mon, 01 Jun 2026 09:30:00 GMT', date: 'Mon, 01 Jun 2026 09:00:00 GMT' }, 1_800_000],
  ['Expires: 0', { expires: '0' }, 0],
  ['older than its max-age', { 'cache-control': 'max-age=60', age: '600' }, 0],
])('fresh for: %s', (_what, headers, expected) => {
  expect(freshMs(headers, NOW)).toBe(expected);
});

test('a date in another form than HTTP has is no date', () => {
  expect(httpDate('Mon, 01 Jun 2026 12:00:00 GMT')).toBe(NOW);
  expect(httpDate('2026-06-01T12:00:00Z')).toBeUndefined();
  expect(httpDate('Mon, 01 Foo 2026 12:00:00 GMT')).toBeUndefined();
});
