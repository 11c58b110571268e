/** The lists a reader sees: latest, saved, found. Each gives a page of entries and where to go on. Reads only. */
import type { EssayId, ListedEssay, SourceId } from '../../core/essay';
import type { EssayRow } from '../../core/library/essay-row';
import { isSaved } from '../../core/library/fold';
import type { Entry } from '../../core/library/marks';
import { readMarks } from '../../core/library/readers';
import type { Stamp } from '../../core/library/stamp';
import { isUnread } from '../../core/library/unread';
import type { Problem } from '../../core/problem';
import { shortened } from '../../core/text/shortened';
import type { Transaction } from './database';
import { LISTED, listedIn, unabridgedIn } from './essay-rows';
import { heldOf, isHeld } from './held';
import { seenIn } from './ledger';
import type { Library } from './library';
import { marksOf } from './marks';
import { highest, type LatestPosition, newestOf } from './newest-rows';
import { placeNamed } from './place-rows';
import { unreadable } from './readable';
import { publishersVersionsIn, versionedIn } from './versions';
import { mutedOf, wishesIn } from './wishes';

export type { LatestPosition };
export type SavedPosition = [savedStamp: Stamp, id: EssayId];

/** `next` is absent at the end. Rows that cannot be read are missing from `entries`; those, and marks read only in part, count in `problem`. */
export type Listed<Position> = { readonly entries: readonly Entry[]; readonly next?: Position; readonly problem?: Problem };
type PageOf<Position> = { readonly limit: number; readonly before?: Position | undefined };

const STORES = [...LISTED, 'places', 'marks', 'ledger', 'versions', 'sources'] as const;

type LatestAsk = PageOf<LatestPosition> & {
  readonly sources?: ReadonlySet<SourceId> | undefined; // only these, muted or not; absent: every source that is not muted
  readonly without?: ReadonlySet<EssayId> | undefined; // passed over without a word: they stand elsewhere
  readonly isHidden?: ((essay: ListedEssay) => boolean) | undefined; // passed over and counted, as by mute words; it is shown summaries and tags whole
  readonly isUnabridged?: boolean; // the same for the entries that are given
};
export type Latest = Listed<LatestPosition> & { readonly hidden: number }; // on the way to this page's end

/**
 * Newest first; those of one moment by id, so that the list never flickers. Going on from `next` neither repeats nor skips.
 *
 * Cost  looks at as many essays as it takes to find `limit` that may be shown; with `sources`, one key at a time over an index of theirs.
 */
export async function latestEntries(
  library: Library,
  { limit, before, sources, without, isHidden, isUnabridged = isHidden !== undefined }: LatestAsk,
): Promise<Latest> {
  const tx = await library.begin([...STORES, 'sourceMarks'], 'readonly');
  const rowsBelow = (place: LatestPosition | undefined): Promise<{ rows: EssayRow[]; next: LatestPosition | undefined }> =>
    sources === undefined ? highest(tx.objectStore('essays').index('byDate'), limit, place) : newestOf(tx, sources, limit, place);
  const shown: (ListedEssay | undefined)[] = []; // undefined: a row that cannot be read
  let hidden = 0;
  let [found, muted] = await Promise.all([rowsBelow(before), sources === undefined ? wishesIn(tx).then(mutedOf) : NONE]);
  let next: LatestPosition | undefined;
  for (;;) {
    next = found.next;
    const essays = await (isUnabridged ? unabridgedIn : listedIn)(tx, found.rows);
    for (const [at, row] of found.rows.entries()) {
      const essay = essays[at];
      if (essay !== undefined && (isMuted(muted, essay) || without?.has(essay.id))) continue;
      if (essay !== undefined && isHidden?.(essay)) hidden++;
      else shown.push(essay);
      if (shown.length < limit) continue;
      if (at + 1 < found.rows.length) next = [row.datedAt, row.id];
      break;
    }
    if (next === undefined || shown.length >= limit) break;
    found = await rowsBelow(next);
  }
  return { ...listed(await entriesIn(tx, shown), next), hidden };
}

const NONE: ReadonlySet<SourceId> = new Set();

/** In every source that shows it. */
function isMuted(muted: ReadonlySet<SourceId>, { sourceId, alsoIn = [] }: ListedEssay): boolean {
  return muted.has(sourceId) && alsoIn.every((id) => muted.has(id));
}

/** Newest first, muted or not: what the library page begins with. */
export async function newestEntries(library: Library, limit: number): Promise<Listed<never>> {
  const tx = await library.begin(STORES, 'readonly');
  const { rows } = await highest(tx.objectStore('essays').index('byDate'), limit, undefined);
  return listed(await entriesIn(tx, await listedIn(tx, rows)));
}

/** Most recently saved first. */
export async function savedEntries(library: Library, { limit, before }: PageOf<SavedPosition>): Promise<Listed<SavedPosition>> {
  const tx = await library.begin(STORES, 'readonly');
  const { rows, next } = await highest(tx.objectStore('marks').index('bySaved'), limit, before);
  const essays = await Promise.all(rows.map(({ id }) => tx.objectStore('essays').get(id)));
  return listed(await entriesIn(tx, await listedIn(tx, essays)), next);
}

/** What is kept for later, most recently saved first; or the archive, most recently archived first. */
export async function shelvedEntries(
  library: Library,
  shelf: 'later' | 'archive',
  { limit, before }: PageOf<SavedPosition>,
): Promise<Listed<SavedPosition>> {
  const tx = await library.begin(STORES, 'readonly');
  const marks = tx.objectStore('marks');
  const { rows, next } =
    shelf === 'later' ? await highest(marks.index('byLater'), limit, before) : await highest(marks.index('byArchived'), limit, before);
  const essays = await Promise.all(rows.map(({ id }) => tx.objectStore('essays').get(id)));
  return listed(await entriesIn(tx, await listedIn(tx, essays)), next);
}

/** Everything that is saved, in no order. */
export async function savedIds(library: Library): Promise<EssayId[]> {
  const tx = await library.begin(['marks'], 'readonly');
  return tx.objectStore('marks').index('bySaved').getAllKeys();
}

/** The essays of these ids, in this order; those that are not there are left out without a word. `isUnabridged` as for the latest. */
export async function entriesOf(library: Library, ids: readonly EssayId[], isUnabridged = false): Promise<Listed<never>> {
  const tx = await library.begin(STORES, 'readonly');
  const rows = await Promise.all([...new Set(ids)].map((id) => rowStandingFor(tx, id)));
  const here = [...new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const]))).values()];
  return listed(await entriesIn(tx, await (isUnabridged ? unabridgedIn : listedIn)(tx, here)));
}

/** An index may know an essay by an id from before it was joined to another. */
async function rowStandingFor(tx: Transaction<'readonly'>, id: EssayId): Promise<EssayRow | undefined> {
  const row = await tx.objectStore('essays').get(id);
  if (row !== undefined) return row;
  const place = await placeNamed(tx, id);
  return place && tx.objectStore('essays').get(place.essayId);
}

const MOST_SHOWN_CHARS = 400; // of what a publisher says now, below what was saved

type Found = { readonly entries: readonly Entry[]; readonly damaged: number };

async function entriesIn(tx: Transaction<'readonly'>, rows: readonly (ListedEssay | undefined)[]): Promise<Found> {
  const essays = rows.filter((essay) => essay !== undefined);
  const reading = essays.map(({ id }): Promise<unknown> => tx.objectStore('marks').get(id));
  const sources = new Set(essays.flatMap(({ sourceId, alsoIn = [] }) => [sourceId, ...alsoIn]));
  const versioned = versionedIn(tx); // with the others: the first rows wait for each turn that is taken
  const [seen, held, , ...marksRows] = await Promise.all([seenIn(tx), heldOf(tx, [...sources]), versioned, ...reading]);
  const read = marksRows.map((row) => readMarks(marksOf(row)));
  const saved = essays.filter((_, i) => isSaved(read[i]?.marks ?? {})).map(({ id }) => id);
  const published = await publishersVersionsIn(tx, saved, versioned);
  const entries = essays.map((essay, i): Entry => {
    const marks = read[i]?.marks ?? {};
    const now = published.get(essay.id);
    return {
      essay,
      marks,
      isUnread: isUnread(essay, marks, seen, isHeld(held, essay)),
      ...(now && { publishedNow: { title: now.title, summary: shortened(now.summary, MOST_SHOWN_CHARS) } }),
    };
  });
  return { entries, damaged: rows.length - essays.length + read.filter(({ damaged }) => damaged > 0).length };
}

function listed<Position>({ entries, damaged }: Found, next?: Position): Listed<Position> {
  const problem = unreadable(damaged);
  return { entries, ...(next !== undefined && { next }), ...(problem && { problem }) };
}
