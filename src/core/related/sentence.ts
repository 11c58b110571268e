/** The sentences of a page or an essay as passages need them: what each says, what was said before it, and where it stands. */
import type { Span } from '../page';
import { pairOf, type Stem, stemsIn } from '../text/terms';

export type Sentence = {
  readonly span: Span;
  readonly stems: readonly Stem[];
  readonly terms: ReadonlyMap<string, number>; // the stems and the pairs of neighbours, each with the number of sentences before this one that have it
  readonly paragraph: number; // from 0; a line break ends one
  readonly heading?: number; // the place of the heading above it; a heading itself has none
};

/** Of a whole book, the beginning is searched: bounds the work on any page and essay. */
export const MAX_TEXT_CHARS = 200_000;

const MAX_HEADING_CHARS = 70;
const SENTENCE_END = /[.:!?;,…。！？：；，]$/u; // what headings do not end with

/** Cost  one pass over the text. Stems outside every sentence are dropped; sentences past MAX_TEXT_CHARS have none. */
export function sentencesOf(text: string, spans: readonly Span[]): Sentence[] {
  const all = stemsIn(text.slice(0, MAX_TEXT_CHARS));
  const paragraphs = paragraphsOf(text, spans);
  const said = new Map<string, number>();
  let next = 0;
  let heading: number | undefined;
  return spans.map((span, place) => {
    while ((all[next]?.start ?? span[1]) < span[0]) next++;
    const first = next;
    while ((all[next]?.start ?? span[1]) < span[1]) next++;
    const stems = all.slice(first, next);
    const paragraph = paragraphs[place] ?? 0;
    const isAlone = paragraphs[place - 1] !== paragraph && paragraphs[place + 1] !== paragraph;
    const isHeading = isAlone && readsAsHeading(text, span);
    if (isHeading) heading = place;
    return { span, stems, terms: sayAll(stems, said), paragraph, ...(heading !== undefined && !isHeading && { heading }) };
  });
}

export function termsOf(stems: readonly Stem[]): string[] {
  return stems.flatMap(({ stem }, place) => {
    const before = stems[place - 1];
    return before === undefined ? [stem] : [stem, pairOf(before.stem, stem)];
  });
}

/** The terms of one sentence; counts them in `said`. */
function sayAll(stems: readonly Stem[], said: Map<string, number>): Map<string, number> {
  const terms = new Map<string, number>();
  for (const term of termsOf(stems)) if (!terms.has(term)) terms.set(term, said.get(term) ?? 0);
  for (const [term, before] of terms) said.set(term, before + 1);
  return terms;
}

function paragraphsOf(text: string, spans: readonly Span[]): number[] {
  let paragraph = 0;
  let end = 0;
  return spans.map((span, place) => {
    if (place > 0 && text.slice(end, span[0]).includes('\n')) paragraph++;
    end = span[1];
    return paragraph;
  });
}

function readsAsHeading(text: string, [start, end]: Span): boolean {
  return end - start < MAX_HEADING_CHARS && !SENTENCE_END.test(text.slice(start, end));
}
