/** Waits for a condition by asking again and again. The only place in the tests where time is waited for. */

const WAIT_MS = 30_000; // on two cores with both browsers under way, a start takes up to six seconds; three times that on a slower machine
const PAUSE_MS = 25;

/** Gives the first true answer. A probe that rejects counts as "not yet": a document may be on its way out. */
export async function until<T>(what: string, probe: () => Promise<T> | T, waitMs = WAIT_MS): Promise<NonNullable<T>> {
  const deadline = Date.now() + waitMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      last = await probe();
      if (last) return last as NonNullable<T>; // as: true things are not null
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`waited ${waitMs} ms for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}
