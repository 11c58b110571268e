/** What is remembered outside the database, so that a library that was there and is gone is noticed. Decides; keeps nothing itself. */
import type { Problem } from '../problem';
import { isDevice } from './stamp';

export type Sentinel = {
  readonly createdAt: number; // of the library, ms since 1970, UTC
  readonly saved: number; // essays saved in it when it was last seen
  readonly lastSeenAt: number; // ms since 1970, UTC
  readonly device: string;
};

export type Standing =
  | { readonly state: 'first-run' }
  | { readonly state: 'fine' }
  | { readonly state: 'lost'; readonly problem: Extract<Problem, { kind: 'library-lost' }> };

export function readSentinel(raw: unknown): Sentinel | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { createdAt, saved, lastSeenAt, device } = raw as Record<string, unknown>; // as: every field is checked next
  return isCount(createdAt) && isCount(saved) && isCount(lastSeenAt) && isDevice(device)
    ? { createdAt, saved, lastSeenAt, device }
    : undefined;
}

/**
 * Judges the database that is here by the one that was remembered. A library begun at another moment is another library; that is a loss only if
 * something was saved. The sentinel must be kept as it is until a loss has been told.
 */
export function judge(sentinel: Sentinel | undefined, library: { readonly createdAt: number; readonly isEmpty: boolean }): Standing {
  const isAnother = sentinel !== undefined && sentinel.createdAt !== library.createdAt;
  if (isAnother && sentinel.saved > 0) {
    return { state: 'lost', problem: { kind: 'library-lost', saved: sentinel.saved, lastSeenAt: sentinel.lastSeenAt } };
  }
  const isNew = library.isEmpty && (sentinel === undefined || isAnother);
  return { state: isNew ? 'first-run' : 'fine' };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
