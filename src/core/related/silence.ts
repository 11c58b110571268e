/** Where silence ends: the score below which an essay is not worth a mark. Better no mark than a wrong one. */
import type { Language } from '../text/language';
import { otherTexts } from './everyday';

/** At most this many essays are shown beside one page. */
export const MAX_ESSAYS = 3;

/**
 * A line just above what strangers' pages reach. On the pack, at most three easy negatives in a hundred pass it, with 5 to 6,491 essays, be they
 * summaries or full texts (docs/ranking.md has the table). tests/core/related/pack.ts holds it there.
 */
type Line = { readonly atOne: number; readonly perTenfold: number };
const AMONG_OTHERS: Line = { atOne: 0.0289, perTenfold: 0.0314 };
const ALONE: Line = { atOne: 0.06, perTenfold: 0.0232 }; // where a language's common words are not known

/** The score from which an essay is shown to a page in `language`. It grows with the index: among more essays, more come close by chance. */
export function threshold(essays: number, language?: Language): number {
  const others = otherTexts(language);
  const { atOne, perTenfold } = others > 0 ? AMONG_OTHERS : ALONE;
  return atOne + perTenfold * Math.log10(Math.max(1, essays + others));
}
