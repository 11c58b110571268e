/** How far the reader has got with the list as a whole: "mark all as seen", its undoing, and having looked. Touches no essay and no mark. */
import { firstStampAt, MAX_AHEAD_MS } from '../../core/library/stamp';
import { ok, type Result } from '../../core/problem';
import { putFact, seenIn, stampIn } from './ledger';
import type { Library } from './library';
import { type WriteTransaction, write } from './write';

/**
 * Everything first seen by now counts as seen; or, to undo that, everything first seen by `until`, which is the `before` that was given back.
 *
 * Units   ms since 1970, UTC.
 * Errors  disk-full and the problems of opening.
 */
export function markAllSeen(
  library: Library,
  { until, now }: { readonly until?: number | undefined; readonly now: number },
): Promise<Result<{ readonly before: number }>> {
  return write(library, ['essays', 'ledger'], 'lasting', async (tx) => {
    const { before } = await seenIn(tx);
    const stamp = await stampIn(tx, now);
    const seen = until === undefined ? { before: await nowOver(tx, now), acts: stamp } : { before: until, acts: firstStampAt(until) };
    await putFact(tx, 'seenBefore', [seen, stamp]);
    await putFact(tx, 'lastStamp', stamp);
    return ok({ before });
  });
}

/** The list was looked at: nothing in it is new any more. */
export function looked(library: Library, now: number): Promise<Result<undefined>> {
  return write(library, ['essays', 'ledger'], 'passing', async (tx) => {
    await putFact(tx, 'lastLookedAt', await nowOver(tx, now));
    return ok(undefined);
  });
}

/**
 * Now, or the moment the latest essay arrived where the clock has been set back since: what is in the list is covered whatever the clock says.
 * By a day at most, or one wrong year would hide every essay until it comes.
 */
async function nowOver(tx: WriteTransaction, now: number): Promise<number> {
  const latest = await tx.objectStore('essays').index('byFirstSeen').openKeyCursor(null, 'prev');
  return Math.max(now, Math.min(latest?.key ?? now, now + MAX_AHEAD_MS));
}
