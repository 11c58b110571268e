/** How far the reader has got with the list as a whole: "mark all as seen", its undoing, and having looked. Touches no essay and no mark. */
import { firstStampAt, MAX_AHEAD_MS } from '../../core/library/stamp';
import { ok, type Result } from '../../core/problem';
import { fact, putFact, seenIn, stampIn } from './ledger';
import type { Library } from './library';
import { type WriteTransaction, write } from './write';

/** `now` by the clock as it is, and when the reader said so: a command may have waited for the background. ms since 1970, UTC. */
type When = { readonly now: number; readonly givenAt?: number };

/**
 * Everything first seen when this was said counts as seen; or, to undo that, everything first seen by `until`, which is the `before` that was given back.
 *
 * Units   ms since 1970, UTC.
 * Errors  disk-full and the problems of opening.
 */
export function markAllSeen(
  library: Library,
  { until, ...when }: When & { readonly until?: number | undefined },
): Promise<Result<{ readonly before: number }>> {
  return write(library, ['essays', 'ledger'], 'lasting', async (tx) => {
    const { before } = await seenIn(tx);
    const stamp = await stampIn(tx, when.now);
    const seen =
      until === undefined ? { before: await allBy(tx, when, before), acts: stamp } : { before: until, acts: firstStampAt(until) };
    await putFact(tx, 'seenBefore', [seen, stamp]);
    await putFact(tx, 'lastStamp', stamp);
    return ok({ before });
  });
}

/** The list was looked at: nothing in it is new any more. */
export function looked(library: Library, when: When): Promise<Result<undefined>> {
  return write(library, ['essays', 'ledger'], 'passing', async (tx) => {
    await putFact(tx, 'lastLookedAt', await allBy(tx, when, await fact(tx, 'lastLookedAt')));
    return ok(undefined);
  });
}

/**
 * The moment this was said, or the moment the latest essay arrived where the clock has been set back since: what is in the list is covered whatever
 * the clock says. By a day at most, or one wrong year would hide every essay until it comes. Never earlier than what was said `before`.
 */
async function allBy(tx: WriteTransaction, { now, givenAt = now }: When, before = 0): Promise<number> {
  const latest = (await tx.objectStore('essays').index('byFirstSeen').openKeyCursor(null, 'prev'))?.key ?? 0;
  if (latest > now) return Math.min(latest, now + MAX_AHEAD_MS);
  return before > now ? givenAt : Math.max(before, givenAt);
}
