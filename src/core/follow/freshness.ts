/** What an answer's headers say about time: when to come back, how long it stays fresh. A value that makes no sense is no value. */

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
const LONGEST_HOLD_MS = 7 * DAY; // a server may keep us away for a week, not for ever
const LONGEST_FRESH_MS = DAY; // some sites call a feed fresh for a year; a day is the longest a reader should wait

/** Header values as they came, by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** How long the server asks to be left alone. Seconds, or a date measured against the server's own clock. Undefined where it asks nothing. */
export function holdMs(headers: AnswerHeaders, now: number): number | undefined {
  const retryAfter = headers['retry-after'];
  const wait = secondsMs(retryAfter) ?? untilMs(retryAfter, headers['date'], now);
  return wait === undefined || wait <= 0 ? undefined : Math.min(wait, LONGEST_HOLD_MS);
}

/** How long the answer stays fresh, at most a day; 0 where nothing is said. max-age goes before Expires, as RFC 9111 has it. */
export function freshMs(headers: AnswerHeaders, now: number): number {
  const { 'cache-control': cacheControl = '', expires, date, age } = headers;
  if (/\b(no-cache|no-store)\b/i.test(cacheControl)) return 0;
  const lifetime = secondsMs(/(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl)?.[1]) ?? untilMs(expires, date, now) ?? 0;
  return Math.min(Math.max(lifetime - (secondsMs(age) ?? 0), 0), LONGEST_FRESH_MS);
}

function secondsMs(raw: string | undefined): number | undefined {
  return raw !== undefined && /^\s*\d{1,12}\s*$/.test(raw) ? Number(raw) * SECOND : undefined;
}

function untilMs(raw: string | undefined, date: string | undefined, now: number): number | undefined {
  const until = httpDate(raw);
  return until === undefined ? undefined : until - (httpDate(date) ?? now);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const IMF_DATE = /^\s*[a-z]{3},\s+(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{2}):(\d{2}):(\d{2})\s+GMT\s*$/i;

/** The one date form that RFC 9110 lets servers send. */
export function httpDate(raw: string | undefined): number | undefined {
  const [, day, month = '', year, hours, minutes, seconds] = IMF_DATE.exec(raw ?? '') ?? [];
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  if (day === undefined || monthIndex < 0) return undefined;
  const at = Date.UTC(Number(year), monthIndex, Number(day), Number(hours), Number(minutes), Number(seconds));
  return Number.isNaN(at) ? undefined : at;
}
