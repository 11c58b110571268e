/** What arrived since the list was last looked at, whatever date it claims. The same essays that the badge counts (count-new.ts). Reads only. */
import { datedAt, type EssayId, type ListedEssay, type SourceId } from '../../core/essay';
import type { EssayRow } from '../../core/library/essay-row';
import type { Entry } from '../../core/library/marks';
import { heardIn, isNews } from './count-new';
import type { Transaction } from './database';
import { LISTED, listedIn, unabridgedIn } from './essay-rows';
import { seenIn } from './ledger';
import type { Library } from './library';
import { entriesOf } from './lists';

export const MOST_NEW = 200; // the latest to arrive; whoever was away for longer finds the others by their dates
const MOST_READ = 2_000; // to find those, among what a source that was just followed brought along
const CHUNK = 200;

type NewAsk = {
  readonly since: number; // ms since 1970, UTC
  readonly sources?: ReadonlySet<SourceId> | undefined; // only these
  readonly isHidden?: ((essay: ListedEssay) => boolean) | undefined; // left out, as by mute words
  readonly most?: number;
};
type Reading = Transaction<'readonly'>;

/** As `newIds` has them. */
export async function newEntries(library: Library, ask: NewAsk): Promise<readonly Entry[]> {
  return (await entriesOf(library, await newIds(library, ask))).entries;
}

/**
 * Newest first, by date. Left out is what a source had when it was followed, and sources that are muted or kept out of the badge: they stand in the
 * list by their dates.
 *
 * Cost  one key where nothing has arrived; else the rows of the latest to arrive, in one request where they did not all come in one moment.
 */
export async function newIds(library: Library, { since, sources, isHidden, most = MOST_NEW }: NewAsk): Promise<readonly EssayId[]> {
  const tx = await library.begin([...LISTED, 'marks', 'ledger', 'sources', 'sourceMarks'], 'readonly');
  const arrived = tx.objectStore('essays').index('byFirstSeen');
  const range = IDBKeyRange.lowerBound(since, true);
  if ((await arrived.openKeyCursor(range, 'prev')) === null) return [];
  const [heard, isUnread] = await Promise.all([heardIn(tx), unreadAmong(tx, range)]);
  const isNew = (essay: ListedEssay): boolean =>
    isUnread(essay) && isNews(heard, essay) && (sources === undefined || isShownBy(sources, essay)) && isHidden?.(essay) !== true;
  const found: ListedEssay[] = [];
  for await (const rows of latestToArrive(tx, range)) {
    const essays = await (isHidden === undefined ? listedIn : unabridgedIn)(tx, rows);
    found.push(...essays.filter((essay) => essay !== undefined && isNew(essay)).filter((essay) => essay !== undefined));
    if (found.length >= most) break;
  }
  const listed = found.slice(0, most).sort((a, b) => datedAt(b) - datedAt(a) || (a.id < b.id ? 1 : -1));
  return listed.map(({ id }) => id);
}

/** As core/library/unread.ts says it of each; what its source held is quiet besides. */
async function unreadAmong(tx: Reading, range: IDBKeyRange): Promise<(essay: ListedEssay) => boolean> {
  const seen = await seenIn(tx);
  const marks = tx.objectStore('marks');
  const [read, again] = await Promise.all([
    marks.index('byReadSeen').getAllKeys(range),
    marks.index('byUnread').getAllKeys(IDBKeyRange.lowerBound(seen.acts, true)),
  ]);
  const [isRead, isUnreadByHand] = [new Set(read), new Set(again)];
  return ({ id, firstSeenAt }) => !isRead.has(id) && (isUnreadByHand.has(id) || firstSeenAt > seen.before);
}

/** Some rows at a time, the latest first; no more than MOST_READ of them. */
async function* latestToArrive(tx: Reading, range: IDBKeyRange): AsyncGenerator<readonly (EssayRow | undefined)[]> {
  const essays = tx.objectStore('essays');
  const arrived = essays.index('byFirstSeen');
  const low = await (await arrived.openKeyCursor(range, 'prev'))?.advance(CHUNK - 1);
  const together = await arrived.getAll(low ? IDBKeyRange.lowerBound(low.key) : range, 2 * CHUNK);
  const isWhole = together.length < 2 * CHUNK; // else many came in one moment
  if (isWhole) yield together.reverse();
  if (isWhole && !low) return;
  const from = (await (await arrived.openKeyCursor(range, 'prev'))?.advance(MOST_READ))?.key;
  const ids = await arrived.getAllKeys(from === undefined ? range : IDBKeyRange.lowerBound(from));
  const done = new Set(isWhole ? together.map(({ id }) => id) : []);
  const left = ids
    .reverse()
    .slice(0, MOST_READ)
    .filter((id) => !done.has(id));
  for (let at = 0; at < left.length; at += CHUNK) yield Promise.all(left.slice(at, at + CHUNK).map((id) => essays.get(id)));
}

function isShownBy(sources: ReadonlySet<SourceId>, { sourceId, alsoIn = [] }: ListedEssay): boolean {
  return sources.has(sourceId) || alsoIn.some((id) => sources.has(id));
}
