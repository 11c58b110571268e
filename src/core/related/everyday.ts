/** How common words are outside a library: five essays cannot tell that "changed" says less than "kubernetes". */
import type { Language } from '../text/language';
import { stemOf } from '../text/stems';
import { COMMON_STEMS } from './common-stems';
import { COMMON_WORDS } from './common-words';

/**
 * A library is judged as if so many texts on anything stood beside it: they decide with five essays, and hardly matter with ten thousand
 * (docs/ranking.md).
 */
const OTHER_TEXTS = 200;

/** By stem: in how much of all texts it stands. A pair and an uncommon word are not there. */
export type Shares = ReadonlyMap<string, number>;

const LEVELS = 8; // to a factor of e, as common-stems.ts has them
const MOST = 0.95; // no word is in all texts
const NONE: Shares = new Map();

const known = new Map<Language, Shares>();

/** How many other texts there are beside a library, as far as a page in this language is concerned: none where its common words are not known. */
export function otherTexts(language: Language | undefined): number {
  return commonIn(language).size > 0 ? OTHER_TEXTS : 0;
}

/** Empty where a language's common words are not known. Cost: some milliseconds once a language, so whoever expects a page asks beforehand. */
export function commonIn(language: Language | undefined): Shares {
  if (language === undefined) return NONE;
  const shares = known.get(language) ?? learnt(language);
  known.set(language, shares);
  return shares;
}

function learnt(language: Language): Shares {
  if (language === 'en') return sharesOf(COMMON_STEMS);
  return language in COMMON_WORDS ? zipf(COMMON_WORDS[language as keyof typeof COMMON_WORDS], language) : NONE; // as: asked before
}

/** Between two words of such a list stand those that it leaves out, because they only hold sentences together. */
const FIRST_RANK = 60;
const RANKS_A_WORD = 3;
const TEXT_WORDS = 40; // Zipf: the n-th commonest word stands in 1 − e^(−40/n) of texts of a few hundred words

function zipf(lines: readonly string[], language: Language): Shares {
  const shares = new Map<string, number>();
  for (const [place, word] of lines.flatMap((line) => line.split(' ')).entries()) {
    const stem = stemOf(word, language);
    const share = 1 - Math.exp(-TEXT_WORDS / (FIRST_RANK + RANKS_A_WORD * place));
    if (stem !== '' && !shares.has(stem)) shares.set(stem, share);
  }
  return shares;
}

function sharesOf(levels: typeof COMMON_STEMS): Shares {
  const shares = new Map<string, number>();
  for (const [level, lines] of levels) {
    const share = Math.min(MOST, Math.exp(-level / LEVELS));
    for (const line of lines) for (const stem of line.split(' ')) shares.set(stem, share);
  }
  return shares;
}
