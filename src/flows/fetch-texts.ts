/** The walk that reads essays in full where their feed gives little: ask the essay's own page → decode → find its text → judge → keep. May be ended anywhere. */

import { articleSteps } from '../core/article/article-text';
import type { SourceId } from '../core/essay';
import { decodeText } from '../core/feed/decode';
import { paced, type Turns } from '../core/feed/steps';
import { inLanes } from '../core/follow/lanes';
import type { SourceProblem } from '../core/follow/problem';
import { type FetchAsk, type Fetched, judge } from '../core/follow/response';
import { type PageFound, pageFound } from '../core/follow/same-essay';
import { freshState } from '../core/follow/source-state';
import { type Asking, isPassing, restMs, tryAgain } from '../core/follow/text-asking';
import type { BegunText, WantedText } from '../core/follow/wanted-text';
import type { Problem, Result } from '../core/problem';

export type TextEdges = Turns & {
  readonly mayGoOn: () => Promise<boolean>; // the reader wants it, nobody polls, and there is a line; asked before each page
  readonly permitted: () => Promise<MayAsk>; // has the browser's permission, as it is granted now, and is on the list of what may be fetched
  readonly wanted: (now: number) => Promise<{ readonly wanted: readonly WantedText[]; readonly nextDueAt?: number }>;
  readonly begin: (wanted: WantedText, now: number) => Promise<Result<BegunText | undefined>>;
  readonly fetchPage: (ask: FetchAsk) => Promise<Fetched>;
  readonly keep: (begun: BegunText, text: string, title: string) => Promise<Result<unknown>>;
  readonly leave: (begun: BegunText, next: Asking | undefined) => Promise<Result<unknown>>;
  readonly rest: (source: SourceId, until: number, origin: string) => Promise<Result<unknown>>; // origin: of the page that was asked
  readonly wait: (ms: number) => Promise<void>;
};

type MayAsk = (url: string, source: SourceId) => boolean;

type TextReport = {
  readonly kept: number;
  readonly nextAt?: number; // when to go on; absent where nothing is left that may be asked for, or something else comes first and calls again
  readonly problem?: Problem; // the library could not be written
};

const AT_ONCE = 3; // hosts
const GAP_MS = 5_000; // before every page of a host: nobody reads faster
const MOST_A_WALK = 40; // pages
const LONGEST_WALK_MS = 2 * 60_000; // so that one waking stays short
const GO_ON_MS = 60_000;
const AFTER_TROUBLE_MS = 60 * 60_000; // a disk that is full now is so in a minute
const READ_BUDGET_MS = 3_000; // of work on one page; real ones take some tens of milliseconds
const MAX_TEXT_CHARS = 20_000; // some 3,500 words: an essay says what it is about long before

type Walk = {
  readonly edges: TextEdges;
  readonly quiet: Set<string>; // hosts that did not answer, or want to be left alone
  asked: number;
  kept: number;
  isStopped: boolean;
  problem?: Problem;
};

/**
 * Asks for what is wanted and permitted, each page once and one host's pages one by one. What an essay gives up is its own matter: it keeps its summary.
 *
 * Cost  at most MOST_A_WALK pages or LONGEST_WALK_MS; `nextAt` says when to go on.
 */
export async function fetchTexts(edges: TextEdges): Promise<TextReport> {
  const began = edges.now();
  if (!(await edges.mayGoOn())) return { kept: 0 };
  const open = await openTexts(edges);
  const walk: Walk = { edges, quiet: new Set(), asked: 0, kept: 0, isStopped: false };
  const goesOn = () => !walk.isStopped && walk.asked < MOST_A_WALK && edges.now() - began < LONGEST_WALK_MS;
  await inLanes(open.wanted, { atOnce: AT_ONCE, hostOf, goesOn }, (wanted) => askInTurn(walk, wanted));
  const { kept, problem } = walk;
  if (walk.isStopped && problem === undefined) return { kept };
  const left = await openTexts(edges);
  const goOnMs = problem === undefined ? GO_ON_MS : AFTER_TROUBLE_MS;
  const nextAt = left.wanted.length > 0 ? edges.now() + goOnMs : left.nextDueAt;
  return { kept, ...(nextAt !== undefined && { nextAt }), ...(problem && { problem }) };
}

const hostOf = ({ origin }: WantedText): string => URL.parse(origin)?.hostname ?? '';

async function openTexts(edges: TextEdges): ReturnType<TextEdges['wanted']> {
  const [{ wanted, ...later }, isPermitted] = await Promise.all([edges.wanted(edges.now()), edges.permitted()]);
  return { wanted: wanted.filter(({ origin, sourceId }) => isPermitted(origin, sourceId)), ...later };
}

/** The wait stands before the page, so that a walk that begins right after another, or after a poll, comes not too soon either. */
async function askInTurn(walk: Walk, wanted: WantedText): Promise<void> {
  const { edges, quiet } = walk;
  if (quiet.has(hostOf(wanted))) return;
  await edges.wait(GAP_MS);
  const isPermitted = await edges.permitted();
  if (walk.isStopped || !(await edges.mayGoOn())) walk.isStopped = true;
  else if (isPermitted(wanted.origin, wanted.sourceId)) await ask(walk, wanted, isPermitted);
}

/** `wanted` knows the host alone; the rest of the address, and where a redirect has led, are looked at here. What was led elsewhere is thrown away. */
async function ask(walk: Walk, wanted: WantedText, isPermitted: MayAsk): Promise<void> {
  const { edges } = walk;
  const begun = await edges.begin(wanted, edges.now());
  if (!begun.ok) return stop(walk, begun.problem);
  if (begun.value === undefined) return;
  const isOurs = (url: string) => isPermitted(url, wanted.sourceId);
  if (!isOurs(begun.value.essay.url)) return giveUp(walk, begun.value);
  walk.asked++;
  const { essay, typedHost } = begun.value;
  const fetched = await edges.fetchPage({ url: essay.url, typedHost });
  const verdict = judge(fetched, freshState(wanted.sourceId), edges.now());
  if (verdict.kind === 'failed') return failed(walk, wanted, begun.value, verdict);
  if (!isOurs(verdict.trace.url)) return giveUp(walk, begun.value);
  const isWhole = fetched.ok && fetched.answer.isWhole;
  const found = verdict.kind === 'read' && isWhole ? await findText(edges, begun.value, verdict) : CUT_OFF;
  const done = await settle(walk, begun.value, found);
  if (!done.ok) return stop(walk, done.problem);
  if (found.kind === 'text') walk.kept++;
}

const CUT_OFF: PageFound = { kind: 'another' }; // what had come by then is not judged
const UNREADABLE: PageFound = { kind: 'nothing-more' };

function settle(walk: Walk, begun: BegunText, found: PageFound): Promise<Result<unknown>> {
  if (found.kind === 'text') return walk.edges.keep(begun, found.text, found.title);
  return found.kind === 'another' ? leave(walk, begun) : walk.edges.leave(begun, undefined);
}

type Read = Extract<ReturnType<typeof judge>, { readonly kind: 'read' }>;

async function findText(edges: TextEdges, { essay }: BegunText, { body, headers, trace }: Read): Promise<PageFound> {
  const html = decodeText(body, headers['content-type']);
  if (!html.ok) return UNREADABLE;
  const article = await paced(articleSteps(html.value, MAX_TEXT_CHARS), edges, { budgetMs: READ_BUDGET_MS, otherwise: undefined });
  return article === undefined ? UNREADABLE : pageFound(article, trace.url, essay);
}

type Failure = { readonly problem: SourceProblem; readonly heldMs: number };

/** A host that does not answer is left alone for some hours, and one that asks for time gets it. */
async function failed(walk: Walk, wanted: WantedText, begun: BegunText, { problem, heldMs }: Failure): Promise<void> {
  const { edges, quiet } = walk;
  const rest = restMs(problem, heldMs);
  if (rest > 0) quiet.add(hostOf(wanted));
  const left = isPassing(problem) ? await leave(walk, begun) : await edges.leave(begun, undefined);
  const rested = left.ok && rest > 0 ? await edges.rest(wanted.sourceId, edges.now() + rest, wanted.origin) : left;
  if (!rested.ok) stop(walk, rested.problem);
}

async function giveUp(walk: Walk, begun: BegunText): Promise<void> {
  const left = await walk.edges.leave(begun, undefined);
  if (!left.ok) stop(walk, left.problem);
}

function leave({ edges }: Walk, begun: BegunText): Promise<Result<unknown>> {
  return edges.leave(begun, tryAgain(begun.asking, edges.now()));
}

function stop(walk: Walk, problem: Problem): void {
  walk.isStopped = true;
  walk.problem ??= problem;
}
