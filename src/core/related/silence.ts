/** Where silence ends: what an essay must reach to be worth a mark. Better no mark than a wrong one. */
import type { Language } from '../text/language';
import { otherTexts } from './everyday';

/** At most this many essays are shown beside one page. */
export const MAX_ESSAYS = 3;

/** What is known of an essay: what its feed says of it, or all of it. Scores of the two are not of one height. */
export type KnownAs = 'summary' | 'text';

/** What speaks for an essay: how much it shares with the page (second-look.ts), and how near one stretch of the page comes (stretch.ts). */
export type Evidence = { readonly score: number; readonly stretch: number; readonly knownAs: KnownAs };

/**
 * Lines over the logarithm of how many essays there are: among more, more come close by chance. An essay must pass both: `score`, so that it
 * shares enough at all, and `both`, that its score times its stretch must reach, so that it shares it in one place.
 *
 * Fitted on judged answers (80 % of what is shown is on the subject) and on strangers' pages and links of the pack, for libraries of 5 to 6,491
 * essays: docs/ranking.md has the tables, and tests/core/related/{pack,judged}.ts hold it there.
 */
type Line = { readonly atOne: number; readonly perTenfold: number };
type Lines = { readonly score: Line; readonly both: Line };
const AMONG_OTHERS: Readonly<Record<KnownAs, Lines>> = {
  summary: { score: { atOne: -0.006, perTenfold: 0.04 }, both: { atOne: -0.0063, perTenfold: 0.0475 } },
  text: { score: { atOne: -0.0273, perTenfold: 0.0454 }, both: { atOne: 0.0036, perTenfold: 0.0439 } },
};
const ALONE: Line = { atOne: 0.06, perTenfold: 0.0232 }; // where a language's common words are not known: by the score alone

const USUAL_STRETCH = 0.1; // of a page and an essay that a reader calls related; there `both` is the score itself
const STRETCH_PULL = 0.6; // .5 and .7 did about as well

/** A score below this is shown to no page in `language`, whatever else speaks for it. */
export function threshold(essays: number, language?: Language): number {
  const others = otherTexts(language);
  if (others === 0) return at(ALONE, essays);
  return Math.min(...Object.values(AMONG_OTHERS).map(({ score }) => at(score, essays + others)));
}

/** Whether an essay is shown to a page in `language`, among so many. */
export function isWorthShowing({ score, stretch, knownAs }: Evidence, essays: number, language?: Language): boolean {
  const others = otherTexts(language);
  if (others === 0) return score >= at(ALONE, essays);
  const lines = AMONG_OTHERS[knownAs];
  return score >= at(lines.score, essays + others) && score * (stretch / USUAL_STRETCH) ** STRETCH_PULL >= at(lines.both, essays + others);
}

function at({ atOne, perTenfold }: Line, texts: number): number {
  return atOne + perTenfold * Math.log10(Math.max(1, texts));
}
