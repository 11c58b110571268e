/** How often a source posts, from the dates it gives, or from when its posts were first seen where it gives none. */

export type Rhythm = {
  readonly postGapMs?: number; // mean time between posts
  readonly newestPostAt?: number; // ms since 1970, UTC; never later than it was seen
};

const POSTS_LOOKED_AT = 10; // recent habits count, not those of ten years ago
const FEWEST_DATES = 3; // two dates are a chance, not a rhythm

/**
 * The rhythm after a poll. `dates` are those of the posts in the feed, in any order; `arrived` counts the ones that were new.
 *
 * Units   ms; dates after `now` are no habit and are left out.
 */
export function rhythmAfter(known: Rhythm, dates: readonly number[], arrived: number, now: number): Rhythm {
  const recent = dates
    .filter((date) => date <= now)
    .sort((a, b) => b - a)
    .slice(0, POSTS_LOOKED_AT);
  const [newest] = recent;
  const oldest = recent.at(-1);
  if (newest !== undefined && oldest !== undefined && recent.length >= FEWEST_DATES) {
    return { postGapMs: (newest - oldest) / (recent.length - 1), newestPostAt: newest };
  }
  return arrived === 0 ? known : arrivedAfter(known, arrived, newest ?? now);
}

/** Without dates, or with too few: the time since the newest before, shared by what arrived, and smoothed with what was known. `at`: of the newest now. */
function arrivedAfter({ postGapMs, newestPostAt }: Rhythm, arrived: number, at: number): Rhythm {
  if (newestPostAt === undefined || newestPostAt >= at) return { ...(postGapMs !== undefined && { postGapMs }), newestPostAt: at };
  const seen = (at - newestPostAt) / arrived;
  return { postGapMs: postGapMs === undefined ? seen : (postGapMs + seen) / 2, newestPostAt: at };
}

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** For people; undefined while nothing is known. A source that fell silent posts less than it used to. */
export function postsPerWeek({ postGapMs, newestPostAt }: Rhythm, now: number): number | undefined {
  if (postGapMs === undefined) return undefined;
  return WEEK / Math.max(postGapMs, now - (newestPostAt ?? now), WEEK / 1_000);
}
