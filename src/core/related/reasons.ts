/** Why an essay is shown, in a few of the page's own words, as a person would say it: "data lake, catalogue". Weighs nothing anew. */
import type { Language } from '../text/language';
import { isFunctionWord } from '../text/stems';
import { isPair } from '../text/terms';
import type { SharedTerm } from './answer';
import { commonIn } from './everyday';
import { rarityAnywhere } from './stretch';

const MOST = 4; // the rest weigh little, and only make a line long
const TELLING = 0.2; // of the most telling one: less is not why

/**
 * The most telling first. A pair stands for its words, and is named where the page has the two side by side in one sentence; no word is named twice.
 *
 * Shapes  `shared` as rank.ts gives it; at most four reasons, and one at least where anything is shared.
 */
export function reasonsOf(shared: readonly SharedTerm[], language: Language | undefined): readonly string[] {
  const weights = new Map(shared.map(({ term, weight }) => [term, weight]));
  const shares = commonIn(language);
  const telling = ({ term, weight }: SharedTerm): number => {
    const stems = stemsOf(term);
    const own = stems.reduce((sum, stem) => sum + (weights.get(stem) ?? 0) * rarityAnywhere(stem, shares), 0) / stems.length;
    return isPair(term) ? own + weight * rarityAnywhere(term, shares) : own;
  };
  const ordered = shared
    .filter(({ term, isTogether }) => (isPair(term) ? isTogether === true : saysSomething(term, language)))
    .map((one) => ({ one, value: telling(one) }))
    .sort((a, b) => b.value - a.value || (a.one.term < b.one.term ? -1 : 1));
  const said = new Set<string>();
  const reasons: string[] = [];
  for (const { one, value } of ordered) {
    const stems = stemsOf(one.term);
    if (stems.some((stem) => said.has(stem))) continue;
    if (reasons.length === MOST || value < TELLING * (ordered[0]?.value ?? 0)) break;
    for (const stem of stems) said.add(stem);
    reasons.push(one.words);
  }
  return reasons;
}

/** What holds sentences together was left out where the language is known. Elsewhere it may be any language's. */
function saysSomething(stem: string, language: Language | undefined): boolean {
  return language !== undefined || !isFunctionWord(stem);
}

function stemsOf(term: string): readonly string[] {
  return term.split(' ');
}
