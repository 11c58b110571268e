/** Takes from an Arabic word what is written onto it: vowel signs, the article, conjunctions, endings. */

const SIGNS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g; // vowels, and the stroke that stretches a word
const ALEFS = /[أإآٱ]/g;
const BEGINNINGS = ['وال', 'ولل', 'بال', 'كال', 'فال', 'ال', 'لل'];
const ENDINGS = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ية', 'ه', 'ة', 'ي'];
const LEAST_LETTERS = 2; // that stay

/** One way to write a word: without signs, with one kind of alef, with ya and not alef maqsura at the end. */
export function plainArabic(word: string): string {
  return word.replace(SIGNS, '').replace(ALEFS, 'ا').replace(/ى$/, 'ي');
}

/**
 * The light stem of a plain word. Snowball's was tried: it gives بيانات and البيانات, "data" and "the data", different stems.
 *
 * Source  Larkey, Ballesteros and Connell, "Improving stemming for Arabic information retrieval: light stemming and co-occurrence
 *         analysis", 2002: "light10".
 */
export function stemArabic(word: string): string {
  const beginning = BEGINNINGS.find((one) => word.startsWith(one) && word.length - one.length >= LEAST_LETTERS) ?? '';
  let stem = word.slice(beginning.length);
  if (stem.startsWith('و') && stem.length > LEAST_LETTERS + 1) stem = stem.slice(1); // after the article too, so that وزارة is الوزارة
  for (const ending of ENDINGS) {
    if (stem.endsWith(ending) && stem.length - ending.length >= LEAST_LETTERS) stem = stem.slice(0, -ending.length);
  }
  return stem;
}
