/** Notes which essays are wanted in full, in the transactions that write the essays themselves. texts.ts asks for them. */
import { originPattern } from '../../core/address';
import { datedAt, type EssayId, type ListedEssay, SAVED_PAGES, type SourceId } from '../../core/essay';
import { type Asking, givesLittle, MOST_A_SOURCE, NEVER_ASKED, readAsking, wantedAgain } from '../../core/follow/text-asking';
import type { TextRow } from './database';
import { unabridgedIn } from './essay-rows';
import type { WriteTransaction } from './write';

/** An essay that was added or revised. */
export type Written = { readonly before?: ListedEssay; readonly after: ListedEssay };

/** The newest of what came are wanted, and what is worded otherwise now is wanted again, once. Needs the store texts. */
export async function wantTexts(tx: WriteTransaction, written: readonly Written[]): Promise<void> {
  const isNews = ({ before, after }: Written) => before === undefined && after.sourceId !== SAVED_PAGES && givesLittle(after);
  const added = written.filter(isNews).map(({ after }) => after);
  const newestFirst = added.sort((a, b) => datedAt(b) - datedAt(a));
  for (const source of new Set(added.map(({ sourceId }) => sourceId))) {
    const newest = newestFirst.filter(({ sourceId }) => sourceId === source).slice(0, MOST_A_SOURCE);
    await Promise.all(newest.map((essay) => want(tx, essay)));
    await letOldestGo(tx, source);
  }
  const revised = written.filter(({ before }) => before !== undefined);
  await Promise.all(revised.map((each) => reviseWanted(tx, each)));
}

/**
 * What the reader saves is wanted however old it is. `row` is the essay's, as it stands. A page that no source lists is copied where it is open; it is
 * asked for only where it was saved by a link. Needs LISTED beside the store texts.
 */
export async function wantSaved(tx: WriteTransaction, row: unknown, by: 'page' | 'link' = 'page'): Promise<void> {
  const [essay] = await unabridgedIn(tx, [row]);
  const isWanted = essay !== undefined && (by === 'link' || essay.sourceId !== SAVED_PAGES);
  if (isWanted && givesLittle(essay)) await want(tx, essay);
}

/** One that was asked already stays as it is. */
async function want(tx: WriteTransaction, essay: ListedEssay): Promise<void> {
  if ((await tx.objectStore('texts').getKey(essay.id)) === undefined) await putTextRow(tx, essay, NEVER_ASKED);
}

/** Where its source brings another text, that is the one to have. */
async function reviseWanted(tx: WriteTransaction, { before, after }: Written): Promise<void> {
  const row = await tx.objectStore('texts').get(after.id);
  if (row === undefined) return;
  const asking = readAsking(row.asking);
  const isReworded = before?.title !== after.title || before.summary !== after.summary;
  const again = isReworded && before?.textPrint === after.textPrint && asking.askedAt !== undefined ? wantedAgain(asking) : undefined;
  if (again !== undefined) await putTextRow(tx, after, again);
  else if (row.wantedOf !== undefined) await putTextRow(tx, after, asking); // it may stand elsewhere now
}

export async function putTextRow(tx: WriteTransaction, essay: ListedEssay, asking: Asking): Promise<void> {
  const origin = originPattern(essay.url);
  if (origin === undefined) return;
  await tx.objectStore('texts').put({ id: essay.id, wantedOf: essay.sourceId, datedAt: datedAt(essay), origin, asking });
}

/** No source is asked for more than its newest, whatever it had when it was added; only what is saved stays wanted. */
async function letOldestGo(tx: WriteTransaction, source: SourceId): Promise<void> {
  const ids = await tx.objectStore('texts').index('byWanted').getAllKeys(wantedOf(source)); // oldest first
  for (const id of ids.slice(0, Math.max(0, ids.length - MOST_A_SOURCE))) {
    const marks = await tx.objectStore('marks').get(id);
    if (marks?.savedStamp === undefined) await letGo(tx, id);
  }
}

/** What was asked is remembered; what never was is forgotten. */
async function letGo(tx: WriteTransaction, id: EssayId): Promise<void> {
  const row = await tx.objectStore('texts').get(id);
  if (row !== undefined && readAsking(row.asking).askedAt !== undefined) await putUnwanted(tx, row, readAsking(row.asking));
  else await tx.objectStore('texts').delete(id);
}

export async function putUnwanted(tx: WriteTransaction, { wantedOf: _, ...row }: TextRow, asking: Asking): Promise<void> {
  await tx.objectStore('texts').put({ ...row, asking });
}

/** The keys of a source in the index `byWanted`. */
export function wantedOf(source: SourceId): IDBKeyRange {
  return IDBKeyRange.bound([source], [source, []]);
}
