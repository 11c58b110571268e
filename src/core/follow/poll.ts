/** One poll of one source, between the flow that walks it and the store that keeps it. Types only. */
import type { Essay, EssayId, Source, SourceId } from '../essay';
import type { Aliases } from '../feed/merge';
import type { SourceWishes } from '../library/source-marks';
import type { Problem } from '../problem';
import type { SourceProblem } from './problem';
import type { SourceState } from './source-state';

export type Followed = { readonly source: Source; readonly state: SourceState; readonly wishes: SourceWishes };

/** Where it is asked, which may not be where it was followed. */
export const fetchedAddress = ({ source, state }: Pick<Followed, 'source' | 'state'>): string => state.movedTo ?? source.url;
export const hostOf = (followed: Followed): string => URL.parse(fetchedAddress(followed))?.host ?? '';

/** Kept whole or not at all, and only if the source is still followed and nobody else has written its state since `before`. */
export type PollChange = {
  readonly before: SourceState;
  readonly after: SourceState;
  readonly source?: Source; // where it calls itself something else now
  readonly essays?: readonly Essay[]; // added and revised
  readonly aliases?: Aliases; // new ones, to be kept beside the old
};

/** What one poll came to. */
export type Outcome =
  | { readonly kind: 'changed'; readonly added: readonly EssayId[]; readonly revised: readonly EssayId[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly isRefusal?: boolean } // refusal: the host will not be asked so often
  | { readonly kind: 'question' } // a takeover is suspected: nothing was taken in
  | { readonly kind: 'not-allowed' } // the browser's permission is missing
  | { readonly kind: 'overtaken' } // unfollowed, or polled by someone else meanwhile
  | { readonly kind: 'silent'; readonly problem: SourceProblem } // no answer; nothing was written, because it may be our own line that is down
  | { readonly kind: 'not-kept'; readonly problem: Problem }; // the library could not be written

/** Told after each source of a walk. */
export type Progress = { readonly done: number; readonly total: number; readonly sourceId: SourceId; readonly outcome: Outcome['kind'] };
