/** How much each sentence of a page speaks to one essay. Ranks sentences; whether one is worth a mark is for passages.ts. */
import { type IndexedEssay, spokenBy } from '../index/term-index';
import { TITLE_WEIGHT, usage } from '../index/weigh';
import type { Span } from '../page';
import { type Language, languageOf } from '../text/language';
import { isPair, pairOf, type Stem, stemsIn } from '../text/terms';
import type { Rarities } from './weights';

export type Sentence = {
  readonly span: Span;
  readonly stems: readonly Stem[];
  readonly terms: ReadonlySet<string>; // the stems and the pairs of neighbours
};

/** By term: how much a text uses it. */
export type Uses = ReadonlyMap<string, number>;
export type EssayTerms = { readonly uses: Uses; readonly title: ReadonlySet<string> };

const NEIGHBOUR_SHARE = 0.2; // a sentence among others on the same subject is the better one
const TITLE_SHARE = 0.3; // so is one that names what the essay is called
const EXTRA_LENGTH = 3; // stems added to every length, so that three lucky words are not the best sentence (Hit@1 +.01 on the pack)

/** Of a whole book, the beginning is searched: bounds the work on any page and essay. */
export const MAX_TEXT_CHARS = 200_000;

/** Cost  one pass over the text. Stems outside every sentence are dropped; sentences past MAX_TEXT_CHARS have none. */
export function sentencesOf(text: string, spans: readonly Span[], language: Language | undefined = languageOf(text)): Sentence[] {
  const all = stemsIn(text.slice(0, MAX_TEXT_CHARS), language);
  let next = 0;
  return spans.map((span) => {
    while ((all[next]?.start ?? span[1]) < span[0]) next++;
    const first = next;
    while ((all[next]?.start ?? span[1]) < span[1]) next++;
    const stems = all.slice(first, next);
    return { span, stems, terms: new Set(termsOf(stems)) };
  });
}

/** Weighs an essay's terms as an index does. */
export function essayTerms(essay: Pick<IndexedEssay, 'title' | 'body' | 'language'>): EssayTerms {
  const { title, body } = essay;
  const { language } = spokenBy(essay);
  const counts = new Map<string, number>();
  const count = (term: string, weight: number): void => void counts.set(term, (counts.get(term) ?? 0) + weight);
  const titleStems = stemsIn(title, language);
  for (const term of termsOf(titleStems)) count(term, TITLE_WEIGHT);
  for (const term of termsOf(stemsIn(body.slice(0, MAX_TEXT_CHARS), language))) count(term, 1);
  const uses = new Map([...counts].map(([term, occurrences]) => [term, usage(occurrences, isPair(term))]));
  return { uses, title: new Set(titleStems.map(({ stem }) => stem)) };
}

/**
 * One number for each sentence: what it shares with the essay over the root of its length, a little of the same of its neighbours, and how
 * much of the essay's title it says.
 *
 * Units   comparable among the sentences of one page for one essay only.
 * Source  the pack's own method, with each term counted as much as the essay uses it: Hit@1 .22 instead of .20.
 */
export function affinities(sentences: readonly Sentence[], essay: EssayTerms, rarities: Rarities): number[] {
  const own = sentences.map((sentence) => density(sentence, essay.uses, rarities));
  const most = own.reduce((a, b) => Math.max(a, b), 0);
  const titleRarity = sum([...essay.title].map((stem) => rarities.of.get(stem) ?? rarities.most));
  const titleShare = ({ terms }: Sentence): number => {
    const named = [...essay.title].filter((stem) => terms.has(stem));
    return titleRarity > 0 ? sum(named.map((stem) => rarities.of.get(stem) ?? 0)) / titleRarity : 0;
  };
  return sentences.map((sentence, place) => {
    const around = (own[place - 1] ?? 0) + (own[place + 1] ?? 0);
    return (own[place] ?? 0) + NEIGHBOUR_SHARE * around + TITLE_SHARE * most * titleShare(sentence);
  });
}

/** What a sentence shares with a text, over the root of the sentence's length. */
export function density(sentence: Sentence, uses: Uses, rarities: Rarities): number {
  return overlap(sentence, uses, rarities) / Math.sqrt(sentence.stems.length + EXTRA_LENGTH);
}

export function overlap({ terms }: Sentence, uses: Uses, rarities: Rarities): number {
  return sum([...terms].map((term) => (uses.get(term) ?? 0) * (rarities.of.get(term) ?? 0)));
}

function termsOf(stems: readonly Stem[]): string[] {
  return stems.flatMap(({ stem }, place) => {
    const before = stems[place - 1];
    return before === undefined ? [stem] : [stem, pairOf(before.stem, stem)];
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
