/** How common words are outside a library: five essays cannot tell that "changed" says less than "kubernetes". English only, so far. */
import type { Language } from '../text/language';
import { EVERYDAY_STEMS } from './everyday-stems';

/**
 * A library is judged as if so many texts on anything stood beside it: they decide with five essays, and hardly matter with ten
 * thousand. With 50 or 1,000 silence keeps nearly as much (docs/ranking.md).
 */
const OTHER_TEXTS = 200;

/** A text of a few hundred words has the n-th commonest with this over n; by Zipf's law, one is as good as counting. */
const IN_A_TEXT = 40;

let ranks: ReadonlyMap<string, number> | undefined; // made when first needed: most workers that start are asked for something else

/** How many other texts there are beside a library, as far as a page in this language is concerned: none where its common words are not known. */
export function otherTexts(language: Language | undefined): number {
  return language === 'en' ? OTHER_TEXTS : 0;
}

/** In how many of `others` texts a term stands: fractions too; a pair and an uncommon word in none. */
export function holdersAmong(others: number, term: string): number {
  if (others === 0) return 0;
  ranks ??= new Map(EVERYDAY_STEMS.flatMap((line) => line.split(' ')).map((stem, place) => [stem, place + 1]));
  const rank = ranks.get(term);
  return rank === undefined ? 0 : others * (1 - Math.exp(-IN_A_TEXT / rank));
}
