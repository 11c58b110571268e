/**
 * The words of a segment, by how they may be typed: what the search box completes and forgives typing errors with. A word stands in small
 * letters; before one with accents stand its plain letters, so that it is found by them.
 */
import { plainOf } from '../../text/plain';
import { ByteReader, ByteWriter, bytesOf, textOf } from './bytes';
import { Damaged } from './damaged';
import { BLOCK_WORDS } from './format';
import { putText } from './segment-writer';

/** Stands before the name of a language, among the words: no word begins so. */
export const LANGUAGE_MARK = '\u0001';

/** Says among the words of a segment that some of its essays are in this language. */
export function languageMark(language: string): string {
  return LANGUAGE_MARK + language;
}

/** Stands before a word of an essay's labels: its author, its tags. Only typed words look for those. */
export const LABEL_MARK = '#';

const PLAIN_END = '\u0002'; // between the plain letters and the word as it is written

/** How a word stands among the others. */
export function wordEntry(word: string): string {
  const small = word.toLowerCase();
  const plain = plainOf(word);
  return plain === small ? small : plain + PLAIN_END + small;
}

/** The plain letters of an entry, and the word. */
export function readEntry(entry: string): { readonly plain: string; readonly word: string } {
  const [plain = '', word = plain] = entry.split(PLAIN_END);
  return { plain, word };
}

/** Shapes  entries as `wordEntry` and the marks make them; each stands once. */
export function encodeWords(entries: Iterable<string>): { words: Uint8Array; stops: Uint8Array } {
  const sorted = [...new Set(entries)].sort(); // by code unit, as their bytes sort
  return encodeSorted(sorted.map(bytesOf));
}

/** Shapes  texts sorted and different. */
function encodeSorted(texts: Iterable<Uint8Array>): { words: Uint8Array; stops: Uint8Array } {
  const writer = new ByteWriter();
  const stops = new ByteWriter();
  let before = new Uint8Array(0);
  let count = 0;
  for (const text of texts) {
    if (count++ % BLOCK_WORDS === 0) {
      stops.uint32(writer.length);
      before = new Uint8Array(0);
    }
    putText(writer, before, text);
    before = Uint8Array.from(text);
  }
  return { words: writer.done(), stops: stops.done() };
}

/** All words in order. Cost: one pass over the part. */
export function* eachStoredWord(bytes: Uint8Array): Generator<string> {
  for (const word of wordsFrom(bytes, 0)) yield textOf(word);
}

/** The words that begin so, in order. Cost: a binary search, then what is found. */
export function wordsStarting(bytes: Uint8Array, stops: Uint8Array, prefix: string): string[] {
  const start = bytesOf(prefix);
  const stopAt = (block: number) => new ByteReader(stops, block * 4).uint32();
  let low = 0;
  let high = Math.floor(stops.length / 4); // the block sought is the last that begins before `start`
  while (low < high) {
    const middle = (low + high) >> 1;
    const [first] = wordsFrom(bytes, stopAt(middle));
    if (first !== undefined && compare(first, start) < 0) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (const word of wordsFrom(bytes, low === 0 ? 0 : stopAt(low - 1))) {
    if (compare(word.subarray(0, start.length), start) > 0) break;
    if (word.length >= start.length && compare(word.subarray(0, start.length), start) === 0) found.push(textOf(word));
  }
  return found;
}

function* wordsFrom(bytes: Uint8Array, at: number): Generator<Uint8Array> {
  const reader = new ByteReader(bytes, at);
  let before = new Uint8Array(0);
  while (reader.at < reader.end) {
    before = nextText(reader, before);
    yield before;
  }
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
}

export function nextText(reader: ByteReader, before: Uint8Array): Uint8Array<ArrayBuffer> {
  const shared = reader.varint();
  if (shared > before.length) throw new Damaged('a text shares more than there is');
  const rest = reader.take(reader.varint());
  const text = new Uint8Array(shared + rest.length);
  text.set(before.subarray(0, shared));
  text.set(rest, shared);
  return text;
}
