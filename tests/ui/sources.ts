/** Made-up sources and findings for the tests of every page that shows them. */
import type { Source, SourceId } from '../../src/core/essay';
import type { Findings, Preview } from '../../src/core/follow/findings';
import type { SourceHealth } from '../../src/core/follow/health';
import type { SourceWishes } from '../../src/core/library/source-marks';
import type { FollowedSource } from '../../src/ui/followed';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.UTC(2026, 2, 1, 12);

export type SourceTold = {
  readonly title?: string;
  readonly url?: string;
  readonly kind?: Source['kind'];
  readonly wishes?: Partial<SourceWishes>;
  readonly health?: Partial<SourceHealth>;
  readonly unread?: number;
};

export function sourceOf(
  id: string,
  { title = `Source ${id}`, url = `https://${id}.example/feed.xml`, kind = 'feed' }: SourceTold = {},
): Source {
  return { id: id as SourceId, kind, url, siteUrl: `${new URL(url).origin}/`, title, addedAt: NOW - 30 * DAY }; // as: made-up ids
}

export function followedOf(id: string, told: SourceTold = {}): FollowedSource {
  return {
    source: sourceOf(id, told),
    wishes: { isFollowed: true, isMuted: false, inBadge: true, ...told.wishes },
    health: {
      condition: 'well',
      failures: 0,
      lastSuccessAt: NOW - 4 * MINUTE,
      lastTriedAt: NOW - 4 * MINUTE,
      nextTryAt: NOW + 200 * MINUTE,
      postsPerWeek: 2,
      ...told.health,
    },
    unread: told.unread ?? 0,
    essays: 20,
  };
}

const TITLES = [
  'What a query planner owes you',
  'Small teams and long-lived code',
  'The meeting that should have been a schema',
  'Reading a flame graph without fooling yourself',
  'Notes on deleting things',
];

export function previewOf(id: string, told: SourceTold & Partial<Omit<Preview, 'source'>> = {}): Preview {
  const { isFollowed = false, count = 20, typedHost, foundAt } = told;
  const newest =
    told.newest ?? TITLES.map((title, at) => ({ title, url: `https://${id}.example/${at}`, publishedAt: NOW - (at + 2) * DAY }));
  return {
    source: sourceOf(id, told),
    isFollowed,
    count,
    newest,
    ...(foundAt && { foundAt }),
    ...(typedHost !== undefined && { typedHost }),
  };
}

export const FOUND: Findings = {
  kind: 'found',
  previews: [previewOf('notebook', { title: 'An engineer’s notebook', url: 'https://blog.example/feed.xml' })],
  elsewhere: [],
};

export const LISTING: Findings = {
  kind: 'found',
  previews: [previewOf('list', { title: 'Posts tagged data', url: 'https://blog.example/tag/data', kind: 'listing', count: 12 })],
  elsewhere: [],
};
