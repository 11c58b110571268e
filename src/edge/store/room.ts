/** Keeps a source from filling the disk: its oldest essays that nobody keeps go, some at a time. core/library/cap.ts says which. */
import type { EssayId, SourceId } from '../../core/essay';
import { beyondCap, MOST_UNTOUCHED } from '../../core/library/cap';
import { ok, type Result } from '../../core/problem';
import { dropEssaysIn, marksIn } from './drop';
import { WITH_ESSAYS } from './essays';
import type { Library } from './library';
import { type WriteTransaction, write } from './write';

const AT_ONCE = 100; // essays a transaction: others have their turn between two

/**
 * After a poll. Each step is whole: where it ends, the next poll goes on.
 *
 * Shapes  `standing` are the essays that the source shows now: they would come back with the next poll as if they were new. What other sources show
 *         too stays. Gives how many went.
 * Cost    one count where there is room.
 */
export async function makeRoom(
  library: Library,
  id: SourceId,
  standing: readonly EssayId[],
  most: number = MOST_UNTOUCHED,
): Promise<Result<number>> {
  const stands = new Set(standing);
  const count = (await library.begin(['essays'], 'readonly')).objectStore('essays').index('bySource').count(id);
  if ((await count) <= most) return ok(0);
  for (let gone = 0; ; ) {
    const step = await write(library, WITH_ESSAYS, 'passing', async (tx) => {
      const ids = await tx
        .objectStore('essays')
        .index('bySourceDate')
        .getAllKeys(IDBKeyRange.bound([id], [id, []])); // oldest first
      const [marks, shared] = await Promise.all([marksIn(tx, ids), sharedIn(tx, id)]);
      const counted = ids.map((each, at) => ({ id: each, at, marks: marks[at] ?? {}, stays: stands.has(each) || shared.has(each) }));
      const going = beyondCap(counted, most).slice(0, AT_ONCE);
      await dropEssaysIn(tx, going);
      return ok(going.length);
    });
    if (!step.ok) return step;
    gone += step.value;
    if (step.value < AT_ONCE) return ok(gone);
  }
}

/** The essays of a source that stand in several. */
async function sharedIn(tx: WriteTransaction, id: SourceId): Promise<ReadonlySet<EssayId>> {
  const places = tx.objectStore('places');
  const keys = await Promise.all([
    places.index('bySource').getAllKeys(id),
    places.index('byOwnerSeen').getAllKeys(IDBKeyRange.bound([id], [id, []])),
  ]);
  return new Set(keys.flat().map(([essay]) => essay));
}
