/** Some lines of a backup, as they are restored in one go. Types only. */
import type { PartFacts } from './manifest';
import type { KeptPicture } from './units';

export type Place = { readonly part: number; readonly row: number };

/** How far a restore has got, and which parts its reader knows to be damaged. */
export type Standing = Place & { readonly skipped: readonly string[] };

export type RestoredPicture = KeptPicture & { readonly bytes: Uint8Array };

/** Lines of one part from `at` on; the restore stands at `next` after them. */
export type Piece = {
  readonly part: PartFacts;
  readonly lines: readonly unknown[]; // of the part's kind
  readonly pictures: readonly RestoredPicture[];
  readonly at: Place;
  readonly next: Place;
  readonly rows: number; // of the backup, done with it
};
