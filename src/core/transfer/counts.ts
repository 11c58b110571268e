/** What an import would bring, in numbers: what a reader sees before anything is kept. */
import { type DropReason, type Incoming, rowsIn } from './incoming';

export type ImportCounts = {
  readonly entries: number;
  readonly unread: number;
  readonly archived: number;
  readonly noState: number; // unread + archived + noState = entries
  readonly favourites: number;
  readonly tags: number; // different ones
  readonly taggedEntries: number;
  readonly highlights: number; // of entries, and loose ones
  readonly highlightsWithNote: number;
  readonly notes: number; // entries with a note of the reader
  readonly offlineTexts: number;
  readonly datesKept: number; // entries with the day they were saved
  readonly folders: number; // different paths that hold an entry or a feed
  readonly feeds: number;
  readonly listings: number; // of the feeds, those that are pages with a list
  readonly looseTitles: number; // titles whose highlights have no address
  readonly passwordsDropped: number;
  readonly droppedNoAddress: number;
  readonly droppedNotHttp: number;
  readonly droppedDuplicate: number;
  readonly droppedOther: number;
};

export function countImport({ items, feeds, loose, dropped, passwordsDropped }: Incoming): ImportCounts {
  const highlights = [...items, ...loose].flatMap((each) => each.highlights);
  const count = (wanted: readonly DropReason[]) => rowsIn(dropped.filter(({ reason }) => wanted.includes(reason)));
  const unread = items.filter(({ state }) => state === 'unread').length;
  const archived = items.filter(({ state }) => state === 'archived').length;
  const paths = [...items.flatMap(({ folders }) => folders), ...feeds.map(({ folder }) => folder)].filter((path) => path.length > 0);
  return {
    entries: items.length,
    unread,
    archived,
    noState: items.length - unread - archived,
    favourites: items.filter(({ isFavourite }) => isFavourite).length,
    tags: new Set(items.flatMap(({ tags }) => tags)).size,
    taggedEntries: items.filter(({ tags }) => tags.length > 0).length,
    highlights: highlights.length,
    highlightsWithNote: highlights.filter(({ note }) => note !== undefined).length,
    notes: items.filter(({ notes }) => notes.length > 0).length,
    offlineTexts: items.filter(({ text }) => text !== undefined).length,
    datesKept: items.filter(({ addedAt }) => addedAt !== undefined).length,
    folders: new Set(paths.map((path) => path.join('\u0000'))).size,
    feeds: feeds.length,
    listings: feeds.filter(({ kind }) => kind === 'listing').length,
    looseTitles: loose.length,
    passwordsDropped,
    droppedNoAddress: count(['no-address']),
    droppedNotHttp: count(['not-http']),
    droppedDuplicate: count(['duplicate']),
    droppedOther: rowsIn(dropped) - count(['no-address', 'not-http', 'duplicate', 'reply', 'no-page', 'unsafe-name']),
  };
}
