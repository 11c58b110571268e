/** The sources as the reader sees them: each with its health, how much of it is unread and how many essays it has. Reads only. */
import type { Source, SourceId } from '../../core/essay';
import { healthOf, type SourceHealth } from '../../core/follow/health';
import { hostOf } from '../../core/follow/poll';
import { nextTriesIn } from '../../core/follow/ration';
import { readSourceState } from '../../core/follow/read-state';
import type { SourceState } from '../../core/follow/source-state';
import { readSource } from '../../core/library/readers';
import type { SourceWishes } from '../../core/library/source-marks';
import type { Problem } from '../../core/problem';
import { LISTED } from './essay-rows';
import { following } from './follow';
import type { Library } from './library';
import { openCount } from './unread-count';
import { wishesIn } from './wishes';

export type SourceRow = {
  readonly source: Source;
  readonly wishes: SourceWishes;
  readonly health: SourceHealth;
  readonly unread: number;
  readonly essays: number;
};

/**
 * Every followed source, in the order of their titles. `mayFetch` is asked for each address: core/follow/may-fetch.ts makes it from what is granted.
 *
 * Cost  two counts on indexes a source; where much was read by hand, the keys of what is new instead of their count.
 */
export async function sourcesWithHealth(
  library: Library,
  mayFetch: (url: string) => boolean,
  now: number,
): Promise<{ readonly rows: readonly SourceRow[]; readonly problem?: Problem }> {
  const { followed, problem } = await following(library);
  const tx = await library.begin([...LISTED, 'places', 'marks', 'ledger', 'sources'], 'readonly');
  const unread = await openCount(tx);
  const nextTries = nextTriesIn(followed, hostOf, now);
  const rows = followed.map(async (each) => {
    const { source, wishes, state } = each;
    const beside = tx.objectStore('places').index('byBesideDate');
    const [count, own, others] = await Promise.all([
      unread.of(source.id),
      tx.objectStore('essays').index('bySource').count(source.id),
      beside.count(IDBKeyRange.bound([source.id], [source.id, []])),
    ]);
    const health = healthOf(state, mayAsk(source, state, mayFetch), now, nextTries.get(each));
    return { source, wishes, health, unread: count, essays: own + others };
  });
  return { rows: await Promise.all(rows), ...(problem && { problem }) };
}

function mayAsk({ url }: Source, { movedTo }: SourceState, mayFetch: (url: string) => boolean): boolean {
  return mayFetch(url) || (movedTo !== undefined && mayFetch(movedTo));
}

export type KnownSource = {
  readonly source: Source;
  readonly isFollowed: boolean;
  readonly isUnfollowed: boolean; // by its reader: neither is the welcome, about which nothing was decided
  readonly title?: string; // as its reader calls it
  readonly isRefused: boolean;
  readonly movedTo?: string;
};

/** Every source the library has, unfollowed ones too: for previews, and for whoever wants to forget one. */
export async function knownSources(library: Library): Promise<readonly KnownSource[]> {
  const tx = await library.begin(['sources', 'sourceMarks', 'sourceStates'], 'readonly');
  const [rows, wishes, states] = await Promise.all([
    tx.objectStore('sources').getAll(),
    wishesIn(tx),
    tx.objectStore('sourceStates').getAll(),
  ]);
  const moved = new Map(states.map((row) => [row.sourceId, readSourceState(row, row.sourceId).movedTo]));
  const sources = rows.flatMap((row) => readSource(row) ?? []);
  return sources.map((source) => {
    const { isFollowed = false, isUnfollowed = false, isMuted = false, title } = wishes.get(source.id) ?? {};
    const movedTo = moved.get(source.id);
    const isRefused = isUnfollowed || (!isFollowed && isMuted);
    return {
      source,
      isFollowed,
      isUnfollowed,
      isRefused,
      ...(title !== undefined && { title }),
      ...(movedTo !== undefined && { movedTo }),
    };
  });
}

/** What came with Sidelight, while the reader has not decided about it: the one source that is here and was neither followed nor unfollowed. */
export async function welcomeOf(library: Library): Promise<{ readonly source: Source; readonly isAway: boolean } | undefined> {
  const tx = await library.begin(['sources', 'sourceMarks'], 'readonly');
  const [rows, wishes] = await Promise.all([tx.objectStore('sources').getAll(), wishesIn(tx)]);
  const sources = rows.flatMap((row) => readSource(row) ?? []);
  const [source] = sources.filter(({ id }) => !wishes.get(id)?.isFollowed && !wishes.get(id)?.isUnfollowed);
  return source && { source, isAway: wishes.get(source.id)?.isMuted ?? false };
}

/** What every source is called: by its reader, else by itself. */
export async function sourceNames(library: Library): Promise<ReadonlyMap<SourceId, string>> {
  const tx = await library.begin(['sources', 'sourceMarks'], 'readonly');
  const [rows, wishes] = await Promise.all([tx.objectStore('sources').getAll(), wishesIn(tx)]);
  const sources = rows.flatMap((row) => readSource(row) ?? []);
  return new Map(sources.map(({ id, title }) => [id, wishes.get(id)?.title ?? title]));
}

/** As themselves, with what their reader wants of them beside pages. */
export async function sourcesAsWished(
  library: Library,
): Promise<ReadonlyMap<SourceId, { readonly title: string; readonly isLessShown: boolean }>> {
  const tx = await library.begin(['sources', 'sourceMarks'], 'readonly');
  const [rows, wishes] = await Promise.all([tx.objectStore('sources').getAll(), wishesIn(tx)]);
  const sources = rows.flatMap((row) => readSource(row) ?? []);
  return new Map(sources.map(({ id, title }) => [id, { title, isLessShown: wishes.get(id)?.isLessShown ?? false }]));
}
