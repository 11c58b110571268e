/**
 * Keeps what came from another machine: joined with what is here as a backup would be, a piece a transaction, with how far it has got. What takes
 * something away waits until all has come, so that its reader can be asked where it is much.
 */
import type { EssayId, SourceId } from '../../core/essay';
import { isSaved, noteOf, tagsOn } from '../../core/library/fold';
import { isGone } from '../../core/library/highlight';
import { wishesOf } from '../../core/library/source-marks';
import { ok } from '../../core/problem';
import { type EssayItem, essayItem, essayName, type Item, lineOf, nameOf, readItem, type SourceItem } from '../../core/sync/item';
import { joinEssay, joinSource, takesAway } from '../../core/sync/joined';
import { type Answer, came } from '../../core/sync/problem';
import type { KeptItems, SyncPiece } from '../../core/sync/round';
import { isEqual } from '../../core/transfer/backup/canonical';
import { joinSeen, marksIn } from '../../core/transfer/backup/join';
import type { Thread } from '../../core/transfer/backup/units';
import { sourceIn } from './backup-lines';
import { dropEssaysIn, keptIn } from './drop';
import { leaveAllIn } from './leave';
import { fact, putFact, stampIn } from './ledger';
import type { Library } from './library';
import { actIn } from './marks';
import { standsAs } from './place-rows';
import { hearStamps, putSourceIn, WITH_RESTORES } from './restores';
import { noteTheirsIn } from './sync-copies';
import { HELD, READING, rangeOf, written } from './sync-state';
import { replaceThreadIn, threadIn } from './threads';
import { noteEssay, noteSource } from './unsynced';
import { type WriteTransaction, write } from './write';

const WITH_SYNC = [...WITH_RESTORES, 'texts', 'unsynced', 'syncState'] as const;
const HELD_AT_ONCE = 100;

/**
 * `now`: the server's clock, where it says, so that a machine whose own is wrong follows no other that is. `brought`: what is here only since this round
 * began; nobody misses it. Settings are joined elsewhere.
 */
export function keepItems(
  library: Library,
  { device, items, reading }: SyncPiece,
  now: number,
  brought: Set<string>,
): Promise<Answer<KeptItems>> {
  return written(
    write(library, WITH_SYNC, 'passing', async (tx) => {
      const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
      let [changed, held] = [0, 0];
      for (const item of items) {
        const kept = await keepItem(tx, item, revision, brought.has(nameOf(item)));
        if (kept !== 'same' && kept !== 'held') changed += 1;
        if (kept === 'new') brought.add(nameOf(item));
        if (kept !== 'held') continue;
        held += 1;
        await tx.objectStore('syncState').put(lineOf(item), `${HELD}${nameOf(item)}/${device}`);
      }
      if (changed > 0) await putFact(tx, 'revision', revision);
      if (items.length > 0) await hearStamps(tx, items, now);
      if (reading !== undefined) await tx.objectStore('syncState').put(reading, READING + device);
      return ok({ changed, held });
    }),
  );
}

type Kept = 'new' | 'changed' | 'same' | 'held';

async function keepItem(tx: WriteTransaction, item: Item, revision: number, takes: boolean): Promise<Kept> {
  switch (item.kind) {
    case 'essay':
      return keepEssay(tx, item, revision, takes);
    case 'source':
      return keepSource(tx, item, takes);
    case 'whole': {
      const before = await fact(tx, 'seenBefore');
      const next = joinSeen(before, item.seen);
      if (next === undefined || isEqual(before, next)) return 'same';
      await putFact(tx, 'seenBefore', next);
      return 'changed';
    }
  }
}

async function keepEssay(tx: WriteTransaction, item: EssayItem, revision: number, takes: boolean): Promise<Kept> {
  const id = await knownAs(tx, item);
  const before = await threadIn(tx, id);
  const next = joinEssay(before, item, id);
  if (item.copy !== undefined) await noteTheirsIn(tx, id, item.copy);
  if (isTold(next, item)) await tx.objectStore('unsynced').delete(essayName(id));
  if (isEqual(before, next)) return 'same';
  if (!takes && takesAway(before, next)) return 'held';
  await replaceThreadIn(tx, before, next, revision);
  return before?.marks === undefined ? 'new' : 'changed';
}

/** Others have it as it is here already, from there: it need not be told again. */
function isTold(next: Thread, { copy: _, ...item }: EssayItem): boolean {
  const mine = essayItem(next);
  return mine !== undefined && lineOf(mine) === lineOf(item);
}

/** Under its own id, or one that it has here in another source. */
async function knownAs(tx: WriteTransaction, { id, also = [] }: EssayItem): Promise<EssayId> {
  for (const each of [id, ...also]) {
    const stands = await standsAs(tx, each);
    if ((await tx.objectStore('essays').getKey(stands)) !== undefined) return stands;
  }
  return id;
}

async function keepSource(tx: WriteTransaction, item: SourceItem, takes: boolean): Promise<Kept> {
  const before = await sourceIn(tx, item.id);
  const next = joinSource(before, item);
  if (next === undefined || isEqual(before, next)) return 'same';
  const isLeft = wishesOf(before?.marks ?? {}).isFollowed && !wishesOf(next.marks ?? {}).isFollowed;
  if (isLeft && !takes) return 'held';
  await putSourceIn(tx, before, next);
  if (isLeft) await leaveIn(tx, item.id);
  return before?.marks === undefined ? 'new' : 'changed';
}

/** As when it is unfollowed here. */
async function leaveIn(tx: WriteTransaction, id: SourceId): Promise<void> {
  await Promise.all([tx.objectStore('sourceStates').delete(id), tx.objectStore('aliases').delete(id)]);
  const { ids, handed } = await leaveAllIn(tx, id);
  const kept = await keptIn(tx, ids);
  await dropEssaysIn(
    tx,
    ids.filter((each) => !kept.has(each)),
    handed,
  );
}

/** How much is held, of how much that its reader keeps. */
export async function heldIn(library: Library): Promise<{ readonly taken: number; readonly kept: number }> {
  const tx = await library.begin(['syncState', 'marks', 'sourceStates'], 'readonly');
  const [keys, saved, followed] = await Promise.all([
    tx.objectStore('syncState').getAllKeys(rangeOf(HELD)),
    tx.objectStore('marks').index('bySaved').count(),
    tx.objectStore('sourceStates').count(),
  ]);
  const names = new Set(keys.map((key) => key.slice(HELD.length, key.lastIndexOf('/'))));
  return { taken: names.size, kept: saved + followed };
}

/** Titles of some of them, for who wants to see. */
export async function heldTitles(library: Library, most: number): Promise<readonly string[]> {
  const tx = await library.begin(['syncState', 'essays', 'sources'], 'readonly');
  const lines = await tx.objectStore('syncState').getAll(rangeOf(HELD), most);
  const items = lines.map((line) => readItem(String(line))).filter((item) => item !== undefined);
  const titles = await Promise.all(
    items.map(async (item) => {
      if (item.kind === 'essay') return (await tx.objectStore('essays').get(item.id))?.title ?? item.words?.title;
      return item.kind === 'source' ? (await tx.objectStore('sources').get(item.id))?.title : undefined;
    }),
  );
  return titles.filter((title) => title !== undefined);
}

/** Does what waited; or, where its reader wants none of it, does it and at once the opposite, which is then later and holds everywhere. */
export async function keepHeld(library: Library, answer: { readonly takes: boolean; readonly now: number }): Promise<Answer<number>> {
  let changed = 0;
  for (;;) {
    const step = await written(
      write(library, WITH_SYNC, 'lasting', async (tx) => {
        const store = tx.objectStore('syncState');
        const [keys, lines] = await Promise.all([store.getAllKeys(rangeOf(HELD), HELD_AT_ONCE), store.getAll(rangeOf(HELD), HELD_AT_ONCE)]);
        const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
        let some = 0;
        for (const [at, key] of keys.entries()) {
          const item = readItem(String(lines[at]));
          const back = item === undefined || answer.takes ? undefined : await wayBack(tx, item);
          if (item !== undefined && (await keepItem(tx, item, revision, true)) !== 'same') some += 1;
          await back?.(answer.now);
          await store.delete(key);
        }
        if (some > 0) await putFact(tx, 'revision', revision);
        return ok({ some, isLast: keys.length < HELD_AT_ONCE });
      }),
    );
    if (!step.ok) return step;
    changed += step.value.some;
    if (step.value.isLast) return came(changed);
  }
}

type WayBack = (now: number) => Promise<void>;

async function wayBack(tx: WriteTransaction, item: Item): Promise<WayBack | undefined> {
  if (item.kind === 'source') {
    const before = await sourceIn(tx, item.id);
    return async (now) => {
      const after = await sourceIn(tx, item.id);
      if (before === undefined || after === undefined) return;
      const stamp = await stampIn(tx, now);
      await putSourceIn(tx, after, {
        ...after,
        ...(before.state && { state: before.state }),
        marks: { ...after.marks, followed: [true, stamp] },
      });
      await putFact(tx, 'lastStamp', stamp);
      await noteSource(tx, item.id);
    };
  }
  if (item.kind !== 'essay') return undefined;
  const id = await knownAs(tx, item);
  const before = await threadIn(tx, id);
  return async (now) => {
    if (before !== undefined) await redo(tx, before, now);
  };
}

/** What was so before is so again, by an act of now. */
async function redo(tx: WriteTransaction, before: Thread, now: number): Promise<void> {
  const was = marksIn(before);
  const commit = { essayId: before.id, from: 'options' as const, now };
  if (isSaved(was)) await actIn(tx, { ...commit, act: { kind: 'save' } });
  for (const tag of tagsOn(was)) await actIn(tx, { ...commit, act: { kind: 'tag', tag } });
  const is = marksIn(await threadIn(tx, before.id));
  if (noteOf(was) !== '' && noteOf(is) === '') await actIn(tx, { ...commit, act: { kind: 'note', text: noteOf(was) } });
  const stood = new Set((before.highlights ?? []).filter((each) => !isGone(each)).map((each) => each.id));
  for (const each of (await threadIn(tx, before.id))?.highlights ?? []) {
    if (!stood.has(each.id) || !isGone(each)) continue;
    const stamp = await stampIn(tx, now);
    await tx.objectStore('highlights').put({ ...each, gone: [false, stamp] });
    await putFact(tx, 'lastStamp', stamp);
  }
  await noteEssay(tx, before.id);
}
