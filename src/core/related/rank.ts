/** Orders essays by how much a page shares with them, and says what they share. second-look.ts looks again; silence.ts decides. */
import type { Accepts, Near, TermIndex } from '../index/term-index';
import type { Language } from '../text/language';
import type { SharedTerm } from './answer';
import type { PageTerm } from './page-terms';
import { type Rarities, type Weights, weightsOf } from './weights';

/**
 * An essay and its score: at first sight, at 1 the essay is all but the page itself. What page and essay share is listed heaviest first; the
 * weights sum to the score, and without these terms the page does not reach the essay.
 */
export type Ranked = Omit<Near, 'shared'> & { readonly shared: readonly SharedTerm[] };

export type Ranking = {
  readonly ranked: readonly Ranked[]; // best first; equal scores go by id, so that the list never flickers
  readonly rarities: Rarities;
  readonly stuffed: string | undefined; // the source that says all words of the page, if one does
};

type RankOptions = { readonly least?: number; readonly language?: Language | undefined; readonly accepts?: Accepts | undefined }; // language: the page's

/**
 * The essays that share most with a page, `limit` at most, none that scores less than `least`.
 *
 * Units   the score is the cosine of page and essay in terms weighed by rarity, their lengths as weights.ts and weigh.ts take them.
 * Cost    one look at the index.
 * Errors  Damaged.
 * Source  Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988.
 */
export async function rank(
  index: TermIndex,
  terms: readonly PageTerm[],
  limit: number,
  { least = 0, language, accepts }: RankOptions = {},
): Promise<Ranking> {
  let weights: Weights | undefined;
  let stuffed: string | undefined;
  const weigh = (holders: ArrayLike<number>, essays: number, source?: string): Float64Array => {
    stuffed = source;
    weights = weightsOf(terms, holders, essays, language);
    return weights.of;
  };
  const near = await index.nearest(
    terms.map(({ term }) => term),
    weigh,
    { count: limit, least, ...(accepts !== undefined && { accepts }) },
  );
  if (weights === undefined) throw new RangeError('the index did not ask what the terms are worth');
  const ranked = near.map((one) => ({ ...one, shared: one.shared.map(({ term, part }) => sharedTerm(terms[term], part)).sort(byWeight) }));
  return { ranked, rarities: weights.rarities, stuffed };
}

const NOTHING: Omit<SharedTerm, 'weight'> = { term: '', words: '' };

function sharedTerm(term: PageTerm | undefined, weight: number): SharedTerm {
  return weighing(term ?? NOTHING, weight);
}

/** The same term with another weight. Spelt out: it is asked of some thousand terms a page, and spreading takes many times as long. */
export function weighing({ term, words, isTogether }: Omit<SharedTerm, 'weight'>, weight: number): SharedTerm {
  return isTogether === true ? { term, words, isTogether, weight } : { term, words, weight };
}

function byWeight(a: SharedTerm, b: SharedTerm): number {
  return b.weight - a.weight || (a.term < b.term ? -1 : 1);
}
