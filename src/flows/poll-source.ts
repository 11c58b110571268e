/** One source, from asking to keeping: fetch → judge → read → merge → keep. What is new and the state that says so are kept together, or neither is. */

import type { EssayId } from '../core/essay';
import { type KnownPosts, type Merged, mergeSteps } from '../core/feed/merge';
import { listingChanged } from '../core/feed/page/listing';
import { type FeedProblem, parsed } from '../core/feed/problem';
import { paced } from '../core/feed/steps';
import { type Followed, fetchedAddress, type Outcome, type PollChange } from '../core/follow/poll';
import type { SourceProblem } from '../core/follow/problem';
import { judge, permissionProblem, type Verdict } from '../core/follow/response';
import type { Pace } from '../core/follow/schedule';
import { nextShard } from '../core/follow/shards';
import {
  afterFailure,
  afterQuestion,
  afterRead,
  afterUnchanged,
  afterUnfinished,
  afterWait,
  beforeReading,
  endsTheBackground,
  type Found,
  type Offer,
  type SourceState,
  soonForShards,
  type Trace,
  validatorsOf,
} from '../core/follow/source-state';
import { isPersonal, whoseIs } from '../core/follow/whose';
import { bug, type Result } from '../core/problem';
import { type FetchEdges, fetchThrough } from './fetch-through';
import { type Bytes, findNewPlace } from './find-new-place';
import { readShards } from './read-shards';
import { type ReadEdges, type Reading, readSource } from './read-source';

export type PollEdges = ReadEdges &
  FetchEdges & {
    readonly knownPosts: (id: Followed['source']['id'], most?: number) => Promise<KnownPosts>; // most: the newest alone
    readonly makeRoom: (id: Followed['source']['id'], standing: readonly EssayId[]) => Promise<unknown>; // standing: what the source shows now
    readonly keepPoll: (change: PollChange) => Promise<Result<'kept' | 'overtaken'>>;
    readonly random: () => number; // 0 up to 1
    readonly isSparing?: () => boolean; // the line is metered, as far as the browser says
  };

const ASK_AGAIN_MS = 24 * 60 * 60_000; // whether permission was given meanwhile; giving it wakes the source anyway
const NEWEST_TITLES = 5;
const MOST_HELD_AGAINST = 2_000; // of a divided index: what its first document may speak of, many times over
const FAILURES_BETWEEN_LOOKS = 7;
const MOST_DETAIL_CHARS = 200; // of what was thrown: it is stored with the source
const LIST_GONE: FeedProblem = { kind: 'no-list', needsScripts: false };

/** What is fetched for a source: where it moved to, else its own address. */

/** Undefined where the browser permits neither. */
async function permittedAddress(edges: PollEdges, { source, state }: Followed): Promise<string | undefined> {
  if (state.movedTo !== undefined && (await edges.mayFetch(state.movedTo))) return state.movedTo;
  return (await edges.mayFetch(source.url)) ? source.url : undefined;
}

/** Never rejects: whatever throws while one source is asked, read, merged or kept has failed that source, and says so. */
export async function pollSource(edges: PollEdges, followed: Followed): Promise<Outcome> {
  const turn: Turn = { edges, followed };
  try {
    const outcome = await poll(turn);
    return outcome.kind === 'changed' || outcome.kind === 'unchanged' ? await withShards(turn, outcome) : outcome;
  } catch (error) {
    return fail(edges, turn.followed, { kind: 'broken', detail: detailOf(error) });
  }
}

/** One poll; `followed` goes on with each write, so that a failure is written down after what was written before it. */
type Turn = { readonly edges: PollEdges; followed: Followed; dueAt?: number }; // dueAt: once no shard is left

async function poll(turn: Turn): Promise<Outcome> {
  const { edges, followed } = turn;
  const { state, wishes } = followed;
  if (endsTheBackground(state))
    return keep(edges, { before: state, after: afterUnfinished(state, paceOf(edges, followed)) }, { kind: 'failed' });
  const url = await permittedAddress(edges, followed);
  if (url === undefined) return waitForPermission(edges, followed);
  const fetched = await fetchThrough(edges, { url, ...validatorsOf(state, edges.now()), typedHost: wishes.typedHost });
  const verdict = judge(fetched, state, edges.now());
  switch (verdict.kind) {
    case 'failed':
      return isSilence(verdict.problem)
        ? { kind: 'silent', problem: verdict.problem }
        : fail(edges, followed, verdict.problem, verdict.heldMs, await offerFor(edges, followed, verdict.problem));
    case 'unchanged': {
      const usual = afterUnchanged(state, impersonal(stillThere(verdict.trace, state), followed), paceOf(edges, followed));
      const after = soonForShards(usual, edges.now());
      const kept = await keep(edges, { before: state, after }, { kind: 'unchanged' });
      Object.assign(turn, { followed: { ...followed, state: after }, dueAt: usual.nextDueAt });
      return kept;
    }
    case 'read':
      return readAndKeep(turn, verdict);
  }
}

/** Bytes that are those of last time say that a redirect still leads there, not that it begins to. */
function stillThere(trace: Trace, { leadsTo }: SourceState): Trace {
  return { ...trace, isRedirected: trace.isRedirected && leadsTo?.url === trace.url };
}

/** A redirect to an address that is made for one reader is followed, and forgotten. */
function impersonal(trace: Trace, followed: Followed): Trace {
  return { ...trace, isRedirected: trace.isRedirected && !isPersonal(trace.url, fetchedAddress(followed)) };
}

/** Writes a failure down. Never rejects: where even that throws, the library could not be written. */
export async function fail(edges: PollEdges, followed: Followed, problem: SourceProblem, heldMs = 0, offer?: Offer): Promise<Outcome> {
  const { state } = followed;
  try {
    const after = afterFailure(state, problem, heldMs, paceOf(edges, followed), offer);
    const isRefusal = after.gapMs !== undefined && after.failures === state.failures;
    return await keep(edges, { before: state, after }, { kind: 'failed', ...(isRefusal && { isRefusal }) });
  } catch (error) {
    return { kind: 'not-kept', problem: bug(error).problem };
  }
}

function detailOf(error: unknown): string {
  return String(error).slice(0, MOST_DETAIL_CHARS);
}

function waitForPermission(edges: PollEdges, { source, state }: Followed): Promise<Outcome> {
  const now = edges.now();
  return keep(
    edges,
    { before: state, after: afterWait(state, permissionProblem(source.url), now + ASK_AGAIN_MS, now) },
    { kind: 'not-allowed' },
  );
}

/** A first small write says which source is being read: one that ends the background is known by it at the next waking. */
async function readAndKeep(turn: Turn, verdict: Verdict & { kind: 'read' }): Promise<Outcome> {
  const { edges, followed } = turn;
  const begun = beforeReading(followed.state);
  const noted = await keep(edges, { before: followed.state, after: begun }, { kind: 'unchanged' });
  if (noted.kind !== 'unchanged') return noted;
  turn.followed = { ...followed, state: begun };
  const reading = await readSource(verdict.body, { source: followed.source, url: verdict.trace.url, headers: verdict.headers }, edges);
  return reading.ok
    ? mergeAndKeep(turn, impersonal(verdict.trace, followed), reading.value)
    : failUnread(turn, verdict, { kind: 'unreadable', problem: reading.problem });
}

async function failUnread({ edges, followed }: Turn, { body, headers, trace }: Verdict & { kind: 'read' }, problem: SourceProblem) {
  return fail(edges, followed, problem, 0, await offerFor(edges, followed, problem, { url: trace.url, body, headers }));
}

/** Looked for when something else is wrong than before, and now and then after that: a site may say later where it has gone. */
async function offerFor(edges: PollEdges, followed: Followed, problem: SourceProblem, instead?: Bytes): Promise<Offer | undefined> {
  const { problem: before, failures, offer } = followed.state;
  const isDue = before?.kind !== problem.kind || failures % FAILURES_BETWEEN_LOOKS === 0;
  if (!isDue || !mayHaveMoved(problem) || offer !== undefined) return offer;
  return findNewPlace(edges, followed, instead).catch(() => undefined); // an odd page there is no trouble of this source's
}

function mayHaveMoved(problem: SourceProblem): boolean {
  if (problem.kind === 'unreadable') return problem.problem.kind === 'web-page' || problem.problem.kind === 'not-a-feed';
  return problem.kind === 'missing' || problem.kind === 'gone';
}

async function mergeAndKeep(turn: Turn, trace: Trace, reading: Reading): Promise<Outcome> {
  const { edges, followed } = turn;
  const { source, state } = followed;
  const known = await edges.knownPosts(source.id, reading.shards && MOST_HELD_AGAINST);
  const pace = paceOf(edges, followed);
  if (hasLostItsList(state, reading, known)) return fail(edges, followed, { kind: 'unreadable', problem: LIST_GONE });
  const merged = await paced(mergeSteps(source, reading.posts, known, seenAt(followed, pace.now)), edges);
  const whose = whoseIs(source, state, known.essays, trace, { ...reading, isFamiliar: isFamiliar(state, merged, known) });
  if (whose === 'strange') {
    return keep(edges, { before: state, after: afterQuestion(state, trace, questionOf(reading, merged), pace) }, { kind: 'question' });
  }
  const isOurs = whose === 'familiar';
  const found = { ...foundIn(reading, merged, trace), ...(whose === 'doubtful' && { strangersSince: state.strangersSince ?? pace.now }) };
  const usual = afterRead(state, { ...trace, isRedirected: trace.isRedirected && isOurs }, found, pace);
  const after = soonForShards(usual, pace.now);
  const change = changesOf(followed, isOurs ? reading : {}, merged);
  const kept = await keep(edges, { before: state, after, ...change }, outcomeOf(merged));
  Object.assign(turn, { followed: { ...followed, state: after }, dueAt: usual.nextDueAt });
  if (kept.kind === 'changed' && kept.added.length > 0 && after.shards === undefined)
    await edges.makeRoom(source.id, standingIn(merged)).catch(() => {}); // the next poll tries again
  return kept;
}

/** Of a divided index, some of the shards that are to be read. */
async function withShards(
  { edges, followed, dueAt = edges.now() }: Turn,
  outcome: Outcome & { kind: 'changed' | 'unchanged' },
): Promise<Outcome> {
  if (nextShard(followed.state.shards) === undefined) return outcome;
  const added = await readShards(edges, followed, dueAt);
  if (added.length === 0) return outcome;
  const [before, revised] = outcome.kind === 'changed' ? [outcome.added, outcome.revised] : [[], []];
  return { kind: 'changed', added: [...before, ...added], revised };
}

const standingIn = ({ added, revised, unchanged }: Merged): EssayId[] => [...[...added, ...revised].map(({ id }) => id), ...unchanged];

/** Posts that came while it was in doubt whose they are say nothing of the next. */
function isFamiliar({ strangersSince = Number.POSITIVE_INFINITY }: SourceState, merged: Merged, { essays }: KnownPosts): boolean {
  const stands = new Set([...merged.unchanged, ...merged.revised.map(({ id }) => id)]);
  return essays.some(({ id, firstSeenAt }) => stands.has(id) && firstSeenAt < strangersSince);
}

/** What was there when the source was added is as old as that: it is nothing new, and the badge does not count it. */
function seenAt({ source, state }: Followed, now: number): number {
  return state.lastSuccessAt === undefined ? Math.min(source.addedAt, now) : now;
}

/** Some other list may be found on a page that was made anew; without a post we know it is rubbish until the reader says otherwise. */
function hasLostItsList({ shape, accepted }: SourceState, reading: Reading, { essays }: KnownPosts): boolean {
  if (shape === undefined || reading.shape === undefined || accepted === true) return false;
  const entries = reading.posts.map(({ url }) => ({ link: url, tags: [], enclosures: [] }));
  const knownUrls = essays.map(({ url }) => url);
  return listingChanged(shape, parsed({ feed: { entries }, shape: reading.shape }), knownUrls);
}

/** A connection that broke is a feed cut off, whatever its parser made of the end. */
function foundIn({ posts, shape, faults, shards }: Reading, { added }: Merged, { bodyPrint }: Trace): Found {
  const isCut = bodyPrint === undefined && !faults.some(({ kind }) => kind === 'cut-off');
  return {
    dates: posts.flatMap(({ publishedAt }) => publishedAt ?? []),
    arrived: added.length,
    shape,
    shards,
    faults: isCut ? [...faults, { kind: 'cut-off' }] : faults,
  };
}

function changesOf(
  { source }: Followed,
  { title, siteUrl }: Pick<Reading, 'title' | 'siteUrl'>,
  { added, revised, aliases }: Merged,
): Omit<PollChange, 'before' | 'after'> {
  const now = { ...source, title: title ?? source.title, siteUrl: siteUrl ?? source.siteUrl };
  const isRenamed = now.title !== source.title || now.siteUrl !== source.siteUrl;
  return { essays: [...added, ...revised], aliases, ...(isRenamed && { source: now }) };
}

function outcomeOf({ added, revised }: Merged): Outcome {
  if (added.length + revised.length === 0) return { kind: 'unchanged' };
  return { kind: 'changed', added: added.map(({ id }) => id), revised: revised.map(({ id }) => id) };
}

function questionOf({ title }: Reading, { added }: Merged) {
  return {
    kind: 'takeover',
    title: title ?? '',
    strangers: added.length,
    newest: added.slice(0, NEWEST_TITLES).map((essay) => essay.title),
  } as const;
}

/** The outcome counts only once it is on disk. */
async function keep(edges: PollEdges, change: PollChange, outcome: Outcome): Promise<Outcome> {
  const kept = await edges.keepPoll(change);
  if (!kept.ok) return { kind: 'not-kept', problem: kept.problem };
  return kept.value === 'kept' ? outcome : { kind: 'overtaken' };
}

const isSilence = ({ kind }: SourceProblem): boolean => kind === 'unreachable' || kind === 'too-slow';

function paceOf(edges: PollEdges, { wishes }: Followed): Pace {
  return { now: edges.now(), random: edges.random(), ownIntervalMs: wishes.intervalMs, isSparing: edges.isSparing?.() ?? false };
}
