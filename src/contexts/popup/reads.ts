/** The popup's reads, straight from the store. Rejects while there is no library to read; the background is then woken, which makes it. */
import { mayFetchWith } from '../../core/follow/may-fetch';
import { muting } from '../../core/library/mute';
import { grantedOrigins } from '../../edge/browser/permissions';
import { loadProblems } from '../../edge/browser/problems';
import { loadSettings } from '../../edge/browser/settings';
import { countEssays, countSaved, countUnread } from '../../edge/store/counts';
import { type Library, Unopened } from '../../edge/store/library';
import { entriesOf, type LatestPosition, latestEntries, type SavedPosition, savedEntries } from '../../edge/store/lists';
import { openForReading } from '../../edge/store/open';
import { sourcesWithHealth } from '../../edge/store/source-rows';
import { allSources } from '../../edge/store/sources';
import type { Reads, Wanted } from './needs';

const FIRST_ROWS = 12; // more than the popup shows at once; drawing fifty before anything is seen took as long as reading them
const ROWS = 50; // in every further batch: a few screens, read in a few milliseconds

export function storeReads(): Reads {
  let opening: Promise<Library> | undefined;
  const library = (): Promise<Library> => {
    opening ??= open();
    opening.catch(() => {
      opening = undefined; // the next read tries again
    });
    return opening;
  };
  return {
    latest: (wanted, before) => latestOf(library(), wanted, before as LatestPosition | undefined), // as: the list hands back the `next` it was given
    saved: async (before) => savedEntries(await library(), { limit: rowsFrom(before), before: before as SavedPosition | undefined }), // as: likewise
    entries: async (ids) => (await entriesOf(await library(), ids)).entries,
    counts: async () => countsOf(await library()),
    sources: async () => (await sourcesWithHealth(await library(), mayFetchWith(await grantedOrigins()), Date.now())).rows,
    problems: loadProblems,
  };
}

const rowsFrom = (before: unknown): number => (before === undefined ? FIRST_ROWS : ROWS);

async function latestOf(opening: Promise<Library>, { sources, withHidden }: Wanted, before: LatestPosition | undefined) {
  const [library, settings] = await Promise.all([opening, withHidden ? undefined : loadSettings()]);
  const isHidden = settings && muting(settings.muteWords);
  return latestEntries(library, { limit: rowsFrom(before), before, sources, isHidden });
}

async function open(): Promise<Library> {
  const opened = await openForReading();
  if (opened?.ok) return opened.value;
  throw new Unopened(opened?.problem ?? { kind: 'library-unopened', detail: 'the background has not made it ready' });
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
