/** Time that passes only when a test says so: what comes after a while is there at once, and of what must not come there is an end to wait for. */
import { vi } from 'vitest';

/** Idle moments, frames and the browser's own events go on as they are. */
export function holdTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
}

/** Everything that is due by then happens, and what follows from it at once. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

export function letTimeRun(): void {
  vi.useRealTimers();
}
