/** Dates in words, of any language and in any order, as blogs write them beside what the standards know. Every word must be understood, or it is none. */
import { calendarWords } from './calendar-words';
import { monthNumber } from './english-months';

/** As dates.ts has them: text that instant() makes a moment of, or says that there is none. */
type SpokenDate = {
  readonly year: string;
  readonly month: number;
  readonly day: string;
  readonly hour?: string;
  readonly minute?: string;
  readonly second?: string;
  readonly zone?: string;
};

const CLOCK = /(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?![\d:])/;
/** "3 p.m.", as Django prints a full hour. */
const FULL_HOUR = /(?<![\d:.])(\d{1,2})(?=\s?[ap]\.?m\b)/i;
const OFFSET = /(?:\b(?:gmt|utc)\s*)?[+-]\d{1,2}(?::?\d{2})?\b/i;
/** "(Coordinated Universal Time)", "[UTC]": what stands behind an offset repeats it. */
const REMARK = /\([^()]{0,60}\)|\[[^[\]]{0,60}\]/g;
/** Years, months and days with their signs, as Chinese, Japanese and Korean write them. */
export const EAST_ASIAN_DAY = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/;
/** Who writes 년 lives in one zone. */
const KOREA = '+09:00';
const ISO_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const WORD = /[\p{L}\p{M}][\p{L}\p{M}.'’]*|\d+/gu;
/** Words between the parts of a date that say nothing: of, at, o'clock and the like. */
const FILLERS: ReadonlySet<string> = new Set(
  't at on of the de del d um uhr à a le kl klo kell den di du e y o r las la los ore alle às ás г в ב م ค.ศ'.split(' '),
);
const ORDINAL = /^(?:st|nd|rd|th|er|ème|eme|º|ª)$/i;
const DIGITS = /\p{Nd}/gu;

/**
 * Undefined where anything is left over that is no part of a date: a guess would put an essay into the wrong year.
 *
 * Cost  a few microseconds, and the first time what calendar-words.ts costs.
 */
export function spokenDate(written: string, isZone: (word: string) => boolean): SpokenDate | undefined {
  const text = inAsciiDigits(written);
  const remark = REMARK.exec(text)?.[0].slice(1, -1).trim();
  REMARK.lastIndex = 0;
  let rest = text.replace(REMARK, ' ');
  const iso = ISO_DAY.exec(rest) ?? EAST_ASIAN_DAY.exec(rest);
  if (iso) rest = `${rest.slice(0, iso.index)} ${rest.slice(iso.index + iso[0].length)}`;
  const clock = CLOCK.exec(rest) ?? FULL_HOUR.exec(rest);
  const before = clock ? rest.slice(0, clock.index) : rest;
  let behind = clock ? rest.slice(clock.index + clock[0].length) : '';
  const offset = OFFSET.exec(behind)?.[0];
  if (offset !== undefined) behind = behind.replace(offset, ' ');
  const said = understood(wordsIn(before), wordsIn(behind), isZone);
  const day = iso ? { year: iso[1] ?? '', month: Number(iso[2]), day: iso[3] ?? '' } : said?.day;
  if (said === undefined || day === undefined || (iso && said.day !== undefined)) return undefined;
  const zone =
    offset?.replace(/\s+/g, '') ??
    said.zone ??
    (remark !== undefined && isZone(remark) ? remark : clock && iso?.[0].includes('년') ? KOREA : undefined);
  const hour = hourOf(clock?.[1], said.half);
  if (clock && hour === undefined) return undefined;
  return {
    ...day,
    ...(hour !== undefined && { hour }),
    ...(clock?.[2] !== undefined && { minute: clock[2] }),
    ...(clock?.[3] !== undefined && { second: clock[3] }),
    ...(zone !== undefined && { zone }),
  };
}

type Said = {
  readonly day: { readonly year: string; readonly month: number; readonly day: string } | undefined;
  readonly half: 'am' | 'pm' | undefined;
  readonly zone: string | undefined;
};

/** What the words and numbers before and behind the clock mean, or undefined where one of them means nothing. Only behind it a word is a zone. */
function understood(before: readonly string[], behind: readonly string[], isZone: (word: string) => boolean): Said | undefined {
  const { monthOf, isWeekday, halfOf } = calendarWords();
  const numbers: string[] = [];
  const months: { readonly month: number; readonly isWeekday: boolean }[] = [];
  let half: 'am' | 'pm' | undefined;
  let zone: string | undefined;
  for (const [at, word] of [...before, ...behind].entries()) {
    const isBehind = at >= before.length;
    const month = monthNumber(word.replace(/\.$/, '')) ?? monthOf(word);
    if (/^\d/.test(word)) numbers.push(word);
    else if (isBehind && zone === undefined && isZone(word) && word === word.toUpperCase()) zone = word;
    else if (month !== undefined) months.push({ month, isWeekday: isWeekday(word) });
    else if (halfOf(word) !== undefined) half = halfOf(word);
    else if (isBehind && isZone(word)) zone ??= word;
    else if (!isWeekday(word) && !FILLERS.has(word.toLowerCase().replace(/[.'’]+$/, '')) && !ORDINAL.test(word)) return undefined;
  }
  return { day: dayIn(numbers, months), half, zone };
}

function wordsIn(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) => word.replace(/^\.+/, ''));
}

/** One month in words, a year of four digits and a day of one or two. "mar" is a weekday and a month: beside another month it is the weekday. */
function dayIn(numbers: readonly string[], months: readonly { readonly month: number; readonly isWeekday: boolean }[]): Said['day'] {
  const sure = months.length > 1 ? months.filter((each) => !each.isWeekday) : months;
  const [year, ...otherYears] = numbers.filter((number) => number.length === 4);
  const [day, ...otherDays] = numbers.filter((number) => number.length <= 2);
  const month = sure[0]?.month;
  const isWhole = sure.length === 1 && otherYears.length === 0 && otherDays.length === 0 && numbers.length === 2;
  return isWhole && month !== undefined && year !== undefined && day !== undefined ? { year, month, day } : undefined;
}

/** "09:30 AM" and "21:30 PM" are written too; "13:30 AM" is no time. */
function hourOf(written: string | undefined, half: 'am' | 'pm' | undefined): string | undefined {
  if (written === undefined || half === undefined) return written;
  const hour = Number(written);
  if (half === 'am') return hour > 12 ? undefined : String(hour % 12);
  return String(hour < 12 ? hour + 12 : hour);
}

/** Digits of every script are digits. Their values lie in runs of ten, each of which begins with a zero. */
function inAsciiDigits(text: string): string {
  return text.replace(DIGITS, (digit) => {
    if (digit <= '9') return digit;
    let zero = digit.codePointAt(0) ?? 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (digit.codePointAt(0) ?? 0) - zero < 9) zero--;
    return String((digit.codePointAt(0) ?? 0) - zero);
  });
}
