/**
 * The index on disk: its parts as Blobs, and the row that says which of them are one whole version. Derived data: whatever is damaged or
 * missing here is built again from the essays.
 */
import type { Change } from '../../core/index/growth';
import { EMPTY, type Manifest } from '../../core/index/manifest';
import type { ReadSegment } from '../../core/index/segmented-index';
import { ok, type Result } from '../../core/problem';
import type { Library } from './library';
import { write } from './write';

const MANIFEST = 'manifest';
const afterAll: [] = []; // an array sorts behind every string

/** The version that stands. What does not read as one is no version: the index is built anew. */
export async function readManifest(library: Library): Promise<Manifest> {
  const tx = await library.begin(['segments'], 'readonly');
  return manifestFrom(await tx.objectStore('segments').get(MANIFEST)) ?? EMPTY;
}

function manifestFrom(row: unknown): Manifest | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { version, segments } = row as Partial<Record<keyof Manifest, unknown>>; // as: every field is looked at below
  if (typeof version !== 'number' || !Array.isArray(segments)) return undefined;
  const isEntry = (entry: unknown): boolean => {
    const { name, essays, head, dead } = (entry ?? {}) as Record<string, unknown>; // as: every field is looked at here
    return typeof name === 'string' && typeof essays === 'number' && head instanceof Uint8Array && dead instanceof Uint32Array;
  };
  return segments.every(isEntry) ? (row as Manifest) : undefined; // as: it has been read; a merge that is not whole fails and is forgotten
}

/**
 * Writes a change: its bytes, the new manifest and the dropping of old bytes in one transaction.
 *
 * Shapes  'stale' where another version has been written since the change was made: nothing is kept of it.
 */
export function writeChange(library: Library, { base, manifest, pieces, drop }: Change): Promise<Result<'written' | 'stale'>> {
  return write(library, ['segments'], 'passing', async (tx) => {
    const segments = tx.objectStore('segments');
    const standing = manifestFrom(await segments.get(MANIFEST)) ?? EMPTY;
    if (standing.version !== base) return ok('stale');
    for (const { segment, part, number, bytes } of pieces) {
      await segments.put(new Blob([bytes.slice()]), [segment, part, number]);
    }
    for (const segment of drop) await segments.delete(IDBKeyRange.bound([segment], [segment, afterAll]));
    await segments.put(manifest, MANIFEST);
    return ok('written');
  });
}

/** Forgets the whole index, for building it anew. Versions go on rising, so that nothing of the old one is taken for the new. */
export function forgetIndex(library: Library): Promise<Result<'forgotten'>> {
  return write(library, ['segments'], 'passing', async (tx) => {
    const segments = tx.objectStore('segments');
    const row: unknown = await segments.get(MANIFEST);
    const before = typeof row === 'object' && row !== null && 'version' in row && typeof row.version === 'number' ? row.version : 0;
    await segments.clear();
    await segments.put({ ...EMPTY, version: before + 1 }, MANIFEST);
    return ok('forgotten');
  });
}

/**
 * Reads parts of segments. A segment's Blobs are fetched once, which moves no bytes; then only the slices asked for are read.
 *
 * Errors  none for what is missing: it reads as fewer bytes than asked for, which the index takes for damage.
 */
export function segmentReads(library: Library): ReadSegment {
  const known = new Map<string, Promise<Map<string, Blob>>>();
  return async (segment, part, start, end) => {
    const parts = known.get(segment) ?? blobsOf(library, segment);
    known.set(segment, parts);
    parts.catch(() => known.delete(segment)); // the next question asks again
    const blob = (await parts).get(part);
    return blob === undefined ? new Uint8Array(0) : new Uint8Array(await blob.slice(start, end).arrayBuffer());
  };
}

async function blobsOf(library: Library, segment: string): Promise<Map<string, Blob>> {
  const tx = await library.begin(['segments'], 'readonly');
  const range = IDBKeyRange.bound([segment], [segment, afterAll]);
  const segments = tx.objectStore('segments');
  const [keys, values] = await Promise.all([segments.getAllKeys(range), segments.getAll(range)]);
  const pieces = new Map<string, Blob[]>(); // keys rise, so a part's pieces come in their order
  keys.forEach((key, i) => {
    const value = values[i];
    if (Array.isArray(key) && typeof key[1] === 'string' && value instanceof Blob)
      pieces.set(key[1], [...(pieces.get(key[1]) ?? []), value]);
  });
  return new Map([...pieces].map(([part, blobs]) => [part, blobs.length === 1 && blobs[0] !== undefined ? blobs[0] : new Blob(blobs)]));
}
