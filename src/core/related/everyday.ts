/** How common words are outside a library: five essays cannot tell that "changed" says less than "kubernetes". English only, so far. */
import type { Language } from '../text/language';
import { stemOf } from '../text/stems';
import { EVERYDAY } from './everyday-words';

/**
 * A library is judged as if so many texts on anything stood beside it: they decide with five essays, and hardly matter with ten thousand
 * (docs/ranking.md).
 */
const OTHER_TEXTS = 200;

let shares: ReadonlyMap<string, number> | undefined; // by stem

/** How many other texts there are beside a library, as far as a page in this language is concerned: none where its common words are not known. */
export function otherTexts(language: Language | undefined): number {
  return language === 'en' ? OTHER_TEXTS : 0;
}

/** In how many of `others` texts a term stands: fractions too; a pair and an uncommon word in none. */
export function holdersAmong(others: number, term: string): number {
  return others === 0 ? 0 : others * (learnEverydayWords().get(term) ?? 0);
}

/** By stem: in how much of all texts it stands. Cost: some ten milliseconds once, so whoever expects a page asks beforehand. */
export function learnEverydayWords(): ReadonlyMap<string, number> {
  shares ??= sharesByStem();
  return shares;
}

function sharesByStem(): Map<string, number> {
  const each = EVERYDAY.flatMap(({ share, words }) => words.flatMap((line) => line.split(' ').map((word) => ({ word, share }))));
  return new Map(each.map(({ word, share }) => [stemOf(word, 'en'), share]));
}
