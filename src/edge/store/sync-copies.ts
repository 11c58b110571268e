/** Saved copies as syncing sees them: which no server has yet, which another machine has, and how one that came is kept. */

import { pictureKind } from '../../core/copy/picture-kind';
import type { EssayId } from '../../core/essay';
import { readCopy } from '../../core/library/copy';
import { ok } from '../../core/problem';
import { type CopyRef, readCopyRef } from '../../core/sync/item';
import type { Answer } from '../../core/sync/problem';
import type { KeptCopy } from '../../core/transfer/backup/units';
import { pictureBytes } from './backup-lines';
import { putBlobsIn } from './copies';
import type { Transaction } from './database';
import { putWholeIn, wholeIn } from './essay-rows';
import { noteChanged } from './essays';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { standsAs } from './place-rows';
import { copyIn, putCopyRowsIn, WITH_RESTORES } from './restores';
import { rangeOf, written } from './sync-state';
import { noteEssay } from './unsynced';
import { write } from './write';

const MINE = 'copy/'; // of this machine, and on the server
const THEIRS = 'theirs/'; // of another, as its item says
const BLOB = 'blob/'; // pictures that are there
const LATER = 'later/'; // copies that the line was too slow for, and when
const PUT_OFF_MS = 24 * 60 * 60_000;

type Sent = KeptCopy & { readonly text?: string };

/** All copies are sent once more. Needs the store syncState. */
export async function forgetSentIn(tx: Transaction<'readwrite'>): Promise<void> {
  const store = tx.objectStore('syncState');
  await Promise.all([store.delete(rangeOf(MINE)), store.delete(rangeOf(BLOB)), store.delete(rangeOf(LATER))]);
}

/** The reference of a copy that was sent as it is here now. */
export async function refIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, id: EssayId): Promise<CopyRef | undefined> {
  const ref = readCopyRef(await tx.objectStore('syncState').get(MINE + id));
  if (ref === undefined) return undefined;
  const here = readCopy(await tx.objectStore('copies').get(id));
  return here?.at === ref.at ? ref : undefined;
}

/** One at a time, in no order that matters. Cost: the keys of all copies, and the row of each that was sent. */
async function nextToSend(library: Library, now: number): Promise<{ readonly id: EssayId; readonly sent: Sent } | undefined> {
  const tx = await library.begin(['copies', 'copyMarkup', 'syncState', 'essays', 'overlong', 'bodies'], 'readonly');
  const [ids, keys, refs] = await Promise.all([
    tx.objectStore('copies').getAllKeys(),
    tx.objectStore('syncState').getAllKeys(rangeOf(MINE)),
    tx.objectStore('syncState').getAll(rangeOf(MINE)),
  ]);
  const sentAt = new Map(keys.map((key, at) => [key.slice(MINE.length), readCopyRef(refs[at])?.at]));
  for (const id of ids) {
    const at = sentAt.get(id);
    if (at !== undefined && readCopy(await tx.objectStore('copies').get(id))?.at === at) continue;
    const putOffAt: unknown = await tx.objectStore('syncState').get(LATER + id);
    if (typeof putOffAt === 'number' && putOffAt <= now && now - putOffAt < PUT_OFF_MS) continue;
    const kept = await copyIn(tx, id);
    if (kept === undefined) continue;
    const [essay] = await wholeIn(tx, [id]);
    return { id, sent: { ...kept, ...(essay?.text !== undefined && { text: essay.text }) } };
  }
  return undefined;
}

async function isBlobSent(library: Library, hash: string): Promise<boolean> {
  return (await (await library.begin(['syncState'], 'readonly')).objectStore('syncState').getKey(BLOB + hash)) !== undefined;
}

const noteBlobSent = (library: Library, hash: string): Promise<Answer<undefined>> =>
  written(
    write(library, ['syncState'], 'passing', async (tx) => {
      await tx.objectStore('syncState').put(true, BLOB + hash);
      return ok(undefined);
    }),
  );

const putOff = (library: Library, id: EssayId, now: number): Promise<Answer<undefined>> =>
  written(
    write(library, ['syncState'], 'passing', async (tx) => {
      await tx.objectStore('syncState').put(now, LATER + id);
      return ok(undefined);
    }),
  );

const noteCopySent = (library: Library, id: EssayId, ref: CopyRef): Promise<Answer<undefined>> =>
  written(
    write(library, ['syncState', 'unsynced'], 'passing', async (tx) => {
      await tx.objectStore('syncState').put(ref, MINE + id);
      await tx.objectStore('syncState').delete(LATER + id);
      await noteEssay(tx, id);
      return ok(undefined);
    }),
  );

/** Another machine has a copy that this one has not, or an older one. Needs the stores copies and syncState. */
export async function noteTheirsIn(tx: Transaction<'readwrite'>, id: EssayId, ref: CopyRef): Promise<void> {
  const [here, known] = [readCopy(await tx.objectStore('copies').get(id)), readCopyRef(await tx.objectStore('syncState').get(THEIRS + id))];
  if (Math.max(here?.at ?? 0, known?.at ?? 0) < ref.at) await tx.objectStore('syncState').put(ref, THEIRS + id);
}

/** Undefined: this one has what there is. */
export async function theirsOf(library: Library, given: EssayId): Promise<{ readonly id: EssayId; readonly ref: CopyRef } | undefined> {
  const tx = await library.begin(['syncState', 'essays', 'places', 'copies'], 'readonly');
  const id = await standsAs(tx, given);
  const ref = readCopyRef(await tx.objectStore('syncState').get(THEIRS + id));
  const here = readCopy(await tx.objectStore('copies').get(id));
  return ref === undefined || (here?.at ?? 0) >= ref.at ? undefined : { id, ref };
}

/** The copy, its pictures, and its text where the essay has none: all of it or nothing. */
export function keepBrought(
  library: Library,
  id: EssayId,
  { text, ...kept }: Sent,
  pictures: ReadonlyMap<string, Uint8Array>,
): Promise<Answer<undefined>> {
  const rows = [...pictures].flatMap(([hash, bytes]) => {
    const type = pictureKind(bytes);
    if (type === undefined) return []; // no copy shows it
    return { hash, type, bytes: bytes.length, blob: new Blob([bytes as Uint8Array<ArrayBuffer>], { type }) }; // as: bytes that are read are never shared
  });
  return written(
    write(library, [...WITH_RESTORES, 'syncState'], 'lasting', async (tx) => {
      const [essay] = await wholeIn(tx, [id]);
      if (essay === undefined) return ok(undefined);
      await putBlobsIn(tx, rows);
      await putCopyRowsIn(tx, { ...kept, copy: { ...kept.copy, id } }, id);
      await tx.objectStore('syncState').delete(THEIRS + id);
      if (essay.text === undefined && text !== undefined) {
        const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
        await putWholeIn(tx, { ...essay, text });
        await noteChanged(tx, id, revision);
        await putFact(tx, 'revision', revision);
      }
      return ok(undefined);
    }),
  );
}

/** As flows/sync-copies.ts is handed them. */
export const copiesOf = (library: Library, now: () => number) => ({
  next: () => nextToSend(library, now()),
  putOff: (id: EssayId) => putOff(library, id, now()),
  picture: (hash: string) => pictureBytes(library, { hash, type: '' }),
  isSent: (hash: string) => isBlobSent(library, hash),
  noteSent: (hash: string) => noteBlobSent(library, hash),
  noteCopy: (id: EssayId, ref: CopyRef) => noteCopySent(library, id, ref),
});
