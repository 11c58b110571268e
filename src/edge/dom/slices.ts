/** Cuts long work into slices, so that the page stays quick to answer. Knows nothing of the work. */

const SLICE_MS = 8; // half a frame: what the page itself needs to do still fits

/** Ask often while working: a promise means the slice is used up and is to be awaited; undefined means go on. */
export type Breathe = () => Promise<void> | undefined;

export function slices(rest: () => Promise<void> = () => idle(200)): Breathe {
  let startedAt = performance.now();
  return () => {
    if (performance.now() - startedAt < SLICE_MS) return undefined;
    return rest().then(() => {
      startedAt = performance.now();
    });
  };
}

/** Between two slices of what a person waits for: whatever else is due has its turn, and no more. Waiting until the page is idle took seconds on a busy one. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** Resolves when the page has nothing better to do, and after `timeout` ms at the latest. */
export function idle(timeout: number): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout }));
}
