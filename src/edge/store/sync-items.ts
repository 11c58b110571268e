/** What waits to be told to other machines, as the items that go. Reads the library as it is now, so that what changed twice is told once. */
import type { EssayId, SourceId } from '../../core/essay';
import { ok } from '../../core/problem';
import { essayItem, type Item, lineOf, sourceItem, WHOLE, wholeItem } from '../../core/sync/item';
import { type Answer, came } from '../../core/sync/problem';
import type { Batch, Waiting } from '../../core/sync/round';
import type { Whole } from '../../core/transfer/backup/units';
import { SOURCES, sourceIn } from './backup-lines';
import type { Transaction, UnsyncedRow } from './database';
import { fact } from './ledger';
import type { Library } from './library';
import { refIn } from './sync-copies';
import { loadState, NAMES, putState, stateIn, written } from './sync-state';
import { THREADS, threadIn } from './threads';
import { ON } from './unsynced';
import { write } from './write';

const SCANNED_AT_ONCE = 2_000;
const AFTER_ON = `${ON}\u0000`;

/** Until all that its reader has done here waits to be told, a piece a transaction; goes on wherever it was ended. */
export async function scanAll(library: Library): Promise<Answer<undefined>> {
  while ((await loadState(library, 'scan')) !== undefined) {
    const scanned = await written(write(library, ['marks', 'sourceMarks', 'unsynced', 'syncState'], 'passing', scanIn));
    if (!scanned.ok) return scanned;
  }
  return came(undefined);
}

async function scanIn(tx: Transaction<'readwrite'>) {
  const scan = await stateIn(tx, 'scan');
  if (scan === undefined) return ok(undefined);
  const { store, after } = scan;
  const keys = await tx.objectStore(store).getAllKeys(IDBKeyRange.lowerBound(after, true), SCANNED_AT_ONCE);
  const rows = tx.objectStore('unsynced');
  const prefix = store === 'marks' ? 'e/' : 's/';
  await Promise.all(keys.map(async (key) => rows.put({ turn: ((await rows.get(prefix + key))?.turn ?? 0) + 1 }, prefix + key)));
  const last = keys.length === SCANNED_AT_ONCE ? keys.at(-1) : undefined;
  if (last !== undefined) await putState(tx, 'scan', { store, after: last });
  else await putState(tx, 'scan', store === 'marks' ? { store: 'sourceMarks', after: '' } : undefined);
  return ok(undefined);
}

/** The next ones. `whole`: what is one for the whole library, told where it is not as it was told last. */
export async function waitingIn(library: Library, whole: Pick<Whole, 'settings' | 'stamps'>, most: number): Promise<Batch> {
  const tx = await library.begin([...THREADS, ...SOURCES, 'copies', 'ledger', 'unsynced', 'syncState'], 'readonly');
  const rows = tx.objectStore('unsynced');
  const range = IDBKeyRange.lowerBound(AFTER_ON);
  const [names, values] = await Promise.all([rows.getAllKeys(range, most), rows.getAll(range, most)]);
  const waiting: Waiting[] = names.map((name, at) => ({ name, turn: String(values[at]?.turn) }));
  const items = (await Promise.all(names.map((name, at) => itemIn(tx, name, values[at])))).filter((item) => item !== undefined);
  if (names.length >= most) return { waiting, items };
  const seen = await fact(tx, 'seenBefore');
  const item = wholeItem({ ...whole, ...(seen && { seen }) });
  const line = lineOf(item);
  if (line === (await stateIn(tx, 'wholeSent'))) return { waiting, items };
  return { waiting: [...waiting, { name: WHOLE, turn: line }], items: [...items, item] };
}

export async function itemsOf(library: Library, names: readonly string[]): Promise<readonly Item[]> {
  const tx = await library.begin([...THREADS, ...SOURCES, 'copies', 'syncState'], 'readonly');
  return (await Promise.all(names.map((name) => itemIn(tx, name)))).filter((item) => item !== undefined);
}

async function itemIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, name: string, row?: UnsyncedRow): Promise<Item | undefined> {
  const id = name.slice(2);
  if (name.startsWith('e/')) {
    const thread = await threadIn(tx, id as EssayId); // as: names are made of ids, as below
    return thread && essayItem(thread, await refIn(tx, id as EssayId)); // as: the same
  }
  if (!name.startsWith('s/')) return undefined;
  const source = await sourceIn(tx, id as SourceId);
  if (source?.marks === undefined && row?.gone !== undefined)
    return { kind: 'source', id: id as SourceId, marks: { followed: [false, row.gone] } };
  return source && sourceItem(source);
}

/** The items that segments of this machine hold, the same one once. */
export async function namesIn(library: Library, segments: readonly string[]): Promise<readonly string[]> {
  const store = (await library.begin(['syncState'], 'readonly')).objectStore('syncState');
  const lists = await Promise.all(segments.map((segment) => store.get(NAMES + segment)));
  return [...new Set(lists.flatMap((list) => (Array.isArray(list) ? (list as string[]) : [])))]; // as: only sync-store.ts writes it
}
