/**
 * What was done here and no other machine has been told of yet: a row for each item, written in the transaction of the act itself. Kept only while the
 * library is kept alike on several machines. Needs the store unsynced, which write.ts adds wherever something of the reader's is written.
 */
import type { EssayId, SourceId } from '../../core/essay';
import type { Stamp } from '../../core/library/stamp';
import { essayName, sourceName } from '../../core/sync/item';
import type { Store, Transaction } from './database';
import type { Library } from './library';

type WriteTransaction = Transaction<'readwrite'>;

/** Where this row is, the others are written. */
export const ON = '';

/** Who writes here writes what the reader did. */
const OWN: ReadonlySet<Store> = new Set<Store>(['marks', 'highlights', 'sourceMarks', 'copies']);

export const withUnsynced = (stores: readonly Store[]): readonly Store[] =>
  stores.some((store) => OWN.has(store)) && !stores.includes('unsynced') ? [...stores, 'unsynced'] : stores;

export const noteEssay = (tx: WriteTransaction, id: EssayId): Promise<void> => note(tx, essayName(id));
export const noteSource = (tx: WriteTransaction, id: SourceId, gone?: Stamp): Promise<void> => note(tx, sourceName(id), gone);

export async function isNoting(tx: WriteTransaction): Promise<boolean> {
  return (await tx.objectStore('unsynced').getKey(ON)) !== undefined;
}

async function note(tx: WriteTransaction, name: string, gone?: Stamp): Promise<void> {
  if (!(await isNoting(tx))) return;
  const rows = tx.objectStore('unsynced');
  const turn = ((await rows.get(name))?.turn ?? 0) + 1;
  await rows.put({ turn, ...(gone && { gone }) }, name);
}

export async function waitingCount(library: Pick<Library, 'begin'>): Promise<number> {
  const tx = await library.begin(['unsynced'], 'readonly');
  return Math.max(0, (await tx.objectStore('unsynced').count()) - 1);
}
