/** How many: answered from indexes, without reading the essays, because the badge asks often and the library may be large. */
import { type EssayId, type ListedEssay, SAVED_PAGES, type SourceId } from '../../core/essay';
import { readSource } from '../../core/library/readers';
import type { PlaceRow, Transaction } from './database';
import { LISTED, seenBetweenIn, unabridgedIn } from './essay-rows';
import { heldIds, heldIn } from './held';
import { seenIn } from './ledger';
import type { Library } from './library';
import { mutedOf, wishesIn } from './wishes';

const ALWAYS = Number.NEGATIVE_INFINITY;
const STORES = [...LISTED, 'places', 'marks', 'ledger', 'sources', 'sourceMarks'] as const;
const MOST_NEW = 1_000; // where essays must be read to count them: the badge says no more than 999
const MOST_READ = 2_000; // of the newest, to find those: a word that hides half of everything still leaves the badge at its end
const AT_ONCE = 500;

type Reading = Transaction<'readonly'>;

/** Of every source that is not muted; an essay that several show is muted where all of them are. */
export async function countUnread(library: Library): Promise<number> {
  const tx = await library.begin(STORES, 'readonly');
  const unread = await openCount(tx, ALWAYS);
  const muted = new Map([...mutedOf(await wishesIn(tx))].map((id) => [id, Number.POSITIVE_INFINITY] as const));
  return (await unread.all()) - (await unread.quiet(muted));
}

/**
 * What the badge counts: essays first seen after `since` (ms, UTC) that are unread: all that came after "all seen", without those read by hand, and
 * with those that came before but were marked unread since. Agrees with core/library/unread.ts, essay by essay. Left out are sources that
 * are muted or kept out of the badge, what a source had when it was added, and what `isHidden` names (mute words).
 *
 * Cost  two counts on indexes, one more for each source that is left out, and the rows of the few that were marked unread since. With `isHidden` the
 *       newest MOST_READ of the new essays are read, so that where more are new and most are hidden it counts too few, never too many.
 */
export async function countNew(library: Library, since: number, isHidden?: (essay: ListedEssay) => boolean): Promise<number> {
  const tx = await library.begin(STORES, 'readonly');
  const unread = await openCount(tx, since);
  const all = await unread.all();
  if (all === 0) return 0;
  const quiet = await quietSources(tx, since);
  if (isHidden !== undefined) return unread.matching((essay) => !isQuiet(quiet, essay) && !isHidden(essay));
  return Math.max(0, all - (await unread.quiet(quiet)));
}

type Quiet = ReadonlyMap<SourceId, number>; // first seen by then: ms since 1970, UTC

/** Sources whose essays the badge leaves out, each with the moment until which it does. */
export async function quietSources(tx: Transaction<'readonly'>, since: number): Promise<Quiet> {
  const [wishes, sources] = await Promise.all([wishesIn(tx), tx.objectStore('sources').getAll()]);
  const added = sources.flatMap((row) => readSource(row) ?? []).filter(({ addedAt }) => addedAt > since);
  const silenced = [...wishes].filter(([, { isUnfollowed, isMuted, inBadge }]) => !isUnfollowed && (isMuted || !inBadge));
  return new Map([
    [SAVED_PAGES, Number.POSITIVE_INFINITY] as const, // their reader brought them
    ...added.map(({ id, addedAt }) => [id, addedAt] as const),
    ...silenced.map(([id]) => [id, Number.POSITIVE_INFINITY] as const),
  ]);
}

/** In every source that shows it. */
export const isQuiet = (
  quiet: Quiet,
  { sourceId, alsoIn = [], firstSeenAt }: Pick<ListedEssay, 'sourceId' | 'alsoIn' | 'firstSeenAt'>,
): boolean => [sourceId, ...alsoIn].every((id) => firstSeenAt <= (quiet.get(id) ?? ALWAYS));

type UnreadCount = {
  readonly all: () => Promise<number>;
  readonly of: (source: SourceId) => Promise<number>; // that this source shows
  readonly quiet: (sources: Quiet) => Promise<number>; // that all sources which show them leave out
  readonly matching: (isWanted: (essay: ListedEssay) => boolean) => Promise<number>;
};

/** Counts what is unread and was first seen after `since`. Needs LISTED, places, marks, ledger and sources. */
export async function openCount(tx: Reading, since: number): Promise<UnreadCount> {
  const seen = await seenIn(tx);
  const essays = tx.objectStore('essays');
  const from = Math.max(since, seen.before);
  const arrived = IDBKeyRange.lowerBound(from, true);
  const [held, readIds, unreadRows] = await Promise.all([
    heldIn(tx),
    tx.objectStore('marks').index('byReadSeen').getAllKeys(arrived),
    tx.objectStore('marks').index('byUnread').getAll(IDBKeyRange.lowerBound(seen.acts, true)),
  ]);
  const read = new Set(readIds);
  const heldThere = await heldIds(tx, held, from);
  const againIds = unreadRows
    .filter(({ id, firstSeenAt = ALWAYS }) => firstSeenAt > since && (firstSeenAt <= seen.before || heldThere.has(id)))
    .map(({ id }) => id);
  const again = await essaysOf(tx, againIds);
  const heldUnread = [...heldThere].filter((id) => !read.has(id)).length;
  const isUnreadNow = ({ essayId }: PlaceRow): boolean => !read.has(essayId) && !heldThere.has(essayId);
  /** Of those for which this source speaks. */
  const owned = async (source: SourceId, until = Number.POSITIVE_INFINITY): Promise<number> => {
    const back = again.filter(({ sourceId, firstSeenAt }) => sourceId === source && firstSeenAt <= until).length;
    if (until <= from) return back;
    const range = IDBKeyRange.bound([source, from], [source, until], true);
    if (read.size + heldThere.size === 0) return back + (await essays.index('bySourceSeen').count(range));
    const ids = await essays.index('bySourceSeen').getAllKeys(range);
    return back + ids.filter((id) => !read.has(id) && !heldThere.has(id)).length;
  };
  return {
    all: async () => Math.max(0, (await essays.index('byFirstSeen').count(arrived)) - read.size - heldUnread) + againIds.length,
    of: async (source) => {
      const beside = await tx.objectStore('places').index('byBesideSeen').getAllKeys(seenBy(source, from));
      const back = again.filter(({ sourceId, alsoIn = [] }) => sourceId !== source && alsoIn.includes(source)).length;
      return (await owned(source)) + back + beside.filter(([id]) => !read.has(id) && !heldThere.has(id)).length;
    },
    quiet: async (sources) => {
      const late = [...sources].filter(([, until]) => until > from);
      const counts = await Promise.all([...sources].map(([id, until]) => owned(id, until)));
      const shown = await Promise.all(late.map(([id, until]) => heardElsewhere(tx, sources, seenBy(id, from, until))));
      const back = again.filter((essay) => isQuietInOwn(sources, essay) && !isQuiet(sources, essay)).length;
      const elsewhere = new Set(
        shown
          .flat()
          .filter(isUnreadNow)
          .map(({ essayId }) => essayId),
      ).size;
      return counts.reduce((sum, count) => sum + count, 0) - elsewhere - back;
    },
    matching: async (isWanted) => {
      let count = again.filter(isWanted).length;
      let range = arrived;
      for (let looked = 0; looked < MOST_READ && count < MOST_NEW; looked += AT_ONCE) {
        const newest = await essays.index('byFirstSeen').openKeyCursor(range, 'prev');
        if (newest === null) break;
        const oldest = await newest.advance(AT_ONCE - 1);
        const these = oldest === null ? range : IDBKeyRange.bound(oldest.key, range.upper ?? Number.POSITIVE_INFINITY, false, true);
        const arrivals = await seenBetweenIn(tx, these, 2 * AT_ONCE); // where one poll brought more, some of them
        count += arrivals.filter((essay) => !read.has(essay.id) && !heldThere.has(essay.id) && isWanted(essay)).length;
        if (oldest === null) break;
        range = IDBKeyRange.bound(from, oldest.key, true, true);
      }
      return count;
    },
  };
}

const isQuietInOwn = (quiet: Quiet, { sourceId, firstSeenAt }: ListedEssay): boolean => isQuiet(quiet, { sourceId, firstSeenAt });

/** The keys of a source in an index by when essays were first seen: after `from`, by `until`. */
function seenBy(source: SourceId, from: number, until = Number.POSITIVE_INFINITY): IDBKeyRange {
  return IDBKeyRange.bound([source, from], [source, until], true);
}

/** Of the essays of a source that is left out, the places in others that are not. */
async function heardElsewhere(tx: Reading, quiet: Quiet, seen: IDBKeyRange): Promise<readonly PlaceRow[]> {
  const places = await tx.objectStore('places').index('byOwnerSeen').getAll(seen);
  return places.filter(({ sourceId, firstSeenAt }) => !isQuiet(quiet, { sourceId, firstSeenAt }));
}

async function essaysOf(tx: Reading, ids: readonly EssayId[]): Promise<ListedEssay[]> {
  const essays = await unabridgedIn(tx, await Promise.all(ids.map((id) => tx.objectStore('essays').get(id))));
  return essays.filter((essay) => essay !== undefined);
}

export async function countEssays(library: Library): Promise<number> {
  return (await library.begin(['essays'], 'readonly')).objectStore('essays').count();
}

/** Of what is saved: kept for later, or in the archive. */
export async function countShelved(library: Library, shelf: 'later' | 'archive'): Promise<number> {
  const marks = (await library.begin(['marks'], 'readonly')).objectStore('marks');
  return shelf === 'later' ? marks.index('byLater').count() : marks.index('byArchived').count();
}

export async function countSaved(library: Library): Promise<number> {
  return (await library.begin(['marks'], 'readonly')).objectStore('marks').index('bySaved').count();
}
