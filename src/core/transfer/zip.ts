/**
 * Reads zips that strangers made. Sizes, names, flags and methods are read from the directory and judged before anything is unpacked, and what
 * unpacks to more than its directory says is refused: a plain unzip takes cipher bytes for text, and a bomb for its bytes.
 *
 * Source  PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.14 and 4.3.15 (its end in zip64), 4.3.16 (its end),
 *         4.4.4 (flags), 4.5.3 (sizes in zip64).
 */
import { Inflate } from 'fflate';
import { type Opened, opened, shut } from './import-problem';

export type ZipFile = { readonly name: string; readonly bytes: number; readonly read: () => Opened<Uint8Array> };
export type Zip = { readonly files: readonly ZipFile[]; readonly unsafe: readonly string[] }; // unsafe: names that lead out of it

const MAX_FILES = 50_000;
const MAX_FILE_BYTES = 100_000_000;
const MAX_BYTES = 400_000_000;
const MAX_RATIO = 400; // text packs to a tenth; what packs to less than this is made to fill memory
const RATIO_FROM = 2_000_000; // bytes; below, a good ratio harms nobody
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_BYTES = 20;
const SIZES_64 = 1; // of the extra fields, the one that holds what does not fit
const IN_64 = 0xffffffff;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const LOCKED = 0x1;
const IS_UTF8 = 0x800;
const PIECE = 65_536;

/** By its first bytes; with something in front of it (`directoryOf`), by its end. */
export function isZip(bytes: Uint8Array): boolean {
  return startsAsZip(bytes) || endsAsZip(bytes);
}

const startsAsZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/** Whole, with a directory where it says: a text that holds the letters of an end by chance is none. */
function endsAsZip(bytes: Uint8Array): boolean {
  const found = directoryOf(bytes);
  if (found === undefined || found.count === 0) return false;
  const at = found.before + found.at;
  return at + 4 <= bytes.length && new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true) === ENTRY;
}

/**
 * The directory; nothing is unpacked until a file's `read`. Of two files of one name the last is the one, as in every unzip. What stands before the
 * first file (a program that unpacks itself, what a mail server put there) moves all places, and is passed over.
 */
export function openZip(given: Uint8Array): Opened<Zip> {
  const found = directoryOf(given);
  if (found === undefined) return shut({ kind: 'cut-short' });
  const { count, end } = found;
  const bytes = given.subarray(found.before);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let { at } = found;
  if (count > MAX_FILES) return shut({ kind: 'too-large' });
  const files = new Map<string, ZipFile>();
  const unsafe: string[] = [];
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) return shut({ kind: 'cut-short' });
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const [nameBytes, extraBytes, commentBytes] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const name = nameIn(bytes.subarray(at + 46, at + 46 + nameBytes), flags).replaceAll('\\', '/'); // as some programs on Windows write them
    const small = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)] as const;
    const [size, packed, offset] = wide(view, at + 46 + nameBytes, Math.min(end, at + 46 + nameBytes + extraBytes), small);
    at += 46 + nameBytes + extraBytes + commentBytes;
    if (name.endsWith('/')) continue;
    if (isUnsafe(name)) {
      unsafe.push(name);
      continue;
    }
    if ((flags & LOCKED) !== 0) return shut({ kind: 'zip-locked' });
    if (method !== STORED && method !== DEFLATED) return shut({ kind: 'zip-method' });
    total += size;
    if (size > MAX_FILE_BYTES || total > MAX_BYTES || (size > RATIO_FROM && size > packed * MAX_RATIO)) return shut({ kind: 'too-large' });
    files.set(name, { name, bytes: size, read: () => unpack(bytes, view, { name, method, offset, packed, size }) });
  }
  return opened({ files: [...files.values()], unsafe });
}

type Sizes = readonly [size: number, packed: number, offset: number];

/** Those that do not fit in four bytes stand among the extra fields, in this order, and only those. */
function wide(view: DataView, from: number, to: number, small: Sizes): Sizes {
  if (!small.includes(IN_64)) return small;
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== SIZES_64) continue;
    let next = at + 4;
    const filled = small.map((value) => {
      if (value !== IN_64 || next + 8 > to) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
    return filled as unknown as Sizes; // as: three in, three out
  }
  return small;
}

type Directory = {
  readonly at: number; // from `before` on, as `end`
  readonly end: number;
  readonly count: number;
  readonly before: number; // bytes in front of the zip
};

/** Its end stands last, behind it only a comment; before it, in zip64, a second one with room for more. */
function directoryOf(bytes: Uint8Array): Directory | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  const narrow = { count: view.getUint16(end + 10, true), length: view.getUint32(end + 12, true), at: view.getUint32(end + 16, true) };
  const locator = end - LOCATOR_BYTES;
  const has64 = locator >= 0 && view.getUint32(locator, true) === LOCATOR_64;
  if (!has64) return placed(narrow, end);
  for (let at = locator - 56; at >= Math.max(0, locator - 56 - MAX_COMMENT); at--)
    if (view.getUint32(at, true) === END_64) {
      const number = (from: number): number => Number(view.getBigUint64(at + from, true));
      return placed({ count: number(32), length: number(40), at: number(48) }, at);
    }
  return undefined;
}

/** The directory ends where its end begins, wherever it says that it stands. */
function placed({ count, length, at }: { readonly count: number; readonly length: number; readonly at: number }, end: number) {
  const before = end - length - at;
  return before < 0 || length > end ? { count, at, end, before: 0 } : { count, at, end: end - before, before };
}

/** The end stands last, behind it only a comment. */
function endOf(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= least; at--) if (view.getUint32(at, true) === END) return at;
  return undefined;
}

type Entry = { readonly name: string; readonly method: number; readonly offset: number; readonly packed: number; readonly size: number };

function unpack(bytes: Uint8Array, view: DataView, { name, method, offset, packed, size }: Entry): Opened<Uint8Array> {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) return shut({ kind: 'cut-short' });
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packed > bytes.length) return shut({ kind: 'cut-short' });
  const data = bytes.subarray(from, from + packed);
  if (method === STORED) return packed === size ? opened(data) : shut({ kind: 'zip-lies', name });
  return inflated(data, name, size);
}

/** Piece by piece, and no further than the directory said. */
function inflated(data: Uint8Array, name: string, size: number): Opened<Uint8Array> {
  const out = new Uint8Array(size);
  let filled = 0;
  let isOver = false;
  const inflate = new Inflate((chunk) => {
    isOver ||= filled + chunk.length > size;
    if (!isOver) out.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < data.length && !isOver; at += PIECE) inflate.push(data.subarray(at, at + PIECE), at + PIECE >= data.length);
  } catch {
    return shut({ kind: 'zip-lies', name });
  }
  return !isOver && filled === size ? opened(out) : shut({ kind: 'zip-lies', name });
}

/** Names that climb, start at a root or a drive, or hold what no file name has. */
function isUnsafe(name: string): boolean {
  const parts = name.replaceAll('\\', '/').split('/');
  return parts.includes('..') || /^([/\\]|[a-z]:)/i.test(name) || name.includes('\u0000');
}

/** UTF-8 where the flag says so or the bytes are it; else as windows-1252, which shows at least the plain letters. */
function nameIn(bytes: Uint8Array, flags: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: (flags & IS_UTF8) === 0 }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
