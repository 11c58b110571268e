/** The popup's reads, straight from the store. Rejects while there is no library to read; the background is then woken, which makes it. */
import type { EssayId } from '../../core/essay';
import { mayFetchWith } from '../../core/follow/may-fetch';
import type { Entry } from '../../core/library/marks';
import { muting } from '../../core/library/mute';
import type { Problem } from '../../core/problem';
import type { Settings } from '../../core/settings';
import { isTrouble } from '../../core/sync/problem';
import { countNew } from '../../edge/store/count-new';
import { countEssays, countSaved, countShelved, countUnread } from '../../edge/store/counts';
import { lastLookedAt } from '../../edge/store/ledger';
import { type Library, Unopened } from '../../edge/store/library';
import { entriesOf, type LatestPosition, latestEntries, type SavedPosition, shelvedEntries } from '../../edge/store/lists';
import { MOST_NEW, newIds } from '../../edge/store/new-entries';
import { openForReading } from '../../edge/store/open';
import { standingAt } from '../../edge/store/save-page';
import { laterLetters, orderOf } from '../../edge/store/shelves';
import { sourceNames, sourcesWithHealth, welcomeOf } from '../../edge/store/source-rows';
import { allSources } from '../../edge/store/sources';
import { tagCounts } from '../../edge/store/states';
import { suggestedIn } from '../../edge/store/suggested';
import { loadState } from '../../edge/store/sync-state';
import type { Batch, Reads, SavedCounts, SavedPart, Wanted } from './needs';

const FIRST_ROWS = 12; // more than the popup shows at once; drawing fifty before anything is seen took as long as reading them
const MOST_COUNTED = 1_000; // of one source or folder, where they are counted by reading them: a pill says no more than 999
const ROWS_LOOKED_THROUGH = 500; // where those that were read are left out of a batch
const ROWS = 50; // in every further batch: a few screens, read in a few milliseconds

/** What the reads need besides the store. */
export type Beside = {
  readonly loadSettings: () => Promise<Settings>;
  readonly grantedOrigins: () => Promise<readonly string[]>;
  readonly loadProblems: () => Promise<readonly Problem[]>;
};

export function storeReads({ loadSettings, grantedOrigins, loadProblems }: Beside): Reads {
  let opening: Promise<Library> | undefined;
  const library = (): Promise<Library> => {
    opening ??= open();
    opening.catch(() => {
      opening = undefined; // the next read tries again
    });
    return opening;
  };
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

/** Where the next rows begin: first the new ones that are left, then the others below a place. */
type Place = { readonly fresh: readonly EssayId[]; readonly without: ReadonlySet<EssayId>; readonly below?: LatestPosition };

const rowsFrom = (before: unknown): number => (before === undefined ? FIRST_ROWS : ROWS);

/** What is new is read at once, and given out in batches like the rest: drawing it all would keep the first rows waiting. */
async function latestOf(
  opening: readonly [library: Promise<Library>, settings: Promise<Settings> | undefined],
  { sources, unreadOnly, since }: Wanted,
  before: Place | undefined,
): Promise<Batch> {
  const [library, settings] = await Promise.all(opening);
  const isHidden = settings && hiddenBy(settings);
  const most = sources === undefined ? MOST_NEW : MOST_COUNTED;
  const { fresh, without, below } = before ?? (await placeOf(newIds(library, { since, sources, isHidden, most })));
  const limit = rowsFrom(before);
  const opened = fresh.length === 0 ? NO_ROWS : entriesOf(library, fresh.slice(0, limit));
  const news = before === undefined ? { fresh: fresh.length, isCut: sources === undefined && fresh.length >= most } : {};
  if (fresh.length >= limit)
    return { entries: (await opened).entries, next: { fresh: fresh.slice(limit), without, ...(below && { below }) }, ...news };
  const wanted = unreadOnly && before !== undefined ? ROWS_LOOKED_THROUGH : limit - fresh.length;
  const others = latestEntries(library, { limit: wanted, before: below, sources, without, isHidden });
  const [{ entries: first }, rest] = await Promise.all([opened, others]);
  const { next, ...found } = rest;
  const entries = unreadOnly ? rest.entries.filter(({ isUnread }) => isUnread) : rest.entries;
  return { ...found, ...news, entries: [...first, ...entries], ...(next && { next: { fresh: [], without, below: next } }) };
}

const NO_ROWS: { readonly entries: readonly Entry[] } = { entries: [] };

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

/** Undefined where nothing is: to look for words, rows are read whole, which costs a request for most of them. */
const hiddenBy = ({ muteWords }: Settings) => (muteWords.length === 0 ? undefined : muting(muteWords));

async function placeOf(reading: Promise<readonly EssayId[]>): Promise<Place> {
  const fresh = await reading;
  return { fresh, without: new Set(fresh) };
}

async function open(): Promise<Library> {
  const opened = await openForReading();
  if (opened?.ok) return opened.value;
  throw new Unopened(opened?.problem ?? { kind: 'library-unopened', detail: 'the background has not made it ready' });
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
