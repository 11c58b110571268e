/** Takes a source out of everything that it shows: what others show too is theirs from now on. follow.ts and forget.ts say why. */
import type { EssayId, SourceId } from '../../core/essay';
import { unabridgedIn } from './essay-rows';
import { handOverIn, ownerIn, putKeepingText, settledIn } from './places';
import type { WriteTransaction } from './write';

/**
 * The source must count as gone already. Needs WITH_ESSAYS.
 *
 * Shapes  `ids`: the essays that nobody shows any more; `handed`: those that others speak for now.
 */
export async function leaveAllIn(
  tx: WriteTransaction,
  id: SourceId,
): Promise<{ readonly ids: readonly EssayId[]; readonly handed: readonly EssayId[] }> {
  const handed = await handOverAll(tx, id);
  const orphans = await leaveOthers(tx, id);
  const own = await tx.objectStore('essays').index('bySource').getAllKeys(id);
  return { ids: [...own, ...orphans], handed };
}

/** What a source that goes speaks for, and another followed one shows, is the other's from now on. */
async function handOverAll(tx: WriteTransaction, id: SourceId): Promise<readonly EssayId[]> {
  const shown = await tx
    .objectStore('places')
    .index('byOwnerSeen')
    .getAllKeys(IDBKeyRange.bound([id], [id, []]));
  const ids = [...new Set(shown.map(([essay]) => essay))];
  const essays = await unabridgedIn(tx, await Promise.all(ids.map((each) => tx.objectStore('essays').get(each))));
  for (const essay of essays) {
    const owner = essay && (await ownerIn(tx, essay, []));
    if (essay === undefined || owner === undefined) continue;
    await tx.objectStore('places').delete([essay.id, id]);
    await handOverIn(tx, essay, owner);
  }
  return ids;
}

/** It shows nothing beside others any more. Gives the essays whose own source is not followed either. */
async function leaveOthers(tx: WriteTransaction, id: SourceId): Promise<readonly EssayId[]> {
  const places = await tx
    .objectStore('places')
    .index('byBesideDate')
    .getAllKeys(IDBKeyRange.bound([id], [id, []]));
  const orphans: EssayId[] = [];
  for (const [essayId] of places) {
    await tx.objectStore('places').delete([essayId, id]);
    const [essay] = await unabridgedIn(tx, [await tx.objectStore('essays').get(essayId)]);
    if (essay === undefined) continue;
    await putKeepingText(tx, await settledIn(tx, essay));
    if ((await ownerIn(tx, essay, [essay.sourceId])) === undefined) orphans.push(essayId);
  }
  return orphans;
}
