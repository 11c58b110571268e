/** Where on a page an essay is spoken of: how near the nearest stretch of it comes to what the essay says of itself. Decides nothing. */
import type { Essay, TextFacts } from '../essay';
import type { Language } from '../text/language';
import { isPair, stemsIn } from '../text/terms';
import type { Shares } from './everyday';
import type { PageTerm } from './page-terms';

const WINDOW_STEMS = 50; // some hundred words; 30 and 100 told good from wrong as well
const STEP_STEMS = 25;
const HEAD_STEMS = 70; // of title and summary: what an essay says of itself
const HEAD_CHARS = 2_000;
const THIN_STEMS = 15; // a line; its text then says more of an essay
const MAX_WEIGHT = 6.2; // of a word that stands in one text of five hundred, or fewer; 8 and 9.5 told less

/** A stretch of a page, or the head of an essay: what each of its stems weighs there. */
type Weighed = { readonly weights: ReadonlyMap<string, number>; readonly length: number };
export type Head = readonly string[]; // stems
export type Stretches = { readonly windows: readonly Weighed[]; readonly shares: Shares };

/**
 * A page in windows that overlap by half, the first with the title before it.
 *
 * Shapes  `terms` are page-terms.ts's: places give the order back.
 * Cost    one pass over the page's stems, twice.
 */
export function stretchesOf(terms: readonly PageTerm[], title: string, shares: Shares, language: Language | undefined): Stretches {
  const order: string[] = [];
  for (const { term, places } of terms) if (!isPair(term)) for (const place of places) order[place] = term;
  const first = stemsIn(title, language).map(({ stem }) => stem);
  const windows: Weighed[] = [weighed([...first, ...order.slice(0, WINDOW_STEMS)], shares)];
  for (let from = STEP_STEMS; from + STEP_STEMS < order.length; from += STEP_STEMS)
    windows.push(weighed(order.slice(from, from + WINDOW_STEMS), shares));
  return { windows, shares };
}

/**
 * What an essay says of itself: its title and summary, or the beginning of its text where there is next to no summary. Undefined where that
 * stands elsewhere and was not asked for.
 */
export function headOf(
  essay: Pick<Essay, 'title' | 'summary' | 'text'> & Partial<TextFacts>,
  language: Language | undefined,
): Head | undefined {
  const { title, summary, text, textLetters } = essay;
  const head = stemsOf(`${title}\n${summary}`, language);
  if (head.length >= THIN_STEMS) return head;
  if (text !== undefined) return stemsOf(`${title}\n${summary}\n${text.slice(0, HEAD_CHARS)}`, language);
  return textLetters === undefined ? head : undefined;
}

function stemsOf(text: string, language: Language | undefined): Head {
  return stemsIn(text.slice(0, HEAD_CHARS), language)
    .slice(0, HEAD_STEMS)
    .map(({ stem }) => stem);
}

/**
 * The cosine of the nearest stretch and the essay's head, 0 to 1. A score says that two texts share much; this says that they share it in one
 * place, and beyond what all texts share.
 */
export function nearestStretch({ windows, shares }: Stretches, head: Head): number {
  const theirs = weighed(head, shares);
  return windows.reduce((most, each) => Math.max(most, cosine(theirs, each)), 0);
}

function weighed(stems: readonly string[], shares: Shares): Weighed {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  let squares = 0;
  for (const [stem, count] of counts) {
    const weight = Math.log(1 + count) * rarityAnywhere(stem, shares);
    counts.set(stem, weight);
    squares += weight * weight;
  }
  return { weights: counts, length: Math.sqrt(squares) };
}

/** How rare a stem is among all texts, whatever the library holds. */
export function rarityAnywhere(stem: string, shares: Shares): number {
  const share = shares.get(stem);
  return share === undefined ? MAX_WEIGHT : Math.min(MAX_WEIGHT, -Math.log(share));
}

function cosine(one: Weighed, other: Weighed): number {
  let product = 0;
  for (const [stem, weight] of one.weights) product += weight * (other.weights.get(stem) ?? 0);
  return product > 0 ? product / (one.length * other.length) : 0;
}
