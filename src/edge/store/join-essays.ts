/** Makes one essay of two that turn out to be one page: its places, what the reader did to either, and their threads. Nothing that was saved is lost. */
import type { EssayId, ListedEssay } from '../../core/essay';
import { isSaved } from '../../core/library/fold';
import type { Place } from '../../core/library/marks';
import { merge } from '../../core/library/merge';
import { readMarks } from '../../core/library/readers';
import { moveCopyIn } from './copies';
import { dropEssayIn, unabridgedIn, wholeIn } from './essay-rows';
import { moveHighlightsIn } from './highlights';
import { marksOf, marksRow } from './marks';
import { placesOf } from './place-rows';
import { attachIn, type Neighbourhood, sameElsewhere } from './places';
import { noteEssay } from './unsynced';
import { dropPublishersVersionIn, keepPublishersVersionIn, publishersVersionIn } from './versions';
import type { WriteTransaction } from './write';

type Occasion = { readonly revision: number; readonly from: Place };

/** Joins an essay to the one that is the same page in another source. Needs what essays are put with (WITH_ESSAYS). Gives whether there is one. */
export async function joinIfSame(tx: WriteTransaction, id: EssayId, around: Neighbourhood, { revision }: Occasion): Promise<boolean> {
  const [essay] = await wholeIn(tx, [id]);
  const other = essay && (await sameElsewhere(tx, essay, around));
  if (essay === undefined || other === undefined) return false;
  const [stays, goes] = await inOrder(tx, essay, other);
  await join(tx, stays, goes);
  for (const each of [stays.id, goes.id]) await tx.objectStore('unindexed').put(revision, each);
  return true;
}

/** What is saved stays; else what was seen first. */
async function inOrder(tx: WriteTransaction, a: ListedEssay, b: ListedEssay): Promise<readonly [ListedEssay, ListedEssay]> {
  const rank = async ({ id }: ListedEssay) => Number(isSaved(readMarks(marksOf(await tx.objectStore('marks').get(id))).marks));
  const byRank = (await rank(b)) - (await rank(a));
  return (byRank || a.firstSeenAt - b.firstSeenAt || (a.id < b.id ? -1 : 1)) <= 0 ? [a, b] : [b, a];
}

async function join(tx: WriteTransaction, stays: ListedEssay, goes: ListedEssay): Promise<void> {
  const [whole] = await wholeIn(tx, [goes.id]);
  const [row] = await unabridgedIn(tx, [await tx.objectStore('essays').get(stays.id)]);
  if (whole === undefined || row === undefined) return;
  const known: ListedEssay = { ...row, firstSeenAt: Math.min(row.firstSeenAt, whole.firstSeenAt) };
  for (const place of await placesOf(tx, goes.id)) {
    await tx.objectStore('places').delete([goes.id, place.sourceId]);
    await tx.objectStore('places').put({ ...place, essayId: stays.id });
  }
  const { isSaved: isEitherSaved, areBoth } = await savedOf(tx, stays.id, goes.id);
  const version = await publishersVersionIn(tx, goes.id);
  await attachIn(tx, known, { ...whole, ...version, id: goes.id, sourceId: whole.sourceId }, isEitherSaved);
  if (areBoth && (whole.title !== row.title || whole.summary !== row.summary))
    await keepPublishersVersionIn(tx, { ...whole, id: stays.id }, whole.firstSeenAt);
  await Promise.all([dropEssayIn(tx, goes.id), dropPublishersVersionIn(tx, goes.id), tx.objectStore('texts').delete(goes.id)]);
  await moveMarksIn(tx, goes.id, known);
}

async function savedOf(tx: WriteTransaction, ...ids: readonly EssayId[]) {
  const rows = await Promise.all(ids.map((id) => tx.objectStore('marks').get(id)));
  const saved = rows.filter((row) => isSaved(readMarks(marksOf(row)).marks)).length;
  return { isSaved: saved > 0, areBoth: saved > 1 };
}

/** What the reader did to a post under another id was done to the essay, as if two copies of a library were joined. The threads become one. Needs WITH_ESSAYS. */
export async function moveMarksIn(
  tx: WriteTransaction,
  from: EssayId,
  { id, firstSeenAt }: Pick<ListedEssay, 'id' | 'firstSeenAt'>,
): Promise<void> {
  const [moved, there] = await Promise.all([tx.objectStore('marks').get(from), tx.objectStore('marks').get(id)]);
  if (moved !== undefined) {
    const { marks, damaged } = readMarks(marksOf(moved));
    const joined = merge(readMarks(marksOf(there)).marks, marks);
    await tx.objectStore('marks').put(marksRow(id, there ?? moved, joined, firstSeenAt));
    if (damaged > 0 && there !== undefined) await tx.objectStore('marks').put({ id: from, marks: moved.marks });
    else await tx.objectStore('marks').delete(from);
    await noteEssay(tx, id);
  } else if (there !== undefined && there.firstSeenAt !== firstSeenAt) {
    await tx.objectStore('marks').put(marksRow(id, there, readMarks(marksOf(there)).marks, firstSeenAt));
  }
  await moveCopyIn(tx, from, id);
  await moveHighlightsIn(tx, from, id);
  for (let cursor = await tx.objectStore('history').index('byEssay').openCursor(from); cursor; cursor = await cursor.continue()) {
    await cursor.update({ ...cursor.value, essayId: id });
  }
}
