/** Finds a quoted passage again in a text that has changed. Never guesses: where two places could be meant, there is none. */
import type { Span } from '../page';
import { alignWords } from './align';

/** A passage with its neighbours, enough to know it again. */
export type Quote = {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number; // where it stood, in UTF-16 code units
};

const CONTEXT_CHARS = 96; // a sentence on each side tells most repetitions apart, even where a word in ten is another
/** Of a word, perhaps: half a word agrees with nothing. Where a script writes no spaces a character is lost. */
const FIRST_PIECE = /^[\p{L}\p{M}\p{N}\udc00-\udfff](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])*/u;
const LAST_PIECE = /(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])*[\p{L}\p{M}\p{N}\ud800-\udbff]$/u;
const LONG_ENOUGH_ALONE = 32; // characters of a quote that may stand among new neighbours
const ENOUGH_AGREED = 0.5; // part of the neighbourhood that must be there around a place that is taken for its sake
const LEAD = 0.2; // part of the neighbourhood by which the best place must lead

/** The neighbours are looked up when they are asked for first: what they cost, a page whose words stay has not to pay. */
export function quoteLater(text: string, span: Span): () => Quote {
  let made: Quote | undefined;
  return () => {
    made ??= quoteOf(text, span);
    return made;
  };
}

export function quoteOf(text: string, [start, end]: Span): Quote {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT_CHARS), start).replace(start > CONTEXT_CHARS ? FIRST_PIECE : '', ''),
    suffix: text.slice(end, end + CONTEXT_CHARS).replace(end + CONTEXT_CHARS < text.length ? LAST_PIECE : '', ''),
    start,
  };
}

/**
 * The place of `quote` in `text`, or undefined where it is gone or in doubt.
 *
 * Cost  one search of the text where the words are the same; words of the text times words of the quote where they are not.
 */
export function findQuote(text: string, quote: Quote): Span | undefined {
  if (quote.exact.trim() === '') return undefined;
  const starts = occurrences(inOneLine(text), inOneLine(quote.exact));
  if (starts.length === 0) return alignWords(text, quote.exact);
  const start =
    starts.includes(quote.start) && agreement(text, quote, quote.start) >= fullAgreement(quote)
      ? quote.start
      : clearest(text, quote, starts);
  return start === undefined ? undefined : [start, start + quote.exact.length];
}

/** Where blocks are parted by a line here and by a space there. Letter for letter as long. */
const inOneLine = (text: string): string => text.replaceAll('\n', ' ');

function occurrences(text: string, exact: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1)) starts.push(at);
  return starts;
}

/** The one place whose neighbours agree best; a lone place needs agreement only if the quote is short. */
function clearest(text: string, quote: Quote, starts: readonly number[]): number | undefined {
  const full = fullAgreement(quote);
  const [best, next] = starts.map((start) => ({ start, agrees: agreement(text, quote, start) })).sort((a, b) => b.agrees - a.agrees);
  if (best === undefined) return undefined;
  if (next === undefined && quote.exact.length >= LONG_ENOUGH_ALONE) return best.start;
  const lead = next === undefined ? full : best.agrees - next.agrees;
  const isSure = best.agrees >= full ? lead > 0 : best.agrees >= full * ENOUGH_AGREED && lead >= full * LEAD;
  return isSure && full > 0 ? best.start : undefined;
}

function fullAgreement({ prefix, suffix }: Quote): number {
  return lettersOf(wordsOf(prefix)) + lettersOf(wordsOf(suffix));
}

/** Letters of the neighbourhood's words that stand around this place in their order, whatever was put between them or taken away. */
function agreement(text: string, { exact, prefix, suffix }: Quote, start: number): number {
  const end = start + exact.length;
  const before = wordsOf(text.slice(Math.max(0, start - prefix.length - ROOM_CHARS), start));
  const after = wordsOf(text.slice(end, end + suffix.length + ROOM_CHARS));
  return inOrder(wordsOf(prefix), before) + inOrder(wordsOf(suffix), after);
}

const ROOM_CHARS = 32; // for words that were put in

const wordsOf = (text: string): readonly string[] => text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? [];
const lettersOf = (words: readonly string[]): number => words.reduce((sum, { length }) => sum + length, 0);

/**
 * The letters of the heaviest run of words that both have in the same order.
 *
 * Source  Wagner and Fischer, "The string-to-string correction problem", 1974: the longest common subsequence, weighted.
 */
function inOrder(wanted: readonly string[], there: readonly string[]): number {
  let row = new Array<number>(there.length + 1).fill(0);
  for (const word of wanted) {
    const next = [0];
    for (const [at, other] of there.entries()) {
      const kept = Math.max(row[at + 1] ?? 0, next[at] ?? 0);
      next.push(word === other ? Math.max(kept, (row[at] ?? 0) + word.length) : kept);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
