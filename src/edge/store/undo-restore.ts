/**
 * Takes a restore or an import back: what stood here before stands here again, a piece a transaction, going on from wherever it was ended. What its reader has touched
 * since stays as it is, and is told.
 */
import type { EssayId, SourceId } from '../../core/essay';
import { ok, type Result } from '../../core/problem';
import { isEqual } from '../../core/transfer/backup/canonical';
import { eventsMissing, ownPart } from '../../core/transfer/backup/join';
import { inTime, type KeptCopy, type KeptEvent, type KeptSource, type Thread, type Whole } from '../../core/transfer/backup/units';
import { changeable, withReadingOf } from '../../core/transfer/import/fit';
import { sourceIn } from './backup-lines';
import type { JournalEntry } from './database';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import {
  copyIn,
  dropUnusedIn,
  goingIn,
  journalOf,
  printOf,
  putCopyRowsIn,
  putSourceIn,
  type SettingsMove,
  settingsMoveIn,
  WITH_RESTORES,
} from './restores';
import { replaceThreadIn, threadIn } from './threads';
import { noteEssay, noteSource } from './unsynced';
import { type WriteTransaction, write } from './write';

/** `id`: of an import; without it, the last restore. While another is under way, nothing is begun. */
export function beginUndo(library: Library, id?: number): Promise<Result<'begun' | 'nothing' | 'busy'>> {
  return write(library, ['restores'], 'lasting', async (tx) => {
    const rows = await tx.objectStore('restores').getAll();
    const row = id === undefined ? rows.filter(({ brought }) => brought === undefined).at(-1) : rows.find((each) => each.id === id);
    if (row === undefined || row.state === 'undone') return ok('nothing');
    const other = await goingIn(tx);
    if (other !== undefined && other.id !== row.id) return ok('busy');
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
    const row = await goingIn(tx);
    if (row?.state !== 'undoing') return ok('done');
    const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
    const stayed = new Set(row.stayed);
    const left: JournalEntry[] = [];
    const undo = (entry: JournalEntry): Promise<boolean> => undoIn(tx, entry, stayed, revision, row.brought !== undefined);
    const areApart =
      next.entries.every(({ kind }) => kind === 'essays') && new Set(next.entries.map(({ id }) => id)).size === next.entries.length;
    const gone = areApart ? await Promise.all(next.entries.map(undo)) : []; // at once: a hundred requests take the time of a few
    for (const [at, entry] of next.entries.entries()) if (!(areApart ? gone[at] : await undo(entry))) left.push(entry);
    for (const { id } of left) stayed.add(id);
    if (row.brought !== undefined) await handOn(tx, row.id, left);
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
  const row = await goingIn(tx);
  if (row?.state !== 'undoing') return undefined;
  const cursor = await tx.objectStore('journal').openCursor(journalOf(row.id));
  return cursor === null ? { entries: [] } : { key: cursor.key, entries: cursor.value.entries };
}

/** False: its reader has changed it since, so it stays. */
async function undoIn(
  tx: WriteTransaction,
  entry: JournalEntry,
  stayed: ReadonlySet<string>,
  revision: number,
  isImport: boolean,
): Promise<boolean> {
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
      return undoThread(tx, entry, revision, isImport);
    case 'copies': {
      const now = await copyIn(tx, id as EssayId);
      const isAlone = isImport && (await tx.objectStore('essays').getKey(id as EssayId)) === undefined;
      if (isAlone && before === undefined) return dropCopyRowsIn(tx, now, id as EssayId);
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

async function dropCopyRowsIn(tx: WriteTransaction, copy: KeptCopy | undefined, id: EssayId): Promise<true> {
  await putCopyRowsIn(tx, undefined, id);
  await dropUnusedIn(
    tx,
    (copy?.copy.pictures ?? []).flatMap(({ hash }) => hash ?? []),
  );
  return true;
}

/** What a later import has added to stays with that one: taken back too, it leaves what stood here before either. */
async function handOn(tx: WriteTransaction, id: number, left: readonly JournalEntry[]): Promise<void> {
  const pages = new Map(left.flatMap((entry) => (entry.kind === 'essays' ? [[entry.id, entry] as const] : [])));
  if (pages.size === 0) return;
  const later = IDBKeyRange.lowerBound([id, AFTER_ALL], true);
  for (let cursor = await tx.objectStore('journal').openCursor(later); cursor; cursor = await cursor.continue()) {
    let isChanged = false;
    const entries = cursor.value.entries.map((entry) => {
      const mine = entry.kind === 'essays' ? pages.get(entry.id) : undefined;
      if (mine === undefined || entry.before === undefined || printOf(changeable(entry.before as Thread)) !== mine.mine) return entry; // as: keepThread wrote it
      isChanged = true;
      const { before: _, added = [], removed = [], ...rest } = entry;
      return {
        ...rest,
        ...(mine.before !== undefined && { before: mine.before }),
        added: [...(mine.added ?? []), ...added],
        removed: [...(mine.removed ?? []), ...removed],
      };
    });
    if (isChanged) await cursor.update({ entries });
  }
}

const AFTER_ALL: [] = []; // an array sorts behind every number

/** Words that have changed since are their publisher's, and stand; what happened since stays told. */
async function undoThread(
  tx: WriteTransaction,
  { id, before: was, mine, words, added = [], removed = [] }: JournalEntry,
  revision: number,
  isImport: boolean,
): Promise<boolean> {
  const now = await threadIn(tx, id as EssayId);
  await noteEssay(tx, id as EssayId); // as: the journal keeps the ids of this kind
  if (now === undefined || printOf(isImport ? changeable(now) : ownPart(now)) !== mine) return now === undefined && was === undefined;
  const before = was as Thread | undefined;
  if (before === undefined) {
    await replaceThreadIn(tx, now, undefined, revision);
    if (isImport) await dropCopyRowsIn(tx, await copyIn(tx, id as EssayId), id as EssayId); // also one that was taken since
    return true;
  }
  const history = [...eventsMissing(added as readonly KeptEvent[], now.history), ...(removed as readonly KeptEvent[])];
  const { history: _, ...kept } = isImport ? withReadingOf(before, now) : before;
  const stands = printOf(now.essay) === words ? kept : { ...kept, ...(now.essay && { essay: now.essay }) };
  const next: Thread = { ...stands, ...(history.length > 0 && { history: inTime(history) }) };
  if (!isEqual(now, next)) await replaceThreadIn(tx, now, next, revision);
  return true;
}
