/** Takes essays off the disk, with everything that stands on them; what the reader did to them stays, and is there again if they come back. */
import type { EssayId } from '../../core/essay';
import { isKept } from '../../core/library/cap';
import type { Marks } from '../../core/library/marks';
import { readMarks } from '../../core/library/readers';
import { dropCopyIn } from './copies';
import { dropEssayIn } from './essay-rows';
import { fact, putFact } from './ledger';
import { marksOf, marksRow } from './marks';
import { dropPublishersVersionIn } from './versions';
import type { WriteTransaction } from './write';

/** Those of some essays that are kept. Needs the store marks. */
export async function keptIn(tx: WriteTransaction, ids: readonly EssayId[]): Promise<ReadonlySet<EssayId>> {
  const marks = await marksIn(tx, ids);
  return new Set(ids.filter((_id, at) => isKept(marks[at] ?? {})));
}

/** What the reader did to them, in their order. Few essays have a row. */
export async function marksIn(tx: WriteTransaction, ids: readonly EssayId[]): Promise<readonly Marks[]> {
  const marked = new Set(await tx.objectStore('marks').getAllKeys());
  return Promise.all(ids.map(async (id) => (marked.has(id) ? readMarks(marksOf(await tx.objectStore('marks').get(id))).marks : {})));
}

/** The index hears of it in the same transaction, and of those that have `changed` beside. Needs WITH_ESSAYS. */
export async function dropEssaysIn(tx: WriteTransaction, ids: readonly EssayId[], changed: readonly EssayId[] = []): Promise<void> {
  if (ids.length + changed.length === 0) return;
  const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
  await Promise.all(ids.map((id) => dropIn(tx, id, revision)));
  await Promise.all(changed.map((id) => tx.objectStore('unindexed').put(revision, id)));
  await putFact(tx, 'revision', revision);
}

async function dropIn(tx: WriteTransaction, id: EssayId, revision: number): Promise<void> {
  await Promise.all([dropEssayIn(tx, id), dropPublishersVersionIn(tx, id), tx.objectStore('texts').delete(id)]);
  await dropCopyIn(tx, id);
  await tx.objectStore('places').delete(IDBKeyRange.bound([id], [id, []]));
  const row = await tx.objectStore('marks').get(id);
  if (row !== undefined) await tx.objectStore('marks').put(marksRow(id, row, readMarks(marksOf(row)).marks, undefined));
  await tx.objectStore('unindexed').put(revision, id);
}
