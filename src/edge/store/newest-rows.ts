/** The next rows of a list, newest first, without reading those that stand above or below. Knows nothing of marks and mutes. */
import type { EssayId, SourceId } from '../../core/essay';
import type { EssayRow } from '../../core/library/essay-row';
import type { Transaction } from './database';

export type LatestPosition = [datedAt: number, id: EssayId];

type Ordered<Row, Position> = {
  openKeyCursor(range: IDBKeyRange | null, direction: 'prev'): Promise<Cursor<Position> | null>;
  getAll(range: IDBKeyRange): Promise<Row[]>;
};
type Cursor<Position> = { readonly key: Position; advance(count: number): Promise<Cursor<Position> | null> };

/**
 * The highest rows of an index below `before`, highest first; `next` is the lowest key among them, unless the end was reached. A key cursor
 * jumps to the lower edge, so that the rows come in one request instead of one each.
 */
export async function highest<Row, Position>(index: Ordered<Row, Position>, count: number, before: Position | undefined) {
  const cursor = await index.openKeyCursor(before === undefined ? null : IDBKeyRange.upperBound(before, true), 'prev');
  if (cursor === null) return { rows: [], next: undefined };
  const top = cursor.key; // the cursor moves, its key with it
  const next = (count > 1 ? await cursor.advance(count - 1) : cursor)?.key;
  const rows = await index.getAll(next === undefined ? IDBKeyRange.upperBound(top) : IDBKeyRange.bound(next, top));
  return { rows: rows.reverse(), next };
}

type SourceKey = [source: SourceId, datedAt: number, id: EssayId];
type BySource = { openKeyCursor(range: IDBKeyRange, direction: 'prev'): Promise<SourceCursor | null> };
type SourceCursor = { readonly key: SourceKey; continue(): Promise<SourceCursor | null> };

/**
 * The newest rows that these sources show together, below `before`; one that several of them show comes once. Needs the store places.
 *
 * Cost  two key cursors a source, moved on only where it is the highest: a source with nothing new costs two requests.
 */
export async function newestOf(
  tx: Transaction<'readonly'>,
  sources: ReadonlySet<SourceId>,
  count: number,
  before: LatestPosition | undefined,
): Promise<{ rows: EssayRow[]; next: LatestPosition | undefined }> {
  const essays = tx.objectStore('essays');
  const indexes: readonly BySource[] = [essays.index('bySourceDate'), tx.objectStore('places').index('byBesideDate')];
  const opened = [...sources].flatMap((id) => indexes.map((index) => index.openKeyCursor(below(id, before), 'prev')));
  const cursors = (await Promise.all(opened)).filter((cursor) => cursor !== null);
  const keys: SourceKey[] = [];
  while (keys.length < count && cursors.length > 0) {
    const at = indexOfHighest(cursors.map(({ key }) => key));
    const highestOne = cursors[at];
    if (highestOne === undefined) break;
    if (keys.at(-1)?.[2] !== highestOne.key[2]) keys.push(highestOne.key); // another source of these shows it too
    const moved = await highestOne.continue();
    if (moved === null) cursors.splice(at, 1);
  }
  const rows = await Promise.all(keys.map(([, , id]) => essays.get(id)));
  const [, datedAt, id] = keys.at(-1) ?? [];
  const isFull = keys.length === count && datedAt !== undefined && id !== undefined;
  return { rows: rows.filter((row) => row !== undefined), next: isFull ? [datedAt, id] : undefined };
}

/** An array is higher than any number, so this ends above the last date. */
function below(id: SourceId, before: LatestPosition | undefined): IDBKeyRange {
  return IDBKeyRange.bound([id], before === undefined ? [id, []] : [id, ...before], false, true);
}

function indexOfHighest(keys: readonly SourceKey[]): number {
  return keys.reduce((best, [, datedAt, id], at) => {
    const [, bestDate = 0, bestId = ''] = keys[best] ?? [];
    return datedAt > bestDate || (datedAt === bestDate && id > bestId) ? at : best;
  }, 0);
}
