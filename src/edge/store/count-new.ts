/** How many essays are new since the list was last looked at: what the badge says. Costs what came since, however large the library. Reads only. */
import type { EssayId, ListedEssay, SourceId } from '../../core/essay';
import { readSource } from '../../core/library/readers';
import type { Transaction } from './database';
import { LISTED, seenBetweenIn, unabridgedIn } from './essay-rows';
import { seenIn } from './ledger';
import type { Library } from './library';
import { wishesIn } from './wishes';

const STORES = [...LISTED, 'places', 'marks', 'ledger', 'sources', 'sourceMarks'] as const;
const FEW = 200; // that came: their rows tell, in two requests
const AT_ONCE = 500;
const MOST_NEW = 1_000; // where rows must be read to count them: the badge says no more than 999
const MOST_READ = 2_000; // of the newest, to find those: a word that hides half of everything still leaves the badge at its end

type Reading = Transaction<'readonly'>;

/** By source, from when on what it shows is news: ms since 1970, UTC. One that is muted or kept out of the badge is not among them. */
export type Heard = ReadonlyMap<SourceId, number>;

/** What a source had when it was followed is no news. Needs sources and sourceMarks. */
export async function heardIn(tx: Reading): Promise<Heard> {
  const [wishes, rows] = await Promise.all([wishesIn(tx), tx.objectStore('sources').getAll()]);
  const isSilenced = (id: SourceId): boolean => {
    const wished = wishes.get(id);
    return wished !== undefined && !wished.isUnfollowed && (wished.isMuted || !wished.inBadge);
  };
  const sources = rows.flatMap((row) => readSource(row) ?? []);
  return new Map(sources.filter(({ id }) => !isSilenced(id)).map(({ id, addedAt }) => [id, addedAt]));
}

/** In one source that shows it at least. Of a source that is not here nothing is news: pages that their reader saved, what was kept of one that was forgotten. */
export function isNews(
  heard: Heard,
  { sourceId, alsoIn = [], firstSeenAt }: Pick<ListedEssay, 'sourceId' | 'alsoIn' | 'firstSeenAt'>,
): boolean {
  return [sourceId, ...alsoIn].some((id) => firstSeenAt > (heard.get(id) ?? Number.POSITIVE_INFINITY));
}

/**
 * Essays first seen after `since` (ms, UTC) that are unread: all that came after "all seen", without those read by hand, and with those that came
 * before but were marked unread since. Agrees with core/library/unread.ts, essay by essay. Left out are sources that are muted or kept out of the
 * badge, what a source had when it was added, and what `isHidden` names (mute words).
 *
 * Cost  the rows of what came, where that is little; else a count on an index for each source, and the rows of what was read since. With `isHidden`
 *       the newest MOST_READ of the new essays are read. Where more are new and most are hidden, or more was read, it counts too few, never too many.
 */
export async function countNew(library: Library, since: number, isHidden?: (essay: ListedEssay) => boolean): Promise<number> {
  const tx = await library.begin(STORES, 'readonly');
  const [seen, heard] = await Promise.all([seenIn(tx), heardIn(tx)]);
  const arrived = Math.max(since, seen.before);
  const from = [...heard.values()].reduce((first, addedAt) => Math.min(first, Math.max(arrived, addedAt)), Number.POSITIVE_INFINITY); // before that nothing is news
  const essays = tx.objectStore('essays');
  const again = since < seen.before ? await markedUnreadIn(tx, IDBKeyRange.lowerBound(seen.acts, true), since, seen.before) : [];
  if (again.length === 0 && (await essays.index('byFirstSeen').openKeyCursor(IDBKeyRange.lowerBound(from, true))) === null) return 0;
  const isWanted = (essay: ListedEssay): boolean => isNews(heard, essay) && isHidden?.(essay) !== true;
  const back = again.filter(isWanted).length;
  const newest = await amongNewest(tx, from, { isWanted, looksAt: isHidden === undefined ? FEW : MOST_READ, enough: MOST_NEW - back });
  return back + (newest.isAll || isHidden !== undefined ? newest.count : await bySource(tx, heard, from));
}

/** Essays that were marked unread by hand, of those that were first seen after `after` and by `by`. */
async function markedUnreadIn(tx: Reading, acts: IDBKeyRange, after: number, by: number): Promise<readonly ListedEssay[]> {
  const rows = await tx.objectStore('marks').index('byUnread').getAll(acts);
  const ids = rows.filter(({ firstSeenAt = 0 }) => firstSeenAt > after && firstSeenAt <= by).map(({ id }) => id);
  return essaysOf(tx, ids);
}

type Looking = { readonly isWanted: (essay: ListedEssay) => boolean; readonly looksAt: number; readonly enough: number };

/** Of what was first seen after `from`, the latest to arrive first: how many are unread and wanted. `isAll`: no more came than were looked at. */
async function amongNewest(tx: Reading, from: number, { isWanted, looksAt, enough }: Looking): Promise<{ count: number; isAll: boolean }> {
  const arrived = tx.objectStore('essays').index('byFirstSeen');
  const step = Math.min(AT_ONCE, looksAt);
  let count = 0;
  let range = IDBKeyRange.lowerBound(from, true);
  for (let looked = 0; looked < looksAt && count < enough; looked += step) {
    const newest = await arrived.openKeyCursor(range, 'prev');
    if (newest === null) return { count, isAll: true };
    const oldest = await newest.advance(step - 1);
    const these = oldest === null ? range : IDBKeyRange.bound(oldest.key, range.upper ?? Number.POSITIVE_INFINITY, false, true);
    const [arrivals, readIds] = await Promise.all([
      seenBetweenIn(tx, these, 2 * step), // where one poll brought more, some of them
      tx.objectStore('marks').index('byReadSeen').getAllKeys(these),
    ]);
    const read = new Set(readIds);
    count += arrivals.filter((essay) => !read.has(essay.id) && isWanted(essay)).length;
    if (oldest === null) return { count, isAll: true };
    range = IDBKeyRange.bound(from, oldest.key, true, true);
  }
  return { count, isAll: false };
}

/** Of every source what came after it was followed, and what others showed it first; without what was read by hand. */
async function bySource(tx: Reading, heard: Heard, from: number): Promise<number> {
  const since = [...heard].map(([id, addedAt]) => [id, Math.max(from, addedAt)] as const);
  const own = tx.objectStore('essays').index('bySourceSeen');
  const places = tx.objectStore('places').index('byBesideSeen');
  const hasPlaces = (await places.openKeyCursor()) !== null;
  const [counts, beside, readIds] = await Promise.all([
    Promise.all(since.map(([id, after]) => own.count(seenAfter(id, after)))),
    hasPlaces ? Promise.all(since.map(([id, after]) => places.getAll(seenAfter(id, after)))) : [],
    tx.objectStore('marks').index('byReadSeen').getAllKeys(IDBKeyRange.lowerBound(from, true)),
  ]);
  const isOwners = (owner: SourceId | undefined, firstSeenAt: number): boolean =>
    owner !== undefined && isNews(heard, { sourceId: owner, firstSeenAt });
  const others = new Set(beside.flat().flatMap(({ essayId, owner, firstSeenAt }) => (isOwners(owner, firstSeenAt) ? [] : essayId)));
  const arrived = counts.reduce((sum, count) => sum + count, 0) + others.size;
  const read = await essaysOf(tx, readIds.slice(-MOST_READ));
  const readNews = read.filter((essay) => isNews(heard, essay)).length + (readIds.length - read.length);
  return Math.max(0, arrived - readNews);
}

function seenAfter(source: SourceId, after: number): IDBKeyRange {
  return IDBKeyRange.bound([source, after], [source, []], true);
}

async function essaysOf(tx: Reading, ids: readonly EssayId[]): Promise<readonly ListedEssay[]> {
  const essays = await unabridgedIn(tx, await Promise.all(ids.map((id) => tx.objectStore('essays').get(id))));
  return essays.filter((essay) => essay !== undefined);
}
