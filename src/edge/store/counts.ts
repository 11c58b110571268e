/** How many are unread, saved, here: answered from indexes, without reading the essays. What is new, and so on the icon: count-new.ts. */
import type { EssayId, ListedEssay, SourceId } from '../../core/essay';
import type { PlaceRow, Transaction } from './database';
import { LISTED, unabridgedIn } from './essay-rows';
import { heldIds, heldIn } from './held';
import { seenIn } from './ledger';
import type { Library } from './library';
import { mutedOf, wishesIn } from './wishes';

const ALWAYS = Number.NEGATIVE_INFINITY;
const STORES = [...LISTED, 'places', 'marks', 'ledger', 'sources', 'sourceMarks'] as const;

type Reading = Transaction<'readonly'>;

/** Of every source that is not muted; an essay that several show is muted where all of them are. */
export async function countUnread(library: Library): Promise<number> {
  const tx = await library.begin(STORES, 'readonly');
  const unread = await openCount(tx);
  const muted = new Map([...mutedOf(await wishesIn(tx))].map((id) => [id, Number.POSITIVE_INFINITY] as const));
  return (await unread.all()) - (await unread.quiet(muted));
}

type Quiet = ReadonlyMap<SourceId, number>; // first seen by then: ms since 1970, UTC

/** In every source that shows it. */
const isQuiet = (quiet: Quiet, { sourceId, alsoIn = [], firstSeenAt }: Pick<ListedEssay, 'sourceId' | 'alsoIn' | 'firstSeenAt'>): boolean =>
  [sourceId, ...alsoIn].every((id) => firstSeenAt <= (quiet.get(id) ?? ALWAYS));

type UnreadCount = {
  readonly all: () => Promise<number>;
  readonly of: (source: SourceId) => Promise<number>; // that this source shows
  readonly quiet: (sources: Quiet) => Promise<number>; // that all sources which show them leave out
};

/** Counts what is unread. Needs LISTED, places, marks, ledger and sources. */
export async function openCount(tx: Reading): Promise<UnreadCount> {
  const seen = await seenIn(tx);
  const essays = tx.objectStore('essays');
  const from = seen.before;
  const arrived = IDBKeyRange.lowerBound(from, true);
  const [held, readIds, unreadRows] = await Promise.all([
    heldIn(tx),
    tx.objectStore('marks').index('byReadSeen').getAllKeys(arrived),
    tx.objectStore('marks').index('byUnread').getAll(IDBKeyRange.lowerBound(seen.acts, true)),
  ]);
  const read = new Set(readIds);
  const heldThere = await heldIds(tx, held, from);
  const againIds = unreadRows.filter(({ id, firstSeenAt = ALWAYS }) => firstSeenAt <= seen.before || heldThere.has(id)).map(({ id }) => id);
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
