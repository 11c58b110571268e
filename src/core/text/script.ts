/** The writing system of a word or a text, coarsely. A library in one script cannot tell the common words of another from the rare. */

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

/** How much of a text is written in each script; kana and Han apart, since only Japanese mixes them. */
export type Scripts = ReadonlyMap<string, number>;

/** Letters by where Unicode puts them: up to `last`, of this script. What has no name here is punctuation, a sign or a rarer script. */
const BLOCKS: readonly (readonly [last: number, script: string | undefined])[] = [
  [0x40, undefined],
  [0x5a, 'latin'],
  [0x60, undefined],
  [0x7a, 'latin'],
  [0xbf, undefined],
  [0x24f, 'latin'],
  [0x36f, undefined],
  [0x3ff, 'greek'],
  [0x52f, 'cyrillic'],
  [0x58f, 'armenian'],
  [0x5cf, undefined],
  [0x5f4, 'hebrew'],
  [0x61f, undefined],
  [0x66f, 'arabic'],
  [0x6d5, 'arabic'],
  [0x6fa, undefined],
  [0x77f, 'arabic'],
  [0x8ff, undefined],
  [0x97f, 'devanagari'],
  [0x9ff, 'bengali'],
  [0xa7f, 'gurmukhi'],
  [0xaff, 'gujarati'],
  [0xb7f, 'oriya'],
  [0xbff, 'tamil'],
  [0xc7f, 'telugu'],
  [0xcff, 'kannada'],
  [0xd7f, 'malayalam'],
  [0xdff, 'sinhala'],
  [0xe7f, 'thai'],
  [0xeff, 'lao'],
  [0xfff, 'tibetan'],
  [0x109f, 'myanmar'],
  [0x10ff, 'georgian'],
  [0x11ff, 'hangul'],
  [0x137f, 'ethiopic'],
  [0x177f, undefined],
  [0x17ff, 'khmer'],
  [0x1dff, undefined],
  [0x1eff, 'latin'],
  [0x1fff, 'greek'],
  [0x3040, undefined],
  [0x30fa, 'kana'],
  [0x33ff, undefined],
  [0x4dbf, 'han'],
  [0x4dff, undefined],
  [0x9fff, 'han'],
  [0xabff, undefined],
  [0xd7a3, 'hangul'],
  [0xd83f, undefined],
  [0xd888, 'han'], // the first half of a rarer character
  [0xfb1c, undefined],
  [0xfb4f, 'hebrew'],
  [0xfdff, 'arabic'],
  [0xfe6f, undefined],
  [0xfefc, 'arabic'],
  [0xff20, undefined],
  [0xff3a, 'latin'],
  [0xff40, undefined],
  [0xff5a, 'latin'],
  [0xff65, undefined],
  [0xff9d, 'kana'],
];
const LETTERS_A_SYLLABLE = 3; // one Chinese, Japanese or Korean character says about as much as so many letters

/** Units: letters; a character of East Asia counts as three. Cost: one pass. */
export function scriptsIn(text: string): Scripts {
  const counts = new Map<string, number>();
  let small = 0;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code < 0x80) {
      const lower = code | 0x20;
      if (lower >= 0x61 && lower <= 0x7a) small++;
      continue;
    }
    const script = blockOf(code);
    if (script === undefined) continue;
    const isSyllable = script === 'han' || script === 'kana' || script === 'hangul';
    counts.set(script, (counts.get(script) ?? 0) + (isSyllable ? LETTERS_A_SYLLABLE : 1));
  }
  if (small > 0) counts.set('latin', (counts.get('latin') ?? 0) + small);
  return counts;
}

function blockOf(code: number): string | undefined {
  let low = 0;
  let high = BLOCKS.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((BLOCKS[middle]?.[0] ?? 0) < code) low = middle + 1;
    else high = middle;
  }
  return BLOCKS[low]?.[1];
}
