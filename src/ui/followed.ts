/** A followed source as lists show it, and the few questions that more than one page asks about many of them. */
import type { Source } from '../core/essay';
import type { SourceHealth } from '../core/follow/health';
import type { SourceChange, SourceWishes } from '../core/library/source-marks';

export type FollowedSource = {
  readonly source: Source;
  readonly wishes: SourceWishes;
  readonly health: SourceHealth;
  readonly unread: number;
  readonly essays: number;
};

/** As the reader calls it, else as it calls itself. */
export function titleOf({ source, wishes }: Pick<FollowedSource, 'source' | 'wishes'>): string {
  return wishes.title ?? source.title;
}

export function siteOf({ siteUrl, url }: Pick<Source, 'siteUrl' | 'url'>): string {
  return URL.parse(siteUrl)?.hostname.replace(/^www\./, '') ?? url;
}

/** Every folder once, in the order of the alphabet. */
export function foldersOf(rows: readonly FollowedSource[]): readonly string[] {
  return [...new Set(rows.flatMap(({ wishes: { folder } }) => folder ?? []))].sort((a, b) => a.localeCompare(b));
}

/** Sources by folder; those without one come last, under `undefined`. The order inside each is kept. */
export function byFolder<T extends Pick<FollowedSource, 'wishes'>>(rows: readonly T[]): ReadonlyMap<string | undefined, readonly T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const row of rows) {
    const group = groups.get(row.wishes.folder);
    if (group) group.push(row);
    else groups.set(row.wishes.folder, [row]);
  }
  const named = [...groups].filter(([folder]) => folder !== undefined).sort(([a = ''], [b = '']) => a.localeCompare(b));
  const rest = groups.get(undefined);
  return new Map(rest ? [...named, [undefined, rest]] : named);
}

const TROUBLED: ReadonlySet<SourceHealth['condition']> = new Set(['failing', 'asleep', 'gone', 'question', 'not-allowed']);

/** What a reader has to see to: everything that brings no posts until somebody does something, or keeps failing. */
export const isTroubled = ({ health }: Pick<FollowedSource, 'health'>): boolean => TROUBLED.has(health.condition);

/** Everything the reader wished, as one change: to follow again what was unfollowed by mistake. */
export function wishesAgain({ isFollowed: _, isUnfollowed: __, isMuted, ...wishes }: SourceWishes): SourceChange {
  return { ...wishes, muted: isMuted };
}
