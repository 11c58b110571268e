/** Says when something was, near times as a distance and far ones as a day. Reads no clock: `now` is an argument. */
import { language, say } from './words';

const MINUTE = 60_000; // ms
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LAST_AS_DISTANCE = 7 * DAY; // beyond a week people think in dates

/**
 * "just now", "4 minutes ago", "3 days ago", then "5 Feb 2022". An unknown time says nothing.
 *
 * Units  ms since 1970, UTC, both. A time up to a day ahead of `now` is a clock that differs, and counts as now; beyond that its day is said.
 */
export function ago(at: number | undefined, now: number): string {
  if (at === undefined || Number.isNaN(new Date(at).getTime())) return '';
  const passed = now - at;
  if (passed >= LAST_AS_DISTANCE || passed < -DAY) return dayOf(at);
  if (passed < MINUTE) return say('justNow');
  if (passed < HOUR) return language().distance(-Math.floor(passed / MINUTE), 'minute');
  if (passed < DAY) return language().distance(-Math.floor(passed / HOUR), 'hour');
  return language().distance(-Math.floor(passed / DAY), 'day');
}

/** "in a moment", "in 4 minutes", "in 3 hours", "in 2 days", then "on 5 Feb 2022"; a time that has come is "in a moment" too. To the nearest. */
export function ahead(at: number, now: number): string {
  const left = at - now;
  const [minutes, hours, days] = [MINUTE, HOUR, DAY].map((unit) => Math.round(left / unit)) as [number, number, number]; // as: three units
  if (!(left >= MINUTE)) return say('inAMoment');
  if (minutes < 60) return language().distance(minutes, 'minute');
  if (hours < 24) return language().distance(hours, 'hour');
  return left < LAST_AS_DISTANCE ? language().distance(days, 'day') : say('onDay', { day: dayOf(at) });
}

/** "5 Feb 2022", in UTC, as sources give it. */
export function dayOf(at: number): string {
  return language().day(at);
}
