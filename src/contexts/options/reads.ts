/** What the options page reads of the library. Opens it anew for every question, because an open connection would hold up a reset. */
import { mayFetchWith } from '../../core/follow/may-fetch';
import { countMuted } from '../../core/library/mute';
import { grantedOrigins } from '../../edge/browser/permissions';
import { countEssays, countSaved, countUnread } from '../../edge/store/counts';
import { following } from '../../edge/store/follow';
import type { Library } from '../../edge/store/library';
import { latestEntries } from '../../edge/store/lists';
import { openedForReading } from '../../edge/store/open';
import { refusals } from '../../edge/store/refusals';
import { importsOf } from '../../edge/store/restores';
import { knownSources, sourceNames, sourcesAsWished, sourcesWithHealth } from '../../edge/store/source-rows';
import { allSources } from '../../edge/store/sources';
import { suggestedIn } from '../../edge/store/suggested';
import type { Counts } from '../../ui/counts';
import type { MutedCounts, Needs, Refused } from './needs';

const MOST_LOOKED_THROUGH = 2_000; // newest essays, for mute words: weeks of a busy list

type Reads = Pick<Needs, 'counts' | 'sources' | 'known' | 'listed' | 'suggested' | 'countMuted' | 'refused'>;

export const readImports = () => reading(importsOf);

export const storeReads: Reads = {
  counts: () => reading(countsOf),
  sources: () => reading(async (library) => (await sourcesWithHealth(library, mayFetchWith(await grantedOrigins()), Date.now())).rows),
  known: () => reading(knownSources),
  listed: () =>
    reading(async (library) =>
      (await following(library)).followed.map(({ source, wishes, state }) => ({ source, wishes, shape: state.shape })),
    ),
  refused: () => reading(refusedIn),
  suggested: () => reading(suggestedIn),
  countMuted: (words) => reading((library) => countMutedIn(library, words)),
};

export async function reading<T>(read: (library: Library) => Promise<T>): Promise<T> {
  const library = await openedForReading();
  try {
    return await read(library);
  } finally {
    library.close();
  }
}

async function refusedIn(library: Library): Promise<Refused> {
  const [essays, sources, names] = await Promise.all([refusals(library), sourcesAsWished(library), sourceNames(library)]);
  const less = [...sources].flatMap(([id, { title, isLessShown }]) => (isLessShown ? [{ id, title: names.get(id) ?? title }] : []));
  return { essays, less, names };
}

async function countsOf(library: Library): Promise<Counts> {
  const [unread, essays, saved, { sources }] = await Promise.all([
    countUnread(library),
    countEssays(library),
    countSaved(library),
    allSources(library),
  ]);
  return { unread, essays, saved, sources: sources.length };
}

/** The newest, whose loss a reader would notice: a library of a hundred thousand is not read for a number. */
async function countMutedIn(library: Library, words: readonly string[]): Promise<MutedCounts> {
  const { entries, next } = await latestEntries(library, { limit: MOST_LOOKED_THROUGH, isUnabridged: true });
  const essays = entries.map(({ essay }) => essay);
  return { ...countMuted(words, essays), ...(next !== undefined && { among: essays.length }) };
}
