/** A word without what tells its writings apart: small and capital letters, accents. Knows no language; what reads no more than this loads no stemmer. */

const ACCENTS = /[\u0300-\u036f]/g; // "naïve" and "naive" are one word; marks of other scripts are letters there and stay
const ASCII = /^[\p{ASCII}]*$/u;

/** A word in small letters, accents put away. */
export function plainOf(word: string): string {
  return withoutAccents(word.toLowerCase());
}

export function withoutAccents(word: string): string {
  return ASCII.test(word) ? word : word.normalize('NFKD').replace(ACCENTS, '').normalize('NFC');
}
