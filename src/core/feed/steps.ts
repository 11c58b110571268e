/** Long work in steps: each is a few milliseconds, and between two of them others may have a turn. Has no clock of its own. */

export type Steps<T> = Generator<void, T>;

/** How work gives others a turn. */
export type Turns = {
  readonly yieldNow: () => Promise<void>;
  readonly now: () => number; // ms, any origin
  readonly sliceMs?: number; // how long to work between two turns
};

const SLICE_MS = 12; // under one frame

/** All of it at once. */
export function drained<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same result, with turns for others in between. `limit`: after so much work (turns do not count) it is given up. */
export async function paced<T>(
  steps: Steps<T>,
  { now, yieldNow, sliceMs = SLICE_MS }: Turns,
  limit?: { readonly budgetMs: number; readonly otherwise: T },
): Promise<T> {
  let spent = 0;
  let since = now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    const slice = now() - since;
    if (limit !== undefined && spent + slice > limit.budgetMs) return limit.otherwise;
    if (slice < sliceMs) continue;
    spent += slice;
    await yieldNow();
    since = now();
  }
}
