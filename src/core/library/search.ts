/** Finds essays by the beginnings of words. Plain matching for the list; ranking by meaning is core/related. */
import type { Essay } from '../essay';

const WORDS = /[\p{L}\p{N}]+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * A test for essays in which every word of the query begins some word of title, author, tags or summary, whatever the case and accents.
 * Where a script puts no spaces between words, anywhere will do. Gives undefined for a query without a word.
 */
export function matcher(query: string): ((essay: Essay) => boolean) | undefined {
  const words = fold(query).match(WORDS);
  if (words === null) return undefined;
  const patterns = words.map((word) => new RegExp(UNSPACED.test(word) ? word : `(?<![\\p{L}\\p{N}])${word}`, 'u')); // words hold no signs
  return ({ title, author = '', tags, summary }) => {
    const text = fold(`${title}\n${author}\n${tags.join('\n')}\n${summary}`);
    return patterns.every((pattern) => pattern.test(text));
  };
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
