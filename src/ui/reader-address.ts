/** Where the reader page is, and what its address says: which essay, and at which words of it to open. Pure. */
import type { EssayId } from '../core/essay';
import type { Quote } from '../core/highlight/quote';

export const READER = 'src/contexts/reader/reader.html';

/** Words of the essay to open at: a sentence alone, or a quote with its neighbours. */
export type At = string | Quote;

const MOST_AT_CHARS = 4_000; // of an address; a longer passage is found by its beginning as well

/** The reader page for an essay, as a path of the extension. */
export function readerPath(id: EssayId, at?: At): string {
  const quote = typeof at === 'string' ? { exact: at } : at;
  const asked = new URLSearchParams({ essay: id });
  if (quote !== undefined && quote.exact.trim() !== '') asked.set('at', quote.exact.slice(0, MOST_AT_CHARS));
  if (quote !== undefined && 'prefix' in quote) {
    asked.set('before', quote.prefix);
    asked.set('after', quote.suffix);
    asked.set('start', String(quote.start));
  }
  return `${READER}?${asked}`;
}

/** What the page's own address asks for; undefined where it names no essay. */
export function readReaderAddress(search: string): { readonly essayId: EssayId; readonly at?: Quote } | undefined {
  const asked = new URLSearchParams(search);
  const [id, exact, start] = [asked.get('essay') ?? '', asked.get('at') ?? '', Number(asked.get('start') ?? -1)];
  if (id === '') return undefined;
  const essayId = id as EssayId; // as: an unknown id finds no row
  if (exact.trim() === '') return { essayId };
  const at = {
    exact,
    prefix: asked.get('before') ?? '',
    suffix: asked.get('after') ?? '',
    start: Number.isInteger(start) ? start : -1,
  };
  return { essayId, at };
}

const MOST_WHOLE_CHARS = 120; // a longer passage is named by its first and last words
const WORDS_AT_AN_END = 5;

/** The web page, opened at these words where the browser finds them. What follows `:~:` is the browser's and reaches no site. */
export function atWords(url: string, at: At | undefined): string {
  const words = (typeof at === 'string' ? at : (at?.exact ?? '')).trim().replace(/\s+/g, ' ');
  if (words === '' || url.includes(':~:')) return url;
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${directive(words)}`;
}

function directive(words: string): string {
  const each = words.split(' ');
  if (words.length <= MOST_WHOLE_CHARS || each.length < 3 * WORDS_AT_AN_END) return escaped(words);
  return `${escaped(each.slice(0, WORDS_AT_AN_END).join(' '))},${escaped(each.slice(-WORDS_AT_AN_END).join(' '))}`;
}

/** A hyphen and a comma part the directive, so they are written out; halves of a character cannot be. */
const escaped = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '')).replace(/-/g, '%2D');
