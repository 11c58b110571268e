/**
 * Reads zips that strangers made. Sizes, names, flags and methods are read from the directory and judged before anything is unpacked, and what
 * unpacks to more than its directory says is refused: a plain unzip takes cipher bytes for text, and a bomb for its bytes.
 *
 * Source  PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end), 4.4.4 (flags).
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
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const LOCKED = 0x1;
const IS_UTF8 = 0x800;
const PIECE = 65_536;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}

/** The directory; nothing is unpacked until a file's `read`. Of two files of one name the last is the one, as in every unzip. */
export function openZip(bytes: Uint8Array): Opened<Zip> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return shut({ kind: 'cut-short' });
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MAX_FILES || count === 0xffff) return shut({ kind: 'too-large' });
  const files = new Map<string, ZipFile>();
  const unsafe: string[] = [];
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) return shut({ kind: 'cut-short' });
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameBytes, extraBytes, commentBytes] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const name = nameIn(bytes.subarray(at + 46, at + 46 + nameBytes), flags);
    const offset = view.getUint32(at + 42, true);
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

type Entry = { readonly name: string; readonly method: number; readonly offset: number; readonly packed: number; readonly size: number };

/** The end stands last, behind it only a comment. */
function endOf(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= least; at--) if (view.getUint32(at, true) === END) return at;
  return undefined;
}

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
