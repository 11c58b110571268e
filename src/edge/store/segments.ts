/**
 * The index on disk: the bytes of its segments, the row that says which of them are one whole version, and which essays it does not hold yet.
 * Derived data: whatever is damaged or missing here is built again from the essays.
 */
import type { Essay, EssayId } from '../../core/essay';
import type { Change, Piece } from '../../core/index/growth';
import { EMPTY, type Manifest } from '../../core/index/manifest';
import type { ReadSegment } from '../../core/index/segmented-index';
import { type Highlight, isGone, readHighlight } from '../../core/library/highlight';
import type { Marks } from '../../core/library/marks';
import { readMarks } from '../../core/library/readers';
import { ok, type Result } from '../../core/problem';
import type { Transaction } from './database';
import { WHOLE, wholeAfterIn, wholeIn } from './essay-rows';
import type { Library } from './library';
import { marksOf } from './marks';
import { write } from './write';

const MANIFEST = 'manifest';
const TO_INDEX = [...WHOLE, 'unindexed', 'marks', 'highlights'] as const;
const afterAll: [] = []; // an array sorts behind every string and number
const AT_ONCE_BYTES = 4 * 1024 * 1024; // a Blob up to here is read whole: some ten milliseconds, where the rounds of a lookup would wait eight times
const INLINE_BYTES = 64 * 1024; // more is a Blob, which a cold worker reads in slices; less comes quicker with its row

/** Nothing is indexed, and everything is to be. */
const UNBUILT: Manifest = { ...EMPTY, building: '' };

/** Several parts of a segment in one row. A part that was written in several rows goes on from one to the next. */
type PieceRow = { readonly bytes: Blob | Uint8Array; readonly parts: Readonly<Record<string, readonly [start: number, end: number]>> };

/** An essay to index. */
type Unindexed = {
  readonly id: EssayId;
  readonly revision: number; // of its last change; 0: the index holds it as it is, unless it is built anew
  readonly essay?: Essay; // absent: it is gone
  readonly marks?: Marks; // beside the essay, as are those that stand of the next
  readonly highlights?: readonly Highlight[];
};

/** The version that stands. What does not read as one is no version: the index is built anew. */
export async function readManifest(library: Library): Promise<Manifest> {
  return manifestIn(await library.begin(['segments'], 'readonly'));
}

/** The same within a transaction that needs the store segments. */
export async function manifestIn(tx: Transaction<'readonly'>): Promise<Manifest> {
  return manifestFrom(await tx.objectStore('segments').get(MANIFEST)) ?? UNBUILT;
}

function manifestFrom(row: unknown): Manifest | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { version, segments, building } = row as Partial<Record<keyof Manifest, unknown>>; // as: every field is looked at below
  if (typeof version !== 'number' || !Array.isArray(segments)) return undefined;
  if (building !== undefined && typeof building !== 'string') return undefined;
  const isEntry = (entry: unknown): boolean => {
    const { name, essays, head, dead } = (entry ?? {}) as Record<string, unknown>; // as: every field is looked at here
    return typeof name === 'string' && typeof essays === 'number' && head instanceof Uint8Array && dead instanceof Uint32Array;
  };
  return segments.every(isEntry) ? (row as Manifest) : undefined; // as: it has been read; a merge that is not whole fails and is forgotten
}

/**
 * Writes a change: its bytes, the new manifest, the dropping of old bytes, and that these essays are indexed now, in one transaction.
 *
 * Shapes  'stale' where another version has been written since the change was made: nothing is kept of it. An essay that was changed once more
 *         since it was read stays unindexed.
 */
export function writeChange(library: Library, change: Change, indexed: readonly Unindexed[] = []): Promise<Result<'written' | 'stale'>> {
  const { base, manifest, pieces, drop } = change;
  return write(library, ['segments', 'unindexed'], 'passing', async (tx) => {
    const segments = tx.objectStore('segments');
    const standing = manifestFrom(await segments.get(MANIFEST)) ?? UNBUILT;
    if (standing.version !== base) return ok('stale');
    const [first] = pieces;
    if (first !== undefined) await segments.put(rowOf(pieces), [first.segment, first.number]);
    for (const segment of drop) await segments.delete(IDBKeyRange.bound([segment], [segment, afterAll]));
    await segments.put(manifest, MANIFEST);
    const unindexed = tx.objectStore('unindexed');
    await Promise.all(indexed.map(async ({ id, revision }) => (await unindexed.get(id)) === revision && (await unindexed.delete(id))));
    return ok('written');
  });
}

/** A change has bytes of one segment, and of that one piece of some parts. */
function rowOf(pieces: readonly Piece[]): PieceRow {
  const parts: Record<string, readonly [start: number, end: number]> = {};
  let end = 0;
  for (const { part, bytes } of pieces) {
    parts[part] = [end, end + bytes.length];
    end += bytes.length;
  }
  if (end > INLINE_BYTES) return { bytes: new Blob(pieces.map(({ bytes }) => bytes.slice())), parts }; // slice: Blob takes no shared buffer
  const whole = new Uint8Array(end);
  for (const { part, bytes } of pieces) whole.set(bytes, parts[part]?.[0] ?? 0);
  return { bytes: whole, parts };
}

/** Forgets the whole index, for building it anew. Versions go on rising, so that nothing of the old one is taken for the new. */
export function forgetIndex(library: Library): Promise<Result<'forgotten'>> {
  return write(library, ['segments'], 'passing', async (tx) => {
    const segments = tx.objectStore('segments');
    const row: unknown = await segments.get(MANIFEST);
    const before = typeof row === 'object' && row !== null && 'version' in row && typeof row.version === 'number' ? row.version : 0;
    await segments.clear();
    await segments.put({ ...UNBUILT, version: before + 1 }, MANIFEST);
    return ok('forgotten');
  });
}

/** Some essays that the index does not hold as they are, the rest in further calls. */
export async function unindexedEssays(library: Library, limit: number): Promise<readonly Unindexed[]> {
  const tx = await library.begin(TO_INDEX, 'readonly');
  const ids = await tx.objectStore('unindexed').getAllKeys(null, limit);
  return ids.length === 0 ? [] : described(tx, ids); // as nearly every question finds it
}

/**
 * The next essays in the order of their ids, for an index that is built from all of them. `last` is there while there may be more; what has come
 * behind the place that was reached is among the unindexed.
 */
export async function essaysAfter(
  library: Library,
  after: EssayId | '',
  limit: number,
): Promise<{ essays: readonly Unindexed[]; last?: EssayId }> {
  const tx = await library.begin(TO_INDEX, 'readonly');
  const essays = await wholeAfterIn(tx, after, limit);
  const ids = [...essays.keys()];
  const [first, end] = [ids[0], ids.at(-1)];
  if (first === undefined || end === undefined) return { essays: [] };
  const among = IDBKeyRange.bound(first, end);
  const unindexed = tx.objectStore('unindexed');
  const [changed, revisions, rows, highlights] = await Promise.all([
    unindexed.getAllKeys(among),
    unindexed.getAll(among) as Promise<unknown[]>, // as: whatever stands there
    tx.objectStore('marks').getAll(among),
    tx.objectStore('highlights').index('byEssay').getAll(among) as Promise<unknown[]>, // as: likewise
  ]);
  const revisionOf = new Map(changed.map((id, at) => [id, revisions[at]] as const));
  const marks = new Map(rows.map((row) => [row.id, row] as const));
  const standing = new Map<EssayId, Highlight[]>();
  for (const each of standingIn(highlights)) standing.set(each.essayId, [...(standing.get(each.essayId) ?? []), each]);
  const toIndex = ids.map((id) => unindexedOf(id, essays.get(id), revisionOf.get(id), marks.get(id), standing.get(id)));
  return { essays: toIndex, ...(ids.length === limit && { last: end }) };
}

const standingIn = (rows: readonly unknown[]): readonly Highlight[] =>
  rows.flatMap((row) => readHighlight(row) ?? []).filter((each) => !isGone(each));

function unindexedOf(
  id: EssayId,
  essay: Essay | undefined,
  revision: unknown,
  row: unknown,
  highlights: readonly Highlight[] = [],
): Unindexed {
  return {
    id,
    revision: typeof revision === 'number' ? revision : 0,
    ...(essay !== undefined && { essay, marks: readMarks(marksOf(row)).marks, highlights }),
  };
}

async function described(tx: Transaction<'readonly'>, ids: readonly EssayId[]): Promise<Unindexed[]> {
  const rowsIn = (store: 'unindexed' | 'marks') => Promise.all(ids.map((id): Promise<unknown> => tx.objectStore(store).get(id)));
  const [essays, revisions, marks, highlights] = await Promise.all([
    wholeIn(tx, ids),
    rowsIn('unindexed'),
    rowsIn('marks'),
    highlightsIn(tx, ids),
  ]);
  return ids.map((id, at) => unindexedOf(id, essays[at], revisions[at], marks[at], highlights.get(id)));
}

/** Those that stand, by essay. Few essays have any: one look says which. */
async function highlightsIn(tx: Transaction<'readonly'>, ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, readonly Highlight[]>> {
  const index = tx.objectStore('highlights').index('byEssay');
  if ((await tx.objectStore('highlights').count()) === 0) return new Map();
  const rows = await Promise.all(ids.map((id): Promise<unknown[]> => index.getAll(id)));
  return new Map(ids.map((id, at) => [id, standingIn(rows[at] ?? [])]));
}

/**
 * Reads parts of segments. A segment's rows are fetched once, which moves no bytes of its Blobs; then only the slices asked for are read. They
 * are kept as long as whoever reads the segment.
 *
 * Errors  none for what is missing: it reads as fewer bytes than asked for, which the index takes for damage.
 */
export function segmentReads(library: Library): ReadSegment {
  return (segment) => {
    let known: Promise<ReadonlyMap<string, Blob | Uint8Array>> | undefined;
    return async (part, start, end) => {
      known ??= partsOf(library, segment);
      known.catch(() => {
        known = undefined; // the next question asks again
      });
      const bytes = (await known).get(part) ?? new Uint8Array(0);
      return bytes instanceof Blob ? new Uint8Array(await bytes.slice(start, end).arrayBuffer()) : bytes.slice(start, end);
    };
  };
}

async function partsOf(library: Library, segment: string): Promise<ReadonlyMap<string, Blob | Uint8Array>> {
  const tx = await library.begin(['segments'], 'readonly');
  const stored: unknown[] = await tx.objectStore('segments').getAll(IDBKeyRange.bound([segment], [segment, afterAll])); // pieces in their order
  const rows = await Promise.all(stored.map(atHand));
  const slices = new Map<string, (Blob | Uint8Array<ArrayBuffer>)[]>();
  for (const row of rows) {
    for (const [part, slice] of slicesOf(row)) slices.set(part, [...(slices.get(part) ?? []), slice]);
  }
  return new Map(
    [...slices].map(([part, pieces]) => [part, pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : new Blob(pieces)]),
  );
}

/** A row with a small Blob, its bytes in memory. */
async function atHand(row: unknown): Promise<unknown> {
  const { bytes } = (typeof row === 'object' && row !== null ? row : {}) as Partial<Record<keyof PieceRow, unknown>>; // as: it is looked at next
  if (!(bytes instanceof Blob) || bytes.size > AT_ONCE_BYTES) return row;
  return { ...(row as PieceRow), bytes: new Uint8Array(await bytes.arrayBuffer()) }; // as: it has bytes
}

function slicesOf(row: unknown): [part: string, slice: Blob | Uint8Array<ArrayBuffer>][] {
  const { bytes, parts } = (typeof row === 'object' && row !== null ? row : {}) as Partial<Record<keyof PieceRow, unknown>>; // as: both are looked at next
  if (!(bytes instanceof Blob || bytes instanceof Uint8Array) || typeof parts !== 'object' || parts === null) return [];
  return Object.entries(parts).flatMap(([part, span]): [string, Blob | Uint8Array<ArrayBuffer>][] => {
    const [start, end]: unknown[] = Array.isArray(span) ? span : [];
    if (typeof start !== 'number' || typeof end !== 'number') return [];
    return [[part, bytes instanceof Blob ? bytes.slice(start, end) : Uint8Array.from(bytes.subarray(start, end))]];
  });
}
