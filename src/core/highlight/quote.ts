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

const CONTEXT_CHARS = 48; // half a sentence on each side tells most repetitions apart
const LONG_ENOUGH_ALONE = 32; // characters of a quote that may stand among new neighbours
const ENOUGH_CONTEXT = 12; // characters that must agree around a shorter one, and by which the best place must lead

export function quoteOf(text: string, [start, end]: Span): Quote {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT_CHARS), start),
    suffix: text.slice(end, end + CONTEXT_CHARS),
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
  const starts = occurrences(text, quote.exact);
  if (starts.length === 0) return alignWords(text, quote.exact);
  const start =
    starts.includes(quote.start) && agreement(text, quote, quote.start) >= fullAgreement(quote)
      ? quote.start
      : clearest(text, quote, starts);
  return start === undefined ? undefined : [start, start + quote.exact.length];
}

function occurrences(text: string, exact: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1)) starts.push(at);
  return starts;
}

/** The one place whose neighbours agree best; a lone place needs agreement only if the quote is short. */
function clearest(text: string, quote: Quote, starts: readonly number[]): number | undefined {
  const [best, next] = starts.map((start) => ({ start, agrees: agreement(text, quote, start) })).sort((a, b) => b.agrees - a.agrees);
  if (best === undefined) return undefined;
  if (next !== undefined) return best.agrees >= next.agrees + ENOUGH_CONTEXT ? best.start : undefined;
  const isSure = quote.exact.length >= LONG_ENOUGH_ALONE || best.agrees >= Math.min(ENOUGH_CONTEXT, fullAgreement(quote));
  return isSure ? best.start : undefined;
}

function fullAgreement({ prefix, suffix }: Quote): number {
  return prefix.length + suffix.length;
}

/** Characters of the neighbourhood that are the same, counted outwards from the quote. */
function agreement(text: string, { exact, prefix, suffix }: Quote, start: number): number {
  let before = 0;
  while (before < prefix.length && prefix[prefix.length - 1 - before] === text[start - 1 - before]) before += 1;
  const end = start + exact.length;
  let after = 0;
  while (after < suffix.length && suffix[after] === text[end + after]) after += 1;
  return before + after;
}
