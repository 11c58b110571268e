/** Where silence ends: the score below which an essay is not worth a mark. Better no mark than a wrong one. */

/** At most this many essays are shown beside one page. */
export const MAX_ESSAYS = 3;

/**
 * A line just above what strangers' pages reach. On the pack, one to two easy negatives in a hundred pass it, with 5 to 6,491 essays, be they
 * summaries or full texts (docs/ranking.md has the table). tests/core/related/pack.ts holds it there.
 */
const AT_ONE_ESSAY = 0.06;
const PER_TENFOLD = 0.0232;

/** The score from which an essay is shown. It grows with the index: among more essays, more come close by chance. */
export function threshold(essays: number): number {
  return AT_ONE_ESSAY + PER_TENFOLD * Math.log10(Math.max(1, essays));
}
