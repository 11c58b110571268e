/** Orders essays by how much a page shares with them, and says what they share. Decides nothing: silence.ts does. */
import type { EssayId } from '../essay';
import type { TermIndex } from '../index/term-index';
import type { SharedTerm } from './answer';
import type { Candidates, WeighedTerm } from './candidates';

export type Ranked = {
  readonly id: EssayId;
  readonly ordinal: number; // its place in the index
  readonly score: number; // what silence.ts decides by; at 1 the essay is all but the page itself
};

/**
 * The `limit` essays that share most with a page, best first; equal scores go by id, so that the list never flickers.
 *
 * Units   the score is the cosine of page and essay in terms weighed by rarity, their lengths as candidates.ts takes them.
 * Cost    one step for each posting of the page's terms, 8 bytes for each essay of the index.
 * Source  Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988.
 */
export async function rank(index: TermIndex, found: Candidates, limit: number): Promise<Ranked[]> {
  const scores = scoresOf(found);
  const ordinals = best(scores, limit);
  const ids = await index.ids(ordinals);
  return ordinals
    .flatMap((ordinal, place): Ranked[] => {
      const id = ids[place];
      return id === undefined ? [] : [{ id, ordinal, score: scores[ordinal] ?? 0 }];
    })
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

function scoresOf({ essays, lengthOf, terms }: Candidates): Float64Array {
  const scores = new Float64Array(essays);
  for (const { postings, weight } of terms) {
    const { ordinals, weights } = postings;
    for (let at = 0; at < ordinals.length; at++) {
      const ordinal = ordinals[at] ?? 0;
      scores[ordinal] = (scores[ordinal] ?? 0) + weight * (weights[at] ?? 0);
    }
  }
  for (let ordinal = 0; ordinal < essays; ordinal++) {
    const score = scores[ordinal] ?? 0;
    if (score > 0) scores[ordinal] = score / lengthOf(ordinal);
  }
  return scores;
}

/** The ordinals of the `limit` highest scores above 0, and of all that equal the last of them: ids decide between those. */
function best(scores: Float64Array, limit: number): number[] {
  const highest: number[] = []; // rising
  for (const score of scores) {
    if (score <= 0 || (highest.length === limit && score <= (highest[0] ?? 0))) continue;
    const place = highest.findIndex((other) => other >= score);
    highest.splice(place < 0 ? highest.length : place, 0, score);
    if (highest.length > limit) highest.shift();
  }
  const least = highest[0] ?? Number.POSITIVE_INFINITY;
  const ordinals: number[] = [];
  scores.forEach((score, ordinal) => {
    if (score >= least) ordinals.push(ordinal);
  });
  return ordinals;
}

/**
 * What page and essay share, heaviest first. The weights sum to the essay's score; without these terms the page does not reach the essay.
 *
 * Cost  one search by halves for each term of the page.
 */
export function sharedTerms({ ordinal }: Ranked, { lengthOf, terms }: Candidates): SharedTerm[] {
  const length = lengthOf(ordinal);
  return terms
    .flatMap((term): SharedTerm[] => {
      const uses = usesOf(ordinal, term);
      return uses > 0 && term.weight > 0 ? [{ term: term.term, words: term.words, weight: (term.weight * uses) / length }] : [];
    })
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
}

function usesOf(ordinal: number, { postings: { ordinals, weights } }: WeighedTerm): number {
  let low = 0;
  let high = ordinals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordinals[middle] ?? 0) < ordinal) low = middle + 1;
    else high = middle;
  }
  return ordinals[low] === ordinal ? (weights[low] ?? 0) : 0;
}
