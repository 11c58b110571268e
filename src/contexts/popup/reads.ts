/** The popup's reads, straight from the store. Rejects while there is no library to read; the background is then woken, which makes it. */
import { mayFetchWith } from '../../core/follow/may-fetch';
import type { Problem } from '../../core/problem';
import type { Settings } from '../../core/settings';
import { isTrouble } from '../../core/sync/problem';
import { countNew } from '../../edge/store/count-new';
import { countEssays, countSaved, countShelved, countUnread } from '../../edge/store/counts';
import { hiddenBy, latestOf, type Place, rowsFrom } from '../../edge/store/latest';
import { lastLookedAt } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { entriesOf, type SavedPosition, shelvedEntries } from '../../edge/store/lists';
import { openedOnce } from '../../edge/store/open';
import { standingAt } from '../../edge/store/save-page';
import { laterLetters, orderOf } from '../../edge/store/shelves';
import { sourceNames, sourcesWithHealth, welcomeOf } from '../../edge/store/source-rows';
import { allSources } from '../../edge/store/sources';
import { tagCounts } from '../../edge/store/states';
import { suggestedIn } from '../../edge/store/suggested';
import { loadState } from '../../edge/store/sync-state';
import type { Batch, Reads, SavedCounts, SavedPart } from './needs';

/** What the reads need besides the store. */
export type Beside = {
  readonly loadSettings: () => Promise<Settings>;
  readonly grantedOrigins: () => Promise<readonly string[]>;
  readonly loadProblems: () => Promise<readonly Problem[]>;
};

export function storeReads({ loadSettings, grantedOrigins, loadProblems }: Beside): Reads {
  const library = openedOnce();
  const settings = atOnce(loadSettings);
  return {
    latest: (wanted, before) => latestOf([library(), wanted.withHidden ? undefined : settings()], wanted, before as Place | undefined), // as: the list hands back the `next` it was given
    saved: async (part, before) => savedOf(await library(), part, before),
    savedCounts: async () => savedCountsOf(await library()),
    entries: async (ids) => (await entriesOf(await library(), ids)).entries,
    known: async (page) => standingAt(await library(), page),
    tags: async () => [...(await tagCounts(await library()))].sort(([, a], [, b]) => b - a).map(([tag]) => tag),
    lastLookedAt: async () => lastLookedAt(await library()),
    names: async () => sourceNames(await library()),
    welcome: async () => welcomeOf(await library()),
    counts: async () => countsOf(await library()),
    countNew: async (since) => countNew(await library(), since, hiddenBy(await loadSettings())),
    suggested: async () => suggestedIn(await library()),
    sources: async () => (await sourcesWithHealth(await library(), mayFetchWith(await grantedOrigins()), Date.now())).rows,
    syncTrouble: async () => isTrouble((await loadState(await library(), 'ran')) ?? []),
    problems: loadProblems,
  };
}

/** The first rows wait for them no longer than for the library: they are asked for together. Each later list has them as they are then. */
function atOnce(loadSettings: Beside['loadSettings']): () => Promise<Settings> {
  let first: Promise<Settings> | undefined = loadSettings();
  first.catch(() => {}); // whoever asks hears of it
  return () => {
    const asked = first ?? loadSettings();
    first = undefined;
    return asked;
  };
}

/** Later as it was saved and the archive as it was filled, by a place in their index; a tag by day, by how far one is in its order. */
async function savedOf(library: Library, part: SavedPart, before: unknown): Promise<Batch> {
  const limit = rowsFrom(before);
  if (part.kind !== 'tag') return shelvedEntries(library, part.kind, { limit, before: before as SavedPosition | undefined }); // as: the list hands back the `next` it was given
  const from = typeof before === 'number' ? before : 0;
  const order = await orderOf(library, { name: 'everything', sort: 'newest', tag: part.tag });
  const next = from + limit < order.length ? { next: from + limit } : {};
  return { ...(await entriesOf(library, order.slice(from, from + limit))), ...next };
}

async function savedCountsOf(library: Library): Promise<SavedCounts> {
  const [tags, { letters }, later, archive] = await Promise.all([
    tagCounts(library),
    laterLetters(library),
    countShelved(library, 'later'),
    countShelved(library, 'archive'),
  ]);
  return { later, archive, tags: [...tags].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)), letters };
}

async function countsOf(library: Library) {
  const [unread, essays, saved, { sources }] = await Promise.all([
    countUnread(library),
    countEssays(library),
    countSaved(library),
    allSources(library),
  ]);
  return { unread, essays, saved, sources: sources.length };
}
