/** Where silence ends: what an essay must reach to be worth a mark. Better no mark than a wrong one. */
import type { Language } from '../text/language';
import { hasStopWords } from '../text/stems';
import { otherTexts } from './everyday';

/** At most this many essays are shown beside one page. */
export const MAX_ESSAYS = 3;

/** What is known of an essay: what its feed says of it, or all of it. Scores of the two are not of one height. */
type KnownAs = 'summary' | 'text';

/** What speaks for an essay: how much it shares with the page (second-look.ts), and how near one stretch of the page comes (stretch.ts). */
type Evidence = {
  readonly score: number;
  readonly stretch: number;
  readonly named?: number | undefined; // how much of the page's title it has, 0 to 1; undefined where the page has none
  readonly knownAs: KnownAs;
};

/**
 * Lines over how many essays there are: among more, more come close by chance. An essay must pass both: `score`, so that it shares enough at all,
 * and `both`, that its score times its stretch must reach, so that it shares it in one place.
 *
 * Fitted on judged answers and on strangers' pages and links of the pack, for libraries of 5 to 6,491 essays: docs/ranking.md has the tables, and
 * tests/core/related/{pack,judged}.ts hold it there. Between the sizes named a line is straight over the logarithm; beyond the last it rises as
 * between the first two, for nothing is measured there.
 */
type Line = { readonly five: number; readonly thousand: number; readonly sixThousand: number };
type Lines = { readonly score: Line; readonly both: Line };
const AMONG_OTHERS: Readonly<Record<KnownAs, Lines>> = {
  summary: {
    score: { five: 0.0874, thousand: 0.1055, sixThousand: 0.1515 },
    both: { five: 0.1045, thousand: 0.143, sixThousand: 0.187 },
  },
  text: {
    score: { five: 0.078, thousand: 0.1048, sixThousand: 0.143 },
    both: { five: 0.102, thousand: 0.134, sixThousand: 0.167 },
  },
};
const SIZES = { five: 5, thousand: 1_000, sixThousand: 6_491 };

/** Where a language's common words are not known the score decides alone, and more is demanded. */
const ALONE = { atOne: 0.063, perTenfold: 0.0244 };

/**
 * So many times the line. Where less is known of a language's words, more of them are shared by chance: of most languages a few hundred common ones
 * are known, of English thousands; of some not even those that only hold sentences together.
 */
const FEW_COMMON_WORDS = 1.15;
const NO_STOP_WORDS = 1.3;

const USUAL_STRETCH = 0.1; // of a page and an essay that a reader calls related; there `both` is the score itself
const STRETCH_PULL: Readonly<Record<KnownAs, number>> = { summary: 0.6, text: 0.4 }; // a head is all of a summary, and little of a text

/**
 * A page's title says what it is about: an essay that has none of it met a passing example. Of an essay known in full alone, for a whole text has
 * some words of any page; a summary says what the essay is about, and there the title told nothing more.
 */
const USUAL_NAMED = 0.4;
const NAMED_PULL = 0.5; // .4 and .6 did about as well
const UNNAMED = 0.2; // an essay with no word of the title is not silenced by that alone

/** A score below this is shown to no page in `language`, or in this script where the language is not known, whatever else speaks for it. */
export function threshold(essays: number, language?: Language, script?: string): number {
  const others = otherTexts(language);
  const lowest = others === 0 ? alone(essays) : Math.min(...Object.values(AMONG_OTHERS).map(({ score }) => at(score, essays, others)));
  return lowest * strictness(language, script);
}

/**
 * How an essay stands to a page in `language`, among so many: from 1 on it is shown, and at 2 it is hardly ever wrong.
 *
 * Units   both lines are 1; below the lower one it is 0.
 */
export function standingOf({ score, stretch, named, knownAs }: Evidence, essays: number, language?: Language, script?: string): number {
  const others = otherTexts(language);
  const strict = strictness(language, script);
  if (others === 0) return aboveLine(score / (alone(essays) * strict));
  const { score: least, both } = AMONG_OTHERS[knownAs];
  const together = score * (stretch / USUAL_STRETCH) ** STRETCH_PULL[knownAs] * (knownAs === 'text' ? pullOfTitle(named) : 1);
  return score >= at(least, essays, others) * strict ? aboveLine(together / (at(both, essays, others) * strict)) : 0;
}

function pullOfTitle(named = USUAL_NAMED): number {
  return ((named + UNNAMED) / (USUAL_NAMED + UNNAMED)) ** NAMED_PULL;
}

function strictness(language: Language | undefined, script: string | undefined): number {
  if (language === 'en') return 1;
  if (otherTexts(language) > 0) return FEW_COMMON_WORDS;
  return hasStopWords(language, script) ? 1 : NO_STOP_WORDS;
}

function aboveLine(standing: number): number {
  return standing >= 1 ? standing : 0;
}

function at({ five, thousand, sixThousand }: Line, essays: number, others: number): number {
  const place = (count: number): number => Math.log10(count + others);
  const slow = (thousand - five) / (place(SIZES.thousand) - place(SIZES.five));
  const steep = (sixThousand - thousand) / (place(SIZES.sixThousand) - place(SIZES.thousand));
  if (essays <= SIZES.thousand) return thousand + slow * (place(essays) - place(SIZES.thousand));
  if (essays <= SIZES.sixThousand) return thousand + steep * (place(essays) - place(SIZES.thousand));
  return sixThousand + slow * (place(essays) - place(SIZES.sixThousand));
}

function alone(essays: number): number {
  return ALONE.atOne + ALONE.perTenfold * Math.log10(Math.max(1, essays));
}
