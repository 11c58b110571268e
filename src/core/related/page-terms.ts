/** What a page is about: its terms, and how often it uses them. Looks at no index. */
import type { PageText } from '../page';
import { withoutAddresses } from '../text/addresses';
import { languageOf } from '../text/language';
import { pairOf, stemsIn } from '../text/terms';

export type PageTerm = {
  readonly term: string;
  readonly occurrences: number; // a word of the title counts as six, one of the beginning as two
  readonly words: string; // as the page writes it: first in small letters where it does, and a pair side by side where it has it so
  readonly isTogether: boolean; // of a pair: it has it so
  readonly places: readonly number[]; // of a stem: where the text has it, counted in stems, rising; a pair and a title have none
};

const PAGE_TITLE_WEIGHT = 6; // there is one title to a whole page; three, as in an essay, gave nDCG@5 -.002 on the pack
const LEAD_STEMS = 150; // the beginning counts once more, for it says what is to come (nDCG@5 +.004 on the pack)
const MAX_CHARS = 60_000; // some ten thousand words: the beginning of a whole book says what it is about, and work stays bounded
const MAX_WORDS_CHARS = 60; // of two words further apart than this, what lies between is not shown

/** Terms in the order first met, the title's first. Pairs do not cross from the title into the text. */
export function pageTerms({ title, text, language: declared }: Pick<PageText, 'title' | 'text' | 'language'>): PageTerm[] {
  const language = languageOf(text, declared);
  const counted = new Map<string, Counted>();
  const count = (term: string, occurrences: number, words: string, isTogether: boolean): Counted => {
    const known = counted.get(term) ?? { term, occurrences: 0, words, isTogether, places: [] };
    if (known.occurrences === 0) counted.set(term, known);
    else if (isTogether === known.isTogether ? isPlainer(words, known.words) : isTogether) Object.assign(known, { words, isTogether });
    known.occurrences += occurrences;
    return known;
  };
  const read = (part: string, weightAt: (place: number) => number, isText: boolean): void => {
    const stems = stemsIn(isText ? withoutAddresses(part) : part, language);
    stems.forEach(({ stem, start, end }, place) => {
      const { places } = count(stem, weightAt(place), part.slice(start, end), false);
      if (isText) places.push(place);
      const before = stems[place - 1];
      if (before)
        count(pairOf(before.stem, stem), weightAt(place), wordsOf(part, before, { start, end }), areTogether(part, before.end, start));
    });
  };
  read(title, () => PAGE_TITLE_WEIGHT, false);
  read(text.slice(0, MAX_CHARS), (place) => (place < LEAD_STEMS ? 2 : 1), true);
  return [...counted.values()];
}

type Counted = { term: string; occurrences: number; words: string; isTogether: boolean; places: number[] };

const BESIDE = /^(?: |-|\u2010|\u2011|\u00a0)?$/; // a word's end, or nothing where words are not set apart

/** One sentence, and no function word between. */
function areTogether(text: string, end: number, start: number): boolean {
  return start - end <= 1 && BESIDE.test(text.slice(end, start));
}

/** Titles and sentences begin with a capital that says nothing. */
function isPlainer(words: string, than: string): boolean {
  return words === than.toLowerCase() && words !== than;
}

type Place = { readonly start: number; readonly end: number };

function wordsOf(text: string, first: Place, second: Place): string {
  if (second.end - first.start <= MAX_WORDS_CHARS) return text.slice(first.start, second.end).replace(/\s+/g, ' ');
  return `${text.slice(first.start, first.end)} ${text.slice(second.start, second.end)}`;
}
