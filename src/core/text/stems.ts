/** Turns a text into the stems that say what it is about: stop words, single letters and odd numbers are gone. */

import { stemmer } from 'stemmer';
import { plainArabic } from './arabic';
import { FUNCTION_WORDS } from './function-words';
import { type Language, OTHER_SCRIPTS } from './language';
import { plainOf, withoutAccents } from './plain';
import { STEMMERS } from './stemmers';
import { STOP_WORDS } from './stop-words';
import { hashOfWord, WordTable } from './word-table';
import { eachPlace } from './words';

const DIGITS = /^\p{Nd}+$/u;
const PLAIN = /^[a-z0-9]+$/; // what Porter's rules are for
const LATIN = /^\p{sc=Latin}/u;
const HAN = /^\p{sc=Han}$/u;
const HAS_WORDS_OF_ONE: ReadonlySet<Language> = new Set(['zh', 'ja']); // 茶 and 雨 are words

/** Letters that are another letter with a stroke, or two in one; no accent can be taken off them. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Words repeat, and stemming one costs many times a lookup. Bounded, so that a strange text cannot fill the memory. */
const MAX_REMEMBERED = 50_000; // of each language
const remembered = new Map<Language, WordTable<string>>();
const stopWords = new Map<Language, ReadonlySet<string>>();

/**
 * Calls `visit` with every stem of `text` in order, and where its word stands.
 *
 * Shapes  without a language, a text is read as English that may quote others.
 * Units   `start` and `end` count UTF-16 code units of `text`.
 * Source  Porter, "An algorithm for suffix stripping", 1980, by the `stemmer` package; for other languages see stemmers.ts.
 */
export function eachStem(text: string, visit: (stem: string, start: number, end: number) => void, language: Language = 'en'): void {
  eachPlace(text, (start, end, hash) => {
    const stem = stemAt(text, start, end, hash, language);
    if (stem !== '') visit(stem, start, end);
  });
}

/** The stem of one word, or '' for a word that says nothing about the topic. */
export function stemOf(word: string, language: Language = 'en'): string {
  return stemAt(word, 0, word.length, hashOfWord(word), language);
}

function stemAt(text: string, start: number, end: number, hash: number, language: Language): string {
  const words = rememberedOf(language);
  const known = words.at(text, start, end, hash);
  if (known !== undefined) return known;
  const word = text.slice(start, end);
  const stem = stemAnew(word, language);
  words.add(word, stem, hash);
  return stem;
}

function rememberedOf(language: Language): WordTable<string> {
  const known = remembered.get(language);
  if (known !== undefined && known.size < MAX_REMEMBERED) return known;
  const words = new WordTable<string>();
  remembered.set(language, words);
  return words;
}

function stemAnew(word: string, language: Language): string {
  const plain = plainOf(word);
  if (plain.length < 2 && !(HAS_WORDS_OF_ONE.has(language) && HAN.test(plain))) return '';
  if (DIGITS.test(plain)) return plain.length === 4 ? plain : ''; // a year says something, other numbers are chance
  const isEnglish = language === 'en' || (OTHER_SCRIPTS.has(language) && LATIN.test(plain)); // an English name in a Russian text
  if (isEnglish) return stemEnglish(plain);
  if (stopWordsOf(language).has(comparable(plain, language))) return '';
  return stemIn(language, word, plain);
}

function stemEnglish(plain: string): string {
  if (STOP_WORDS.has(plain)) return '';
  return PLAIN.test(plain) ? stemmer(plain) : plain;
}

function stemIn(language: Language, word: string, plain: string): string {
  const stem = STEMMERS[language];
  if (stem === undefined) return comparable(plain, language);
  const whole = language === 'ar' ? plainArabic(plain) : word.normalize('NFKC').toLowerCase(); // Snowball looks at the accents
  return comparable(withoutAccents(stem(whole)), language) || plain;
}

function stopWordsOf(language: Language): ReadonlySet<string> {
  const known = stopWords.get(language);
  if (known !== undefined) return known;
  const lines: readonly string[] = language in FUNCTION_WORDS ? FUNCTION_WORDS[language as keyof typeof FUNCTION_WORDS] : []; // as: asked before
  const words = new Set(lines.flatMap((line) => line.split(' ').map((word) => comparable(withoutAccents(word), language))));
  stopWords.set(language, words);
  return words;
}

/** The letters a language writes in more than one way, in one. */
function comparable(plain: string, language: Language): string {
  return language === 'ar' ? plainArabic(plain) : plain.replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

let anywhere: ReadonlySet<string> | undefined; // when first asked

/** Whether a word holds sentences together in any language that we know. */
export function isFunctionWord(word: string): boolean {
  anywhere ??= new Set([...STOP_WORDS, ...Object.keys(FUNCTION_WORDS).flatMap((language) => [...stopWordsOf(language as Language)])]); // as: its keys
  return anywhere.has(word);
}

/** Whether the words that hold its sentences together are left out of a text: a text in Latin letters of no known language is read as English. */
export function hasStopWords(language: Language | undefined, script?: string): boolean {
  return language === undefined ? script === undefined || script === 'latin' : language === 'en' || language in FUNCTION_WORDS;
}
