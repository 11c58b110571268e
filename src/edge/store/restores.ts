/**
 * Writes what a backup or an import brings, a piece a transaction: the lines joined with what is here, what stood here before in the journal, and how far it has got,
 * all of them or none. undo-restore.ts is the way back.
 */
import type { EssayId } from '../../core/essay';
import { hash } from '../../core/feed/identity';
import { readCopy } from '../../core/library/copy';
import { hear, readStamp, type Stamp } from '../../core/library/stamp';
import { ok, type Result } from '../../core/problem';
import { canonicalJson, isEqual } from '../../core/transfer/backup/canonical';
import { eventsMissing, joinCopies, joinSeen, joinSources, joinThreads, ownPart, renamed } from '../../core/transfer/backup/join';
import type { Piece, Standing } from '../../core/transfer/backup/piece';
import type { KeptCopy, KeptSource, Thread, Whole } from '../../core/transfer/backup/units';
import { changeable, fitted, underId } from '../../core/transfer/import/fit';
import type { BroughtIn } from '../../messages/contract';
import { sourceIn } from './backup-lines';
import type { JournalEntry, RestoreRow, Store, Transaction } from './database';
import { WITH_ESSAYS } from './essays';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { standsAs } from './place-rows';
import { pageStandsAs } from './save-page';
import { replaceThreadIn, threadIn } from './threads';
import { isNoting, noteEssay, noteSource } from './unsynced';
import { type WriteTransaction, write } from './write';

export const WITH_RESTORES: readonly Store[] = [...WITH_ESSAYS, 'sourceStates', 'restores', 'journal'];

type Begun = Pick<RestoreRow, 'id' | 'madeAt' | 'device' | 'skipped' | 'rowsInAll'>;

/** One at a time: while one is going, another is not begun. The way back of the restores before ends here; imports keep theirs. */
export function beginRestore(library: Library, begun: Begun): Promise<Result<'begun' | 'busy'>> {
  return write(library, WITH_RESTORES, 'lasting', async (tx) => {
    if ((await goingIn(tx)) !== undefined) return ok('busy');
    for (const { id, brought } of await tx.objectStore('restores').getAll()) if (brought === undefined) await endWayBack(tx, id);
    await tx.objectStore('restores').put({ ...begun, state: 'going', part: 0, row: 0, rowsDone: 0, changed: 0, stayed: [] });
    return ok('begun');
  });
}

/** The same for an import; begun twice it is begun once. */
export function beginImport(library: Library, begun: Begun & { readonly brought: BroughtIn }): Promise<Result<'begun' | 'busy'>> {
  return write(library, WITH_RESTORES, 'lasting', async (tx) => {
    if ((await tx.objectStore('restores').get(begun.id)) !== undefined) return ok('begun');
    if ((await goingIn(tx)) !== undefined) return ok('busy');
    await tx.objectStore('restores').put({ ...begun, state: 'going', part: 0, row: 0, rowsDone: 0, changed: 0, fresh: 0, stayed: [] });
    return ok('begun');
  });
}

/** Takes an import out of the list, and its way back with it; what it brought stays. */
export function forgetImport(library: Library, id: number): Promise<Result<undefined>> {
  return write(library, WITH_RESTORES, 'lasting', async (tx) => {
    const row = await tx.objectStore('restores').get(id);
    if (row?.brought !== undefined && !isUnderWay(row)) await endWayBack(tx, id);
    return ok(undefined);
  });
}

/** The last restore. */
export async function lastRestore(library: Library): Promise<RestoreRow | undefined> {
  const rows = await (await library.begin(['restores'], 'readonly')).objectStore('restores').getAll();
  return rows.filter(({ brought }) => brought === undefined).at(-1);
}

/** The latest first. */
export async function importsOf(library: Library): Promise<readonly RestoreRow[]> {
  const rows = await (await library.begin(['restores'], 'readonly')).objectStore('restores').getAll();
  return rows.filter(({ brought }) => brought !== undefined).toReversed();
}

/** The restore or import that is going or being taken back. */
export async function underWay(library: Library): Promise<RestoreRow | undefined> {
  return goingIn(await library.begin(['restores'], 'readonly'));
}

const isUnderWay = ({ state }: RestoreRow): boolean => state === 'going' || state === 'undoing';

export async function goingIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>): Promise<RestoreRow | undefined> {
  return (await tx.objectStore('restores').getAll()).find(isUnderWay);
}

export async function standingOf(library: Library): Promise<Standing | undefined> {
  const row = await underWay(library);
  return row?.state === 'going' ? row : undefined;
}

/** What the pieces need that does not stand in this database: the settings as they are, for the way back. */
export type Beside = { readonly settings: Pick<Whole, 'settings' | 'stamps'>; readonly now: number };

/** A piece that was kept before is not kept again. Errors: disk-full and the problems of opening; nothing of the piece is kept then. */
export function keepPiece(library: Library, piece: Piece, beside: Beside): Promise<Result<'kept' | 'overtaken'>> {
  return write(library, WITH_RESTORES, 'passing', async (tx) => {
    const row = await goingIn(tx);
    const { part, row: at } = piece.at;
    if (row?.state !== 'going' || row.part !== part || row.row !== at) return ok('overtaken');
    const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
    const entries: JournalEntry[] =
      row.brought === undefined ? await keepLines(tx, piece, revision, beside) : await keepBrought(tx, row.id, piece, revision);
    for (const picture of piece.pictures)
      if (await keepPicture(tx, picture)) entries.push({ kind: 'pictures', id: picture.hash, mine: '' });
    if (entries.length > 0) await tx.objectStore('journal').put({ entries }, [row.id, part, at]);
    if (entries.length > 0) await putFact(tx, 'revision', revision);
    await hearStamps(tx, piece.lines, beside.now);
    const told = entries.filter(row.brought === undefined ? isTold : isPage);
    const fresh = row.fresh === undefined ? {} : { fresh: row.fresh + told.filter(({ before }) => before === undefined).length };
    const rowsDone = Math.min(row.rowsInAll, row.rowsDone + piece.rows);
    await tx.objectStore('restores').put({ ...row, ...piece.next, ...fresh, rowsDone, changed: row.changed + told.length });
    return ok('kept');
  });
}

async function keepLines(tx: WriteTransaction, { part, lines }: Piece, revision: number, beside: Beside): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const line of lines) entries.push(...(await keepLine(tx, part.kind, line, revision, beside)));
  return entries;
}

/** Of an import: pages stand wherever their address leads, and what is here stands before what comes (core/transfer/import/fit.ts). */
async function keepBrought(tx: WriteTransaction, importId: number, { part, lines }: Piece, revision: number): Promise<JournalEntry[]> {
  if (part.kind === 'copies') return keepBroughtCopies(tx, lines as readonly KeptCopy[]); // as: their reader has made them
  if (part.kind !== 'essays') return [];
  const threads = lines as readonly Thread[]; // as: likewise
  const ids = await Promise.all(threads.map((thread) => pageOfThread(tx, thread)));
  const once = new Set<EssayId>();
  const [apart, again] = [[] as (() => Promise<JournalEntry[]>)[], [] as (() => Promise<JournalEntry[]>)[]];
  for (const [at, thread] of threads.entries()) {
    const id = ids[at] ?? thread.id;
    (once.has(id) ? again : apart).push(() => keepThread(tx, underId(thread, id), revision, { join: fitted, own: changeable }));
    once.add(id);
  }
  const kept = (await Promise.all(apart.map((keep) => keep()))).flat(); // at once: a hundred requests take the time of a few
  for (const keep of again) kept.push(...(await keep()));
  if (kept.length > 0 && (await isNoting(tx))) for (const { id } of kept) await noteEssay(tx, id as EssayId); // as: the journal keeps the ids of this kind
  const entries: JournalEntry[] = [];
  for (const entry of kept) if (!(isBroughtBy(importId, entry) && (await amend(tx, importId, entries, entry)))) entries.push(entry);
  return entries;
}

/** A page that a file has under two addresses: it came with this very import. */
function isBroughtBy(importId: number, { before }: JournalEntry): boolean {
  const { history = [] } = (before ?? {}) as Partial<Thread>; // as: keepThread wrote it
  return history.some(({ what, at }) => what === 'imported' && at === importId);
}

/** Its first row in the journal goes back to before the import, and knows now what the second left. */
async function amend(tx: WriteTransaction, importId: number, entries: JournalEntry[], entry: JournalEntry): Promise<boolean> {
  const amended = (first: JournalEntry): JournalEntry => ({
    ...first,
    mine: entry.mine,
    ...(entry.words !== undefined && { words: entry.words }),
    ...(first.before !== undefined && {
      added: [...(first.added ?? []), ...(entry.added ?? [])],
      removed: [...(first.removed ?? []), ...(entry.removed ?? [])],
    }),
  });
  const isFirst = ({ kind, id }: JournalEntry): boolean => kind === 'essays' && id === entry.id;
  const at = entries.findIndex(isFirst);
  const here = entries[at];
  if (here !== undefined) {
    entries[at] = amended(here);
    return true;
  }
  for (let cursor = await tx.objectStore('journal').openCursor(journalOf(importId)); cursor; cursor = await cursor.continue()) {
    if (!cursor.value.entries.some(isFirst)) continue;
    await cursor.update({ entries: cursor.value.entries.map((each) => (isFirst(each) ? amended(each) : each)) });
    return true;
  }
  return false;
}

async function pageOfThread(tx: WriteTransaction, { id, essay }: Thread): Promise<EssayId> {
  return essay === undefined ? standsAs(tx, id) : pageStandsAs(tx, { address: essay.url, title: essay.title }, id);
}

/** A copy that is here was taken here, and stays. */
async function keepBroughtCopies(tx: WriteTransaction, lines: readonly KeptCopy[]): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const { copy, html } of lines) {
    const id = await pageStandsAs(tx, { address: copy.address, title: copy.title }, copy.id);
    const isHere = (await tx.objectStore('essays').getKey(id)) !== undefined && (await copyIn(tx, id)) === undefined;
    const next = { copy: { ...copy, id }, html };
    if (!isHere) continue;
    await putCopyRowsIn(tx, next, id);
    entries.push({ kind: 'copies', id, mine: printOf(next) });
  }
  return entries;
}

const isPage = ({ kind }: JournalEntry): boolean => kind === 'essays';

function keepLine(
  tx: WriteTransaction,
  kind: Piece['part']['kind'],
  line: unknown,
  revision: number,
  beside: Beside,
): Promise<JournalEntry[]> {
  switch (kind) {
    case 'sources':
      return keepSource(tx, line as KeptSource); // as: its reader has made it, as each of the next
    case 'essays':
      return keepRestored(tx, line as Thread, revision);
    case 'copies':
      return keepCopy(tx, line as KeptCopy);
    case 'whole':
      return keepWhole(tx, line as Whole, beside);
    case 'pictures':
      return Promise.resolve([]);
  }
}

async function keepSource(tx: WriteTransaction, brought: KeptSource): Promise<JournalEntry[]> {
  const before = await sourceIn(tx, brought.id);
  const next = joinSources(before, brought);
  if (isEqual(before, next)) return [];
  await putSourceIn(tx, before, next);
  await noteSource(tx, brought.id);
  return [{ kind: 'sources', id: brought.id, ...(before && { before }), mine: printOf(next.marks) }];
}

/** Undefined takes it away. Needs SOURCES. */
export async function putSourceIn(tx: WriteTransaction, before: KeptSource | undefined, next: KeptSource | undefined): Promise<void> {
  const id = (next ?? before)?.id;
  if (id === undefined) return;
  if (!isEqual(before?.source, next?.source))
    await (next?.source === undefined ? tx.objectStore('sources').delete(id) : tx.objectStore('sources').put(next.source));
  if (!isEqual(before?.marks, next?.marks))
    await (next?.marks === undefined
      ? tx.objectStore('sourceMarks').delete(id)
      : tx.objectStore('sourceMarks').put({ id, marks: next.marks }));
  if (!isEqual(before?.state, next?.state))
    await (next?.state === undefined ? tx.objectStore('sourceStates').delete(id) : tx.objectStore('sourceStates').put(next.state));
  if (!isEqual(before?.aliases, next?.aliases))
    await (next?.aliases === undefined
      ? tx.objectStore('aliases').delete(id)
      : tx.objectStore('aliases').put({ id, aliases: next.aliases }));
}

async function keepRestored(tx: WriteTransaction, brought: Thread, revision: number): Promise<JournalEntry[]> {
  const id = await standsAs(tx, brought.id);
  const entries = await keepThread(tx, renamed(brought, id), revision, { join: joinThreads, own: ownPart });
  if (entries.length > 0) await noteEssay(tx, id);
  return entries;
}

/** Whoever calls it notes for other machines what was kept: once for a whole piece, where the piece is an import's. */

async function keepThread(
  tx: WriteTransaction,
  brought: Thread, // under the id that it has here
  revision: number,
  { join, own }: { readonly join: (here: Thread | undefined, brought: Thread) => Thread; readonly own: (thread: Thread) => object },
): Promise<JournalEntry[]> {
  const { id } = brought;
  const before = await threadIn(tx, id);
  const next = join(before, brought);
  if (isEqual(before, next)) return [];
  await replaceThreadIn(tx, before, next, revision);
  const added = before === undefined ? [] : eventsMissing(before.history, next.history);
  const removed = eventsMissing(next.history, before?.history);
  return [
    {
      ...{ kind: 'essays', id, mine: printOf(own(next)), words: printOf(next.essay) },
      ...(before && { before }),
      ...(added.length > 0 && { added }),
      ...(removed.length > 0 && { removed }),
    },
  ];
}

async function keepCopy(tx: WriteTransaction, { copy, html }: KeptCopy): Promise<JournalEntry[]> {
  const id = await standsAs(tx, copy.id);
  const before = await copyIn(tx, id);
  const brought = { copy: { ...copy, id }, html };
  const next = joinCopies(before, brought);
  if (isEqual(before, next)) return [];
  await putCopyRowsIn(tx, next, id);
  return [{ kind: 'copies', id, ...(before && { before }), mine: printOf(next) }];
}

export async function copyIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, id: EssayId): Promise<KeptCopy | undefined> {
  const [row, markup] = await Promise.all([tx.objectStore('copies').get(id), tx.objectStore('copyMarkup').get(id)]);
  const copy = readCopy(row);
  return copy !== undefined && typeof markup?.html === 'string' ? { copy, html: markup.html } : undefined;
}

/** Pictures stay, whoever uses them: the way back may want them. What nobody uses goes with the way back. */
export async function putCopyRowsIn(tx: WriteTransaction, next: KeptCopy | undefined, id: EssayId): Promise<void> {
  if (next === undefined) {
    await Promise.all([tx.objectStore('copies').delete(id), tx.objectStore('copyMarkup').delete(id)]);
    return;
  }
  await tx.objectStore('copies').put({ ...next.copy, hashes: hashesOf(next.copy) });
  await tx.objectStore('copyMarkup').put({ id, html: next.html });
}

/** Only what a copy shows that was taken: of two copies the later one stays. */
async function keepPicture(tx: WriteTransaction, { hash: key, type, bytes }: Piece['pictures'][number]): Promise<boolean> {
  if ((await tx.objectStore('copies').index('byPicture').count(key)) === 0) return false;
  if ((await tx.objectStore('blobs').getKey(key)) !== undefined) return false;
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type }); // as: bytes that are read are never shared
  await tx.objectStore('blobs').put({ hash: key, type, bytes: bytes.length, blob });
  return true;
}

/** Those of some pictures that no copy shows. */
export async function dropUnusedIn(tx: WriteTransaction, hashes: readonly string[]): Promise<void> {
  for (const each of hashes)
    if ((await tx.objectStore('copies').index('byPicture').count(each)) === 0) await tx.objectStore('blobs').delete(each);
}

/** The way back of one of them ends, and it is told no more: the pictures that it kept for that go. */
async function endWayBack(tx: WriteTransaction, id: number): Promise<void> {
  const range = journalOf(id);
  for (let cursor = await tx.objectStore('journal').openCursor(range); cursor; cursor = await cursor.continue()) {
    const replaced = cursor.value.entries.flatMap(({ kind, before }) =>
      kind === 'copies' && before !== undefined ? [before as KeptCopy] : [],
    ); // as: keepCopy wrote it
    for (const { copy } of replaced) await dropUnusedIn(tx, hashesOf(copy));
  }
  await tx.objectStore('journal').delete(range);
  await tx.objectStore('restores').delete(id);
}

const AFTER_ALL: [] = []; // an array sorts behind every number

export const journalOf = (id: number): IDBKeyRange => IDBKeyRange.bound([id], [id, AFTER_ALL]);

const hashesOf = ({ pictures }: KeptCopy['copy']): string[] => [...new Set(pictures.flatMap(({ hash: each }) => each ?? []))];

/** The settings are in another database: they are joined when all else is here (settingsBrought). */
async function keepWhole(tx: WriteTransaction, { seen, settings, stamps = {} }: Whole, beside: Beside): Promise<JournalEntry[]> {
  const before = await fact(tx, 'seenBefore');
  const next = joinSeen(before, seen);
  const entries: JournalEntry[] = [];
  if (next !== undefined && !isEqual(before, next)) {
    await putFact(tx, 'seenBefore', next);
    entries.push({ kind: 'whole', id: 'seen', ...(before && { before }), mine: printOf(next) });
  }
  if (settings !== undefined)
    entries.push({ kind: 'whole', id: SETTINGS, before: beside.settings, mine: '', added: [{ settings, stamps }] });
  return entries;
}

const SETTINGS = 'settings';

/** Settings may come out as they were, and pictures go with their copy. */
const isTold = ({ kind, id }: JournalEntry): boolean => kind !== 'pictures' && id !== SETTINGS;

export type SettingsMove = { readonly before: Pick<Whole, 'settings' | 'stamps'>; readonly brought: Pick<Whole, 'settings' | 'stamps'> };

export function settingsMoveIn(entry: JournalEntry): SettingsMove | undefined {
  if (entry.kind !== 'whole' || entry.id !== SETTINGS) return undefined;
  return { before: entry.before, brought: entry.added?.[0] } as SettingsMove; // as: keepWhole wrote it
}

/** The settings that the restore under way has brought, with those that stood before. */
export async function settingsBrought(library: Library): Promise<SettingsMove | undefined> {
  const tx = await library.begin(['restores', 'journal'], 'readonly');
  const row = await goingIn(tx);
  if (row?.state !== 'going' || row.brought !== undefined) return undefined; // an import brings no settings
  const last = (await tx.objectStore('journal').getAll(journalOf(row.id))).at(-1);
  return last?.entries.flatMap((entry) => settingsMoveIn(entry) ?? []).at(-1);
}

export function finishRestore(library: Library): Promise<Result<undefined>> {
  return write(library, ['restores'], 'lasting', async (tx) => {
    const row = await goingIn(tx);
    if (row?.state === 'going') await tx.objectStore('restores').put({ ...row, state: 'done', rowsDone: row.rowsInAll });
    return ok(undefined);
  });
}

/** Its reader has had enough, or it cannot go on: what came so far stays, and can be taken back. */
export function stopRestore(library: Library): Promise<Result<undefined>> {
  return write(library, ['restores'], 'lasting', async (tx) => {
    const row = await goingIn(tx);
    if (row?.state === 'going') await tx.objectStore('restores').put({ ...row, state: 'done' });
    return ok(undefined);
  });
}

export const printOf = (value: unknown): string => hash(canonicalJson(value ?? null));

/** This device's next act is later than any that came, so that what is done next holds. */
export async function hearStamps(tx: WriteTransaction, lines: readonly unknown[], now: number): Promise<void> {
  const last = await fact(tx, 'lastStamp');
  const heard = lines.flatMap(stampsIn).reduce<Stamp | undefined>((latest, stamp) => hear(latest, stamp, now), last);
  if (heard !== undefined && heard !== last) await putFact(tx, 'lastStamp', heard);
}

/** A stamp stands behind its value. */
function stampsIn(value: unknown): Stamp[] {
  if (Array.isArray(value)) {
    const stamp = value.length === 2 ? readStamp(value[1]) : undefined;
    return stamp === undefined ? value.flatMap(stampsIn) : [stamp];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stampsIn) : [];
}
