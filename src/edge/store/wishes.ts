/** What the reader wishes for sources, for lists and counts that depend on it. Reads only; the reader's acts are written by follow.ts. */
import { SAVED_PAGES, type SourceId } from '../../core/essay';
import { readSourceMarks, type SourceWishes, wishesOf } from '../../core/library/source-marks';
import type { Transaction } from './database';

type WishesById = ReadonlyMap<SourceId, SourceWishes>;

/** Of every source about which the reader ever wished something, unfollowed ones too. */
export async function wishesIn<Mode extends IDBTransactionMode>(tx: Transaction<Mode>): Promise<WishesById> {
  const rows = await tx.objectStore('sourceMarks').getAll();
  return new Map(rows.map((row) => [row.id, wishesOf(readSourceMarks(row.marks))]));
}

/**
 * What stays of a source that is no longer followed is not muted; the welcome, about which nothing was decided, is where it was put away. Pages that
 * their reader saved are no news to him.
 */
export function mutedOf(wishes: WishesById): ReadonlySet<SourceId> {
  const muted = [...wishes].filter(([, { isUnfollowed, isMuted }]) => !isUnfollowed && isMuted);
  return new Set([SAVED_PAGES, ...muted.map(([id]) => id)]);
}
