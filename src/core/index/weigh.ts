/** How much a term weighs in one text and among all essays. The same arithmetic for every index and for the page. */

export const TITLE_WEIGHT = 3; // a word in a title counts as three below it
export const PAIR_WEIGHT = 0.8; // a pair says more than its two words, but they count already

/** How much a text uses a term; the tenth repeat adds little. Raw counts did not help on the pack. */
export function usage(occurrences: number, isPair: boolean): number {
  return Math.log(1 + occurrences) * (isPair ? PAIR_WEIGHT : 1);
}

/**
 * How rare a term is among the essays: near 0 where all have it, most where none has.
 *
 * Source  Robertson and Spärck Jones' weight as BM25 uses it, with Lucene's 1 inside the logarithm so that it never goes below zero.
 */
export function rarity(holders: number, essays: number): number {
  return Math.log(1 + (essays - holders + 0.5) / (holders + 0.5));
}

/** How much an essay's own length counts beside the average's. By its own alone, one line is near to any page with its words. */
const OWN_LENGTH_SHARE = 0.9;

/**
 * What an essay's score is divided by. Its length is that of its usages, without rarity: nothing that comes or goes elsewhere changes it.
 *
 * Source  Singhal, Buckley and Mitra, "Pivoted document length normalization", 1996.
 */
export function pivoted(length: number, average: number): number {
  return (1 - OWN_LENGTH_SHARE) * average + OWN_LENGTH_SHARE * length;
}

/**
 * How many holders of a term count, where `said` of them are from one source with `own` of all the essays: as many as it takes to believe that
 * the source uses the term as often as the others do, and a few. A source that fills its essays with every word there is would else make all words
 * common; a source with a subject of its own keeps its words rare, as they are for everybody else.
 *
 * Source  measured in docs/ranking.md, "One source".
 */
export function believedHolders(holders: number, said: number, own: number, essays: number): number {
  const rest = holders - said;
  const asOften = (own * (rest + 1)) / (essays - own + 1); // + 1: that a few others do not use it says little
  return rest + Math.min(said, Math.max(decisive(essays), asOften));
}

/**
 * So many essays of one source may hold a term, whatever the others do: one in forty of two hundred essays, one in fifteen of ten thousand. In a small
 * library a few stuffed essays would decide; in a large one, words of a single blog's own subject that were made rarer than this would let strangers'
 * pages meet something, and put other sentences first (docs/ranking.md, "One source").
 */
export function decisive(essays: number): number {
  return Math.max(LEAST_DECISIVE, Math.min(essays / ONE_IN, essays ** 1.25 / 150));
}
const LEAST_DECISIVE = 3;
const ONE_IN = 15;

/** What essays are long, as no source alone decides: of what is usual at each source the middle one, the lesser of two. 0 where there is none. */
export function usualLength(means: readonly number[]): number {
  return means.toSorted((a, b) => a - b)[Math.floor((means.length - 1) / 2)] ?? 0;
}
