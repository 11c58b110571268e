/** How a source is doing, as data for the page that lists them. The words are in ui/sentence.ts. */
import type { FeedFault } from '../feed/problem';
import type { SourceProblem } from './problem';
import { postsPerWeek } from './rhythm';
import { dueAt, isHeld } from './schedule';
import type { Offer, Question, SourceState } from './source-state';

export type SourceHealth = {
  /**
   * new: never fetched · well · failing: tried again at `nextTryAt` · held: the site asked for time · asleep, gone: not tried unless asked for
   * · question: waits for the reader's answer · not-allowed: the browser's permission is missing
   */
  readonly condition: 'new' | 'well' | 'failing' | 'held' | 'asleep' | 'gone' | 'question' | 'not-allowed';
  readonly lastSuccessAt?: number;
  readonly lastTriedAt?: number;
  readonly problem?: SourceProblem;
  readonly faults?: readonly FeedFault[]; // a warning, where all is well otherwise
  readonly failures: number; // in a row
  readonly nextTryAt?: number; // absent where nothing is planned; not before now
  readonly postsPerWeek?: number;
  readonly movedTo?: string;
  readonly question?: Question;
  readonly offer?: Offer;
};

/** `mayFetch`: whether the browser lets us fetch it now, whatever the last poll found. `nextTryAt`: where others of its host are asked before it. */
export function healthOf(state: SourceState, mayFetch: boolean, now: number, nextTryAt = dueAt(state, now)): SourceHealth {
  const { lastSuccessAt, lastTriedAt, problem, failures, faults, movedTo, question, offer } = state;
  const perWeek = postsPerWeek(state, now);
  return {
    condition: conditionOf(state, mayFetch, now),
    failures,
    ...(lastSuccessAt !== undefined && { lastSuccessAt }),
    ...(lastTriedAt !== undefined && { lastTriedAt }),
    ...(problem !== undefined && { problem }),
    ...(faults !== undefined && { faults }),
    ...(state.standing === 'awake' && mayFetch && { nextTryAt: Math.max(nextTryAt, now) }),
    ...(perWeek !== undefined && { postsPerWeek: perWeek }),
    ...(movedTo !== undefined && { movedTo }),
    ...(question !== undefined && { question }),
    ...(offer !== undefined && { offer }),
  };
}

/** What a person has to know first, first. */
function conditionOf(state: SourceState, mayFetch: boolean, now: number): SourceHealth['condition'] {
  if (state.question !== undefined) return 'question';
  if (state.standing !== 'awake') return state.standing;
  if (!mayFetch) return 'not-allowed';
  if (isHeld(state, now)) return 'held';
  if (state.failures > 0) return 'failing';
  return state.lastSuccessAt === undefined ? 'new' : 'well';
}
