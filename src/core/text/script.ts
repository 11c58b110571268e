/** The writing system of a word, coarsely. A library in one script cannot tell the common words of another from the rare. */

const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  ['latin', /^[\p{sc=Latin}\p{N}]/u],
  ['cyrillic', /^\p{sc=Cyrillic}/u],
  ['greek', /^\p{sc=Greek}/u],
  ['east-asian', /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u],
  ['hangul', /^\p{sc=Hangul}/u],
  ['arabic', /^\p{sc=Arabic}/u],
  ['hebrew', /^\p{sc=Hebrew}/u],
];

const LATIN_END = 0x250; // every letter and digit before it is Latin; nearly every word begins there

/** The name of the script a word begins in; the rarer scripts are one, 'other'. */
export function scriptOf(word: string): string {
  if (word.charCodeAt(0) < LATIN_END) return 'latin';
  return SCRIPTS.find(([, letters]) => letters.test(word))?.[0] ?? 'other';
}
