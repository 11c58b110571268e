/** Whether words stand together in a text, and where: what quotes ask for. Small and capital letters, accents and what stands between words are alike. */
import type { Span } from '../page';

const APART = '[^\\p{L}\\p{N}]';
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u; // no space ends a word there
const MARKS = /\p{M}/gu;
const MOST_PLACES = 200;

export type FindPhrase = (text: string) => readonly Span[];

/** Undefined where nothing is asked for. Cost  one pass over the text. */
export function phraseFinder(words: string): FindPhrase | undefined {
  const parts = plain(words).match(/[\p{L}\p{N}]+/gu);
  if (parts === null) return undefined;
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const before = UNSPACED.test(first.slice(0, 1)) ? '' : '(?<![\\p{L}\\p{N}])';
  const after = UNSPACED.test(last.slice(-1)) ? '' : '(?![\\p{L}\\p{N}])';
  const sought = new RegExp(`${before}${parts.join(`${APART}+`)}${after}`, 'giu');
  return (text) => {
    const { letters, places } = placed(text);
    const found: Span[] = [];
    for (const { 0: match, index } of letters.matchAll(sought)) {
      found.push([places?.[index] ?? index, places?.[index + match.length] ?? index + match.length]);
      if (found.length === MOST_PLACES) break;
    }
    return found;
  };
}

const plain = (text: string): string => text.normalize('NFD').replace(MARKS, '').toLowerCase();

/** A text without its accents, and where each letter of that stands in it. Most texts have none, and stand as they are. */
function placed(text: string): { readonly letters: string; readonly places?: Uint32Array } {
  const letters = text.normalize('NFD').replace(MARKS, '');
  if (letters === text) return { letters };
  const places = new Uint32Array(letters.length + 1);
  let at = 0;
  let from = 0;
  for (const letter of text) {
    const length = letter.normalize('NFD').replace(MARKS, '').length;
    for (let i = 0; i < length && at < letters.length; i++) places[at++] = from;
    from += letter.length;
  }
  places[letters.length] = from;
  return { letters, places };
}
