/** The sentences of a page or an essay as passages need them: what each says, what was said before it, and where it stands. */
import type { Span } from '../page';
import { type Language, languageOf } from '../text/language';
import { pairOf, type Stem, stemsIn } from '../text/terms';

export type Sentence = {
  readonly span: Span;
  readonly stems: readonly Stem[];
  readonly terms: ReadonlyMap<string, number>; // stems and pairs of neighbours, each with how many sentences before this one say it
  readonly paragraph: number; // from 0; a line break ends one
  readonly isHeading: boolean; // or reads like one: a byline, a link to more
  readonly heading?: number; // the place of the heading above it; a heading itself has none
};

/** Of a whole book, the beginning is searched: bounds the work on any page and essay. */
export const MAX_TEXT_CHARS = 200_000;

const MAX_HEADING_CHARS = 70;
const SENTENCE_END = /[.:!?;,…。！？：；，]$/u; // what headings do not end with

/** Cost  one pass over the text, unless `all` its stems are known. Stems outside every sentence are dropped; sentences past MAX_TEXT_CHARS have none. */
export function sentencesOf(
  text: string,
  spans: readonly Span[],
  language: Language | undefined = languageOf(text),
  all: readonly Stem[] = stemsIn(text.slice(0, MAX_TEXT_CHARS), language),
): Sentence[] {
  const stems = stemsBySpan(spans, all);
  const paragraphs = paragraphsOf(text, spans);
  const said = new Map<string, number>();
  let heading: number | undefined;
  return spans.map((span, place) => {
    const paragraph = paragraphs[place] ?? 0;
    const isAlone = paragraphs[place - 1] !== paragraph && paragraphs[place + 1] !== paragraph;
    const isHeading = isAlone && readsAsHeading(text, span);
    const own = stems[place] ?? [];
    const under = isHeading || heading === undefined ? {} : { heading };
    if (isHeading) heading = place;
    return { span, stems: own, terms: sayAll(own, said), paragraph, isHeading, ...under };
  });
}

function stemsBySpan(spans: readonly Span[], all: readonly Stem[]): Stem[][] {
  let next = 0;
  return spans.map(([start, end]) => {
    while ((all[next]?.start ?? end) < start) next++;
    const first = next;
    while ((all[next]?.start ?? end) < end) next++;
    return all.slice(first, next);
  });
}

export function termsOf(stems: readonly Stem[]): string[] {
  const terms: string[] = [];
  let before: string | undefined;
  for (const { stem } of stems) {
    terms.push(stem);
    if (before !== undefined) terms.push(pairOf(before, stem));
    before = stem;
  }
  return terms;
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
