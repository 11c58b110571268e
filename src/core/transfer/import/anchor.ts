/** Where a highlight that came from another reader stands in the text that came with it. Words that are not found are kept as they are: nothing is guessed. */
import { alignWords } from '../../highlight/align';
import { findQuote, type Quote, quoteOf } from '../../highlight/quote';
import type { Span } from '../../page';
import type { IncomingHighlight } from '../incoming';

const MOST_AROUND_CHARS = 200; // what a quote may have beside it

/** `text`: plain, blocks parted by a blank line; the quote is of the text as readers show it, with one line's end between two blocks. */
export function quoteFor({ text: words, place = {} }: Pick<IncomingHighlight, 'text' | 'place'>, text: string | undefined): Quote {
  const told: Quote = {
    exact: words,
    prefix: (place.prefix ?? '').slice(-MOST_AROUND_CHARS),
    suffix: (place.suffix ?? '').slice(0, MOST_AROUND_CHARS),
    start: Math.max(0, Math.floor(place.start ?? 0)),
  };
  const shown = text?.replace(/\n+/g, '\n');
  const span = shown === undefined ? undefined : placeOf(told, shown);
  return shown === undefined || span === undefined ? told : quoteOf(shown, span);
}

function placeOf(quote: Quote, shown: string): Span | undefined {
  const exact = quote.exact.replace(/\s+/g, ' ').trim();
  const starts = occurrences(shown.replaceAll('\n', ' '), exact);
  const [first] = starts;
  if (first === undefined) return alignWords(shown, exact);
  if (starts.length === 1) return [first, first + exact.length];
  return quote.prefix + quote.suffix === '' ? undefined : findQuote(shown, { ...quote, exact }); // where it stood is told by each reader in its own text
}

function occurrences(text: string, exact: string): number[] {
  const starts: number[] = [];
  if (exact === '') return starts;
  for (let at = text.indexOf(exact); at !== -1 && starts.length < 100; at = text.indexOf(exact, at + 1)) starts.push(at);
  return starts;
}
