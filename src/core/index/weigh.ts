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

/** What a source says of a term by holding it. */
export type Claim = {
  readonly source: number;
  readonly holders: number; // of all sources
  readonly said: number; // holders of this one
  readonly own: number; // its essays
  readonly essays: number; // of all sources
};

/**
 * How many holders of a term count, where one source claims most of them: as many as it takes to believe that the source uses the term as often as the
 * others do, and up to `few`. A source that fills its essays with every word there is would else make all words common; a source with a subject of its
 * own keeps its words rare, as they are for everybody else.
 *
 * Source  measured in docs/ranking.md, "One source".
 */
export function believedHolders(claim: Claim, few: number): number {
  const { holders, said } = claim;
  return holders - said + Math.min(said, Math.max(few, asOften(claim)));
}

/** So many of its essays would hold the term if it used it as often as the others do. */
function asOften({ holders, said, own, essays }: Claim): number {
  return (own * (holders - said + 1)) / (essays - own + 1); // + 1: that a few others do not use it says little
}

/**
 * The source that is loud about most of what a page says: it writes not about that, but all words there are. undefined where there is none, or where
 * too little is said to tell. Honest ones were loud about .45 of a page at most, even of their own.
 *
 * Shapes  a claim for each term of which one source could have most holders, undefined where none has.
 */
export function stuffedAmong(claims: readonly (Claim | undefined)[]): number | undefined {
  if (claims.length < LEAST_SAID) return undefined;
  const loud = new Map<number, number>();
  for (const claim of claims) {
    if (claim === undefined || !isLoud(claim)) continue;
    const times = (loud.get(claim.source) ?? 0) + 1;
    if (times > claims.length * STUFFED) return claim.source;
    loud.set(claim.source, times);
  }
  return undefined;
}
const LEAST_SAID = 30;
const STUFFED = 0.7;

/** Far oftener than the others, who use it too: a word of another language, or of a subject of its own, is none that a source is loud about. */
function isLoud(claim: Claim): boolean {
  const { holders, said } = claim;
  return holders > said && said > LEAST_DECISIVE && said > LOUD * asOften(claim);
}
const LOUD = 3;

/** So many holders count of a source that is stuffed, where `usual` would of another: by less its own essays begin to pass. */
export function fewOfStuffed(usual: number): number {
  return usual * 0.4;
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
