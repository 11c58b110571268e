/** Forgets a source: after it there is no word left of it, but for what its reader saved, tagged or wrote on. */
import type { EssayId, SourceId } from '../../core/essay';
import { ok, type Result } from '../../core/problem';
import { dropEssaysIn, keptIn } from './drop';
import { WITH_ESSAYS } from './essays';
import { leaveAllIn } from './leave';
import { putFact, stampIn } from './ledger';
import type { Library } from './library';
import { isNoting, noteSource } from './unsynced';
import { type WriteTransaction, write } from './write';

/**
 * Its row, its wishes, its names, and of every essay that is not kept also its history and whether it was read. Other machines of its reader are told that
 * it is not followed any more, and nothing else of it.
 *
 * Errors  disk-full and the problems of opening.
 */
export function forgetSource(library: Library, id: SourceId, now: number): Promise<Result<undefined>> {
  return write(library, [...WITH_ESSAYS, 'sourceStates'], 'lasting', async (tx) => {
    if (await isNoting(tx)) {
      const stamp = await stampIn(tx, now);
      await putFact(tx, 'lastStamp', stamp);
      await noteSource(tx, id, stamp);
    }
    for (const store of ['sources', 'sourceMarks', 'sourceStates', 'aliases'] as const) await tx.objectStore(store).delete(id);
    const { ids, handed } = await leaveAllIn(tx, id);
    const kept = await keptIn(tx, ids);
    const going = ids.filter((each) => !kept.has(each));
    await dropEssaysIn(tx, going, handed);
    await Promise.all([...going, ...(await metBeforeIn(tx, id))].map((each) => dropActsIn(tx, each)));
    await Promise.all([...kept].map((each) => tx.objectStore('texts').delete(each))); // nobody asks for those of a source that is not followed
    return ok(undefined);
  });
}

/** Essays that went when the source was unfollowed earlier: what was done to them outlived them. Their ids begin with the source's (core/feed/identity.ts). */
async function metBeforeIn(tx: WriteTransaction, id: SourceId): Promise<readonly EssayId[]> {
  const own = IDBKeyRange.bound(`${id}.`, `${id}/`, false, true);
  const met = new Set(await tx.objectStore('marks').getAllKeys(own));
  const history = tx.objectStore('history').index('byEssay');
  for (let row = await history.openKeyCursor(own); row !== null; row = await row.continue()) met.add(row.key);
  const [there, kept] = [new Set(await tx.objectStore('essays').getAllKeys(own)), await keptIn(tx, [...met])];
  return [...met].filter((each) => !there.has(each) && !kept.has(each));
}

async function dropActsIn(tx: WriteTransaction, id: EssayId): Promise<void> {
  await tx.objectStore('marks').delete(id);
  const history = tx.objectStore('history');
  for (const key of await history.index('byEssay').getAllKeys(id)) await history.delete(key);
}
