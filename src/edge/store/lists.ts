/** The lists a reader sees: latest, saved, found. Each gives a page of entries and where to go on. Reads only. */
import type { EssayId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import { readEssay, readMarks } from '../../core/library/readers';
import { matcher } from '../../core/library/search';
import type { Stamp } from '../../core/library/stamp';
import { isUnread, type Seen } from '../../core/library/unread';
import type { Problem } from '../../core/problem';
import type { Transaction } from './database';
import { seenIn } from './ledger';
import type { Library } from './library';
import { marksOf } from './marks';
import { unreadable } from './readable';

export type LatestPosition = [datedAt: number, id: EssayId];
export type SavedPosition = [savedStamp: Stamp, id: EssayId];

/** `next` is absent at the end. Rows that cannot be read are missing from `entries`; those, and marks read only in part, count in `problem`. */
export type Listed<Position> = { readonly entries: readonly Entry[]; readonly next?: Position; readonly problem?: Problem };
export type PageOf<Position> = { readonly limit: number; readonly before?: Position | undefined };

const STORES = ['essays', 'marks', 'ledger'] as const;
const SCAN = 500; // rows looked through at once when searching

/** Newest first; those of one moment by id, so that the list never flickers. Going on from `next` neither repeats nor skips. */
export async function latestEntries(library: Library, { limit, before }: PageOf<LatestPosition>): Promise<Listed<LatestPosition>> {
  const tx = await library.begin(STORES, 'readonly');
  const { rows, next } = await highest(tx.objectStore('essays').index('byDate'), limit, before);
  return listed(await entriesIn(tx, rows), next);
}

/** Most recently saved first. */
export async function savedEntries(library: Library, { limit, before }: PageOf<SavedPosition>): Promise<Listed<SavedPosition>> {
  const tx = await library.begin(STORES, 'readonly');
  const { rows, next } = await highest(tx.objectStore('marks').index('bySaved'), limit, before);
  const essays = await Promise.all(rows.map(({ id }) => tx.objectStore('essays').get(id)));
  return listed(await entriesIn(tx, essays), next);
}

/** The essays of these ids, in this order; those that are not there are left out without a word. */
export async function entriesOf(library: Library, ids: readonly EssayId[]): Promise<Listed<never>> {
  const tx = await library.begin(STORES, 'readonly');
  const rows: unknown[] = await Promise.all(ids.map((id) => tx.objectStore('essays').get(id)));
  const here = rows.filter((row) => row !== undefined);
  return listed(await entriesIn(tx, here));
}

/**
 * Essays with every word of the query at the beginning of some word of theirs, newest first. A query without a word finds nothing.
 *
 * Cost  looks through the library until `limit` are found, one short transaction for every 500 essays, so that nobody waits to write.
 */
export async function searchEntries(library: Library, query: string, { limit }: { readonly limit: number }): Promise<Listed<never>> {
  const matches = matcher(query);
  const entries: Entry[] = [];
  let damaged = 0;
  let before: LatestPosition | undefined;
  while (matches !== undefined && entries.length < limit) {
    const tx = await library.begin(STORES, 'readonly');
    const { rows, next } = await highest(tx.objectStore('essays').index('byDate'), SCAN, before);
    const essays = rows.map(readEssay).filter((essay) => essay !== undefined);
    const found = await entriesIn(tx, essays.filter(matches));
    entries.push(...found.entries);
    damaged += found.damaged + rows.length - essays.length;
    if (next === undefined) break;
    before = next;
  }
  return listed({ entries: entries.slice(0, limit), damaged });
}

type Found = { readonly entries: readonly Entry[]; readonly damaged: number };

async function entriesIn(tx: Transaction<'readonly'>, rows: readonly unknown[]): Promise<Found> {
  const essays = rows.map(readEssay).filter((essay) => essay !== undefined);
  const seen: Seen = await seenIn(tx);
  const marksRows = await Promise.all(essays.map(({ id }) => tx.objectStore('marks').get(id)));
  const read = marksRows.map((row) => readMarks(marksOf(row)));
  const entries = essays.map((essay, i) => {
    const marks = read[i]?.marks ?? {};
    return { essay, marks, isUnread: isUnread(essay, marks, seen) };
  });
  return { entries, damaged: rows.length - essays.length + read.filter(({ damaged }) => damaged > 0).length };
}

function listed<Position>({ entries, damaged }: Found, next?: Position): Listed<Position> {
  const problem = unreadable(damaged);
  return { entries, ...(next !== undefined && { next }), ...(problem && { problem }) };
}

type Ordered<Row, Position> = {
  openKeyCursor(range: IDBKeyRange | null, direction: 'prev'): Promise<Cursor<Position> | null>;
  getAll(range: IDBKeyRange): Promise<Row[]>;
};
type Cursor<Position> = { readonly key: Position; advance(count: number): Promise<Cursor<Position> | null> };

/**
 * The highest rows of an index below `before`, highest first; `next` is the lowest key among them, unless the end was reached. A key cursor
 * jumps to the lower edge, so that the rows come in one request instead of one each.
 */
async function highest<Row, Position>(index: Ordered<Row, Position>, count: number, before: Position | undefined) {
  const cursor = await index.openKeyCursor(before === undefined ? null : IDBKeyRange.upperBound(before, true), 'prev');
  if (cursor === null) return { rows: [], next: undefined };
  const top = cursor.key; // the cursor moves, its key with it
  const next = (count > 1 ? await cursor.advance(count - 1) : cursor)?.key;
  const rows = await index.getAll(next === undefined ? IDBKeyRange.upperBound(top) : IDBKeyRange.bound(next, top));
  return { rows: rows.reverse(), next };
}
