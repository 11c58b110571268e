/** What a source held when its reader followed it: seen from the start, for it is no news. Reads only. */
import type { EssayId, ListedEssay, SourceId } from '../../core/essay';
import { readSource } from '../../core/library/readers';
import type { Transaction } from './database';

type Mode = 'readonly' | 'readwrite';

/** By source, when it was added: ms since 1970, UTC. What was first seen by then was there. */
export type Held = ReadonlyMap<SourceId, number>;

/** Needs sources. */
export async function heldIn<M extends Mode>(tx: Transaction<M>): Promise<Held> {
  const rows = await tx.objectStore('sources').getAll();
  return new Map(rows.flatMap((row) => readSource(row) ?? []).map(({ id, addedAt }) => [id, addedAt]));
}

/** The same of one essay's sources. */
export async function heldOf<M extends Mode>(tx: Transaction<M>, ids: readonly SourceId[]): Promise<Held> {
  const rows = await Promise.all(ids.map((id) => tx.objectStore('sources').get(id)));
  return new Map(rows.flatMap((row) => readSource(row) ?? []).map(({ id, addedAt }) => [id, addedAt]));
}

/** In every source that shows it: in one that was followed before, it was new. */
export function isHeld(
  held: Held,
  { sourceId, alsoIn = [], firstSeenAt }: Pick<ListedEssay, 'sourceId' | 'alsoIn' | 'firstSeenAt'>,
): boolean {
  return [sourceId, ...alsoIn].every((id) => firstSeenAt <= (held.get(id) ?? Number.NEGATIVE_INFINITY));
}

/**
 * Of what was first seen after `from`. Needs essays and places.
 *
 * Cost  the keys of an index for each source that was added after `from`: none after "all seen".
 */
export async function heldIds(tx: Transaction<'readonly'>, held: Held, from: number): Promise<ReadonlySet<EssayId>> {
  const late = [...held].filter(([, addedAt]) => addedAt > from);
  if (late.length === 0) return new Set();
  const own = tx.objectStore('essays').index('bySourceSeen');
  const beside = tx.objectStore('places').index('byOwnerSeen');
  const reads = late.map(async ([id, addedAt]) => {
    const range = IDBKeyRange.bound([id, from], [id, addedAt], true);
    const [ids, places] = await Promise.all([own.getAllKeys(range), beside.getAll(range)]);
    return { ids, news: places.filter(({ sourceId, firstSeenAt }) => firstSeenAt > (held.get(sourceId) ?? Number.NEGATIVE_INFINITY)) };
  });
  const found = await Promise.all(reads);
  const ids = new Set(found.flatMap((each) => each.ids));
  for (const { essayId } of found.flatMap(({ news }) => news)) ids.delete(essayId);
  return ids;
}
