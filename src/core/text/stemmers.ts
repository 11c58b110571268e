/** The stemmers of languages other than English, where we have one. Elsewhere words stay as they are written. */
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemArabic } from './arabic';
import type { Language } from './language';

/**
 * Each takes a word in small letters, its accents still on it.
 *
 * Source  Snowball, https://snowballstem.org, by the `@orama/stemmers` package; light10 for Arabic.
 */
export const STEMMERS: Readonly<Partial<Record<Language, (word: string) => string>>> = {
  de: (word) => german(withUmlauts(word)),
  fr: french,
  es: spanish,
  pt: (word) => portuguese(word.replace(/ões$/, 'ão')), // opiniões is the plural of opinião, which Snowball does not know
  ru: russian,
  ar: stemArabic,
  it: italian,
  nl: dutch,
  sv: swedish,
};

/** "Haeuser" is "Häuser" where the keys are missing. Not after a vowel or q, as in "neue" and "Quelle". */
function withUmlauts(word: string): string {
  return word.replace(/(?<![aeiouyäöüq])([aou])e/g, (_, vowel: 'a' | 'o' | 'u') => ({ a: 'ä', o: 'ö', u: 'ü' })[vowel]);
}
