/**
 * Bytes that name no encoding in a document that names its language: the encoding in which they are letters of that language. Never guesses a language,
 * and where no encoding fits nearly all of the text it has no answer.
 */

type Spoken = {
  readonly labels: readonly string[];
  readonly letters: RegExp;
  readonly isApart?: boolean; // no word has Latin letters besides
};

const CYRILLIC: Spoken = { labels: ['windows-1251', 'koi8-u', 'iso-8859-5', 'ibm866'], letters: /\p{Script=Cyrillic}/u, isApart: true };
const ARABIC: Spoken = { labels: ['windows-1256', 'iso-8859-6'], letters: /\p{Script=Arabic}/u, isApart: true };
const HEBREW: Spoken = { labels: ['windows-1255'], letters: /\p{Script=Hebrew}/u, isApart: true };
const GREEK: Spoken = { labels: ['windows-1253', 'iso-8859-7'], letters: /\p{Script=Greek}/u, isApart: true };
const THAI: Spoken = { labels: ['windows-874'], letters: /\p{Script=Thai}/u };
const JAPANESE: Spoken = { labels: ['euc-jp', 'shift_jis'], letters: /[\u3041-\u30ff\p{Script=Han}]/u };
const KOREAN: Spoken = { labels: ['euc-kr'], letters: /[\p{Script=Hangul}\p{Script=Han}]/u };
const CHINESE: Spoken = { labels: ['gb18030'], letters: /\p{Script=Han}/u };
const TAIWANESE: Spoken = { labels: ['big5'], letters: /\p{Script=Han}/u };
const CENTRAL = ['windows-1250', 'iso-8859-2'];

/** Labels as the HTML Standard has them for each language, and the other ones that were in use there; letters besides ASCII, small. */
const BY_LANGUAGE: ReadonlyMap<string, Spoken> = new Map([
  ...'ru uk be bg sr mk kk ky tg tt'.split(' ').map((language) => [language, CYRILLIC] as const),
  ...'ar fa ur'.split(' ').map((language) => [language, ARABIC] as const),
  ['he', HEBREW],
  ['el', GREEK],
  ['th', THAI],
  ['ja', JAPANESE],
  ['ko', KOREAN],
  ['zh', CHINESE],
  ['zh-tw', TAIWANESE],
  ['zh-hk', TAIWANESE],
  ['pl', { labels: CENTRAL, letters: /[ąćęłńóśźż]/iu }],
  ['cs', { labels: CENTRAL, letters: /[áčďéěíňóřšťúůýž]/iu }],
  ['sk', { labels: CENTRAL, letters: /[áäčďéíĺľňóôŕšťúýž]/iu }],
  ['hu', { labels: CENTRAL, letters: /[áéíóöőúüű]/iu }],
  ['sl', { labels: CENTRAL, letters: /[čšž]/iu }],
  ['hr', { labels: CENTRAL, letters: /[čćđšž]/iu }],
  ['ro', { labels: CENTRAL, letters: /[ăâîşţ]/iu }],
  ['tr', { labels: ['windows-1254'], letters: /[çğıöşüâîûİ]/iu }],
  ['lt', { labels: ['windows-1257', 'iso-8859-13'], letters: /[ąčęėįšųūž]/iu }],
  ['lv', { labels: ['windows-1257', 'iso-8859-13'], letters: /[āčēģīķļņšūž]/iu }],
  ['et', { labels: ['windows-1257', 'iso-8859-13'], letters: /[äõöüšž]/iu }],
]);
const HEAD_BYTES = 4_096; // where a feed says its language
const LANGUAGE =
  /<(?:dc:)?language>\s*(?:<!\[CDATA\[)?\s*([a-z]{2,3}(?:[-_][a-z]{2,4})?)|\b(?:xml:)?lang\s*=\s*["']([a-z]{2,3}(?:[-_][a-z]{2,4})?)/i;
const FEWEST = 0.9; // of the letters besides ASCII: names of elsewhere are in every text
const MOST_LOOKED_AT = 65_536;

/** Undefined where no language is named, where it is one of western Europe, or where the bytes are not its letters. */
export function decodedByLanguage(bytes: Uint8Array): string | undefined {
  const spoken = spokenIn(bytes);
  const sample = bytes.subarray(0, MOST_LOOKED_AT);
  const fits = (spoken?.labels ?? []).map((label) => ({ label, share: spoken ? shareOf(spoken, decoded(sample, label)) : 0 }));
  const [best] = fits.toSorted((a, b) => b.share - a.share);
  return best !== undefined && best.share >= FEWEST ? decoded(bytes, best.label) : undefined;
}

function spokenIn(bytes: Uint8Array): Spoken | undefined {
  const [, element, attribute] = LANGUAGE.exec(String.fromCharCode(...bytes.subarray(0, HEAD_BYTES))) ?? [];
  const language = (element ?? attribute ?? '').toLowerCase().replace('_', '-');
  return BY_LANGUAGE.get(language) ?? BY_LANGUAGE.get(language.split('-')[0] ?? '');
}

function decoded(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return ''; // not known here
  }
}

/** How much of what is not ASCII are letters of the language, each half as much where they are capitals inside words: the wrong Cyrillic turns case around. Nor is what mixes with Latin letters theirs, in the scripts that keep to themselves. */
function shareOf({ letters, isApart = false }: Spoken, text: string): number {
  const strange = text.match(/[\p{L}\p{M}\p{C}\p{So}]/gu)?.filter((sign) => sign > '\u007f') ?? [];
  if (strange.length === 0) return 0;
  const fitting = strange.filter((sign) => letters.test(sign)).length;
  const turned = text.match(/(?<=\p{L})\p{Lu}/gu)?.filter((sign) => sign > '\u007f').length ?? 0;
  const mixed = isApart ? (text.match(/(?<=[a-z])[^\0-\x7f]|[^\0-\x7f](?=[a-z])/giu)?.length ?? 0) : 0;
  return (fitting - mixed - turned / 2) / strange.length;
}
