/** Latest in batches: what is new first, then the others by their dates. And its first page, as it is kept ready for whoever opens the list. Reads only. */
import type { EssayId, SourceId } from '../../core/essay';
import { type FrontPage, namesOn } from '../../core/library/front-page';
import type { Entry } from '../../core/library/marks';
import { muting } from '../../core/library/mute';
import type { Problem } from '../../core/problem';
import type { Settings } from '../../core/settings';
import { lastLookedAt } from './ledger';
import type { Library } from './library';
import { entriesOf, type LatestPosition, latestEntries } from './lists';
import { MOST_NEW, newIds } from './new-entries';
import { sourceNames, welcomeOf } from './source-rows';

const FIRST_ROWS = 12; // more than the popup shows at once; drawing fifty before anything is seen took as long as reading them
const ROWS = 50; // in every further batch: a few screens, read in a few milliseconds
const MOST_COUNTED = 1_000; // of one source or folder, where they are counted by reading them: a pill says no more than 999
const ROWS_LOOKED_THROUGH = 500; // where those that were read are left out of a batch

/** Some rows of the list, and where the next ones begin; no `next` at the end. `problem` counts those that could not be read. */
export type LatestBatch = {
  readonly entries: readonly Entry[];
  readonly next?: Place;
  readonly problem?: Problem;
  readonly hidden?: number; // by mute words, on the way
  readonly fresh?: number; // of the first batch: so many of the list's first rows are new, in this batch or in the next
  readonly isCut?: boolean; // and more are, which stand by their dates
};

/** Which part of Latest is wanted. */
export type LatestWanted = {
  readonly sources?: ReadonlySet<SourceId> | undefined; // absent: every source that is not muted
  readonly withHidden: boolean; // also what mute words hide
  readonly unreadOnly: boolean;
  readonly since: number; // ms since 1970, UTC: what arrived later is new and stands first
};

/** Where the next rows begin: first the new ones that are left, then the others below a place. */
export type Place = { readonly fresh: readonly EssayId[]; readonly without: ReadonlySet<EssayId>; readonly below?: LatestPosition };

export const rowsFrom = (before: unknown): number => (before === undefined ? FIRST_ROWS : ROWS);

/** What is new is read at once, and given out in batches like the rest: drawing it all would keep the first rows waiting. */
export async function latestOf(
  opening: readonly [library: Promise<Library> | Library, settings: Promise<Settings> | Settings | undefined],
  { sources, unreadOnly, since }: LatestWanted,
  before: Place | undefined,
): Promise<LatestBatch> {
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

/** Undefined where nothing is: to look for words, rows are read whole, which costs a request for most of them. */
export const hiddenBy = ({ muteWords }: Settings) => (muteWords.length === 0 ? undefined : muting(muteWords));

async function placeOf(reading: Promise<readonly EssayId[]>): Promise<Place> {
  const fresh = await reading;
  return { fresh, without: new Set(fresh) };
}

/** Undefined where there is nothing to show, or something to tell that a page kept ready cannot. Cost: that of the first rows. */
export async function firstPageOf(library: Library, settings: Settings): Promise<FrontPage | undefined> {
  const since = await lastLookedAt(library);
  const [batch, names, welcome] = await Promise.all([
    latestOf([library, settings], { since, withHidden: false, unreadOnly: false }, undefined),
    sourceNames(library),
    welcomeOf(library),
  ]);
  const { entries, fresh = 0, isCut = false, hidden = 0, problem } = batch;
  if (entries.length === 0 || problem !== undefined) return undefined;
  const came = welcome?.isAway === false ? { welcome: welcome.source } : {};
  return { since, entries, fresh, isCut, hidden, names: namesOn(entries, names), ...came, isCompact: settings.compactRows };
}
