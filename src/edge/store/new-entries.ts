/** What arrived since the list was last looked at, whatever date it claims. The same essays that the badge counts (counts.ts). Reads only. */
import { datedAt, type ListedEssay, type SourceId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import { isQuiet, quietSources } from './counts';
import type { Library } from './library';
import { entriesOf } from './lists';

export const MOST_NEW = 200; // the latest to arrive; whoever was away for longer finds the others by their dates
const MOST_READ = 2_000; // to find those, among what a source that was just followed brought along
const CHUNK = 100;

type NewAsk = {
  readonly since: number; // ms since 1970, UTC
  readonly sources?: ReadonlySet<SourceId> | undefined; // only these
  readonly isHidden?: ((essay: ListedEssay) => boolean) | undefined; // left out, as by mute words
  readonly most?: number;
};

/**
 * Newest first, by date. Left out is what a source had when it was followed, and sources that are muted or kept out of the badge: they stand in the
 * list by their dates.
 *
 * Cost  one key where nothing has arrived; else the rows of the latest to arrive, until `most` are new.
 */
export async function newEntries(library: Library, { since, sources, isHidden, most = MOST_NEW }: NewAsk): Promise<readonly Entry[]> {
  const tx = await library.begin(['essays', 'sources', 'sourceMarks'], 'readonly');
  const arrived = tx.objectStore('essays').index('byFirstSeen');
  const cursor = await arrived.openKeyCursor(IDBKeyRange.lowerBound(since, true), 'prev');
  if (cursor === null) return [];
  const from = (await cursor.advance(MOST_READ))?.key;
  const range = from === undefined ? IDBKeyRange.lowerBound(since, true) : IDBKeyRange.lowerBound(from); // many arrive in one moment
  const [ids, quiet] = await Promise.all([arrived.getAllKeys(range), quietSources(tx, since)]);
  const isNew = ({ essay, isUnread }: Entry): boolean =>
    isUnread && !isQuiet(quiet, essay) && (sources === undefined || isShownBy(sources, essay)) && isHidden?.(essay) !== true;
  const found: Entry[] = [];
  const latestFirst = ids.reverse().slice(0, MOST_READ);
  for (let at = 0; at < latestFirst.length && found.length < most; at += CHUNK) {
    found.push(...(await entriesOf(library, latestFirst.slice(at, at + CHUNK), isHidden !== undefined)).entries.filter(isNew));
  }
  const listed = found.slice(0, most);
  return listed.sort((a, b) => datedAt(b.essay) - datedAt(a.essay) || (a.essay.id < b.essay.id ? 1 : -1));
}

function isShownBy(sources: ReadonlySet<SourceId>, { sourceId, alsoIn = [] }: ListedEssay): boolean {
  return sources.has(sourceId) || alsoIn.some((id) => sources.has(id));
}
