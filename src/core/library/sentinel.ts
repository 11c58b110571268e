/** What is remembered outside the database, so that a library that was there and is gone is noticed. Decides; keeps nothing itself. */
import type { Problem } from '../problem';
import { isDevice } from './stamp';

export type Sentinel = {
  readonly createdAt: number; // of the library, ms since 1970, UTC
  readonly saved: number; // essays saved in it when it was last seen
  readonly refollowed?: number; // sources of a library that was lost, followed again in the one that took its place
  readonly lastSeenAt: number; // ms since 1970, UTC
  readonly device: string;
};

type Lost = Extract<Problem, { kind: 'library-lost' }>;

export function readSentinel(raw: unknown): Sentinel | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { createdAt, saved, refollowed, lastSeenAt, device } = raw as Record<string, unknown>; // as: every field is checked next
  if (!isCount(createdAt) || !isCount(saved) || !isCount(lastSeenAt) || !isDevice(device)) return undefined;
  return { createdAt, saved, lastSeenAt, device, ...(isCount(refollowed) && { refollowed }) };
}

/**
 * Judges the library that is here by the one that was remembered: one begun at another moment is another library. That is a loss if something was
 * saved, or if something has to be fetched again. The sentinel must be kept as it is until a loss has been told.
 */
export function lossOf(sentinel: Sentinel | undefined, library: { readonly createdAt: number }): Lost | undefined {
  if (sentinel === undefined || sentinel.createdAt === library.createdAt) return undefined;
  const { saved, refollowed = 0, lastSeenAt } = sentinel;
  return saved > 0 || refollowed > 0 ? { kind: 'library-lost', saved, refollowed, lastSeenAt } : undefined;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
