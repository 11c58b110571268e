/** Says which segments are worth making one of. Decides only; growth.ts does it. */
import type { SegmentEntry } from './manifest';

/** Segments of one tier are of about one size, and so many of them make one of the next. Fewer means more writing, more means slower lookups. */
const WIDTH = 6;
const SMALLEST = 64; // essays; all below are of one size
const MOST_DEAD = 0.3; // of a segment: beyond that the living are worth writing anew
const LARGEST = 250_000; // essays: merging beyond that costs minutes and gains little

const living = ({ essays, dead }: SegmentEntry): number => essays - dead.length;
const tierOf = (segment: SegmentEntry): number => Math.floor(Math.log(Math.max(1, living(segment) / SMALLEST)) / Math.log(WIDTH));

/**
 * The names of the segments to merge next, in their order; undefined where all is well.
 *
 * Cost  every essay is written about once a tier: the logarithm to WIDTH of (essays / SMALLEST).
 */
export function nextMerge(segments: readonly SegmentEntry[]): readonly string[] | undefined {
  const worn = segments.find((segment) => segment.dead.length > segment.essays * MOST_DEAD);
  if (worn !== undefined) return [worn.name];
  const tiers = new Map<number, SegmentEntry[]>();
  for (const segment of segments) {
    const tier = tierOf(segment);
    tiers.set(tier, [...(tiers.get(tier) ?? []), segment]);
  }
  for (const [, same] of [...tiers].sort(([a], [b]) => a - b)) {
    const chosen = same.slice(0, WIDTH);
    const essays = chosen.reduce((sum, segment) => sum + living(segment), 0);
    if (chosen.length === WIDTH && essays <= LARGEST) return chosen.map(({ name }) => name);
  }
  return undefined;
}
