/** Names of months, weekdays and halves of the day in every language that the browser knows, asked of Intl and not typed. Guesses nothing. */

type CalendarWords = {
  readonly monthOf: (word: string) => number | undefined; // 1 to 12; undefined also for a word that is different months in two languages
  readonly isWeekday: (word: string) => boolean;
  readonly halfOf: (word: string) => 'am' | 'pm' | undefined;
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const YEAR = 2023;
/** A month is written in one form beside a day and in another alone ("12 февраля", "февраль"). Few forms, because making one is what costs. */
const FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { weekday: 'long', month: 'long', day: 'numeric', hour: 'numeric', hour12: true, timeZone: 'UTC' },
  { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' },
  { month: 'long', timeZone: 'UTC' },
];
/** Day periods that a browser's short form leaves in English. */
const OTHER_HALVES: readonly (readonly [string, 'am' | 'pm'])[] = [
  ['오전', 'am'],
  ['오후', 'pm'],
  ['上午', 'am'],
  ['下午', 'pm'],
  ['午前', 'am'],
  ['午後', 'pm'],
];
const MARKS = /\p{M}/gu;
/** Scripts whose letters are told apart without their accents; in others the marks are letters. */
const ACCENTED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}'’-]+$/u;

let known: CalendarWords | undefined;

/** Cost  some 100 ms the first time, then a look-up: ask only where English and numbers have not read the date. */
export function calendarWords(): CalendarWords {
  known ??= learnt();
  return known;
}

function learnt(): CalendarWords {
  const months = new Map<string, Set<number>>();
  const weekdays = new Set<string>();
  const halves = new Map<string, Set<'am' | 'pm'>>();
  for (const [word, half] of OTHER_HALVES) note(halves, word, half);
  for (const language of languages()) {
    for (const form of FORMS) {
      const format = new Intl.DateTimeFormat(language, form);
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(sampleIn(month));
        for (const { type, value } of parts) {
          if (type === 'month') note(months, value, month);
          if (type === 'dayPeriod') note(halves, value, month % 2 === 0 ? 'am' : 'pm');
          if (type === 'weekday') for (const key of keysOf(value)) weekdays.add(key);
        }
      }
    }
  }
  return {
    monthOf: (word) => onlyOf(months, word),
    isWeekday: (word) => keysOf(word).some((key) => weekdays.has(key)),
    halfOf: (word) => onlyOf(halves, word),
  };
}

/** Every two-letter code that there are words for. The calendar and the digits are the ones that feeds use, whatever is usual there. */
function languages(): string[] {
  const codes = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
  return Intl.DateTimeFormat.supportedLocalesOf(codes).map((code) => `${code}-u-ca-gregory-nu-latn`);
}

/** A moment in each month so that the twelve meet all seven weekdays and, by turns, both halves of the day. */
function sampleIn(month: number): number {
  const first = Date.UTC(YEAR, month - 1, 1, month % 2 === 0 ? 9 : 21);
  const daysOn = (month - new Date(first).getUTCDay() + 7) % 7;
  return first + daysOn * 86_400_000;
}

function note<T>(words: Map<string, Set<T>>, word: string, meaning: T): void {
  for (const key of keysOf(word)) {
    if (/\d/.test(key)) continue; // some languages number their months
    const meanings = words.get(key) ?? new Set();
    words.set(key, meanings.add(meaning));
  }
}

function onlyOf<T>(words: ReadonlyMap<string, ReadonlySet<T>>, word: string): T | undefined {
  for (const key of keysOf(word)) {
    const meanings = words.get(key);
    if (meanings?.size === 1) return [...meanings][0];
    if (meanings !== undefined) return undefined;
  }
  return undefined;
}

/** As written, then without accents where those are no letters: "fevr." is "févr.". */
function keysOf(word: string): string[] {
  const whole = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.\s\u200e\u200f]+/g, '');
  if (whole === '') return [];
  const bare = ACCENTED.test(whole) ? whole.normalize('NFD').replace(MARKS, '') : whole;
  return whole === bare ? [whole] : [whole, bare];
}
