/** Forgets a source: after it there is no word left of it, but for what its reader saved, tagged or wrote on. */
import type { EssayId, SourceId } from '../../core/essay';
import { ok, type Result } from '../../core/problem';
import { dropEssaysIn, keptIn } from './drop';
import { WITH_ESSAYS } from './essays';
import { leaveAllIn } from './leave';
import type { Library } from './library';
import { type WriteTransaction, write } from './write';

/** Its row, its wishes, its names, and of every essay that is not kept also its history and whether it was read. Errors: disk-full and the problems of opening. */
export function forgetSource(library: Library, id: SourceId): Promise<Result<undefined>> {
  return write(library, [...WITH_ESSAYS, 'sourceStates'], 'lasting', async (tx) => {
    for (const store of ['sources', 'sourceMarks', 'sourceStates', 'aliases'] as const) await tx.objectStore(store).delete(id);
    const { ids, handed } = await leaveAllIn(tx, id);
    const kept = await keptIn(tx, ids);
    const going = ids.filter((each) => !kept.has(each));
    await dropEssaysIn(tx, going, handed);
    await Promise.all(going.map((each) => dropActsIn(tx, each)));
    await Promise.all([...kept].map((each) => tx.objectStore('texts').delete(each))); // nobody asks for those of a source that is not followed
    return ok(undefined);
  });
}

async function dropActsIn(tx: WriteTransaction, id: EssayId): Promise<void> {
  await tx.objectStore('marks').delete(id);
  const history = tx.objectStore('history');
  for (const key of await history.index('byEssay').getAllKeys(id)) await history.delete(key);
}
