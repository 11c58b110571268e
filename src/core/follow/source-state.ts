/** What is known about fetching one source, and how it changes with each poll. Nothing here is the reader's (library/source-marks.ts) or published (essay.ts). */
import type { SourceId } from '../essay';
import type { ShardRef } from '../feed/json/published-index';
import type { ListingShape } from '../feed/page/listing';
import type { FeedFault } from '../feed/problem';
import type { SourceProblem } from './problem';
import { gapAfterAnswer, gapAfterRefusal } from './ration';
import { type Rhythm, rhythmAfter } from './rhythm';
import { dueAfterAnswer, dueAfterFailure, FIRST_RETRY_MS, fallsAsleep, type Pace, type Timing } from './schedule';
import { nextShard, type ShardState, shardsAfter, withRead } from './shards';

export type SourceState = Rhythm &
  Timing & {
    readonly sourceId: SourceId;
    readonly turn: number; // one more with every write; a poll that began before another ended is dropped
    readonly lastSuccessAt?: number; // the site answered as a source should, changed or not
    readonly lastReadAt?: number; // a whole body was read
    readonly failures: number; // in a row
    readonly gapMs?: number; // between two requests to its host, where that rations them (ration.ts)
    readonly failingSince?: number;
    readonly problem?: SourceProblem;
    readonly etag?: string;
    readonly lastModified?: string;
    readonly bodyPrint?: string; // of the last body read whole
    readonly movedTo?: string; // fetched instead of the source's own address
    readonly leadsTo?: { readonly url: string; readonly polls: number }; // where the last polls in a row were redirected
    readonly shape?: ListingShape; // of a listing: how its list stood on the page
    readonly faults?: readonly FeedFault[]; // what the last body had wrong that did not stop it
    readonly strangersSince?: number; // since then nothing has stood there that was known before, and it came from elsewhere or under another name
    readonly question?: Question; // for the reader; until it is answered nothing of this source is taken in
    readonly accepted?: boolean; // the reader said yes: the next poll takes what it finds
    readonly offer?: Offer; // while nothing answers here
    readonly shards?: readonly ShardState[]; // of a publisher's index that is divided
  };

/** A feed that the page in a source's place announces, or its site: it may go on there, if the reader says so. */
export type Offer = { readonly url: string; readonly title?: string };

/** Nothing known is left, and it comes from elsewhere or calls itself something else: it may have been sold, or someone else answered. */
export type Question = {
  readonly kind: 'takeover';
  readonly askedAt: number;
  readonly title: string; // as the feed calls itself now
  readonly strangers: number;
  readonly newest: readonly string[]; // a few titles
};

/** What an answer left behind besides its posts. */
export type Trace = {
  readonly url: string; // after redirects
  readonly isRedirected: boolean; // and it may become the address: what came through it is ours
  readonly freshMs: number;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly bodyPrint?: string | undefined; // undefined where the body was cut off: nothing may say "the same as before" of it
};

const MAX_VALIDATOR_CHARS = 1_024; // sent back with every poll, so nobody's 60 kB are stored
const POLLS_TO_MOVE = 3; // browsers hide whether a redirect is meant to last; one that stays for three polls is
const READ_ANYWAY_MS = 7 * 24 * 60 * 60 * 1000; // a server whose validators never change is asked for the whole once a week
const UNFINISHED_TO_FAIL = 3;
const NEXT_SHARDS_MS = 60_000; // the rest of a divided index comes some a minute

export function freshState(sourceId: SourceId): SourceState {
  return { sourceId, turn: 0, standing: 'awake', nextDueAt: 0, failures: 0, unfinished: 0 };
}

/** What a poll sends so that nothing new costs nothing. None where they may be stale, or the whole is wanted. */
export function validatorsOf(state: SourceState, now: number): { readonly etag?: string; readonly lastModified?: string } {
  const { etag, lastModified } = state;
  if (!isRecent(state, now)) return {};
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

/** Whether a body is the one read last time. */
export function isSameBody(state: SourceState, bodyPrint: string, now: number): boolean {
  return state.bodyPrint === bodyPrint && isRecent(state, now);
}

function isRecent({ lastReadAt, accepted }: SourceState, now: number): boolean {
  return lastReadAt !== undefined && lastReadAt <= now && now - lastReadAt < READ_ANYWAY_MS && accepted !== true;
}

/** What was in a body, as far as the next poll depends on it. */
export type Found = {
  readonly dates: readonly number[]; // of all posts, new or not
  readonly arrived: number; // how many were new
  readonly shape?: ListingShape | undefined;
  readonly faults?: readonly FeedFault[];
  readonly strangersSince?: number;
  readonly shards?: readonly ShardRef[] | undefined;
};

/** A body was read, and its posts are about to be kept together with this state. */
export function afterRead(
  state: SourceState,
  trace: Trace,
  { dates, arrived, shape, faults = [], strangersSince, shards: named = [] }: Found,
  pace: Pace,
): SourceState {
  const rhythm = rhythmAfter(rhythmOf(state), dates, arrived, pace.now);
  const { accepted: _, question: __, faults: ___, strangersSince: ____, shards = [], ...settled } = answered(state, trace, rhythm, pace);
  return {
    ...withTrace(settled, trace),
    ...(shape !== undefined && { shape }),
    ...(faults.length > 0 && { faults }),
    ...(strangersSince !== undefined && { strangersSince }),
    ...(named.length > 0 && { shards: shardsAfter(shards, named) }),
    ...(trace.bodyPrint !== undefined && { lastReadAt: pace.now }),
  };
}

/** Nothing new: a 304, or the very bytes of last time. The latest validators count even then, but only where the answer has some. */
export function afterUnchanged(state: SourceState, trace: Trace, pace: Pace): SourceState {
  const { etag = state.etag, lastModified = state.lastModified } = trace;
  return withTrace(answered(state, trace, rhythmOf(state), pace), { ...trace, etag, lastModified, bodyPrint: state.bodyPrint });
}

/** While shards of its index are left, a source is due again soon. */
export function soonForShards(state: SourceState, now: number): SourceState {
  const isWhole = nextShard(state.shards) === undefined;
  return isWhole ? state : { ...state, nextDueAt: Math.min(state.nextDueAt, now + NEXT_SHARDS_MS) };
}

/** A shard was read and its essays are kept. `dueAt`: when the source is due once none is left. */
export function afterShard(state: SourceState, shard: ShardRef, { now, dueAt }: { now: number; dueAt: number }): SourceState {
  const shards = withRead(state.shards ?? [], shard);
  return soonForShards({ ...state, turn: state.turn + 1, shards, nextDueAt: dueAt }, now);
}

/** A shard did not come, or not as the index says: the next look is at its usual time. */
export const afterNoShard = (state: SourceState, dueAt: number): SourceState => ({ ...state, turn: state.turn + 1, nextDueAt: dueAt });

/** It may be in other hands: the question stands, nothing is remembered of this body, and it is looked at again at the usual time. */
export function afterQuestion(state: SourceState, trace: Trace, question: Omit<Question, 'askedAt'>, pace: Pace): SourceState {
  const asked: Question = { ...question, askedAt: state.question?.askedAt ?? pace.now };
  return {
    ...withTrace(answered(state, { ...trace, isRedirected: false }, rhythmOf(state), pace), {
      ...trace,
      etag: undefined,
      lastModified: undefined,
      bodyPrint: undefined,
    }),
    question: asked,
  };
}

/** A failure on the remembered address only forgets that address: the source's own is asked before anything counts. */
export function afterFailure(state: SourceState, problem: SourceProblem, heldMs: number, pace: Pace, offer = state.offer): SourceState {
  const { movedTo, leadsTo: _, heldUntil: __, ...kept } = state;
  const tried = { ...kept, turn: state.turn + 1, lastTriedAt: pace.now, unfinished: 0, problem, ...(offer && { offer }) };
  const stays = movedTo === undefined ? {} : { movedTo };
  if (isRefusal(state, problem, heldMs)) return { ...tried, ...stays, ...refused(state, heldMs, pace) };
  const held = heldMs > 0 ? { heldUntil: pace.now + heldMs } : {};
  if (movedTo !== undefined && heldMs === 0) return { ...tried, standing: 'awake', nextDueAt: 0 };
  if (problem.kind === 'gone') return { ...tried, standing: 'gone', failures: state.failures + 1, nextDueAt: 0 };
  const failures = state.failures + 1;
  const failingSince = Math.min(state.failingSince ?? pace.now, pace.now);
  const standing = fallsAsleep(failures, failingSince, pace.now) ? 'asleep' : 'awake';
  return { ...tried, ...stays, ...held, standing, failures, failingSince, nextDueAt: dueAfterFailure(failures, heldMs, pace) };
}

/** The host will not be asked so often: said in so many words, or by saying no twice in a row to what it had given before. */
function isRefusal({ lastSuccessAt, problem: before }: SourceState, problem: SourceProblem, heldMs: number): boolean {
  if (problem.kind === 'busy') return true;
  const isForbidden = problem.kind === 'needs-login' && problem.status === 403;
  return isForbidden && lastSuccessAt !== undefined && (heldMs > 0 || before?.kind === 'needs-login');
}

/** No feed has failed by it, so none falls asleep by it. The others of its host go on in their turn; it waits for the time it was told, or half an hour. */
function refused(
  { gapMs, standing, failures }: SourceState,
  heldMs: number,
  { now }: Pace,
): Pick<SourceState, 'standing' | 'failures' | 'nextDueAt' | 'gapMs' | 'heldUntil'> {
  const gap = gapAfterRefusal(gapMs, heldMs);
  const heldUntil = now + Math.max(gap, heldMs);
  return { standing, failures, gapMs: gap, heldUntil, nextDueAt: heldMs > 0 ? heldUntil : Math.max(heldUntil, now + FIRST_RETRY_MS) };
}

/** Not asked at all: permission is missing, or we seem to be offline. Nobody failed. */
export function afterWait(state: SourceState, problem: SourceProblem | undefined, nextDueAt: number, now: number): SourceState {
  return { ...state, turn: state.turn + 1, lastTriedAt: now, nextDueAt, ...(problem !== undefined && { problem }) };
}

/** Written just before an answer is read: if reading it ends the background, the next waking knows which source it was. */
export function beforeReading(state: SourceState): SourceState {
  return { ...state, turn: state.turn + 1, unfinished: state.unfinished + 1 };
}

/** Whether reading this source has ended the background too often to try again as if nothing had happened. */
export function endsTheBackground({ unfinished }: SourceState): boolean {
  return unfinished >= UNFINISHED_TO_FAIL;
}

/** A failure like others, but after the wait it has one try, not three. */
export function afterUnfinished(state: SourceState, pace: Pace): SourceState {
  return { ...afterFailure(state, { kind: 'unfinished' }, 0, pace), unfinished: UNFINISHED_TO_FAIL - 1 };
}

/** The reader asks for it: due at once, whatever it slept through. What the server asked for still holds. */
export function woken(state: SourceState): SourceState {
  const { failingSince: _, ...kept } = state;
  return { ...kept, turn: state.turn + 1, standing: 'awake', nextDueAt: 0, failures: 0, unfinished: 0 };
}

/** The reader wants it looked at more often: due no later than that after its last try. A longer interval begins with the next poll. */
export function hastened(state: SourceState, intervalMs: number): SourceState {
  const dueAt = (state.lastTriedAt ?? 0) + intervalMs;
  const isSooner = intervalMs > 0 && state.failures === 0 && dueAt < state.nextDueAt;
  return isSooner ? { ...state, turn: state.turn + 1, nextDueAt: dueAt } : state;
}

/** The reader takes the strangers in: the next poll keeps what it finds. */
export function accepted(state: SourceState): SourceState {
  const { question: _, ...kept } = woken(state);
  return { ...kept, accepted: true };
}

/** The reader has given the source another address: everything about the old one is forgotten, and what stands at the new one is welcome. */
export function readdressed({ sourceId, turn, lastSuccessAt, lastTriedAt, ...before }: SourceState): SourceState {
  return {
    ...freshState(sourceId),
    ...rhythmOf(before as SourceState), // as: the rhythm is among what is left
    ...(lastSuccessAt !== undefined && { lastSuccessAt }),
    ...(lastTriedAt !== undefined && { lastTriedAt }),
    turn: turn + 1,
    accepted: true,
  };
}

function rhythmOf({ postGapMs, newestPostAt }: SourceState): Rhythm {
  return { ...(postGapMs !== undefined && { postGapMs }), ...(newestPostAt !== undefined && { newestPostAt }) };
}

/** What every good answer changes. */
function answered(state: SourceState, trace: Trace, rhythm: Rhythm, pace: Pace): SourceState {
  const { problem: _, failingSince: __, heldUntil: ___, leadsTo: ____, offer: _____, gapMs: before, ...kept } = state;
  const gapMs = gapAfterAnswer(before);
  return {
    ...kept,
    ...(gapMs !== undefined && { gapMs }),
    ...rhythm,
    ...moved(state, trace),
    turn: state.turn + 1,
    standing: 'awake',
    failures: 0,
    unfinished: 0,
    lastTriedAt: pace.now,
    lastSuccessAt: pace.now,
    nextDueAt: dueAfterAnswer(rhythm, trace.freshMs, pace),
  };
}

/** The same final address in several good polls in a row is remembered. From there on it is fetched itself, so that a further move counts anew. */
function moved({ leadsTo }: SourceState, { url, isRedirected }: Trace): Pick<SourceState, 'movedTo' | 'leadsTo'> {
  if (!isRedirected) return {};
  const polls = leadsTo?.url === url ? leadsTo.polls + 1 : 1;
  return polls >= POLLS_TO_MOVE ? { movedTo: url } : { leadsTo: { url, polls } };
}

/** The validators of the last answer and no others: an answer without them takes the old ones away. */
function withTrace(state: SourceState, { etag, lastModified, bodyPrint }: Trace): SourceState {
  const { etag: _, lastModified: __, bodyPrint: ___, ...kept } = state;
  const short = (value: string | undefined) => (value !== undefined && value.length <= MAX_VALIDATOR_CHARS ? value : undefined);
  const [shortEtag, shortModified] = [short(etag), short(lastModified)];
  return {
    ...kept,
    ...(shortEtag !== undefined && { etag: shortEtag }),
    ...(shortModified !== undefined && { lastModified: shortModified }),
    ...(bodyPrint !== undefined && { bodyPrint }),
  };
}
