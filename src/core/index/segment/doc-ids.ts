/**
 * Rising doc ids in bytes, in one of three shapes. Which one follows from how many there are among how many essays, so nobody stores it.
 *
 *   skips    essays skipped since the one before, varint each
 *   rows     the essays in rows of 256 (narrow) or 65,536 (wide); for each row: how many, varint │ their places in it, one or two bytes each
 *
 * Long lists are added up some hundred thousand entries at a time. Rows let that be done without a branch an entry, and without one entry
 * waiting for the one before; gaps in varints, which take as many bytes, cost five times the time.
 */
import { ByteReader, type ByteWriter } from './bytes';
import { Damaged } from './damaged';

const NARROW = 8; // bits of a place in its row
const WIDE = 16;
const SKIPS = 0;
const FEW = 16; // so many cost nothing in any shape
const ENTRIES_A_ROW = 8; // wide rows for no fewer, or the rows' own numbers take more than the entries

type Shape = typeof SKIPS | typeof NARROW | typeof WIDE;

function shapeOf(count: number, essays: number): Shape {
  if (count < FEW) return SKIPS;
  if (count << NARROW >= essays) return NARROW;
  return count >= ENTRIES_A_ROW * Math.ceil(essays / 2 ** WIDE) ? WIDE : SKIPS;
}

/** Writes the rows `from` to `to` of a column of rising doc ids below `essays`. */
export function writeDocIds(writer: ByteWriter, docIds: Uint32Array, from: number, to: number, essays: number): void {
  const shape = shapeOf(to - from, essays);
  if (shape === SKIPS) {
    for (let i = from; i < to; i++) writer.varint((docIds[i] ?? 0) - (i > from ? (docIds[i - 1] ?? 0) + 1 : 0));
    return;
  }
  const rowLength = 1 << shape;
  let i = from;
  for (let row = 0; row < essays; row += rowLength) {
    let end = i;
    while (end < to && (docIds[end] ?? 0) < row + rowLength) end++;
    writer.varint(end - i);
    for (; i < end; i++) {
      const place = (docIds[i] ?? 0) - row;
      writer.byte(place & 255);
      if (shape === WIDE) writer.byte(place >>> 8);
    }
  }
}

/**
 * Adds a part to the sum of every doc id: the innermost loop of a lookup. Gives where the bytes after them begin.
 *
 * Errors  Damaged where there are not `count`. One beyond the last is left out.
 */
export function addDocIds(bytes: Uint8Array, start: number, count: number, part: number, sums: Int32Array): number {
  const shape = shapeOf(count, sums.length);
  if (shape === NARROW) return addNarrow(bytes, start, count, part, sums);
  if (shape === WIDE) return addWide(bytes, start, count, part, sums);
  const reader = new ByteReader(bytes, start);
  let docId = -1;
  for (let left = count; left > 0; left--) {
    docId += reader.varint() + 1;
    if (docId >= sums.length) throw beyond();
    sums[docId] = (sums[docId] ?? 0) + part;
  }
  return reader.at;
}

// The two are one loop with another width; a width that is not a constant makes it twice as slow.
function addNarrow(bytes: Uint8Array, start: number, count: number, part: number, sums: Int32Array): number {
  let at = start;
  let seen = 0;
  for (let row = 0; row < sums.length; row += 1 << NARROW) {
    let left = bytes[at++] ?? 0;
    if (left > 127) left = (left & 127) + ((bytes[at++] ?? 0) << 7);
    const end = at + left;
    seen += left;
    if (seen > count || end > bytes.length) throw tooMany();
    for (; at < end; at++) {
      const docId = row + (bytes[at] ?? 0);
      sums[docId] = (sums[docId] ?? 0) + part; // one beyond the last is not written
    }
  }
  if (seen !== count) throw tooMany();
  return at;
}

function addWide(bytes: Uint8Array, start: number, count: number, part: number, sums: Int32Array): number {
  const reader = new ByteReader(bytes, start);
  let seen = 0;
  for (let row = 0; row < sums.length; row += 1 << WIDE) {
    const left = reader.varint();
    let at = reader.at;
    const end = at + left * 2;
    seen += left;
    if (seen > count || end > bytes.length) throw tooMany();
    for (; at < end; at += 2) {
      const docId = row + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
      sums[docId] = (sums[docId] ?? 0) + part;
    }
    reader.at = end;
  }
  if (seen !== count) throw tooMany();
  return reader.at;
}

/** Writes the doc ids into `into` from its beginning. Errors: Damaged where there are not `count`, or they do not rise below `essays`. */
export function readDocIds(bytes: Uint8Array, start: number, count: number, essays: number, into: Uint32Array): number {
  const shape = shapeOf(count, essays);
  const reader = new ByteReader(bytes, start);
  if (shape === SKIPS) {
    let docId = -1;
    for (let i = 0; i < count; i++) {
      docId += reader.varint() + 1;
      if (docId >= essays) throw beyond();
      into[i] = docId;
    }
    return reader.at;
  }
  return shape === NARROW ? readNarrow(bytes, start, count, essays, into) : readWide(reader, count, essays, into);
}

// Two, as above.
function readNarrow(bytes: Uint8Array, start: number, count: number, essays: number, into: Uint32Array): number {
  let at = start;
  let i = 0;
  let last = -1;
  for (let row = 0; row < essays; row += 1 << NARROW) {
    let left = bytes[at++] ?? 0;
    if (left > 127) left = (left & 127) + ((bytes[at++] ?? 0) << 7);
    const end = at + left;
    if (i + left > count || end > bytes.length) throw tooMany();
    for (; at < end; at++) {
      const docId = row + (bytes[at] ?? 0);
      if (docId <= last || docId >= essays) throw beyond();
      into[i++] = docId;
      last = docId;
    }
  }
  if (i !== count) throw tooMany();
  return at;
}

function readWide(reader: ByteReader, count: number, essays: number, into: Uint32Array): number {
  const { bytes } = reader;
  let i = 0;
  let last = -1;
  for (let row = 0; row < essays; row += 1 << WIDE) {
    const left = reader.varint();
    let at = reader.at;
    const end = at + left * 2;
    if (i + left > count || end > bytes.length) throw tooMany();
    for (; at < end; at += 2) {
      const docId = row + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
      if (docId <= last || docId >= essays) throw beyond();
      into[i++] = docId;
      last = docId;
    }
    reader.at = end;
  }
  if (i !== count) throw tooMany();
  return reader.at;
}

/**
 * Which of the doc ids asked for are there: calls `visit` with the place of each in `asked`, and with its place among those here.
 * Gives where the bytes after them begin.
 *
 * Shapes  `asked` rises.
 * Cost    a step a row, and a binary search in the rows asked for; of skips, a step each.
 */
export function findDocIds(
  bytes: Uint8Array,
  start: number,
  count: number,
  essays: number,
  asked: Uint32Array,
  visit: (place: number, among: number) => void,
): number {
  const shape = shapeOf(count, essays);
  const reader = new ByteReader(bytes, start);
  let place = 0;
  if (shape === SKIPS) {
    let docId = -1;
    for (let i = 0; i < count; i++) {
      docId += reader.varint() + 1;
      if (docId >= essays) throw beyond();
      while ((asked[place] ?? Number.POSITIVE_INFINITY) < docId) place++;
      if (asked[place] === docId) visit(place, i);
    }
    return reader.at;
  }
  const width = shape >> 3;
  let at = start;
  let before = 0;
  let next = asked[0] ?? Number.POSITIVE_INFINITY;
  for (let rowEnd = 1 << shape; rowEnd - (1 << shape) < essays; rowEnd += 1 << shape) {
    let left = bytes[at++] ?? 0;
    for (let shift = 7, byte = left; byte > 127 && shift < 28; shift += 7) {
      byte = bytes[at++] ?? 0;
      left = (left & ((1 << shift) - 1)) + (byte << shift); // as ByteReader's, which takes twice the time for so many
    }
    for (; next < rowEnd; next = asked[++place] ?? Number.POSITIVE_INFINITY) {
      const among = placeInRow(bytes, at, left, width, next - rowEnd + (1 << shape));
      if (among >= 0) visit(place, before + among);
    }
    before += left;
    at += left * width;
    if (before > count || at > bytes.length) throw tooMany();
  }
  if (before !== count) throw tooMany();
  return at;
}

function placeInRow(bytes: Uint8Array, start: number, count: number, width: number, sought: number): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = start + middle * width;
    const place = (bytes[at] ?? 0) + (width > 1 ? (bytes[at + 1] ?? 0) << 8 : 0);
    if (place === sought) return middle;
    if (place < sought) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function tooMany(): Damaged {
  return new Damaged('a list holds more or fewer essays than it says');
}

function beyond(): Damaged {
  return new Damaged('a list names an essay beyond the last, or out of order');
}
