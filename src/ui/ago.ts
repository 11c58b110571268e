/** Says when something was, near times as a distance and far ones as a day. Reads no clock: `now` is an argument. */
import { counted } from './counted';

const MINUTE = 60_000; // ms
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LAST_AS_DISTANCE = 7 * DAY; // beyond a week people think in dates
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * "just now", "4 minutes ago", "3 days ago", then "5 Feb 2022". An unknown time says nothing.
 *
 * Units  ms since 1970, UTC, both. A time up to a day ahead of `now` is a clock that differs, and counts as now; beyond that its day is said.
 */
export function ago(at: number | undefined, now: number): string {
  if (at === undefined || Number.isNaN(new Date(at).getTime())) return '';
  const passed = now - at;
  if (passed >= LAST_AS_DISTANCE || passed < -DAY) return dayOf(at);
  if (passed < MINUTE) return 'just now';
  if (passed < HOUR) return `${counted(Math.floor(passed / MINUTE), 'minute')} ago`;
  if (passed < DAY) return `${counted(Math.floor(passed / HOUR), 'hour')} ago`;
  return `${counted(Math.floor(passed / DAY), 'day')} ago`;
}

/** "in a moment", "in 4 minutes", "in 3 hours", "in 2 days", then "on 5 Feb 2022"; a time that has come is "in a moment" too. */
export function ahead(at: number, now: number): string {
  const left = at - now;
  if (!(left >= MINUTE)) return 'in a moment';
  if (left < HOUR) return `in ${counted(Math.floor(left / MINUTE), 'minute')}`;
  if (left < DAY) return `in ${counted(Math.floor(left / HOUR), 'hour')}`;
  return left < LAST_AS_DISTANCE ? `in ${counted(Math.floor(left / DAY), 'day')}` : `on ${dayOf(at)}`;
}

/** "5 Feb 2022", in UTC: many sources give a bare day, which is stored as midnight UTC and must not become the day before further west. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
