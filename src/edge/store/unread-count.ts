/** Counts what is unread, in all and by source, without reading the essays: as core/library/unread.ts says it of each. Reads only. */
import type { EssayId, ListedEssay, SourceId } from '../../core/essay';
import type { PlaceRow, Transaction } from './database';
import { unabridgedIn } from './essay-rows';
import { type Held, heldIds, heldIn, isHeld } from './held';
import { seenIn } from './ledger';

const ALWAYS = Number.NEGATIVE_INFINITY;

type Reading = Transaction<'readonly'>;

type Quiet = ReadonlyMap<SourceId, number>; // first seen by then: ms since 1970, UTC

/** In every source that shows it. */
const isQuiet = (quiet: Quiet, { sourceId, alsoIn = [], firstSeenAt }: Pick<ListedEssay, 'sourceId' | 'alsoIn' | 'firstSeenAt'>): boolean =>
  [sourceId, ...alsoIn].every((id) => firstSeenAt <= (quiet.get(id) ?? ALWAYS));

type UnreadCount = {
  readonly all: () => Promise<number>;
  readonly of: (source: SourceId) => Promise<number>; // that this source shows
  readonly quiet: (sources: Quiet) => Promise<number>; // that all sources which show them leave out
};

const MOST_ROWS = 2_000; // of what was read by hand, to see what of it was news; of more, keys are compared

/** What all the counts below are made from. */
type Standing = {
  readonly held: Held;
  readonly from: number; // what was first seen after that may be unread
  readonly readIds: readonly EssayId[]; // of those, by hand
  readonly again: (isHeldThere: (essay: ListedEssay) => boolean) => readonly ListedEssay[]; // unread by hand, and else they would not be
};

/**
 * Counts what is unread. Needs LISTED, places, marks, ledger and sources.
 *
 * Cost  counts on indexes, and the rows of what was read by hand since "all seen"; where that is much, the keys of what came since and of what was held.
 */
export async function openCount(tx: Reading, mostRows = MOST_ROWS): Promise<UnreadCount> {
  const seen = await seenIn(tx);
  const from = seen.before;
  const [held, readIds, unreadRows] = await Promise.all([
    heldIn(tx),
    tx.objectStore('marks').index('byReadSeen').getAllKeys(IDBKeyRange.lowerBound(from, true)),
    tx.objectStore('marks').index('byUnread').getAll(IDBKeyRange.lowerBound(seen.acts, true)),
  ]);
  const marked = await essaysOf(
    tx,
    unreadRows.map(({ id }) => id),
  );
  const again: Standing['again'] = (isHeldThere) => marked.filter((essay) => essay.firstSeenAt <= from || isHeldThere(essay));
  const standing = { held, from, readIds, again };
  return readIds.length > mostRows ? countByKeys(tx, standing) : countByRows(tx, standing);
}

async function countByRows(tx: Reading, { held, from, readIds, again: againWhere }: Standing): Promise<UnreadCount> {
  const essays = tx.objectStore('essays');
  const read = new Set(readIds);
  const readNews = (await essaysOf(tx, readIds)).filter((essay) => !isHeld(held, essay));
  const again = againWhere((essay) => isHeld(held, essay));
  const addedAt = (source: SourceId): number => held.get(source) ?? ALWAYS;
  const count = (source: SourceId, after: number, until: number): Promise<number> | number =>
    until <= after ? 0 : essays.index('bySourceSeen').count(seenBy(source, after, until));
  /** Of what the source held, what was news in another. */
  const elsewhere = async (source: SourceId): Promise<readonly PlaceRow[]> => {
    if (addedAt(source) <= from) return [];
    const places = await tx
      .objectStore('places')
      .index('byOwnerSeen')
      .getAll(seenBy(source, from, addedAt(source)));
    const news = places.filter(({ sourceId, firstSeenAt }) => firstSeenAt > addedAt(sourceId));
    return [...new Map(news.map((place) => [place.essayId, place] as const)).values()];
  };
  const isUnreadNow = async (ids: readonly EssayId[]): Promise<ReadonlySet<EssayId>> => {
    const unread = (await essaysOf(tx, ids)).filter((essay) => !read.has(essay.id) && !isHeld(held, essay));
    return new Set(unread.map(({ id }) => id));
  };
  /** Of those for which this source speaks. */
  const owned = async (source: SourceId, until = Number.POSITIVE_INFINITY): Promise<number> => {
    const mine = (all: readonly ListedEssay[]) =>
      all.filter(({ sourceId, firstSeenAt }) => sourceId === source && firstSeenAt <= until).length;
    if (until <= from) return mine(again);
    const [arrived, others] = await Promise.all([count(source, Math.max(from, addedAt(source)), until), elsewhere(source)]);
    return mine(again) + arrived + others.filter(({ firstSeenAt }) => firstSeenAt <= until).length - mine(readNews);
  };
  return {
    all: async () => {
      const late = [...held].filter(([, at]) => at > from);
      const heldThere = late.map(async ([id, at]) => (await count(id, from, at)) - (await elsewhere(id)).length);
      const [arrived, ...counts] = await Promise.all([essays.index('byFirstSeen').count(IDBKeyRange.lowerBound(from, true)), ...heldThere]);
      return Math.max(0, arrived - counts.reduce((sum, each) => sum + each, 0) - readNews.length) + again.length;
    },
    of: async (source) => {
      const beside = await tx.objectStore('places').index('byBesideSeen').getAllKeys(seenBy(source, from));
      const back = again.filter(({ sourceId, alsoIn = [] }) => sourceId !== source && alsoIn.includes(source)).length;
      return (await owned(source)) + back + (await isUnreadNow(beside.map(([id]) => id))).size;
    },
    quiet: (sources) => countQuiet(tx, sources, { from, again, owned, isUnreadNow }),
  };
}

async function countByKeys(tx: Reading, { held, from, readIds, again: againWhere }: Standing): Promise<UnreadCount> {
  const essays = tx.objectStore('essays');
  const read = new Set(readIds);
  const heldThere = await heldIds(tx, held, from);
  const again = againWhere(({ id }) => heldThere.has(id));
  const heldUnread = [...heldThere].filter((id) => !read.has(id)).length;
  const isUnread = (id: EssayId): boolean => !read.has(id) && !heldThere.has(id);
  /** Of those for which this source speaks. */
  const owned = async (source: SourceId, until = Number.POSITIVE_INFINITY): Promise<number> => {
    const back = again.filter(({ sourceId, firstSeenAt }) => sourceId === source && firstSeenAt <= until).length;
    if (until <= from) return back;
    const ids = await essays.index('bySourceSeen').getAllKeys(seenBy(source, from, until));
    return back + ids.filter(isUnread).length;
  };
  return {
    all: async () => {
      const arrived = await essays.index('byFirstSeen').count(IDBKeyRange.lowerBound(from, true));
      return Math.max(0, arrived - read.size - heldUnread) + again.length;
    },
    of: async (source) => {
      const beside = await tx.objectStore('places').index('byBesideSeen').getAllKeys(seenBy(source, from));
      const back = again.filter(({ sourceId, alsoIn = [] }) => sourceId !== source && alsoIn.includes(source)).length;
      return (await owned(source)) + back + beside.filter(([id]) => isUnread(id)).length;
    },
    quiet: (sources) => countQuiet(tx, sources, { from, again, owned, isUnreadNow: async (ids) => new Set(ids.filter(isUnread)) }),
  };
}

type Counting = {
  readonly from: number;
  readonly again: readonly ListedEssay[];
  readonly owned: (source: SourceId, until: number) => Promise<number>;
  readonly isUnreadNow: (ids: readonly EssayId[]) => Promise<ReadonlySet<EssayId>>;
};

async function countQuiet(tx: Reading, sources: Quiet, { from, again, owned, isUnreadNow }: Counting): Promise<number> {
  const late = [...sources].filter(([, until]) => until > from);
  const counts = await Promise.all([...sources].map(([id, until]) => owned(id, until)));
  const shown = await Promise.all(late.map(([id, until]) => heardElsewhere(tx, sources, seenBy(id, from, until))));
  const back = again.filter((essay) => isQuietInOwn(sources, essay) && !isQuiet(sources, essay)).length;
  const elsewhere = (await isUnreadNow([...new Set(shown.flat().map(({ essayId }) => essayId))])).size;
  return counts.reduce((sum, count) => sum + count, 0) - elsewhere - back;
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
