/** Gives others a turn: what waits for the background (a message, a page) is answered between two slices of long work. */

const waiting: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => waiting.shift()?.();

/** By a message of our own, because a timer is held back for 4 ms once several follow each other. */
export function yieldNow(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });
}
