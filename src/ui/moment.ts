/** Says a moment of the reader's own, to the minute: "09:14", "yesterday 18:10", "Tuesday 18:10", "3 May". By the clock and days of where they are. */
import { language, say } from './words';

const DAYS_BY_NAME = 6; // beyond that the same name stands for two days

/** Units  ms since 1970, UTC, both. */
export function moment(at: number, now: number): string {
  const { clock, weekday, yesterday, dayHere } = language();
  const days = daysBetween(at, now);
  if (days <= 0) return clock(at);
  if (days > DAYS_BY_NAME) return dayHere(at);
  return say('dayAndTime', { day: days === 1 ? yesterday : weekday(at), time: clock(at) });
}

/** Midnights that lie between. */
function daysBetween(at: number, now: number): number {
  const dayOf = (time: number): number => {
    const date = new Date(time);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / (24 * 60 * 60_000);
  };
  return dayOf(now) - dayOf(at);
}
