/**
 * Brings the index up to the essays: builds it where there is none, takes in what came, changed or went, and merges what has become many.
 * One short step at a time, each written whole: a worker that dies between two has lost nothing. Effects are handed in.
 */
import { datedAt, type Essay, type EssayId } from '../core/essay';
import { type Change, change, mergeStep } from '../core/index/growth';
import type { SegmentEssay } from '../core/index/segment/builder';
import type { SegmentedIndex } from '../core/index/segmented-index';
import { indexedEssay } from '../core/index/term-index';
import type { Highlight } from '../core/library/highlight';
import { labelsOf } from '../core/library/labels';
import type { Marks } from '../core/library/marks';

/** An essay to take in, with what its reader did to it; without one, it is gone. */
export type Changed = {
  readonly id: EssayId;
  readonly revision: number;
  readonly essay?: Essay;
  readonly marks?: Marks;
  readonly highlights?: readonly Highlight[];
};

export type KeepIndexEffects = {
  changed(limit: number): Promise<readonly Changed[]>;
  essaysAfter(id: EssayId | '', limit: number): Promise<{ readonly essays: readonly Changed[]; readonly last?: EssayId }>; // last: while there are more
};

/** A change to write, and which essays are indexed with it. */
export type Step = { readonly change: Change; readonly taken: readonly Changed[] };

const TAKEN_A_STEP = 250; // essays: some tens of milliseconds

/**
 * The next step that brings essays into this version of the index, or undefined where all are in.
 *
 * Errors  Damaged.
 */
export async function catchUp(index: SegmentedIndex, effects: KeepIndexEffects): Promise<Step | undefined> {
  const { building } = index.manifest;
  if (building !== undefined) return buildingStep(index, building, effects);
  const taken = await effects.changed(TAKEN_A_STEP);
  return taken.length > 0 ? takingStep(index, taken) : undefined;
}

/** The next step that makes lookups quicker and changes no answer. Errors: Damaged. */
export async function tidyUp(index: SegmentedIndex): Promise<Step | undefined> {
  const merging = await mergeStep(index);
  return merging && { change: merging, taken: [] };
}

async function takingStep(index: SegmentedIndex, taken: readonly Changed[]): Promise<Step> {
  const essays = taken.flatMap(segmentEssay);
  const gone = taken.flatMap(({ id, essay }) => (essay === undefined ? id : []));
  return { change: await change(index, essays, gone), taken };
}

/** What changes behind the place it has reached waits its turn among the changed. */
async function buildingStep(index: SegmentedIndex, after: EssayId | '', { essaysAfter }: KeepIndexEffects): Promise<Step> {
  const { essays, last } = await essaysAfter(after, TAKEN_A_STEP);
  const added = await change(index, essays.flatMap(segmentEssay));
  const { building: _, ...whole } = added.manifest;
  return { change: { ...added, manifest: last === undefined ? whole : { ...whole, building: last } }, taken: essays };
}

function segmentEssay({ essay, marks, highlights }: Changed): SegmentEssay[] {
  if (essay === undefined) return [];
  return [{ ...indexedEssay(essay), source: essay.sourceId, at: datedAt(essay), labels: labelsOf(essay, marks, highlights) }];
}
