/** The walk that brings sources up to date: what is due, six at once and one per host. What is due is all it goes by, so it may be ended anywhere. */
import type { EssayId, SourceId } from '../core/essay';
import { inLanes } from '../core/follow/lanes';
import { type Followed, hostOf, type Outcome, type Progress } from '../core/follow/poll';
import type { SourceProblem } from '../core/follow/problem';
import { domainOf, isOfDomain, nextDueIn, type Ration, rationed, rationersOf, rationsOf } from '../core/follow/ration';
import { dueOf, isHeld, nextAlarmAt } from '../core/follow/schedule';
import { bug, type Problem } from '../core/problem';
import { fail, type PollEdges, pollSource } from './poll-source';

export type RefreshEdges = PollEdges & {
  readonly following: () => Promise<readonly Followed[]>;
  readonly isOnline: () => boolean; // false only where the browser is sure that it is not
  readonly isStopped?: () => boolean; // by the reader: what is left stays due
  readonly told: (essays: readonly EssayId[]) => void; // the index and the badge: these are new or revised, and on disk
  readonly progress?: (progress: Progress) => void; // after each source, at least every half minute; an extension call in here keeps a worker alive
};

type RefreshReport = {
  readonly outcomes: Readonly<Partial<Record<Outcome['kind'], number>>>;
  readonly added: number;
  readonly held: number; // asked for by the reader, but the site wants to be left alone
  readonly isOffline: boolean; // nobody answered at all: nothing was written, nobody has failed
  readonly nextAlarmAt?: number; // absent where nothing is followed
  readonly problem?: Problem; // the library could not be written
};

const AT_ONCE = 6;
const MOST_A_WALK = 150; // the rest is still due a minute later; so one waking stays short
const LONGEST_WALK_MS = 4 * 60_000; // Chromium ends an event's work after five minutes
const SILENT_HOSTS = 4; // as many that were well, and no answer from anyone: it is our own line that is down
const WELL_WITHIN_MS = 2 * 24 * 60 * 60_000;
const OFFLINE_NAP_MS = 5 * 60_000;

type Silent = { readonly followed: Followed; readonly problem: SourceProblem };
type Walk = {
  readonly edges: RefreshEdges;
  readonly rations: ReadonlyMap<string, Ration>;
  readonly keyOf: (followed: Followed) => string; // of who rations together
  readonly refused: Map<string, Set<string>>; // by domain, hosts that have refused something in this walk: the rest of theirs is left for its turn
  readonly total: number;
  readonly outcomes: Partial<Record<Outcome['kind'], number>>;
  silent: readonly Silent[];
  hasAnswer: boolean;
  added: number;
  done: number;
  problem?: Problem;
  isOver: boolean; // the library takes nothing at all: the rest is left for later
};

/**
 * Brings up to date what is due, or what the reader asks for: then also what is asleep or gone, but never what a site wants to be left alone.
 *
 * Cost  at most MOST_A_WALK sources or LONGEST_WALK_MS, unless the reader asked; `nextAlarmAt` says when to go on.
 */
export async function refreshSources(edges: RefreshEdges, wanted?: ReadonlySet<SourceId>): Promise<RefreshReport> {
  const began = edges.now();
  const followed = await edges.following();
  const keyOf = rationersOf(followed, hostOf);
  const rations = rationsOf(followed, keyOf, began);
  const all = wanted === undefined ? dueOf(followed, began) : wantedOf(followed, wanted, began);
  const allowed = rationed(all, { rations, hostOf: keyOf, now: began });
  const chosen = wanted === undefined ? allowed.slice(0, MOST_A_WALK) : allowed;
  const walk: Walk = {
    edges,
    ...{ keyOf, rations },
    refused: new Map(),
    total: chosen.length,
    outcomes: {},
    silent: [],
    hasAnswer: false,
    added: 0,
    done: 0,
    isOver: false,
  };
  const hasTime = () => wanted !== undefined || edges.now() - began < LONGEST_WALK_MS;
  const goesOn = () => !walk.isOver && !edges.isStopped?.() && !isOffline(walk) && hasTime();
  await inLanes(chosen, { atOnce: AT_ONCE, hostOf, goesOn }, (source) => safeStep(walk, source));
  if (!isOffline(walk)) await settleSilence(walk);
  return report(walk, wanted === undefined ? 0 : followed.filter(({ source }) => wanted.has(source.id)).length - chosen.length);
}

function wantedOf(followed: readonly Followed[], wanted: ReadonlySet<SourceId>, now: number): Followed[] {
  return followed.filter(({ source, state }) => wanted.has(source.id) && !isHeld(state, now));
}

/** What throws beside the poll itself (who is told, who is shown) costs this source's turn and no other's. */
async function safeStep(walk: Walk, followed: Followed): Promise<void> {
  try {
    await step(walk, followed);
  } catch (error) {
    walk.problem ??= bug(error).problem;
  }
}

async function step(walk: Walk, followed: Followed): Promise<void> {
  const { edges, refused } = walk;
  const host = hostOf(followed);
  const refusing = refused.get(domainOf(host));
  if (refusing?.has(host) || isOfDomain(refusing)) {
    walk.done++;
    return;
  }
  const polled = await pollSource(edges, withGap(followed, walk));
  if (polled.kind === 'failed' && polled.isRefusal) refused.set(domainOf(host), new Set([...(refused.get(domainOf(host)) ?? []), host]));
  const isOpen = polled.kind === 'silent' && !walk.hasAnswer && wasWell(followed, edges.now());
  if (polled.kind !== 'silent') count(walk, polled);
  else if (isOpen) walk.silent = [...walk.silent, { followed, problem: polled.problem }];
  else count(walk, await fail(edges, followed, polled.problem));
  edges.progress?.({ done: ++walk.done, total: walk.total, sourceId: followed.source.id, outcome: polled.kind });
  await edges.yieldNow();
}

/** Each goes on from what its host has taught, whichever of its feeds met it. */
function withGap(followed: Followed, { keyOf, rations }: Walk): Followed {
  const { gapMs: _, ...state } = followed.state;
  const gapMs = rations.get(keyOf(followed))?.gapMs;
  return { ...followed, state: gapMs === undefined ? state : { ...state, gapMs } };
}

/** Somebody answered, or too few were asked to blame the line: who was silent has failed. */
async function settleSilence(walk: Walk): Promise<void> {
  for (const { followed, problem } of walk.silent) {
    if (!walk.isOver) count(walk, await fail(walk.edges, followed, problem));
  }
}

function count(walk: Walk, outcome: Outcome): void {
  walk.outcomes[outcome.kind] = (walk.outcomes[outcome.kind] ?? 0) + 1;
  if (outcome.kind === 'not-kept') {
    walk.problem ??= outcome.problem;
    walk.isOver ||= outcome.problem.kind !== 'bug'; // a full disk is full for all; a row that cannot be written is one source's
  }
  if (outcome.kind === 'changed' || outcome.kind === 'unchanged' || outcome.kind === 'question') walk.hasAnswer = true;
  if (outcome.kind !== 'changed') return;
  walk.added += outcome.added.length;
  walk.edges.told([...outcome.added, ...outcome.revised]);
}

/** Sources that were well a short while ago do not all fall silent at once. Those that failed before, or never answered, prove nothing. */
function isOffline({ edges, hasAnswer, silent }: Walk): boolean {
  return !edges.isOnline() || (!hasAnswer && new Set(silent.map(({ followed }) => hostOf(followed))).size >= SILENT_HOSTS);
}

function wasWell({ state }: Followed, now: number): boolean {
  return state.failures === 0 && now - (state.lastSuccessAt ?? 0) < WELL_WITHIN_MS;
}

async function report(walk: Walk, held: number): Promise<RefreshReport> {
  const { edges, outcomes, added, problem, isOver } = walk;
  const now = edges.now();
  const offline = isOffline(walk);
  const planned = nextAlarmAt(nextDueIn(await edges.following(), hostOf, now), now);
  const alarmAt = planned !== undefined && (offline || isOver) ? now + OFFLINE_NAP_MS : planned;
  return { outcomes, added, held, isOffline: offline, ...(alarmAt !== undefined && { nextAlarmAt: alarmAt }), ...(problem && { problem }) };
}
