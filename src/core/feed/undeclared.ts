/**
 * Bytes that name no encoding and are not UTF-8: may they be of western Europe? Tells what cannot be, and guesses no script. Tried and left out: kept
 * detectors (chardet 2.2, jschardet 3.1) name the encoding of a title rightly in a third of the cases, and are as sure of themselves in the others.
 */

/** Of windows-1252: no letter or sign. */
const UNDEFINED: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Signs that stand at the end of a word or apart, and never inside one: between two letters they are letters of another encoding. */
const NEVER_INSIDE: ReadonlySet<number> = new Set([
  ...[0x82, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8b, 0x95, 0x98], // the signs of windows-1252, and where other encodings have letters of Japan
  ...[0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xac, 0xae, 0xaf, 0xb1, 0xb2, 0xb3, 0xb5, 0xb6, 0xb9, 0xbc, 0xbd, 0xbe, 0xbf],
]);
const RUN = 3; // so many letters above ASCII in a row are rare in western words
const MOST_IN_RUNS = 0.3; // of all bytes above ASCII, as is the next
const MOST_STRANGE = 0.05; // a broken byte in a long text says nothing of the others
const MOST_FOREIGN = 0.1; // names of elsewhere in an Icelandic text, or Icelandic names elsewhere
const MOST_LOOKED_AT = 65_536;
const HIGH = 0x80;
/** Thorn and eth. In the west only Icelandic and Faroese have them; other encodings have letters of Turkey, Romania and the Baltic there. */
const NORTHERN: ReadonlySet<number> = new Set([0xd0, 0xde, 0xf0, 0xfe]);
/** What those two write besides, in windows-1252: á é í ó ú æ ö ø, with the capitals. */
const BESIDE_NORTHERN: ReadonlySet<number> = new Set(
  [0xe1, 0xe9, 0xed, 0xf3, 0xfa, 0xe6, 0xf6, 0xf8].flatMap((small) => [small, small - 0x20]),
);
const Y_ACUTE: ReadonlySet<number> = new Set([0xdd, 0xfd]);

export function mayBeWestern(bytes: Uint8Array): boolean {
  let [high, inRuns, run, strange] = [0, 0, 0, 0];
  let [northern, beside, neither] = [0, 0, 0];
  const most = Math.min(bytes.length, MOST_LOOKED_AT);
  for (let at = 0; at < most; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < HIGH) {
      run = 0;
      continue;
    }
    high += 1;
    run = byte >= 0xc0 ? run + 1 : 0; // quotes and dashes may stand together
    inRuns += run === RUN ? RUN : run > RUN ? 1 : 0;
    const isInside = isLetter(bytes[at - 1]) && isLetter(bytes[at + 1]);
    if (NORTHERN.has(byte)) northern += 1;
    else if (BESIDE_NORTHERN.has(byte)) beside += 1;
    else if (byte >= 0xc0 && !Y_ACUTE.has(byte)) neither += 1;
    if (UNDEFINED.has(byte) || (isInside && NEVER_INSIDE.has(byte)) || isOfFourBytes(bytes, at)) strange += 1;
  }
  const isNorthern = beside > 0 && neither <= (northern + beside) * MOST_FOREIGN;
  return inRuns <= high * MOST_IN_RUNS && strange <= high * MOST_STRANGE && (northern <= neither * MOST_FOREIGN || isNorthern);
}

/** A sign of gb18030 that has no shorter form: high byte, digit, high byte, digit. In western words it is rare. */
function isOfFourBytes(bytes: Uint8Array, at: number): boolean {
  const [second = 0, third = 0, fourth = 0] = bytes.subarray(at + 1, at + 4);
  return isDigit(second) && third > HIGH && isDigit(fourth);
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte = 0): boolean => byte >= 0xc0 || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);

/** What is ASCII as it is, and for every other byte the sign that stands for what is not known. */
export function withoutLetters(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes).replace(/[^\0-\x7f]/g, '\ufffd');
}

/** It says so itself, by its escapes, in bytes that are all ASCII. */
export function isIso2022Jp(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at !== -1 && at < MOST_LOOKED_AT; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40)) return true; // ESC $ B, ESC $ @
  }
  return false;
}
