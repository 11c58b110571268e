/**
 * What it takes to begin a lost library again: what was followed, and the settings. Kept outside the databases, where a browser that empties them
 * leaves it. Decides; keeps nothing itself.
 */
import type { Source, SourceId } from '../essay';
import type { Followed } from '../follow/poll';
import { readSettings, type Settings } from '../settings';
import { readSource } from './readers';
import { readSourceChange, type SourceChange, type SourceWishes } from './source-marks';

export type Reserve = {
  readonly createdAt: number; // of the library it describes, ms since 1970, UTC
  readonly settings: Settings;
  readonly followed: readonly ReservedSource[];
  readonly unfollowed: readonly SourceId[]; // so that what comes with Sidelight does not come back
};
type ReservedSource = { readonly source: Source; readonly wishes: SourceChange };

export function reserveOf(
  createdAt: number,
  settings: Settings,
  followed: readonly Pick<Followed, 'source' | 'wishes'>[],
  unfollowed: readonly SourceId[],
): Reserve {
  return { createdAt, settings, followed: followed.map(({ source, wishes }) => ({ source, wishes: changeTo(wishes) })), unfollowed };
}

/** Undefined where there is none. A source that does not read costs itself. */
export function readReserve(raw: unknown): Reserve | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { createdAt, settings, followed, unfollowed } = raw as Record<string, unknown>; // as: every field is checked next
  if (typeof createdAt !== 'number' || !Number.isFinite(createdAt)) return undefined;
  return {
    createdAt,
    settings: readSettings(settings),
    followed: Array.isArray(followed) ? followed.flatMap((each) => readReserved(each) ?? []) : [],
    unfollowed: Array.isArray(unfollowed) ? unfollowed.filter((id): id is SourceId => typeof id === 'string' && id !== '') : [],
  };
}

function readReserved(raw: unknown): ReservedSource | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { source, wishes } = raw as Record<string, unknown>; // as: both are checked by their readers
  const readable = readSource(source);
  return readable && { source: readable, wishes: readSourceChange(wishes) ?? {} };
}

/** The wishes as one act of the reader: what is as it would be anyway is left out. */
function changeTo({ title, folder, isMuted, intervalMs, inBadge, typedHost }: SourceWishes): SourceChange {
  return {
    ...(title !== undefined && { title }),
    ...(folder !== undefined && { folder }),
    ...(isMuted && { muted: true }),
    ...(intervalMs !== undefined && { intervalMs }),
    ...(!inBadge && { inBadge: false }),
    ...(typedHost !== undefined && { typedHost }),
  };
}
