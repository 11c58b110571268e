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
