/** What a page is about: its terms, and how often it uses them. Looks at no index. */
import type { PageText } from '../page';
import { languageOf } from '../text/language';
import { pairOf, stemsIn } from '../text/terms';

export type PageTerm = {
  readonly term: string;
  readonly occurrences: number; // a word of the title counts as six, one of the beginning as two
  readonly words: string; // as the page writes it first
  readonly places: readonly number[]; // of a stem: where the text has it, counted in stems, rising; a pair and a title have none
};

const PAGE_TITLE_WEIGHT = 6; // there is one title to a whole page; three, as in an essay, gave nDCG@5 -.002 on the pack
const LEAD_STEMS = 150; // the beginning counts once more, for it says what is to come (nDCG@5 +.004 on the pack)
const MAX_CHARS = 60_000; // some ten thousand words: the beginning of a whole book says what it is about, and work stays bounded
const MAX_WORDS_CHARS = 60; // of two words further apart than this, what lies between is not shown

/** Terms in the order first met, the title's first. Pairs do not cross from the title into the text. */
export function pageTerms({ title, text, language: declared }: Pick<PageText, 'title' | 'text' | 'language'>): PageTerm[] {
  const language = languageOf(text, declared);
  const counted = new Map<string, { term: string; occurrences: number; words: string; places: number[] }>();
  const count = (term: string, occurrences: number, words: string, place?: number): void => {
    const known = counted.get(term) ?? { term, occurrences: 0, words, places: [] };
    if (known.occurrences === 0) counted.set(term, known);
    known.occurrences += occurrences;
    if (place !== undefined) known.places.push(place);
  };
  const read = (part: string, weightAt: (place: number) => number, isText: boolean): void => {
    const stems = stemsIn(part, language);
    stems.forEach(({ stem, start, end }, place) => {
      count(stem, weightAt(place), part.slice(start, end), isText ? place : undefined);
      const before = stems[place - 1];
      if (before) count(pairOf(before.stem, stem), weightAt(place), wordsOf(part, before, { start, end }));
    });
  };
  read(title, () => PAGE_TITLE_WEIGHT, false);
  read(text.slice(0, MAX_CHARS), (place) => (place < LEAD_STEMS ? 2 : 1), true);
  return [...counted.values()];
}

type Place = { readonly start: number; readonly end: number };

function wordsOf(text: string, first: Place, second: Place): string {
  if (second.end - first.start <= MAX_WORDS_CHARS) return text.slice(first.start, second.end).replace(/\s+/g, ' ');
  return `${text.slice(first.start, first.end)} ${text.slice(second.start, second.end)}`;
}
