/** When a source is fetched next, and when the background should wake. Pure: the clock and the dice are handed in, and neither is trusted. */
import type { Rhythm } from './rhythm';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const SOONEST_MS = 15 * MINUTE;
export const LATEST_MS = DAY;
const UNKNOWN_MS = HOUR; // a source whose rhythm is not known yet
const POLLS_PER_POST = 6; // a daily blog is asked every four hours; most of the answers are a 304
const OWN_INTERVALS_MS: readonly [shortest: number, longest: number] = [5 * MINUTE, 30 * DAY];

export const FIRST_RETRY_MS = 30 * MINUTE;
const LONGEST_RETRY_MS = 3 * DAY;
const FAILURES_TO_SLEEP = 12; // with the retries above: about two and a half weeks of trying
const SILENCE_TO_SLEEP_MS = 14 * DAY; // so that a dozen impatient clicks put nothing to sleep

const SPARING = 2; // times as long
const JITTER = 0.1; // a share of the wait, to both sides
const CLOCK_SLACK_MS = HOUR; // a clock may be set right by this much before we call it a jump
const SHORTEST_NAP_MS = 5 * MINUTE; // due times closer than this share one waking
const NEXT_PIECE_MS = MINUTE; // the rest of a walk that was cut short; browsers allow no less than half a minute
const LONGEST_NAP_MS = DAY;

/** What of a source's state says when it is asked next. */
export type Timing = {
  readonly standing: 'awake' | 'asleep' | 'gone'; // asleep: too many failures; gone: the site said so
  readonly nextDueAt: number; // 0: at once
  readonly heldUntil?: number; // the server asked to be left alone
  readonly lastTriedAt?: number;
  readonly unfinished: number; // times in a row the background ended while it read the answer
};

/** What a due time depends on besides the source. */
export type Pace = {
  readonly now: number; // ms since 1970, UTC
  readonly random: number; // 0 up to 1
  readonly ownIntervalMs?: number | undefined; // the reader's, where set
  readonly isSparing?: boolean; // the line is metered, or the reader saves data: half as often
};

/** The time between two polls that a source's rhythm asks for. A source fallen silent is asked less and less. */
export function intervalFor({ postGapMs, newestPostAt }: Rhythm, now: number): number {
  if (postGapMs === undefined) return UNKNOWN_MS;
  const expected = Math.max(postGapMs, now - (newestPostAt ?? now));
  return clamp(expected / POLLS_PER_POST, SOONEST_MS, LATEST_MS);
}

/** After an answer: the reader's own interval, else by rhythm but not while the site says that its answer is fresh. */
export function dueAfterAnswer(rhythm: Rhythm, freshMs: number, { now, random, ownIntervalMs, isSparing = false }: Pace): number {
  if (ownIntervalMs !== undefined) return now + spread(clamp(ownIntervalMs, ...OWN_INTERVALS_MS), random);
  const interval = intervalFor(rhythm, now) * (isSparing ? SPARING : 1);
  return now + Math.max(spread(interval, random), notBefore(freshMs, random));
}

/** After the `failures`th failure in a row: twice as long each time, never sooner than the server or the reader asks for. */
export function dueAfterFailure(failures: number, heldMs: number, { now, random, ownIntervalMs = 0 }: Pace): number {
  const backOff = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 30), LONGEST_RETRY_MS);
  const wait = Math.max(backOff, Math.min(ownIntervalMs, OWN_INTERVALS_MS[1]));
  return now + Math.max(spread(wait, random), heldMs); // what a server asks for is kept to, and not overrun
}

export function fallsAsleep(failures: number, failingSince: number, now: number): boolean {
  return failures >= FAILURES_TO_SLEEP && now - failingSince >= SILENCE_TO_SLEEP_MS;
}

/** Around `wait`, so that sources added together do not stay together. */
function spread(wait: number, random: number): number {
  return Math.round(wait * (1 + JITTER * (2 * random - 1)));
}

/** From `wait` on, for the same reason. */
function notBefore(wait: number, random: number): number {
  return Math.ceil(wait * (1 + JITTER * random));
}

/**
 * When a source is due, by the clock as it is now. One tried in the future was tried by a clock that was wrong, so its times say nothing: it is
 * asked once and is right again.
 */
export function dueAt({ nextDueAt, heldUntil = 0, lastTriedAt = 0 }: Timing, now: number): number {
  return lastTriedAt > now + CLOCK_SLACK_MS ? now : Math.max(nextDueAt, heldUntil);
}

export function isDue(state: Timing, now: number): boolean {
  return state.standing === 'awake' && dueAt(state, now) <= now;
}

/** Whether the server has asked to be left alone until later; a person's "refresh now" does not change that. */
export function isHeld({ heldUntil = 0, lastTriedAt = 0 }: Timing, now: number): boolean {
  return heldUntil > now && lastTriedAt <= now + CLOCK_SLACK_MS;
}

/** What is due, the longest overdue first; one that has ended the background before stands behind all others. */
export function dueOf<T extends { readonly state: Timing }>(sources: readonly T[], now: number): T[] {
  return sources
    .filter(({ state }) => isDue(state, now))
    .sort((a, b) => a.state.unfinished - b.state.unfinished || a.state.nextDueAt - b.state.nextDueAt);
}

/** When to wake next; undefined where nothing is followed. Some minutes at least, so that a thousand sources do not wake us a thousand times. */
export function nextAlarmAt(states: readonly Timing[], now: number): number | undefined {
  const awake = states.filter(({ standing }) => standing === 'awake');
  if (awake.length === 0) return undefined;
  if (awake.some((state) => isDue(state, now))) return now + NEXT_PIECE_MS;
  const earliest = awake.reduce((least, state) => Math.min(least, dueAt(state, now)), Number.POSITIVE_INFINITY);
  return clamp(earliest, now + SHORTEST_NAP_MS, now + LONGEST_NAP_MS);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
