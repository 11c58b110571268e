/** Where silence ends: the score below which an essay is not worth a mark. Better no mark than a wrong one. */

/** At most this many essays are shown beside one page. */
export const MAX_ESSAYS = 3;

/**
 * A line through the scores that one in a hundred strangers' pages reaches in small indexes and one in fifty in large ones: .054 to .073 with
 * 5 essays, .090 with 50, about .11 with 200, .13 with 6,491; not measured above. tests/core/related/pack.test.ts holds it to that.
 */
const AT_ONE_ESSAY = 0.055;
const PER_TENFOLD = 0.0221;

/** The score from which an essay is shown. It grows with the index: among more essays, more come close by chance. */
export function threshold(essays: number): number {
  return AT_ONE_ESSAY + PER_TENFOLD * Math.log10(Math.max(1, essays));
}
