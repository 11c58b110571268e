/** Saved copies of pages: facts, markup and pictures. A copy and what it says are written in one transaction, or not at all; pictures come before it. */
import type { EssayId } from '../../core/essay';
import { type Copy, HASH, readCopy } from '../../core/library/copy';
import { ok, type Result } from '../../core/problem';
import type { BlobRow, CopyRow } from './database';
import type { Library } from './library';
import { type WriteTransaction, write } from './write';

/** The stores that a transaction needs in which a copy is put or dropped. */
export const WITH_COPIES = ['copies', 'copyMarkup', 'blobs'] as const;

/** Keeps pictures whose copy is about to be put. One that is there already is not written again. */
export function putBlobs(library: Library, blobs: readonly BlobRow[]): Promise<Result<undefined>> {
  return write(library, ['blobs'], 'lasting', async (tx) => {
    await putBlobsIn(tx, blobs);
    return ok(undefined);
  });
}

/** The same as part of a larger change. Needs WITH_COPIES. */
export async function putBlobsIn(tx: WriteTransaction, blobs: readonly BlobRow[]): Promise<void> {
  await Promise.all(blobs.map((blob) => putBlobIn(tx, blob)));
}

async function putBlobIn(tx: WriteTransaction, blob: BlobRow): Promise<void> {
  if ((await tx.objectStore('blobs').getKey(blob.hash)) === undefined) await tx.objectStore('blobs').put(blob);
}

/** Puts a copy in the place of the one before. Pictures that no copy uses any more go with it. Needs WITH_COPIES. */
export async function putCopyIn(tx: WriteTransaction, copy: Copy, html: string): Promise<void> {
  const before = readCopy(await tx.objectStore('copies').get(copy.id));
  await tx.objectStore('copies').put({ ...copy, hashes: hashesOf(copy) });
  await tx.objectStore('copyMarkup').put({ id: copy.id, html });
  await dropUnusedIn(tx, before);
}

/** Takes a copy away, with the pictures that no other copy uses. The essay stays. Needs WITH_COPIES. */
export async function dropCopyIn(tx: WriteTransaction, id: EssayId): Promise<void> {
  const before = readCopy(await tx.objectStore('copies').get(id));
  await Promise.all([tx.objectStore('copies').delete(id), tx.objectStore('copyMarkup').delete(id)]);
  await dropUnusedIn(tx, before);
}

async function dropUnusedIn(tx: WriteTransaction, copy: Copy | undefined): Promise<void> {
  for (const hash of copy === undefined ? [] : hashesOf(copy)) {
    const users = await tx.objectStore('copies').index('byPicture').count(hash);
    if (users === 0) await tx.objectStore('blobs').delete(hash);
  }
}

const hashesOf = ({ pictures }: Copy): CopyRow['hashes'] => [...new Set(pictures.flatMap(({ hash }) => hash ?? []))];

/** The same essay under another id: of two copies the later one stays. Needs WITH_COPIES. */
export async function moveCopyIn(tx: WriteTransaction, from: EssayId, to: EssayId): Promise<void> {
  const [moved, there] = (await Promise.all([tx.objectStore('copies').get(from), tx.objectStore('copies').get(to)])).map(readCopy);
  const markup = await tx.objectStore('copyMarkup').get(from);
  if (moved === undefined || markup === undefined) return;
  if (there === undefined || there.at < moved.at) await putCopyIn(tx, { ...moved, id: to }, markup.html);
  await dropCopyIn(tx, from);
}

export async function copyOf(library: Library, id: EssayId): Promise<Copy | undefined> {
  const tx = await library.begin(['copies'], 'readonly');
  return readCopy(await tx.objectStore('copies').get(id));
}

/** The copy with its markup: a stranger's, to be cleaned before it is shown. */
export async function wholeCopyOf(library: Library, id: EssayId): Promise<{ readonly copy: Copy; readonly html: string } | undefined> {
  const tx = await library.begin(['copies', 'copyMarkup'], 'readonly');
  const [row, markup] = await Promise.all([tx.objectStore('copies').get(id), tx.objectStore('copyMarkup').get(id)]);
  const copy = readCopy(row);
  return copy !== undefined && typeof markup?.html === 'string' ? { copy, html: markup.html } : undefined;
}

/** Those that are there, by hash. */
export async function blobsOf(library: Library, hashes: readonly string[]): Promise<ReadonlyMap<string, Blob>> {
  const tx = await library.begin(['blobs'], 'readonly');
  const rows = await Promise.all(hashes.filter((hash) => HASH.test(hash)).map((hash) => tx.objectStore('blobs').get(hash)));
  return new Map(rows.flatMap((row) => (row?.blob instanceof Blob ? [[row.hash, row.blob] as const] : [])));
}
