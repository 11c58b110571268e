/** Waits until a check holds, as long as a busy machine may take: by itself vitest gives up after a second. */
import { vi } from 'vitest';

const PATIENCE_MS = 15_000;

export function soon<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: PATIENCE_MS });
}
