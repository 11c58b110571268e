/** What a reader did, on disk. Written by acts alone: nothing that is fetched can change a mark. */
import type { EssayId } from '../../core/essay';
import { readRow } from '../../core/library/essay-row';
import { fold, isSaved } from '../../core/library/fold';
import type { Act, HistoryRow, Marks, Place } from '../../core/library/marks';
import { readMarks, unreadIn } from '../../core/library/readers';
import { isUnread } from '../../core/library/unread';
import { failed, ok, type Result } from '../../core/problem';
import { type MarksRow, orderKeys } from './database';
import { LISTED } from './essay-rows';
import { heldOf, isHeld } from './held';
import { fact, putFact, seenIn, stampIn } from './ledger';
import type { Library } from './library';
import { standsAs } from './place-rows';
import { noteEssay } from './unsynced';
import { wantSaved } from './wanted-texts';
import { type WriteTransaction, write } from './write';

type Commit = { readonly essayId: EssayId; readonly act: Act; readonly from: Place; readonly now: number };

/**
 * Does one act of the reader: stamp, marks and history in one transaction. An act that changes nothing writes nothing, except that every
 * opening is a row of the essay's history.
 *
 * Units   now in ms since 1970, UTC.
 * Errors  essay-unknown, disk-full, and the problems of opening.
 */
export function commitAct(
  library: Library,
  { essayId: given, act, from, now }: Commit,
): Promise<Result<{ readonly marks: Marks; readonly isChanged: boolean }>> {
  return write(library, FOR_ACTS, 'lasting', async (tx) => {
    const done = await actIn(tx, { essayId: given, act, from, now });
    return done === undefined ? failed({ kind: 'essay-unknown' }) : ok(done);
  });
}

/** The stores that a transaction needs in which acts are done. */
const FOR_ACTS = [...LISTED, 'places', 'marks', 'history', 'ledger', 'texts', 'unindexed', 'sources'] as const;

type Done = { readonly marks: Marks; readonly isChanged: boolean };

/** As part of a larger change; undefined where there is no such essay. Needs FOR_ACTS. */
export async function actIn(tx: WriteTransaction, { essayId: given, act, from, now }: Commit): Promise<Done | undefined> {
  const essayId = await standsAs(tx, given); // it may have been found to be another source's since it was shown
  const [essay, row]: unknown[] = await Promise.all([tx.objectStore('essays').get(essayId), tx.objectStore('marks').get(essayId)]);
  if (essay === undefined) return undefined;
  const firstSeenAt = firstSeenOf(essay);
  const { marks } = readMarks(marksOf(row));
  const [seen, stamp, listed] = await Promise.all([seenIn(tx), stampIn(tx, now), readRow(essay)?.essay]);
  const wasHeld = listed !== undefined && isHeld(await heldOf(tx, [listed.sourceId, ...(listed.alsoIn ?? [])]), listed);
  const folded = fold({ marks, isUnread: isUnread({ firstSeenAt: firstSeenAt ?? 0 }, marks, seen, wasHeld) }, act, stamp);
  const isChanged = folded !== marks;
  if (isChanged) await tx.objectStore('marks').put(marksRow(essayId, row, folded, firstSeenAt));
  if (isChanged) await noteEssay(tx, essayId);
  if (isChanged) await putFact(tx, 'lastStamp', stamp);
  if (isChanged && act.kind === 'save') await wantSaved(tx, essay);
  if ((isChanged && act.kind !== 'progress') || act.kind === 'open')
    await tx.objectStore('history').add(historyOf(essayId, act, from, now));
  if (isChanged && LABELS.has(act.kind)) await noteLabelled(tx, essayId);
  return { marks: folded, isChanged };
}

const ACTS_AT_ONCE = 200; // a transaction: some hundred milliseconds, and others have a turn between two

type CommitMany = Omit<Commit, 'essayId'> & { readonly essayIds: readonly EssayId[] };

/**
 * Does one act on several essays, `ACTS_AT_ONCE` in a transaction. Gives those that it changed; an essay that is not there is passed over. Where the
 * disk is full on the way, what was done before stands, and doing it again does the rest.
 *
 * Errors  disk-full and the problems of opening.
 */
export async function commitActs(library: Library, { essayIds, ...commit }: CommitMany): Promise<Result<readonly EssayId[]>> {
  const changed: EssayId[] = [];
  for (let at = 0; at < essayIds.length; at += ACTS_AT_ONCE) {
    const some = essayIds.slice(at, at + ACTS_AT_ONCE);
    const done = await write(library, FOR_ACTS, 'lasting', async (tx) => {
      const touched: EssayId[] = [];
      for (const essayId of some) if ((await actIn(tx, { ...commit, essayId }))?.isChanged) touched.push(essayId);
      return ok(touched);
    });
    if (!done.ok) return done;
    changed.push(...done.value);
  }
  return ok(changed);
}

type Renamed = { readonly moved: readonly EssayId[]; readonly joined: readonly EssayId[] };

/** One tag becomes another on every essay that bears it. `joined`: those that bore the other already, so that this can be undone. */
export async function renameTag(
  library: Library,
  { tag, to, ...commit }: { readonly tag: string; readonly to: string } & Omit<Commit, 'essayId' | 'act'>,
): Promise<Result<Renamed>> {
  if (tag === to) return ok({ moved: [], joined: [] });
  const index = (await library.begin(['marks'], 'readonly')).objectStore('marks').index('byTag');
  const moved = await index.getAllKeys(tag);
  const tagged = await commitActs(library, { ...commit, essayIds: moved, act: { kind: 'tag', tag: to } });
  if (!tagged.ok) return tagged;
  const untagged = await commitActs(library, { ...commit, essayIds: moved, act: { kind: 'untag', tag } });
  if (!untagged.ok) return untagged;
  const added = new Set(tagged.value);
  return ok({ moved, joined: moved.filter((id) => !added.has(id)) });
}

/** What these say the search box finds: the index reads the essay again. */
const LABELS: ReadonlySet<Act['kind']> = new Set(['tag', 'untag', 'note']);

async function noteLabelled(tx: WriteTransaction, id: EssayId): Promise<void> {
  const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
  await tx.objectStore('unindexed').put(revision, id);
  await putFact(tx, 'revision', revision);
}

function historyOf(essayId: EssayId, act: Act, from: Place, at: number): HistoryRow {
  return { essayId, at, what: act.kind, from, ...('tag' in act && { detail: act.tag }) };
}

/** A marks row with its index keys. What `previous` holds that cannot be read stays where it is: it may be somebody's, and it is not ours to drop. */
export function marksRow(id: EssayId, previous: unknown, marks: Marks, firstSeenAt: number | undefined): MarksRow {
  const { saved, read } = marks;
  return {
    id,
    marks: { ...unreadIn(marksOf(previous)), ...marks },
    ...(firstSeenAt !== undefined && { firstSeenAt }),
    ...(saved && isSaved(marks) && { savedStamp: saved[1] }),
    ...orderKeys(marks),
    ...(read?.[0] === true && firstSeenAt !== undefined && { readSeenAt: firstSeenAt }),
    ...(read?.[0] === false && { unreadStamp: read[1] }),
  };
}

export const marksOf = (row: unknown): unknown => fieldOf(row, 'marks');

/** When an essay was first seen, even where the rest of its row cannot be read. */
export function firstSeenOf(essayRow: unknown): number | undefined {
  const firstSeenAt = fieldOf(essayRow, 'firstSeenAt');
  return typeof firstSeenAt === 'number' && Number.isFinite(firstSeenAt) ? firstSeenAt : undefined;
}

function fieldOf(row: unknown, field: string): unknown {
  return typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : undefined; // as: an object's fields are unknown
}
