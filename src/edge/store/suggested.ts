/** Which sites the reader saves from and does not follow. Reads only. */
import { readSource } from '../../core/library/readers';
import { type SuggestedSite, suggestedSites } from '../../core/library/suggested-sites';
import type { Library } from './library';
import { wishesIn } from './wishes';

const MOST_READ = 2_000; // the last to be saved

/** Cost  a row for each of the last essays that were saved. */
export async function suggestedIn(library: Library): Promise<readonly SuggestedSite[]> {
  const tx = await library.begin(['marks', 'essays', 'sources', 'sourceMarks'], 'readonly');
  const [ids, sources, wishes] = await Promise.all([
    tx.objectStore('marks').index('bySaved').getAllKeys(),
    tx.objectStore('sources').getAll(),
    wishesIn(tx),
  ]);
  const rows = await Promise.all(ids.slice(-MOST_READ).map((id) => tx.objectStore('essays').get(id)));
  const followed = sources.flatMap((row) => readSource(row) ?? []).filter(({ id }) => wishes.get(id)?.isFollowed);
  return suggestedSites(
    rows.flatMap((row) => (typeof row?.url === 'string' ? row.url : [])),
    followed,
  );
}
