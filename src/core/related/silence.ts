/** Where silence ends: the score below which an essay is not worth a mark. Better no mark than a wrong one. */

/** At most this many essays are shown beside one page. */
export const MAX_ESSAYS = 3;

/**
 * A line just above what strangers' pages reach. On the pack, one easy negative in a hundred passes it with 5 to 1,000 essays and five in
 * two hundred with 6,491; not measured above. tests/core/related/pack.test.ts holds it there.
 */
const AT_ONE_ESSAY = 0.03;
const PER_TENFOLD = 0.0164;

/** The score from which an essay is shown. It grows with the index: among more essays, more come close by chance. */
export function threshold(essays: number): number {
  return AT_ONE_ESSAY + PER_TENFOLD * Math.log10(Math.max(1, essays));
}
