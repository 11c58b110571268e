/** What stands before and after a saved essay in the list it is in: Later or the archive. Reads only. */
import type { EssayId } from '../../core/essay';
import { isArchived } from '../../core/library/fold';
import { readMarks } from '../../core/library/readers';
import type { Stamp } from '../../core/library/stamp';
import { LISTED, listedIn } from './essay-rows';
import type { Library } from './library';
import { marksOf } from './marks';

export type Neighbour = { readonly id: EssayId; readonly title: string };
export type Neighbours = { readonly previous?: Neighbour; readonly next?: Neighbour };

/** The list has the latest first, so what follows was saved, or archived, before. None for what is not saved. */
export async function neighboursOf(library: Library, id: EssayId): Promise<Neighbours> {
  const tx = await library.begin([...LISTED, 'marks'], 'readonly');
  const row = await tx.objectStore('marks').get(id);
  const { marks } = readMarks(marksOf(row));
  const isPutAway = isArchived(marks);
  const stamp = isPutAway ? row?.archivedStamp : row?.laterStamp;
  if (stamp === undefined) return {};
  const index = tx.objectStore('marks').index(isPutAway ? 'byArchived' : 'byLater');
  const here: [Stamp, EssayId] = [stamp, id];
  const [above, below] = await Promise.all([
    index.openKeyCursor(IDBKeyRange.lowerBound(here, true), 'next'),
    index.openKeyCursor(IDBKeyRange.upperBound(here, true), 'prev'),
  ]);
  const titled = async (key: EssayId | undefined): Promise<Neighbour | undefined> => {
    const [essay] = key === undefined ? [] : await listedIn(tx, [await tx.objectStore('essays').get(key)]);
    return essay && { id: essay.id, title: essay.title };
  };
  const [previous, next] = [await titled(above?.primaryKey), await titled(below?.primaryKey)];
  return { ...(previous && { previous }), ...(next && { next }) };
}
