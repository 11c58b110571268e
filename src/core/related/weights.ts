/** What each term of a page is worth, given how many essays hold it. Looks at no index. */
import { rarity, usage } from '../index/weigh';
import type { Language } from '../text/language';
import { scriptOf } from '../text/script';
import { isPair } from '../text/terms';
import { commonIn, otherTexts } from './everyday';
import type { PageTerm } from './page-terms';

/** How rare each term of the page is, and how rare one is that no essay has. */
export type Rarities = { readonly of: ReadonlyMap<string, number>; readonly most: number };

export type Weights = {
  readonly of: Float64Array; // by term: its part of a score is this, times how much the essay uses it, over the essay's length
  readonly rarities: Rarities;
};

/**
 * The page's length is taken over all its words, those included that no essay has: a page about something else then scores low, however
 * well its few known words fit. Pairs lengthen no page, since most pairs of any page are new to any index.
 * How rare a word is, is judged among the essays and some other texts (everyday.ts): a small library alone cannot tell.
 * An essay's length does not know how rare its words are, so what they weigh is taken beside the rarest word there can be.
 *
 * Shapes  holders beside the terms.
 */
export function weightsOf(terms: readonly PageTerm[], holders: ArrayLike<number>, essays: number, language?: Language): Weights {
  const others = otherTexts(language);
  const shares = commonIn(language);
  const held = Float64Array.from(terms, ({ term }, place) => (holders[place] ?? 0) + others * (shares.get(term) ?? 0));
  const all = essays + others;
  const most = rarity(0, all);
  const rarities = raritiesOf(terms, held, all);
  const used = Float64Array.from(terms, ({ term, occurrences }) => usage(occurrences, isPair(term)));
  const length = pageLength(terms, used, held, all);
  const of = used.map((times, place) => {
    const rare = rarities[place] ?? 0;
    return holders[place] === 0 ? 0 : (times * rare * rare) / (most * length); // rare twice: for the page, and for the essay
  });
  return { of, rarities: { of: new Map(terms.map(({ term }, place) => [term, rarities[place] ?? 0])), most } };
}

function pageLength(terms: readonly PageTerm[], used: Float64Array, held: Float64Array, texts: number): number {
  let squares = 0;
  terms.forEach(({ term }, place) => {
    if (!isPair(term)) squares += ((used[place] ?? 0) * rarity(held[place] ?? 0, texts)) ** 2;
  });
  return Math.sqrt(squares);
}

/**
 * By term. Its rarity is judged among the essays in its script. They are not counted anywhere, but the page's most common word of that script
 * will stand in half of them or more. Else two Chinese essays among a thousand English ones would make the commonest Chinese words the
 * rarest of all. The rarest word of every script is as rare as the rarest of the index.
 */
function raritiesOf(terms: readonly PageTerm[], held: Float64Array, texts: number): Float64Array {
  const scripts = terms.map(({ term }) => scriptOf(term));
  const most = new Map<string, number>();
  scripts.forEach((script, place) => {
    most.set(script, Math.max(most.get(script) ?? 0, held[place] ?? 0));
  });
  const rarest = rarity(0, texts);
  const written = new Map(
    [...most].map(([script, common]) => {
      const among = script === 'latin' ? texts : Math.min(texts, 2 * common + 1);
      return [script, { among, rarestHere: rarity(0, among) }];
    }),
  );
  return held.map((holding, place) => {
    if (holding === 0) return rarest; // as in any script; most of a page's pairs
    const { among, rarestHere } = written.get(scripts[place] ?? '') ?? { among: texts, rarestHere: rarest };
    return (rarity(holding, among) / rarestHere) * rarest;
  });
}
