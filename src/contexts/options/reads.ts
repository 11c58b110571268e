/** What the options page reads of the library: its counts, while it opens. */
import { countEssays, countSaved, countUnread } from '../../edge/store/counts';
import { Unopened } from '../../edge/store/library';
import { openForReading } from '../../edge/store/open';
import { allSources } from '../../edge/store/sources';
import type { Counts } from '../../ui/counted';

export async function readCounts(): Promise<Counts> {
  const opened = await openForReading();
  if (!opened?.ok) throw new Unopened(opened?.problem ?? { kind: 'library-unopened', detail: 'the background has not made it ready' });
  const library = opened.value;
  const [unread, essays, saved, { sources }] = await Promise.all([
    countUnread(library),
    countEssays(library),
    countSaved(library),
    allSources(library),
  ]);
  library.close(); // an open connection would hold up a reset
  return { unread, essays, saved, sources: sources.length };
}
