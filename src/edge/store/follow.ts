/** Which sources are followed and how the reader wants them, on disk. Written by the reader's acts alone; polls.ts writes what polls find. */
import type { Essay, EssayId, Source, SourceId } from '../../core/essay';
import type { Followed } from '../../core/follow/poll';
import { readSourceState } from '../../core/follow/read-state';
import { freshState, type SourceState } from '../../core/follow/source-state';
import type { Place } from '../../core/library/marks';
import { readSource } from '../../core/library/readers';
import {
  foldSource,
  mergeSourceMarks,
  readSourceMarks,
  type SourceChange,
  type SourceMarks,
  wishesOf,
} from '../../core/library/source-marks';
import { stampTime } from '../../core/library/stamp';
import { ok, type Problem, type Result } from '../../core/problem';
import { dropEssaysIn, keptIn } from './drop';
import { putEssaysIn, WITH_ESSAYS } from './essays';
import { leaveAllIn } from './leave';
import { putFact, stampIn } from './ledger';
import type { Library } from './library';
import { readable } from './readable';
import { noteSource } from './unsynced';
import { type WriteTransaction, write } from './write';

/** Every followed source with its state and the reader's wishes, in the order of their titles. One whose state is missing is due at once. */
export async function following(library: Library): Promise<{ readonly followed: readonly Followed[]; readonly problem?: Problem }> {
  const tx = await library.begin(['sources', 'sourceMarks', 'sourceStates'], 'readonly');
  const [sources, marks, states] = await Promise.all([
    tx.objectStore('sources').getAll(),
    tx.objectStore('sourceMarks').getAll(),
    tx.objectStore('sourceStates').getAll(),
  ]);
  const { values, problem } = readable(sources, readSource);
  const wishes = new Map(marks.map((row) => [row.id, wishesOf(readSourceMarks(row.marks))]));
  const stateRows = new Map(states.map((row) => [row.sourceId, row]));
  const followed = values.flatMap((source) => {
    const wished = wishes.get(source.id);
    return wished?.isFollowed ? [{ source, wishes: wished, state: readSourceState(stateRows.get(source.id), source.id) }] : [];
  });
  const titleOf = ({ source, wishes: { title = source.title } }: Followed) => title;
  followed.sort((a, b) => titleOf(a).localeCompare(titleOf(b)) || (a.source.id < b.source.id ? -1 : 1));
  return { followed, ...(problem && { problem }) };
}

type NewSource = { readonly source: Source; readonly wishes: SourceChange; readonly essays?: readonly Essay[] };

/**
 * Follows sources, all or none, each with what the reader was shown of it. One that is followed already keeps its state; one that was
 * unfollowed is followed again.
 *
 * Errors  disk-full and the problems of opening.
 */
export function followSources(
  library: Library,
  added: readonly NewSource[],
  occasion: { readonly from: Place; readonly now: number },
): Promise<Result<undefined>> {
  return write(library, [...WITH_ESSAYS, 'sourceStates'], 'lasting', async (tx) => {
    for (const { source, wishes, essays = [] } of added) {
      const known = readSource(await tx.objectStore('sources').get(source.id));
      const isThere = known !== undefined && wishesOf(await sourceMarksIn(tx, source.id)).isFollowed; // at an address of the reader's, maybe
      await tx.objectStore('sources').put(isThere ? { ...source, ...known } : { ...source, addedAt: known?.addedAt ?? source.addedAt });
      await changeMarks(tx, source.id, { followed: true, ...wishes }, occasion.now);
      await ensureState(tx, source.id);
      if (essays.length > 0) await putEssaysIn(tx, essays, occasion);
    }
    return ok(undefined);
  });
}

/**
 * Puts in, or brings up to date, the source that comes with Sidelight: a welcome, which is not followed and never asked for anything until the reader
 * says so. 'forgotten': the reader wants nothing of it any more. An earlier edition followed it by itself: that is nobody's wish, and ends here.
 */
export function putWelcome(library: Library, source: Source, isNew: boolean): Promise<Result<'here' | 'forgotten'>> {
  return write(library, [...WITH_ESSAYS, 'sourceStates'], 'lasting', async (tx) => {
    const known = readSource(await tx.objectStore('sources').get(source.id));
    if (known === undefined && !isNew) return ok('forgotten');
    await tx.objectStore('sources').put({ ...source, addedAt: known?.addedAt ?? source.addedAt });
    const { followed, ...others } = await sourceMarksIn(tx, source.id);
    if (followed?.[0] === false) return ok('forgotten');
    if (followed === undefined || stampTime(followed[1]) !== known?.addedAt) return ok('here');
    await tx.objectStore('sourceMarks').put({ id: source.id, marks: others });
    await tx.objectStore('sourceStates').delete(source.id);
    return ok('here');
  });
}

/** Renames, files, mutes, sets an interval, takes in or out of the badge: one act, stamped. */
export function changeSource(library: Library, id: SourceId, change: SourceChange, now: number): Promise<Result<undefined>> {
  return write(library, ['sourceMarks', 'ledger'], 'lasting', async (tx) => {
    await changeMarks(tx, id, change, now);
    return ok(undefined);
  });
}

/** Joins the marks of another copy of the library: import and restore. */
export function joinSourceMarks(library: Library, id: SourceId, marks: SourceMarks): Promise<Result<undefined>> {
  return write(library, ['sourceMarks', 'sourceStates'], 'lasting', async (tx) => {
    const joined = mergeSourceMarks(await sourceMarksIn(tx, id), marks);
    await tx.objectStore('sourceMarks').put({ id, marks: joined });
    await noteSource(tx, id);
    if (wishesOf(joined).isFollowed) await ensureState(tx, id);
    return ok(undefined);
  });
}

/**
 * Wakes a source, or answers its question. `change` is one of core/follow/source-state.ts (`woken`, `accepted`); a source that is not followed
 * is left alone.
 */
export function changeState(library: Library, id: SourceId, change: (state: SourceState) => SourceState): Promise<Result<undefined>> {
  return changeStates(library, [id], change);
}

/** The same for several, all or none. */
export function changeStates(
  library: Library,
  ids: readonly SourceId[],
  change: (state: SourceState) => SourceState,
): Promise<Result<undefined>> {
  return write(library, ['sourceStates'], 'lasting', async (tx) => {
    const states = tx.objectStore('sourceStates');
    const rows = await Promise.all(ids.map((id) => states.get(id)));
    const known = rows.filter((row) => row !== undefined);
    await Promise.all(known.map((row) => states.put(change(readSourceState(row, row.sourceId)))));
    return ok(undefined);
  });
}

/**
 * Unfollows a source. Essays that were saved or noted stay, and those that another followed source shows; so does all that was done to the others:
 * it is there again if they come back.
 *
 * Shapes  gives back the essays that went, for the index.
 */
export function unfollowSource(library: Library, id: SourceId, now: number): Promise<Result<readonly EssayId[]>> {
  return write(library, [...WITH_ESSAYS, 'sourceStates'], 'lasting', async (tx) => {
    await changeMarks(tx, id, { followed: false }, now);
    await Promise.all([tx.objectStore('sourceStates').delete(id), tx.objectStore('aliases').delete(id)]);
    const { ids, handed } = await leaveAllIn(tx, id);
    const kept = await keptIn(tx, ids);
    const gone = ids.filter((each) => !kept.has(each));
    await dropEssaysIn(tx, gone, handed);
    return ok(gone);
  });
}

/** Needs the stores sourceMarks and ledger. */
export async function changeMarks(tx: WriteTransaction, id: SourceId, change: SourceChange, now: number): Promise<void> {
  const marks = await sourceMarksIn(tx, id);
  const stamp = await stampIn(tx, now);
  const changed = foldSource(marks, change, stamp);
  if (changed === marks) return;
  await tx.objectStore('sourceMarks').put({ id, marks: changed });
  await noteSource(tx, id);
  await putFact(tx, 'lastStamp', stamp);
}

async function sourceMarksIn(tx: WriteTransaction, id: SourceId): Promise<SourceMarks> {
  return readSourceMarks((await tx.objectStore('sourceMarks').get(id))?.marks);
}

async function ensureState(tx: WriteTransaction, id: SourceId): Promise<void> {
  if ((await tx.objectStore('sourceStates').get(id)) === undefined) await tx.objectStore('sourceStates').put(freshState(id));
}
