/** When the sources were looked at last, and how far a look now under way has got, in words. Reads no clock. */
import { ago } from './ago';
import { type FollowedSource, lastCheckedAt } from './followed';
import { counted, say } from './words';

/** As edge/browser/progress.ts leaves it. */
export type Progress = { readonly done: number; readonly total: number; readonly startedAt: number; readonly isRunning: boolean };

const STALE_MS = 10 * 60_000; // a background that was ended leaves `isRunning` behind

export function isChecking(progress: Progress | undefined, now: number): progress is Progress {
  return progress?.isRunning === true && progress.done < progress.total && now - progress.startedAt < STALE_MS;
}

/** "Checked 4 minutes ago · 12 sources", or "Checking: 3 of 12 sources"; undefined where nothing is followed. */
export function checkedWords(rows: readonly FollowedSource[], progress: Progress | undefined, now: number): string | undefined {
  if (rows.length === 0) return undefined;
  if (isChecking(progress, now)) return say('checkingSources', { done: progress.done, sources: counted('sources', progress.total) });
  const at = lastCheckedAt(rows);
  const first = at === undefined ? say('notCheckedYet') : say('checkedAgo', { ago: ago(at, now) });
  return say('joined', { first, second: counted('sources', rows.length) });
}
