/** Which essays are in a state that one may ask for, or bear a tag: sets of ids, for filters. Reads only. */
import type { EssayId } from '../../core/essay';
import { isBegun, noteOf } from '../../core/library/fold';
import { isGone, readHighlight } from '../../core/library/highlight';
import type { Marks } from '../../core/library/marks';
import type { State } from '../../core/library/query';
import { readMarks } from '../../core/library/readers';
import { plainOf } from '../../core/text/plain';
import type { Transaction } from './database';
import { heldIds, heldIn } from './held';
import { seenIn } from './ledger';
import type { Library } from './library';
import { marksOf } from './marks';

type Reading = Transaction<'readonly'>;

const ROWS_AT_ONCE = 500;

/** Cost  keys alone; for `noted` and `begun`, the marks of all that bear any. `read` is told as those that are not: unread.ts has the rule. */
export async function idsInState(library: Library, state: Exclude<State, 'read'>): Promise<ReadonlySet<EssayId>> {
  const tx = await library.begin(['essays', 'marks', 'ledger', 'highlights', 'sources', 'places'], 'readonly');
  const marks = tx.objectStore('marks');
  switch (state) {
    case 'saved':
      return new Set(await marks.index('bySaved').getAllKeys());
    case 'later':
      return new Set(await marks.index('byLater').getAllKeys());
    case 'archived':
      return new Set(await marks.index('byArchived').getAllKeys());
    case 'unread':
      return unreadIn(tx);
    case 'highlighted':
      return highlightedIn(tx);
    case 'noted':
      return markedIn(tx, (marks) => noteOf(marks) !== '');
    case 'begun':
      return markedIn(tx, isBegun);
  }
}

/** As core/library/unread.ts says it of each. */
async function unreadIn(tx: Reading): Promise<ReadonlySet<EssayId>> {
  const seen = await seenIn(tx);
  const [held, arrived, read, again] = await Promise.all([
    heldIn(tx),
    tx.objectStore('essays').index('byFirstSeen').getAllKeys(IDBKeyRange.lowerBound(seen.before, true)),
    tx.objectStore('marks').index('byReadSeen').getAllKeys(),
    tx.objectStore('marks').index('byUnread').getAllKeys(IDBKeyRange.lowerBound(seen.acts, true)),
  ]);
  const unread = new Set(arrived);
  for (const id of await heldIds(tx, held, seen.before)) unread.delete(id);
  for (const id of read) unread.delete(id);
  for (const id of again) unread.add(id);
  return unread;
}

async function highlightedIn(tx: Reading): Promise<ReadonlySet<EssayId>> {
  const rows: unknown[] = await tx.objectStore('highlights').getAll();
  return new Set(rows.flatMap((row) => readHighlight(row) ?? []).flatMap((each) => (isGone(each) ? [] : each.essayId)));
}

async function markedIn(tx: Reading, isWanted: (marks: Marks) => boolean): Promise<ReadonlySet<EssayId>> {
  const wanted = new Set<EssayId>();
  for (let after: EssayId | undefined; ; ) {
    const rows = await tx.objectStore('marks').getAll(after === undefined ? null : IDBKeyRange.lowerBound(after, true), ROWS_AT_ONCE);
    for (const row of rows) if (isWanted(readMarks(marksOf(row)).marks)) wanted.add(row.id);
    after = rows.at(-1)?.id;
    if (rows.length < ROWS_AT_ONCE || after === undefined) return wanted;
  }
}

/** Every tag by the reader's hand and how many essays bear it, in the order of their letters. */
export async function tagCounts(library: Library): Promise<ReadonlyMap<string, number>> {
  const tx = await library.begin(['marks'], 'readonly');
  const index = tx.objectStore('marks').index('byTag');
  const counts = new Map<string, number>();
  for (let cursor = await index.openKeyCursor(null, 'nextunique'); cursor; cursor = await cursor.continue()) {
    counts.set(cursor.key, await index.count(cursor.key));
  }
  return counts;
}

/** The essays under a tag, however it is written: capital letters and accents make no other. */
export async function idsTagged(library: Library, name: string): Promise<ReadonlySet<EssayId>> {
  const tx = await library.begin(['marks'], 'readonly');
  const index = tx.objectStore('marks').index('byTag');
  const ids = new Set<EssayId>();
  for (let cursor = await index.openKeyCursor(null, 'nextunique'); cursor; cursor = await cursor.continue()) {
    if (plainOf(cursor.key) !== plainOf(name)) continue;
    for (const id of await index.getAllKeys(cursor.key)) ids.add(id);
  }
  return ids;
}

/** Every essay that bears a tag of its reader's, each once. */
export async function idsOfTags(library: Library): Promise<ReadonlySet<EssayId>> {
  const tx = await library.begin(['marks'], 'readonly');
  return new Set(await tx.objectStore('marks').index('byTag').getAllKeys());
}
