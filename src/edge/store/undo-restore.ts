/**
 * Takes a restore back: what stood here before stands here again, a piece a transaction, going on from wherever it was ended. What its reader has touched
 * since stays as it is, and is told.
 */
import type { EssayId, SourceId } from '../../core/essay';
import { ok, type Result } from '../../core/problem';
import { isEqual } from '../../core/transfer/backup/canonical';
import { eventsMissing, ownPart } from '../../core/transfer/backup/join';
import { inTime, type KeptCopy, type KeptEvent, type KeptSource, type Thread, type Whole } from '../../core/transfer/backup/units';
import { sourceIn } from './backup-lines';
import type { JournalEntry } from './database';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { copyIn, dropUnusedIn, printOf, putCopyRowsIn, putSourceIn, type SettingsMove, settingsMoveIn, WITH_RESTORES } from './restores';
import { replaceThreadIn, threadIn } from './threads';
import { noteEssay, noteSource } from './unsynced';
import { type WriteTransaction, write } from './write';

const AFTER_ALL: [] = []; // an array sorts behind every number

export function beginUndo(library: Library): Promise<Result<'begun' | 'nothing'>> {
  return write(library, ['restores'], 'lasting', async (tx) => {
    const row = (await tx.objectStore('restores').getAll()).at(-1);
    if (row === undefined || row.state === 'undone') return ok('nothing');
    await tx.objectStore('restores').put({ ...row, state: 'undoing', rowsDone: 0, stayed: [] });
    return ok('begun');
  });
}

/**
 * The next piece of the way back. Settings are in another database: `undoSettings` puts them back, and may be asked twice.
 *
 * Errors  disk-full and the problems of opening; the piece stands as it did then.
 */
export async function undoNext(library: Library, undoSettings: (move: SettingsMove) => Promise<void>): Promise<Result<'more' | 'done'>> {
  const next = await nextPiece(library);
  if (next === undefined) return ok('done');
  for (const entry of next.entries) {
    const move = settingsMoveIn(entry);
    if (move !== undefined) await undoSettings(move);
  }
  return write(library, WITH_RESTORES, 'passing', async (tx) => {
    const row = (await tx.objectStore('restores').getAll()).at(-1);
    if (row?.state !== 'undoing') return ok('done');
    const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
    const stayed = new Set(row.stayed);
    for (const entry of next.entries) if (!(await undoIn(tx, entry, stayed, revision))) stayed.add(entry.id);
    await putFact(tx, 'revision', revision);
    if (next.key !== undefined) await tx.objectStore('journal').delete(next.key);
    const rowsDone = row.rowsDone + next.entries.length;
    await tx
      .objectStore('restores')
      .put({ ...row, stayed: [...stayed], rowsDone, ...(next.key === undefined && { state: 'undone' as const }) });
    return ok(next.key === undefined ? 'done' : 'more');
  });
}

type Next = { readonly key?: [number, number, number]; readonly entries: readonly JournalEntry[] };

/** Without a key: all pieces are undone, and it only has to be said. */
async function nextPiece(library: Library): Promise<Next | undefined> {
  const tx = await library.begin(['restores', 'journal'], 'readonly');
  const row = (await tx.objectStore('restores').getAll()).at(-1);
  if (row?.state !== 'undoing') return undefined;
  const range = IDBKeyRange.bound([row.id], [row.id, AFTER_ALL]);
  const cursor = await tx.objectStore('journal').openCursor(range);
  return cursor === null ? { entries: [] } : { key: cursor.key, entries: cursor.value.entries };
}

/** False: its reader has changed it since, so it stays. */
async function undoIn(tx: WriteTransaction, entry: JournalEntry, stayed: ReadonlySet<string>, revision: number): Promise<boolean> {
  const { kind, id, before, mine } = entry;
  switch (kind) {
    case 'sources': {
      const now = await sourceIn(tx, id as SourceId); // as: the journal keeps the ids of this kind, as below
      if (printOf(now?.marks) !== mine) return false;
      await putSourceIn(tx, now, before as KeptSource | undefined); // as: the journal keeps what was here, as below
      await noteSource(tx, id as SourceId); // as: the same
      return true;
    }
    case 'essays':
      return undoThread(tx, entry, revision);
    case 'copies': {
      const now = await copyIn(tx, id as EssayId);
      if (stayed.has(id) || printOf(now) !== mine) return stayed.has(id);
      await putCopyRowsIn(tx, before as KeptCopy | undefined, id as EssayId);
      return true;
    }
    case 'whole': {
      if (settingsMoveIn(entry) !== undefined || printOf(await fact(tx, 'seenBefore')) !== mine) return true;
      if (before === undefined) await tx.objectStore('ledger').delete('seenBefore');
      else await putFact(tx, 'seenBefore', before as NonNullable<Whole['seen']>);
      return true;
    }
    case 'pictures':
      await dropUnusedIn(tx, [id]);
      return true;
  }
}

/** Words that have changed since are their publisher's, and stand; what happened since stays told. */
async function undoThread(
  tx: WriteTransaction,
  { id, before: was, mine, words, added = [], removed = [] }: JournalEntry,
  revision: number,
): Promise<boolean> {
  const now = await threadIn(tx, id as EssayId);
  await noteEssay(tx, id as EssayId); // as: the journal keeps the ids of this kind
  if (now === undefined || printOf(ownPart(now)) !== mine) return now === undefined && was === undefined;
  const before = was as Thread | undefined;
  if (before === undefined) {
    await replaceThreadIn(tx, now, undefined, revision);
    return true;
  }
  const history = [...eventsMissing(added as readonly KeptEvent[], now.history), ...(removed as readonly KeptEvent[])];
  const { history: _, ...kept } = before;
  const stands = printOf(now.essay) === words ? kept : { ...kept, ...(now.essay && { essay: now.essay }) };
  const next: Thread = { ...stands, ...(history.length > 0 && { history: inTime(history) }) };
  if (!isEqual(now, next)) await replaceThreadIn(tx, now, next, revision);
  return true;
}
