/** Dates as blogs print them beside a title: "25 Sep 2025", "September 25, 2025", "2025-09-25". 03/04/2025 is left unknown: it is two days. */
import { calendarWords } from '../calendar-words';
import { dayStart, feedDate } from '../dates';
import { monthNumber } from '../english-months';
import { EAST_ASIAN_DAY } from '../spoken-dates';

const DAY_MONTH_YEAR =
  /(?<![\d\p{L}])(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s\u00a0-]+(?:of |de |d’|d')?(\p{L}{3,12})\.?,?[\s\u00a0-]+(?:de |del )?(\d{4})(?!\d)/iu;
const MONTH_DAY_YEAR = /(?<!\p{L})(\p{L}{3,12})\.?[\s\u00a0]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\u00a0]+(\d{4})(?!\d)/iu;
const YEAR_FIRST = /(?<![\d/-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])/;
const DOTTED = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/; // day first, wherever dots are written
const MAX_CHARS = 120; // a date stands in a short line; prose that mentions one is not dated by it

/** Midnight UTC of the day a short line of text names; undefined where it names none, or is prose. */
export function blogDate(line: string): number | undefined {
  const text = line.trim();
  if (text.length > MAX_CHARS || !/\d{4}/.test(text)) return undefined;
  return named(DAY_MONTH_YEAR.exec(text), [3, 2, 1]) ?? named(MONTH_DAY_YEAR.exec(text), [3, 1, 2]) ?? numbered(text);
}

/** What `<time datetime>` holds, or what the element shows. */
export function timeElementDate(datetime: string | undefined, shown: string): number | undefined {
  return feedDate(datetime) ?? blogDate(datetime ?? '') ?? blogDate(shown);
}

/** The day in an address such as /2025/09/25/title. */
export function addressDate(url: string): number | undefined {
  const [, year, month, day] = /\/(\d{4})\/(\d{1,2})\/(\d{1,2})(?=\/|$)/.exec(URL.parse(url)?.pathname ?? '') ?? [];
  return year === undefined ? undefined : dayStart(Number(year), Number(month), Number(day));
}

function named(found: RegExpExecArray | null, [year, month, day]: readonly [number, number, number]): number | undefined {
  const number = found ? monthOf(found[month] ?? '') : undefined;
  return found && number !== undefined ? dayStart(Number(found[year]), number, Number(found[day])) : undefined;
}

function monthOf(name: string): number | undefined {
  return monthNumber(name) ?? calendarWords().monthOf(name);
}

function numbered(text: string): number | undefined {
  const first = YEAR_FIRST.exec(text);
  if (first) return dayStart(Number(first[1]), Number(first[3]), Number(first[4]));
  const dotted = DOTTED.exec(text);
  if (dotted) return dayStart(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const asian = EAST_ASIAN_DAY.exec(text);
  return asian ? dayStart(Number(asian[1]), Number(asian[2]), Number(asian[3])) : undefined;
}
