/**
 * Turns the bytes of a feed or page into text. Never guesses a script: what is UTF-8 is read as that, and what names no encoding is one of the language
 * that it names (by-language.ts), or windows-1252 where that can be meant (undeclared.ts); else its letters are U+FFFD, for no letter is better than a false one.
 */
import { decodedByLanguage } from './by-language';
import { type FeedResult, parsed, refused } from './problem';
import { isIso2022Jp, mayBeWestern, withoutLetters } from './undeclared';

const UTF_8 = /^(unicode-1-1-)?utf-?8$/i;
const SNIFF_BYTES = 1_024; // an XML declaration or <meta charset> stands in the first kilobyte, or it does not count

/** What 0x80–0x9F mean where they are no controls: windows-1252, in mislabelled bytes and in UTF-8 made from them. Node 20 leaves them be. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Bytes to text, in the order the standards give: byte order mark, HTTP charset, the document's own declaration, UTF-8, windows-1252. One
 * thing is believed before a label: letters of UTF-8, where the label says one byte a letter. A few broken bytes in UTF-8 are U+FFFD.
 *
 * Errors  `empty` for no bytes, `undecodable` where a declared encoding cannot be decoded here and the bytes are no plain text either.
 * Source  XML 1.0 appendix F, RFC 7303; labels as the WHATWG Encoding Standard has them, through TextDecoder; UTF-32 by hand.
 */
export function decodeText(bytes: Uint8Array, contentType?: string): FeedResult<string> {
  if (bytes.length === 0) return refused({ kind: 'empty' });
  const wide = wideEncoding(bytes);
  const text = wide === undefined ? decodeNarrow(bytes, contentType) : decodeAs(bytes, wide);
  if (text === undefined || isBinary(text, bytes))
    return refused({ kind: 'undecodable', encoding: wide ?? declaredEncoding(bytes) ?? 'unknown' });
  return parsed(withoutMarks(text));
}

/** UTF-16 and UTF-32 show themselves: by their mark, or by zeros around the first `<` or `{`. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0) return 'utf-32be';
  if (a !== 0 && b === 0) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  return a === 0 && b !== 0 ? 'utf-16be' : undefined;
}

function decodeNarrow(bytes: Uint8Array, contentType: string | undefined): string | undefined {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const declared = marked ? 'utf-8' : (charsetOf(contentType) ?? declaredEncoding(bytes));
  const named = declared ?? (isIso2022Jp(bytes) ? 'iso-2022-jp' : 'utf-8');
  const label = /^(utf-?(16|32)|ucs-?[24])/i.test(named) ? 'utf-8' : named; // the first bytes have shown that it is not wide
  const oneByte = isOneByte(label);
  const isUtf8 = UTF_8.test(label) || oneByte || !isKnown(label);
  if (isUtf8) {
    const text = decodeUtf8(bytes, { isLabelled: oneByte, isMarked: marked });
    if (text !== undefined) return text;
  }
  if (declared === undefined && UTF_8.test(label)) {
    const spoken = decodedByLanguage(bytes);
    if (spoken !== undefined) return spoken;
    if (!mayBeWestern(bytes)) return withoutLetters(bytes);
  }
  return (UTF_8.test(label) ? undefined : decodeAs(bytes, label)) ?? decodeAs(bytes, 'windows-1252');
}

/** Labels under which UTF-8 is sent by mistake: a server's or a template's setting that nobody looked at. Its letters cannot be meant. */
const ONE_BYTE = /^(windows-|iso-8859-|iso-ir-|koi8|macintosh|x-mac|ibm|us-ascii)/;

function isOneByte(label: string): boolean {
  try {
    return ONE_BYTE.test(new TextDecoder(label).encoding);
  } catch {
    return /^(latin|iso-?8859|windows-?\d|cp-?\d)/i.test(label); // none that can be decoded here
  }
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label) !== undefined;
  } catch {
    return false;
  }
}

const LETTERS_TO_A_STRAY = 4; // under the label of another encoding

/** Undefined where the bytes are not UTF-8, or where they break it more often than they keep to it. */
function decodeUtf8(
  bytes: Uint8Array,
  { isLabelled, isMarked }: { readonly isLabelled: boolean; readonly isMarked: boolean },
): string | undefined {
  const strict = textOf(bytes, 'utf-8', true);
  if (strict !== undefined && !isLabelled) return readable(strict, bytes);
  const { letters, strays } = utf8Evidence(bytes);
  const isEnough = letters >= Math.max(1, isLabelled ? strays * LETTERS_TO_A_STRAY : strays);
  return isMarked || isEnough ? readable(strict ?? textOf(bytes, 'utf-8', false) ?? '', bytes) : undefined;
}

/**
 * What speaks for UTF-8 and against it. letters: sequences of several bytes, whole ones and those that lack their end: no other encoding has them
 * by chance. strays: bytes above 0x7F outside of these. What the end of the bytes cuts off is neither.
 */
function utf8Evidence(bytes: Uint8Array): { readonly letters: number; readonly strays: number } {
  let [letters, strays] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const wanted = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    let found = 0;
    while (found < wanted && lead < 0xf5 && ((bytes[at + found + 1] ?? 0) & 0xc0) === 0x80) found++;
    const isCutOff = at + found + 1 >= bytes.length;
    if (found > 0) letters++;
    else if (wanted === 0 || !isCutOff) strays++;
    at += found;
  }
  return { letters, strays };
}

/** Undefined where the label is unknown here. */
function decodeAs(bytes: Uint8Array, label: string): string | undefined {
  if (label.startsWith('utf-32')) return decodeUtf32(bytes, label === 'utf-32le');
  const text = textOf(bytes, label, false);
  return text === undefined ? undefined : withoutControls(text);
}

function textOf(bytes: Uint8Array, label: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return undefined; // RangeError: no such encoding here; TypeError: not valid in it. The caller has the next one to try
  }
}

function readable(text: string, bytes: Uint8Array): string {
  return hasControls(bytes) ? withoutControls(text) : text;
}

function withoutControls(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252.charAt(c.charCodeAt(0) - 0x80));
}

/** UTF-8 with U+0080 to U+009F in it. Asked of the bytes, because it is ten times as fast as to look through the text. */
function hasControls(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xc2); at !== -1; at = bytes.indexOf(0xc2, at + 1)) if ((bytes[at + 1] ?? 0xff) < 0xa0) return true;
  return false;
}

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 3 < bytes.length; at += 4) {
    const point = view.getUint32(at, isLittle);
    parts.push(point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? '\ufffd' : String.fromCodePoint(point));
  }
  return parts.join('');
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1];
}

/** What the document says of itself, in the XML declaration or in `<meta charset>`. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, SNIFF_BYTES));
  const xml = /<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head);
  return xml?.[1] ?? /<meta\s[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1];
}

/** Text has next to no NUL; a picture or an archive is full of them. */
function isBinary(text: string, bytes: Uint8Array): boolean {
  const head = text.slice(0, SNIFF_BYTES);
  const isByteByByte = text.length === bytes.length && !mayBeWestern(bytes); // U+FFFD stands there for letters
  let odd = 0;
  for (let at = 0; at < head.length; at++) {
    const code = head.charCodeAt(at);
    if (code < 9 || (code === 0xfffd && !isByteByByte)) odd++;
  }
  return odd > 2 && odd * 10 > head.length;
}

/** One mark is taken off by the decoder; some feeds carry two. */
function withoutMarks(text: string): string {
  return text.replace(/^\ufeff+/, '');
}
