/** The times that exporters write. What is no time is unknown: never 1970, never today. */
import { feedDate } from '../feed/dates';

const MIN_AT = Date.UTC(1990, 0, 1); // there was no web to save from before
const MAX_AT = Date.UTC(2100, 0, 1);
/** Seconds, milliseconds and microseconds of any day since 1990 differ by their size alone. */
const MS_FROM = 1e11;
const US_FROM = 1e14;
const LEAST_SPOKEN = 8; // "3.2.2020"
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/i;

/**
 * A count since 1970 (its unit by its size), or ISO 8601 with its common slips. A time without a zone is taken as UTC, a day as its first moment.
 * Else as people and feeds write dates, where that can be one day only.
 *
 * Units   ms since 1970, UTC.
 * Errors  undefined for anything else, for zero and for what is negative.
 */
export function readInstant(raw: unknown): number | undefined {
  if (typeof raw === 'number') return inRange(bySize(raw));
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (/^\d{9,17}(\.\d+)?$/.test(text)) return inRange(bySize(Number(text)));
  const found = ISO.exec(text);
  if (found === null) return text.length < LEAST_SPOKEN ? undefined : inRange(feedDate(text));
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = found;
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(`0.${fraction || 0}`) * 1000,
  );
  const isDay = new Date(at).getUTCDate() === Number(day) && Number(month) <= 12 && Number(hour) < 24 && Number(minute) < 60;
  return isDay ? inRange(Math.floor(at - offsetOf(zone))) : undefined;
}

function bySize(count: number): number {
  if (count >= US_FROM) return Math.floor(count / 1000);
  return count >= MS_FROM ? Math.floor(count) : count * 1000;
}

function inRange(at: number | undefined): number | undefined {
  return at !== undefined && at >= MIN_AT && at < MAX_AT ? Math.floor(at) : undefined;
}

function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -ms : ms;
}
