/** Essays in their pieces: rows, the fields that have no room there, texts. The only file that puts them together or takes them apart. */
import type { Essay, EssayId, ListedEssay, SourceId } from '../../core/essay';
import {
  type LongField,
  listed,
  madeWhole,
  type OverlongRow,
  type ReadRow,
  readRow,
  rowOf,
  withTextOf,
} from '../../core/library/essay-row';
import type { Transaction } from './database';
import type { Library } from './library';
import type { WriteTransaction } from './write';

/** The stores that a transaction needs in which essays are listed, and in which they are read whole. */
export const LISTED = ['essays', 'overlong'] as const;
export const WHOLE = ['essays', 'overlong', 'bodies'] as const;

const ROWS_AT_ONCE = 200; // some hundred kilobytes; others have a turn between them

type Mode = 'readonly' | 'readwrite';

/** What a list must have whole. The summary and the tags are for those who look into them: mute words, polls, the index. */
const SEEN_IN_LISTS: ReadonlySet<LongField> = new Set(['url', 'title', 'author', 'language']);

/** Rows as lists show them, in their order; undefined where one cannot be read. Cost: one further read for the few with a very long title or address. */
export function listedIn<M extends Mode>(tx: Transaction<M>, rows: readonly unknown[]): Promise<(ListedEssay | undefined)[]> {
  return inPlace(tx, rows, ({ cut }) => cut.some((field) => SEEN_IN_LISTS.has(field)));
}

/** The same with every field whole, but not the text. Cost: one further read for each row that was cut. */
export function unabridgedIn<M extends Mode>(tx: Transaction<M>, rows: readonly unknown[]): Promise<(ListedEssay | undefined)[]> {
  return inPlace(tx, rows, isCut);
}

function inPlace<M extends Mode>(
  tx: Transaction<M>,
  rows: readonly unknown[],
  needsMore: (read: ReadRow) => boolean,
  atHand: ReadonlyMap<EssayId, unknown> = new Map(),
): Promise<(ListedEssay | undefined)[]> {
  return Promise.all(
    rows.map(async (raw) => {
      const read = readRow(raw);
      if (read === undefined || !needsMore(read)) return read?.essay;
      const { id } = read.essay;
      return madeWhole(read, atHand.get(id) ?? (await tx.objectStore('overlong').get(id)));
    }),
  );
}

/**
 * Essays that were first seen in a range, unabridged, `most` at most; those that cannot be read are left out.
 *
 * Cost  two requests, however many there are: thousands of requests take ten times as long as the bytes they bring.
 */
export async function seenBetweenIn<M extends Mode>(tx: Transaction<M>, range: IDBKeyRange, most: number): Promise<ListedEssay[]> {
  const [rows, overlong] = await Promise.all([
    tx.objectStore('essays').index('byFirstSeen').getAll(range, most),
    tx.objectStore('overlong').index('byFirstSeen').getAll(range, most),
  ]);
  return whole(await inPlace(tx, rows, isCut, inMap(overlong)));
}

/** The newest essays of a source, unabridged, by their ids; those that cannot be read are left out. Cost: two requests, and one for each that was cut. */
export async function newestOfSourceIn<M extends Mode>(tx: Transaction<M>, source: SourceId, most: number): Promise<ListedEssay[]> {
  const index = tx.objectStore('essays').index('bySourceDate');
  const all = IDBKeyRange.bound([source], [source, []]);
  const oldest = await (await index.openKeyCursor(all, 'prev'))?.advance(most - 1);
  const rows = await index.getAll(oldest ? IDBKeyRange.bound(oldest.key, [source, []]) : all);
  return whole(await inPlace(tx, rows, isCut)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** All essays of a source, unabridged, by their ids; those that cannot be read are left out. Cost: a request for every `ROWS_AT_ONCE`. */
export async function ofSourceIn<M extends Mode>(tx: Transaction<M>, source: SourceId): Promise<ListedEssay[]> {
  const overlong = inMap(await tx.objectStore('overlong').getAll(IDBKeyRange.bound(`${source}.`, `${source}.\uffff`))); // as identity.ts makes ids
  const essays: (ListedEssay | undefined)[] = [];
  const index = tx.objectStore('essays').index('bySourceDate');
  let after: [SourceId] | [SourceId, number, EssayId] = [source];
  for (;;) {
    const rows = await index.getAll(IDBKeyRange.bound(after, [source, []], true), ROWS_AT_ONCE);
    essays.push(...(await inPlace(tx, rows, isCut, overlong)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) break;
    after = [source, last.datedAt, last.id];
  }
  return whole(essays).sort((a, b) => (a.id < b.id ? -1 : 1));
}

const isCut = ({ cut }: ReadRow): boolean => cut.length > 0;
const inMap = (rows: readonly OverlongRow[]): ReadonlyMap<EssayId, unknown> => new Map(rows.map((row) => [row.id, row]));
const whole = (essays: readonly (ListedEssay | undefined)[]): ListedEssay[] => essays.filter((essay) => essay !== undefined);

/**
 * The next essays in the order of their ids, with their texts, by id; undefined where one cannot be read. Needs WHOLE.
 *
 * Cost  four requests, however many there are.
 */
export async function wholeAfterIn<M extends Mode>(
  tx: Transaction<M>,
  after: EssayId | '',
  most: number,
): Promise<ReadonlyMap<EssayId, Essay | undefined>> {
  const beyond = IDBKeyRange.lowerBound(after, true);
  const [ids, rows]: [EssayId[], unknown[]] = await Promise.all([
    tx.objectStore('essays').getAllKeys(beyond, most),
    tx.objectStore('essays').getAll(beyond, most),
  ]);
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const among = IDBKeyRange.bound(first, last);
  const [overlong, bodies] = await Promise.all([tx.objectStore('overlong').getAll(among), tx.objectStore('bodies').getAll(among)]);
  const [long, texts] = [inMap(overlong), new Map(bodies.map((body) => [body.id, body as unknown] as const))];
  return new Map(ids.map((id, at) => [id, wholeOf(readRow(rows[at]), long.get(id), texts.get(id))] as const));
}

/** Essays with their texts, in the order of the ids; undefined where there is none, or none that can be read. Needs WHOLE. */
export async function wholeIn<M extends Mode>(tx: Transaction<M>, ids: readonly EssayId[]): Promise<(Essay | undefined)[]> {
  return Promise.all(
    ids.map(async (id) => {
      const read = readRow(await tx.objectStore('essays').get(id));
      if (read === undefined) return undefined;
      const hasBody = read.text === undefined && read.essay.textPrint !== undefined;
      const [overlong, body]: unknown[] = await Promise.all([
        isCut(read) ? tx.objectStore('overlong').get(id) : undefined,
        hasBody ? tx.objectStore('bodies').get(id) : undefined,
      ]);
      return wholeOf(read, overlong, body);
    }),
  );
}

function wholeOf(read: ReadRow | undefined, overlong: unknown, body: unknown): Essay | undefined {
  if (read === undefined) return undefined;
  const essay = withTextOf(madeWhole(read, isCut(read) ? overlong : undefined), {});
  const text = read.text ?? (read.essay.textPrint === undefined ? undefined : textIn(body));
  return text === undefined ? essay : { ...essay, text };
}

/** Essays with their texts, by id; those that are not there are left out. */
export async function wholeEssays(library: Library, ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, Essay>> {
  const essays = await wholeIn(await library.begin(WHOLE, 'readonly'), ids);
  return new Map(essays.flatMap((essay) => (essay === undefined ? [] : [[essay.id, essay] as const])));
}

function textIn(body: unknown): string | undefined {
  const { text } = (typeof body === 'object' && body !== null ? body : {}) as { text?: unknown }; // as: checked next
  return typeof text === 'string' ? text : undefined;
}

/** Writes an essay in its pieces; one without a text has none from now on. `isNew`: it has no pieces here that could have to go. Needs WHOLE. */
export async function putWholeIn(tx: WriteTransaction, essay: Essay, isNew = false): Promise<void> {
  const { id, text } = essay;
  if (text !== undefined) await tx.objectStore('bodies').put({ id, text });
  else if (!isNew) await tx.objectStore('bodies').delete(id);
  await putRowIn(tx, listed(essay), isNew);
}

/** Writes everything but the text, which stays as the essay tells; the row before may have had it still. Needs WHOLE. */
export async function putBesideTextIn(tx: WriteTransaction, essay: ListedEssay, { text }: ReadRow): Promise<void> {
  const { id } = essay;
  if (text !== undefined) await tx.objectStore('bodies').put({ id, text });
  await putRowIn(tx, essay);
}

async function putRowIn(tx: WriteTransaction, essay: ListedEssay, isNew = false): Promise<void> {
  const { row, overlong } = rowOf(essay);
  if (overlong !== undefined) await tx.objectStore('overlong').put(overlong);
  else if (!isNew) await tx.objectStore('overlong').delete(essay.id);
  await tx.objectStore('essays').put(row);
}

/** Takes a row from before texts stood apart into its pieces; one that cannot be read, and one that is, stays. Needs WHOLE. */
export async function splitIn(tx: WriteTransaction, raw: unknown): Promise<void> {
  const read = readRow(raw);
  if (read === undefined || read.cut.length > 0) return;
  const { row, overlong } = rowOf(read.essay);
  if (read.text === undefined && overlong === undefined) return;
  const { id } = row;
  if (read.text !== undefined) await tx.objectStore('bodies').put({ id, text: read.text });
  if (overlong !== undefined) await tx.objectStore('overlong').put(overlong);
  await tx.objectStore('essays').put(row);
}

export async function dropEssayIn(tx: WriteTransaction, id: EssayId): Promise<void> {
  for (const store of WHOLE) await tx.objectStore(store).delete(id);
}
