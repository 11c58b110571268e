/** What a round of syncing keeps and asks of the library: edge/store fills it in. Types only. */
import type { Segment } from './head';
import type { Item } from './item';
import type { Answer, SyncProblem } from './problem';

export type Kind = 'dav' | 'couch';

/** By machine, what its head looked like when it was read last. */
export type Tags = Readonly<Record<string, string>>;

/** What is known of another machine's files. */
export type Reading = { readonly tag: string; readonly read: readonly string[] };

/** What this machine has written. `head`: as it was written last; `pending`: as it may have been, where no answer came. */
export type Own = {
  readonly segments: readonly Segment[];
  readonly next: number; // of the next segment
  readonly head?: string;
  readonly pending?: string;
  readonly writing?: string; // a segment that is on its way
  readonly dropping?: readonly string[]; // go once all that they hold is written anew
  readonly litter?: readonly string[]; // files that nobody is told of any more, still to be removed
};

/** Items that came from another machine. */
export type SyncPiece = {
  readonly device: string;
  readonly items: readonly Item[];
  readonly reading?: Reading; // how far it has got, once these are kept
};

/** `held`: they take something away, and wait until it is known how much all of it is. */
export type KeptItems = { readonly changed: number; readonly held: number };

export type Waiting = { readonly name: string; readonly turn: string }; // `turn`: another once it has changed again
export type Batch = { readonly waiting: readonly Waiting[]; readonly items: readonly Item[] };

export type SyncStore = {
  readonly ready: () => Promise<Answer<undefined>>; // all that was here before waits to be told: what comes next does not
  readonly reading: (device: string) => Promise<Reading | undefined>;
  readonly tags: () => Promise<{ readonly tags: Tags; readonly mark?: string }>;
  readonly keep: (piece: SyncPiece) => Promise<Answer<KeptItems>>;
  readonly noteMark: (mark: string) => Promise<Answer<undefined>>;
  readonly held: () => Promise<{ readonly taken: number; readonly kept: number }>;
  readonly keepHeld: () => Promise<Answer<number>>; // all of them; how many changed something
  readonly own: () => Promise<Own>;
  readonly noteOwn: (own: Own) => Promise<Answer<undefined>>;
  /** `names`: of the new segment. `sent`: what is written and not waiting any more. `gone`: segments that are no more. */
  readonly pushed: (
    own: Own,
    segment: { readonly name: string; readonly names: readonly string[] } | undefined,
    sent: readonly Waiting[],
  ) => Promise<Answer<undefined>>;
  readonly waiting: (most: number) => Promise<Batch>;
  readonly namesIn: (segments: readonly string[]) => Promise<readonly string[]>;
  readonly itemsOf: (names: readonly string[]) => Promise<readonly Item[]>;
  readonly setAside: (waiting: Waiting, why: 'too-large' | 'refused') => Promise<Answer<undefined>>;
  readonly beAnother: () => Promise<Answer<string>>; // another machine from now on, by this name
};

/** How a round went. */
export type Round = {
  readonly got: number; // items that changed something here
  readonly sent: number;
  readonly skipped: number; // of what came, that does not read
  readonly problem?: SyncProblem;
};
