/** How many are unread, saved, here: answered from indexes, without reading the essays. What is new, and so on the icon: count-new.ts. */
import { LISTED } from './essay-rows';
import type { Library } from './library';
import { openCount } from './unread-count';
import { mutedOf, wishesIn } from './wishes';

const STORES = [...LISTED, 'places', 'marks', 'ledger', 'sources', 'sourceMarks'] as const;

/** Of every source that is not muted; an essay that several show is muted where all of them are. */
export async function countUnread(library: Library): Promise<number> {
  const tx = await library.begin(STORES, 'readonly');
  const unread = await openCount(tx);
  const muted = new Map([...mutedOf(await wishesIn(tx))].map((id) => [id, Number.POSITIVE_INFINITY] as const));
  return (await unread.all()) - (await unread.quiet(muted));
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
