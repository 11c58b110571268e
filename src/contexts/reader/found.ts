/** A quote in the article, as a range of it. */
import { findQuote, type Quote } from '../../core/highlight/quote';
import type { ArticleText } from './article-text';

/** A sentence that stands there twice, given without its neighbours, is found at its first place: both say what one came for. */
export function rangeOfQuote(text: ArticleText, quote: Quote): Range | undefined {
  const found = findQuote(text.text, quote);
  if (found) return text.rangeOf(found);
  const first = quote.prefix === '' && quote.suffix === '' ? text.text.indexOf(quote.exact) : -1;
  return first === -1 ? undefined : text.rangeOf([first, first + quote.exact.length]);
}
