/** What one whole version of the index is made of. Plain data, stored as one row; whoever reads that row reads one version. */
import type { EssayId } from '../essay';
import type { MergeState } from './segment/merge';

/** One segment of a version. The head is small and lies here, so that opening costs no further read. */
export type SegmentEntry = {
  readonly name: string; // unlike any before it
  readonly essays: number;
  readonly head: Uint8Array;
  readonly dead: Uint32Array; // doc ids that were removed or revised since, rising
};

/** A merge under way: it goes on from here after a worker's death. */
export type MergeJob = {
  readonly name: string; // of the segment to be
  readonly inputs: readonly string[];
  readonly dead: readonly Uint32Array[]; // of each input, when the merge began
  readonly pieces: number; // written so far
  readonly state?: MergeState;
};

export type Manifest = {
  readonly version: number;
  readonly segments: readonly SegmentEntry[];
  readonly merge?: MergeJob;
  readonly building?: EssayId | ''; // while an index is built from nothing: the essays up to this id are in
};

export const EMPTY: Manifest = { version: 0, segments: [] };
