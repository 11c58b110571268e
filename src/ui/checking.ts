/** When the sources were looked at last, and how far a look now under way has got, in words. Reads no clock. */
import { ago } from './ago';
import { type FollowedSource, isTroubled } from './followed';
import { moment } from './moment';
import { counted, say } from './words';

/** As edge/browser/progress.ts leaves it. */
export type Progress = {
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  readonly isRunning: boolean;
  readonly isOffline?: boolean; // the last look ended because nobody answered at all
};

/** `fact` is no more than what holds of every source it counts; `trouble` says how many of the others a person has to see to. */
export type Checked = { readonly fact: string; readonly trouble?: string };

const STALE_MS = 10 * 60_000; // a background that was ended leaves `isRunning` behind

export function isChecking(progress: Progress | undefined, now: number): progress is Progress {
  return progress?.isRunning === true && progress.done < progress.total && now - progress.startedAt < STALE_MS;
}

/**
 * "Checked 4 minutes ago · 12 sources", "4 of 6 checked just now" and "2 need a look", "Offline · last checked 09:14", or "Checking: 3 of 12
 * sources"; undefined where nothing is followed.
 */
export function checkedWords(
  rows: readonly FollowedSource[],
  progress: Progress | undefined,
  now: number,
  isOnline = true,
): Checked | undefined {
  if (rows.length === 0) return undefined;
  const isOffline = !isOnline || progress?.isOffline === true;
  if (isChecking(progress, now)) {
    return { fact: say('checkingSources', { done: progress.done, sources: counted('sources', progress.total) }) };
  }
  const fact = isOffline ? offline(rows, now) : withTotal(rows, now);
  const troubled = wasEverRead(rows) ? rows.filter(isTroubled).length : rows.filter((row) => isTroubled(row) && !isNotAllowed(row)).length;
  return { fact, ...(troubled > 0 && { trouble: counted('needALook', troubled) }) };
}

const isNotAllowed = ({ health }: FollowedSource): boolean => health.condition === 'not-allowed';

/** Before anything was, a permission that nobody has asked for yet is no trouble: so it is after an installation. */
const wasEverRead = (rows: readonly FollowedSource[]): boolean => rows.some(({ health }) => health.lastSuccessAt !== undefined);

function offline(rows: readonly FollowedSource[], now: number): string {
  const last = rows.reduce((latest, { health }) => Math.max(latest, health.lastSuccessAt ?? 0), 0);
  return last === 0 ? say('offline') : say('joined', { first: say('offline'), second: say('lastChecked', { moment: moment(last, now) }) });
}

function withTotal(rows: readonly FollowedSource[], now: number): string {
  const times = rows.flatMap(({ health }) => (health.condition === 'well' ? (health.lastSuccessAt ?? []) : []));
  const total = counted('sources', rows.length);
  if (times.length === 0) return wasEverRead(rows) ? total : say('joined', { first: say('notCheckedYet'), second: total });
  const oldest = times.reduce((a, b) => Math.min(a, b));
  const newest = times.reduce((a, b) => Math.max(a, b));
  const [last, first] = [ago(newest, now), ago(oldest, now)];
  const isAll = times.length === rows.length;
  if (last === first) {
    return isAll
      ? say('joined', { first: say('checkedAgo', { ago: last }), second: total })
      : say('someCheckedAgo', { ago: last, done: times.length, total: rows.length });
  }
  const since = moment(oldest, now); // each source has its own rhythm: the latest of them would speak for one
  return isAll
    ? say('joined', { first: say('checkedSince', { moment: since }), second: total })
    : say('someCheckedSince', { done: times.length, moment: since, total: rows.length });
}
