/** Turns a text into the stems that say what it is about: stop words, single letters and odd numbers are gone. */
import { stemmer } from 'stemmer';
import { STOP_WORDS } from './stop-words';
import { eachWord } from './words';

const ACCENTS = /[\u0300-\u036f]/g; // "naïve" and "naive" are one word; marks of other scripts are letters there and stay
const ASCII = /^[\p{ASCII}]*$/u;
const DIGITS = /^\d+$/;
const PLAIN = /^[a-z0-9]+$/; // what Porter's rules are for

/** Words repeat, and stemming one costs many times a lookup. Bounded, so that a strange text cannot fill the memory. */
const MAX_REMEMBERED = 50_000;
const remembered = new Map<string, string>();

/**
 * Calls `visit` with every stem of `text` in order, and where its word stands.
 *
 * Units   `start` and `end` count UTF-16 code units of `text`.
 * Source  Porter, "An algorithm for suffix stripping", 1980, by the `stemmer` package.
 */
export function eachStem(text: string, visit: (stem: string, start: number, end: number) => void): void {
  eachWord(text, (word, start, end) => {
    const stem = stemOf(word);
    if (stem !== '') visit(stem, start, end);
  });
}

/** The stem of one word, or '' for a word that says nothing about the topic. */
export function stemOf(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const stem = stemAnew(word);
  remembered.set(word, stem);
  return stem;
}

function stemAnew(word: string): string {
  const plain = withoutAccents(word.toLowerCase());
  if (plain.length < 2 || STOP_WORDS.has(plain)) return '';
  if (DIGITS.test(plain)) return plain.length === 4 ? plain : ''; // a year says something, other numbers are chance
  return PLAIN.test(plain) ? stemmer(plain) : plain;
}

function withoutAccents(word: string): string {
  return ASCII.test(word) ? word : word.normalize('NFKD').replace(ACCENTS, '').normalize('NFC');
}
