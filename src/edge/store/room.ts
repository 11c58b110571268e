/** Keeps a source from filling the disk: its oldest essays that nobody keeps go, some at a time. core/library/room.ts says which. */
import type { EssayId, SourceId } from '../../core/essay';
import { beyondRoom, MOST_UNKEPT } from '../../core/library/room';
import { ok, type Result } from '../../core/problem';
import { dropEssaysIn, keptIn } from './drop';
import { WITH_ESSAYS } from './essays';
import type { Library } from './library';
import { write } from './write';

const AT_ONCE = 100; // essays a transaction: others have their turn between two

/**
 * After a poll. Each step is whole: where it ends, the next poll goes on.
 *
 * Shapes  `standing` are the essays that the source shows now; gives how many went.
 * Cost    one count where there is room.
 */
export async function makeRoom(
  library: Library,
  id: SourceId,
  standing: readonly EssayId[],
  most: number = MOST_UNKEPT,
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
      const kept = await keptIn(tx, ids);
      const going = beyondRoom(ids, (each) => kept.has(each), stands, most).slice(0, AT_ONCE);
      await dropEssaysIn(tx, going);
      return ok(going.length);
    });
    if (!step.ok) return step;
    gone += step.value;
    if (step.value < AT_ONCE) return ok(gone);
  }
}
