/** Brings a library from before texts stood apart from rows into today's shape, piece by piece, with a turn for others between two. Effects are handed in. */
import { ok, type Result } from '../core/problem';

type MoveEdges = {
  readonly moveNext: () => Promise<Result<'more' | 'done'>>; // one transaction
  readonly yieldNow: () => Promise<void>;
};

/** Errors  what `moveNext` gives: where the disk is full the rest waits for another time. */
export async function moveBodies({ moveNext, yieldNow }: MoveEdges): Promise<Result<undefined>> {
  for (;;) {
    const moved = await moveNext();
    if (!moved.ok) return moved;
    if (moved.value === 'done') return ok(undefined);
    await yieldNow();
  }
}
