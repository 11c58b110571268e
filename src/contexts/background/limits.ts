/** What may go wrong outside and must not come in: what does not answer is not waited for, what throws ends nothing else. */
import type { Clock } from './outside';

/** `instead` where nothing came in time. What is late is done all the same, and nobody waits for it. */
export function within<T, E>({ wait }: Clock, ms: number, work: Promise<T>, instead: E): Promise<T | E> {
  return Promise.race([work, wait(ms).then(() => instead)]);
}

/** Begins something that nobody waits for, and whose failure costs nothing but itself. */
export function softly(work: () => Promise<unknown>): void {
  void work().catch(() => {});
}

/** Runs what it is given one after the other; a turn that fails is told to its own caller alone. */
export function turnstile(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run);
    last = mine.catch(() => {});
    return mine;
  };
}
