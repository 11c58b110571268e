/**
 * How an index changes: every change is a new version, given back as plain data for a store to write in one transaction.
 * Nothing here writes; a change that was not written never was.
 */
import type { EssayId } from '../essay';
import { EMPTY, type Manifest, type MergeJob, type SegmentEntry } from './manifest';
import { nextMerge } from './merge-policy';
import { SegmentBuilder, type SegmentEssay } from './segment/builder';
import { Damaged } from './segment/damaged';
import type { PartName } from './segment/format';
import type { Merge } from './segment/merge';
import { type ReadSegment, SegmentedIndex } from './segmented-index';

/** Bytes to be stored. A part is its pieces one after another; those of one change are of one segment and have one number. */
export type Piece = { readonly segment: string; readonly part: PartName; readonly number: number; readonly bytes: Uint8Array };
export type Change = {
  readonly base: number; // the version it was made from: if another is stored by now, the change is void
  readonly manifest: Manifest;
  readonly pieces: readonly Piece[];
  readonly drop: readonly string[]; // segments whose bytes nobody needs any more
};

const POSTINGS_A_STEP = 200_000; // tens of milliseconds

function namePieces(segment: string, number: number, parts: Readonly<Partial<Record<PartName, Uint8Array>>>): Piece[] {
  return Object.entries(parts).map(([part, bytes]) => ({ segment, part: part as PartName, number, bytes })); // as: the keys are part names
}

const nameOf = ({ version }: Manifest): string => `s${version + 1}`; // versions rise, so no name comes twice

/** The bytes of several segments, one a change, for essays that fit into no single one. Each change builds on the one before. */
export async function* build(essays: AsyncIterable<SegmentEssay> | Iterable<SegmentEssay>, onto: Manifest = EMPTY): AsyncGenerator<Change> {
  let builder = new SegmentBuilder();
  let manifest: Manifest = { version: onto.version, segments: [] };
  let drop = onto.segments.map(({ name }) => name);
  if (onto.merge !== undefined) drop = [...drop, onto.merge.name];
  const flush = (): Change => {
    const change = withSegment(manifest, builder, drop);
    drop = [];
    manifest = change.manifest;
    builder = new SegmentBuilder();
    return change;
  };
  for await (const essay of essays) {
    builder.add(essay);
    if (builder.isFull) yield flush();
  }
  if (builder.size > 0 || manifest.segments.length === 0) yield flush();
}

function withSegment(manifest: Manifest, builder: SegmentBuilder, drop: readonly string[]): Change {
  const name = nameOf(manifest);
  const { head, parts, essays } = builder.finish();
  const entry: SegmentEntry = { name, essays, head, dead: new Uint32Array(0) };
  const segments = essays === 0 ? manifest.segments : [...manifest.segments, entry];
  const pieces = essays === 0 ? [] : namePieces(name, 0, parts);
  return { base: manifest.version, manifest: { ...manifest, version: manifest.version + 1, segments }, pieces, drop };
}

/**
 * Puts new and revised essays into a small segment of their own and marks what they replace, and what is removed, as dead.
 *
 * Shapes  of several essays with one id the last counts.
 * Cost    in proportion to the essays given, and a pass over a hash for each essay of the index; no stored part is written again.
 * Errors  Damaged.
 */
export async function change(index: SegmentedIndex, essays: readonly SegmentEssay[], removed: readonly EssayId[] = []): Promise<Change> {
  const { manifest } = index;
  const added = new Map(essays.map((essay) => [essay.id, essay]));
  const replaced = await index.docIds([...added.keys(), ...removed]);
  const builder = new SegmentBuilder();
  for (const essay of added.values()) builder.add(essay);
  const name = nameOf(manifest);
  const { head, parts, essays: size } = builder.finish();
  const { kept, drop } = buried(index, [...replaced.values()]);
  const segments = size === 0 ? kept : [...kept, { name, essays: size, head, dead: new Uint32Array(0) }];
  const pieces = size === 0 ? [] : namePieces(name, 0, parts);
  return { base: manifest.version, manifest: { ...manifest, version: manifest.version + 1, segments }, pieces, drop };
}

/** Marks doc ids as dead. A segment without a living essay goes, unless a merge still reads it. */
function buried(index: SegmentedIndex, docIds: readonly number[]): { readonly kept: SegmentEntry[]; readonly drop: string[] } {
  const { manifest } = index;
  const isMerging = (name: string) => manifest.merge?.inputs.includes(name) === true;
  const marked = index.segments().map(({ base }, i): SegmentEntry => {
    const entry = manifest.segments[i] as SegmentEntry; // as: one for each that was opened
    const mine = docIds.flatMap((docId) => (docId >= base && docId < base + entry.essays ? docId - base : []));
    return mine.length === 0 ? entry : { ...entry, dead: Uint32Array.from([...entry.dead, ...mine]).sort() };
  });
  const isEmpty = ({ essays, dead, name }: SegmentEntry) => dead.length >= essays && !isMerging(name);
  return { kept: marked.filter((entry) => !isEmpty(entry)), drop: marked.filter(isEmpty).map(({ name }) => name) };
}

/**
 * One bounded step of merging: the change to store, or undefined where nothing is to be done.
 *
 * Cost    tens of milliseconds; the last step of a merge is in proportion to its essays.
 * Errors  Damaged.
 */
export async function mergeStep(index: SegmentedIndex): Promise<Change | undefined> {
  const { manifest } = index;
  const job = manifest.merge ?? newJob(manifest);
  if (job === undefined) return undefined;
  const opened = index.segments();
  const inputs = job.inputs.map((name, i) => {
    const one = opened.find((segment) => segment.name === name);
    if (one === undefined) throw new Damaged(`no segment ${name} to merge`);
    return { reader: one.reader, dead: new Set(job.dead[i]) };
  });
  const merge = await index.mergeOf(job.name, inputs);
  const step = await merge.step(job.state, POSTINGS_A_STEP);
  const base = manifest.version;
  const version = base + 1;
  if (!step.isDone) {
    const pieces = namePieces(job.name, job.pieces, step.pieces);
    return { base, manifest: { ...manifest, version, merge: { ...job, pieces: job.pieces + 1, state: step.state } }, pieces, drop: [] };
  }
  const { segments, merge: _, ...rest } = manifest;
  const entry: SegmentEntry = { name: job.name, essays: step.essays, head: step.head, dead: diedMeanwhile(manifest, job, merge) };
  const isFirst = ({ name }: SegmentEntry) => name === job.inputs[0];
  const isInput = ({ name }: SegmentEntry) => job.inputs.includes(name);
  const merged = segments.flatMap((one) => (isFirst(one) && step.essays > 0 ? entry : isInput(one) ? [] : one));
  return { base, manifest: { ...rest, version, segments: merged }, pieces: namePieces(job.name, job.pieces, step.parts), drop: job.inputs };
}

function newJob(manifest: Manifest): MergeJob | undefined {
  const inputs = nextMerge(manifest.segments);
  if (inputs === undefined) return undefined;
  const dead = inputs.map((name) => manifest.segments.find((segment) => segment.name === name)?.dead ?? new Uint32Array(0));
  return { name: nameOf(manifest), inputs, dead, pieces: 0 };
}

/** What was marked as dead in the inputs since the merge began, where it stands now. */
function diedMeanwhile({ segments }: Manifest, job: MergeJob, merge: Merge): Uint32Array {
  const died = job.inputs.flatMap((name, i) => {
    const now = segments.find((segment) => segment.name === name)?.dead ?? [];
    return [...now].flatMap((docId) => merge.moved(i, docId) ?? []);
  });
  return Uint32Array.from(died).sort();
}

/** Every part of the index is read and checked: for those who want to know before they need it. Errors: Damaged. */
export async function checkAll(manifest: Manifest, read: ReadSegment): Promise<void> {
  for (const { reader } of SegmentedIndex.open(manifest, read).segments()) {
    for (const part of Object.values(reader.parts)) await part.all();
  }
}
