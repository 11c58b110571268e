/** How many: answered from indexes, without reading the essays, because the badge asks often and the library may be large. */

import { seenIn } from './ledger';
import type { Library } from './library';

const ALWAYS = Number.NEGATIVE_INFINITY;

export function countUnread(library: Library): Promise<number> {
  return countNew(library, ALWAYS);
}

/**
 * Essays first seen after `since` (ms, UTC) that are unread: all that came after "all seen", without those read by hand, and with those that came
 * before but were marked unread since. Agrees with core/library/unread.ts, essay by essay.
 *
 * Cost  two counts on indexes, and the rows of the few that were marked unread since.
 */
export async function countNew(library: Library, since: number): Promise<number> {
  const tx = await library.begin(['essays', 'marks', 'ledger'], 'readonly');
  const seen = await seenIn(tx);
  const arrived = IDBKeyRange.lowerBound(Math.max(since, seen.before), true);
  const [all, read, unreadByHand] = await Promise.all([
    tx.objectStore('essays').index('byFirstSeen').count(arrived),
    tx.objectStore('marks').index('byReadSeen').count(arrived),
    tx.objectStore('marks').index('byUnread').getAll(IDBKeyRange.lowerBound(seen.acts, true)),
  ]);
  const again = unreadByHand.filter(({ firstSeenAt = ALWAYS }) => firstSeenAt > since && firstSeenAt <= seen.before);
  return Math.max(0, all - read) + again.length;
}

export async function countEssays(library: Library): Promise<number> {
  return (await library.begin(['essays'], 'readonly')).objectStore('essays').count();
}

export async function countSaved(library: Library): Promise<number> {
  return (await library.begin(['marks'], 'readonly')).objectStore('marks').index('bySaved').count();
}
