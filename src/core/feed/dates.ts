/** Reads the dates feeds write: RFC 822 and ISO 8601 with their common slips, and dates in words. Anything else is unknown, never a guess. */
import { monthNumber } from './english-months';
import { spokenDate } from './spoken-dates';

/** Offsets in minutes. Names that stand for two places (IST, BST in Asia, CST in China) keep the meaning RFC 822 or Europe gives, or are left out. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['z', 0],
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['etc/gmt', 0],
  ['wet', 0],
  ['bst', 60],
  ['west', 60],
  ['cet', 60],
  ['met', 60],
  ['mez', 60],
  ['cest', 120],
  ['mest', 120],
  ['mesz', 120],
  ['eet', 120],
  ['eest', 180],
  ['msk', 180],
  ['jst', 540],
  ['kst', 540],
  ['aest', 600],
  ['aedt', 660],
  ['nzst', 720],
  ['nzdt', 780],
  ['brt', -180],
  ['art', -180],
  ['clt', -240],
  ['at', -240],
  ['adt', -180],
  ['nst', -210],
  ['ndt', -150],
  ['akst', -540],
  ['akdt', -480],
  ['hst', -600],
  ['awst', 480],
  ['acst', 570],
  ['acdt', 630],
  ['hkt', 480],
  ['sgt', 480],
  ['pkt', 300],
  ['sast', 120],
  ['trt', 180],
  ['est', -300],
  ['edt', -240],
  ['et', -300],
  ['cst', -360],
  ['cdt', -300],
  ['ct', -360],
  ['mst', -420],
  ['mdt', -360],
  ['mt', -420],
  ['pst', -480],
  ['pdt', -420],
  ['pt', -480],
]);
const MAX_CHARS = 96; // what JavaScript prints of a date has 70
const FIRST_YEAR = 1980; // before this a date is a default of some software, not when an essay was published
const LAST_YEAR = 2200;

const ZONE = '(z|[a-z]{2,5}(?:\\/gmt)?|(?:gmt|utc)?[+-]\\d{1,2}(?::?\\d{2})?)';
const CLOCK = '(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,]\\d{1,9})?)?';
/** "Thu, 1 Jan 2004 19:48:21 GMT"; the day's name, the seconds, the clock and the zone may be missing, the month may be spelt out. */
const RFC_822 = new RegExp(
  `^(?:[a-z]{2,9}\\.?,?\\s*)?(\\d{1,2})[\\s-]+([a-z]{3,9})\\.?,?[\\s-]+(\\d{4}|\\d{2})(?:,?\\s+${CLOCK}\\s*${ZONE}?)?$`,
  'i',
);
/** "Sun Jan  4 16:29:06 2004", with a zone before the year in Unix's own writing. */
const ASCTIME = new RegExp(`^[a-z]{3,9},?\\s+([a-z]{3,9})\\s+(\\d{1,2})\\s+${CLOCK}\\s+(?:${ZONE}\\s+)?(\\d{4})$`, 'i');
const ISO = new RegExp(`^(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:(?:t|\\s+)${CLOCK}\\s*${ZONE}?)?)?)?$`, 'i');
const ISO_BASIC = /^(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?(z|[+-]\d{2}:?\d{2})?)?$/i;
/** "Fri, 2006/09/15 08:19:53 EDT", with dots too. */
const SLASHED = new RegExp(`^(?:[a-z]{3,9},?\\s+)?(\\d{4})([/.])(\\d{1,2})\\2(\\d{1,2})(?:\\s+${CLOCK}\\s*${ZONE}?)?$`, 'i');
/** "25.09.2025", "9/25/2025 9:30:00 PM" */
const YEAR_LAST = new RegExp(
  `^(\\d{1,2})([./-])\\s?(\\d{1,2})\\2\\s?(\\d{4})(?:,?\\s+${CLOCK}\\s*(?:([ap])\\.?m\\.?)?\\s*${ZONE}?)?$`,
  'i',
);
/** As some programs print a moment: the offset, and in place of a name the offset once more. */
const TWICE = /([+-]\d{4}) \1$/;

type Parts = readonly [
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined,
  hour?: string | undefined,
  minute?: string | undefined,
  second?: string | undefined,
  zone?: string | undefined,
];

/**
 * Milliseconds since 1970, UTC. A date without a zone is read as UTC: wrong by half a day at most, where unknown would be wrong by years.
 *
 * Errors  undefined for what is no date, for one that does not exist, and for one outside 1980 to 2200.
 * Source  RFC 822 and 2822, W3CDTF, ISO 8601; leap seconds and 24:00 count as the moment after.
 */
export function feedDate(written: string | undefined): number | undefined {
  if (written === undefined || written.length > MAX_CHARS) return undefined;
  const text = written.replace(/\s+/g, ' ').trim().replace(TWICE, '$1');
  const parts = isoParts(text) ?? slashedParts(text) ?? namedParts(text) ?? yearLastParts(text);
  return (parts && instant(parts)) ?? inWords(text);
}

/** Last, because it costs most; a text without a year of four digits is none. */
function inWords(text: string): number | undefined {
  if (!/\p{Nd}{4}/u.test(text) || !/\p{L}/u.test(text)) return undefined;
  const spoken = spokenDate(text, (word) => zoneMinutes(word) !== undefined);
  return spoken && instant([spoken.year, spoken.month, spoken.day, spoken.hour, spoken.minute, spoken.second, spoken.zone]);
}

function isoParts(text: string): Parts | undefined {
  const found = ISO.exec(text) ?? ISO_BASIC.exec(text);
  if (!found) return undefined;
  const [, year, month = '1', day = '1', hour, minute, second, zone] = found;
  return [year, month, day, hour, minute, second, zone];
}

function slashedParts(text: string): Parts | undefined {
  const [, year, , month, day, hour, minute, second, zone] = SLASHED.exec(text) ?? [];
  return year === undefined ? undefined : [year, month, day, hour, minute, second, zone];
}

/** Day first wherever dots are written; with other signs only where one of the two can be no month, or both are the same. */
function yearLastParts(text: string): Parts | undefined {
  const [, first = '', sign, second = '', year, hour, minute, seconds, half, zone] = YEAR_LAST.exec(text) ?? [];
  if (year === undefined) return undefined;
  const isDayFirst = sign === '.' || Number(first) > 12 || Number(first) === Number(second);
  if (!isDayFirst && Number(second) <= 12) return undefined;
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  if (half === undefined) return [year, month, day, hour, minute, seconds, zone];
  const isAfternoon = half.toLowerCase() === 'p';
  if (Number(hour) > 12) return undefined;
  return [year, month, day, String((Number(hour) % 12) + (isAfternoon ? 12 : 0)), minute, seconds, zone];
}

function namedParts(text: string): Parts | undefined {
  const rfc = RFC_822.exec(text);
  if (rfc) {
    const [, day, month, year, hour, minute, second, zone] = rfc;
    return [fullYear(year), monthNumber(month), day, hour, minute, second, zone];
  }
  const asctime = ASCTIME.exec(text);
  if (!asctime) return undefined;
  const [, month, day, hour, minute, second, zone, year] = asctime;
  return [year, monthNumber(month), day, hour, minute, second, zone];
}

/** RFC 2822 section 4.3: two digits up to 49 are this century. */
function fullYear(year = ''): string {
  return year.length === 2 ? `${Number(year) < 50 ? '20' : '19'}${year}` : year;
}

function instant([year, month, day, hour = '0', minute = '0', second = '0', zone = 'z']: Parts): number | undefined {
  const offset = zoneMinutes(zone);
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const start = dayStart(Number(year), Number(month), Number(day));
  if (start === undefined || offset === undefined || m > 59 || s > 60) return undefined;
  if (h > 24 || (h === 24 && (m > 0 || s > 0))) return undefined;
  return start + ((h * 60 + m - offset) * 60 + s) * 1000;
}

/** Midnight UTC of a day that exists. */
export function dayStart(year: number, month: number, day: number): number | undefined {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined;
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? at : undefined;
}

function zoneMinutes(zone: string): number | undefined {
  const named = ZONES.get(zone.toLowerCase());
  if (named !== undefined) return named;
  const [, sign, hours, minutes = '0'] = /^(?:gmt|utc)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
