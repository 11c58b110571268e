/** How much each sentence of a page speaks to one essay. Ranks sentences; whether one is worth a mark is for passages.ts. */
import { type IndexedEssay, spokenBy } from '../index/term-index';
import { TITLE_WEIGHT, usage } from '../index/weigh';
import { isPair, type Stem, stemsIn } from '../text/terms';
import { MAX_TEXT_CHARS, type Sentence, termsOf } from './sentence';
import type { Rarities } from './weights';

/** By term: how much a text uses it. */
export type Uses = ReadonlyMap<string, number>;
export type EssayTerms = { readonly uses: Uses; readonly title: ReadonlySet<string> };

/** A sentence gets these shares of what is said around it: among others on the same subject it is the better one. */
const NEIGHBOUR_SHARE = 0.2; // of the sentence before and of the one after
const PARAGRAPH_SHARE = 0.4; // of the average of the others in its paragraph
const HEADING_SHARE = 0.4; // of the heading above it

const TITLE_SHARE = 0.3; // a sentence that names what the essay is called is better too
const OPENING_BONUS = 0.3; // what the first sentence shares counts this much more
const OPENING_SENTENCES = 5; // after so many, half of the bonus is left
const EXTRA_LENGTH = 3; // stems added to every length, so that three lucky words are not the best sentence

/** Weighs an essay's terms as an index does. `stems`: of its body, where somebody has them already; and then in which language. */
export function essayTerms(
  essay: Pick<IndexedEssay, 'title' | 'body' | 'language'>,
  language = spokenBy(essay).language,
  stems: readonly Stem[] = stemsIn(essay.body.slice(0, MAX_TEXT_CHARS), language),
): EssayTerms {
  const { title } = essay;
  const counts = new Map<string, number>();
  const count = (term: string, weight: number): void => void counts.set(term, (counts.get(term) ?? 0) + weight);
  const titleStems = stemsIn(title, language);
  for (const term of termsOf(titleStems)) count(term, TITLE_WEIGHT);
  for (const term of termsOf(stems)) count(term, 1);
  const uses = new Map([...counts].map(([term, occurrences]) => [term, usage(occurrences, isPair(term))]));
  return { uses, title: new Set(titleStems.map(({ stem }) => stem)) };
}

/**
 * One number for each sentence: what it shares with the essay over the root of its length, a part of the same of what stands around it, and
 * how much of the essay's title it says. What each part is worth is in docs/passages.md.
 *
 * Units   comparable among the sentences of one page for one essay only.
 * Cost    one look at every term of the page, and one more at those shared.
 */
export function affinities(sentences: readonly Sentence[], essay: EssayTerms, rarities: Rarities): number[] {
  const telling = tellingUses(sentences, essay.uses);
  const own = sentences.map((sentence, place) => (opening(place) * freshOverlap(sentence, telling, rarities)) / lengthOf(sentence));
  const most = own.reduce((a, b) => Math.max(a, b), 0);
  const around = surroundings(sentences, own);
  const named = titleShares(sentences, essay.title, rarities);
  return own.map((value, place) => value + (around[place] ?? 0) + TITLE_SHARE * most * (named[place] ?? 0));
}

/** What a sentence shares with a text, over the root of the sentence's length. */
export function density(sentence: Sentence, uses: Uses, rarities: Rarities): number {
  return overlap(sentence, uses, rarities) / lengthOf(sentence);
}

function overlap({ terms }: Sentence, uses: Uses, rarities: Rarities): number {
  let shared = 0;
  for (const term of terms.keys()) {
    const use = uses.get(term);
    if (use !== undefined) shared += use * (rarities.of.get(term) ?? 0);
  }
  return shared;
}

/** The essay's uses of the page's terms, less for a term that the page uses as much: the page's own subject tells no sentence apart. */
function tellingUses(sentences: readonly Sentence[], uses: Uses): Uses {
  const said = new Map<string, number>(); // in how many sentences
  for (const { terms } of sentences) for (const [term, before] of terms) if (uses.has(term)) said.set(term, before + 1);
  const telling = new Map<string, number>();
  for (const [term, times] of said) {
    const theirs = uses.get(term) ?? 0;
    telling.set(term, (theirs * theirs) / (theirs + usage(times, isPair(term))));
  }
  return telling;
}

/** A term counts fully where the page first says it, and less each time it comes again: subjects are introduced where they are first named. */
function freshOverlap({ terms }: Sentence, uses: Uses, rarities: Rarities): number {
  let shared = 0;
  for (const [term, before] of terms) {
    const use = uses.get(term);
    if (use !== undefined) shared += (use * (rarities.of.get(term) ?? 0)) / Math.sqrt(1 + before);
  }
  return shared;
}

/** Of two sentences that share as much the earlier is the better one: an opening says what is to come. */
function opening(place: number): number {
  return 1 + OPENING_BONUS / (1 + place / OPENING_SENTENCES);
}

function lengthOf({ stems }: Sentence): number {
  return Math.sqrt(stems.length + EXTRA_LENGTH);
}

function surroundings(sentences: readonly Sentence[], own: readonly number[]): number[] {
  const paragraphs = new Map<number, { sum: number; sentences: number }>();
  sentences.forEach(({ paragraph }, place) => {
    const known = paragraphs.get(paragraph) ?? { sum: 0, sentences: 0 };
    paragraphs.set(paragraph, { sum: known.sum + (own[place] ?? 0), sentences: known.sentences + 1 });
  });
  return sentences.map(({ paragraph, heading }, place) => {
    const all = paragraphs.get(paragraph) ?? { sum: 0, sentences: 0 };
    const others = (all.sum - (own[place] ?? 0)) / Math.max(1, all.sentences - 1);
    const beside = (own[place - 1] ?? 0) + (own[place + 1] ?? 0);
    const above = heading === undefined ? 0 : (own[heading] ?? 0);
    return NEIGHBOUR_SHARE * beside + PARAGRAPH_SHARE * others + HEADING_SHARE * above;
  });
}

/** For each sentence, how much of the title it says: 0 to 1, rare words counting more. */
function titleShares(sentences: readonly Sentence[], title: ReadonlySet<string>, rarities: Rarities): number[] {
  let whole = 0;
  for (const stem of title) whole += rarities.of.get(stem) ?? rarities.most;
  return sentences.map(({ terms }) => {
    let named = 0;
    for (const stem of title) if (terms.has(stem)) named += rarities.of.get(stem) ?? 0;
    return whole > 0 ? named / whole : 0;
  });
}
