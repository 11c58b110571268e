/**
 * Reads a zip of any size from the disk, a file at a time: the directory is read and judged first, a file only when it is asked for, and never more of
 * it than the directory said. ../zip.ts is for zips that fit into memory.
 *
 * Source  PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3.
 */
import { crc32 } from './crc32';
import type { Bytes, Packing } from './packing';
import {
  DEFLATED,
  END,
  END_BYTES,
  END64,
  END64_BYTES,
  ENTRY,
  ENTRY_BYTES,
  EXTRA64,
  FULL,
  FULL_COUNT,
  LOCAL,
  LOCAL_BYTES,
  LOCATOR64,
  LOCATOR64_BYTES,
  STORED,
  type ZipEntry,
} from './zip-records';

export type ZipFile = { readonly entries: ReadonlyMap<string, ZipEntry> };

/** Why it is none that can be read. cut: its end, which says what is in it, is not there. damaged: its directory is not one. */
export type NoZip = 'cut' | 'damaged' | 'too-large';

const MOST_FILES = 1_000_000;
const MOST_DIRECTORY_BYTES = 200_000_000;
const MOST_COMMENT = 0xffff;
const LOCKED = 0x1;
const MOST_RATIO = 1_100; // deflate packs to a 1,032nd at most
const NAME = /^[a-z0-9][a-z0-9./-]*$/; // what a backup's files are called; nothing climbs, and nothing starts at a root

export async function openZipFile(file: Bytes): Promise<ZipFile | NoZip> {
  const tailAt = Math.max(0, file.size - END_BYTES - LOCATOR64_BYTES - MOST_COMMENT);
  const tail = viewOf(await file.read(tailAt, file.size));
  const endAt = lastOf(tail, END);
  if (endAt === undefined) return 'cut';
  const end = await endOf(file, tail, endAt);
  if (end === undefined) return 'damaged';
  const { count, bytes, at } = end;
  if (count > MOST_FILES || bytes > MOST_DIRECTORY_BYTES) return 'too-large';
  if (at + bytes > tailAt + endAt) return 'cut';
  return entriesIn(await file.read(at, at + bytes), count, at) ?? 'damaged';
}

type End = { readonly count: number; readonly bytes: number; readonly at: number };

async function endOf(file: Bytes, tail: DataView, endAt: number): Promise<End | undefined> {
  const end = { count: tail.getUint16(endAt + 10, true), bytes: tail.getUint32(endAt + 12, true), at: tail.getUint32(endAt + 16, true) };
  if (end.count !== FULL_COUNT && end.bytes !== FULL && end.at !== FULL) return end;
  const locatorAt = endAt - LOCATOR64_BYTES;
  if (locatorAt < 0 || tail.getUint32(locatorAt, true) !== LOCATOR64) return end.count === FULL_COUNT ? end : undefined;
  const end64At = u64(tail, locatorAt + 8);
  if (end64At + END64_BYTES > file.size) return undefined;
  const record = viewOf(await file.read(end64At, end64At + END64_BYTES));
  if (record.byteLength < END64_BYTES || record.getUint32(0, true) !== END64) return undefined;
  return { count: u64(record, 32), bytes: u64(record, 40), at: u64(record, 48) };
}

function entriesIn(bytes: Uint8Array, count: number, filesEnd: number): ZipFile | undefined {
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined;
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [crc, packed, size] = [view.getUint32(at + 16, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameBytes, extraBytes, commentBytes] = [at + 28, at + 30, at + 32].map((each) => view.getUint16(each, true)) as [
      number,
      number,
      number,
    ]; // as: three of three
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
    if (next > bytes.length) return undefined;
    const extraAt = at + ENTRY_BYTES + nameBytes;
    const near = view.getUint32(at + 42, true);
    const offset = near === FULL ? farOffset(view, extraAt, extraAt + extraBytes) : near;
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, extraAt));
    const isSound = (method === STORED || method === DEFLATED) && (flags & LOCKED) === 0 && isPlain(name) && !entries.has(name);
    const fits = offset !== undefined && offset + LOCAL_BYTES + packed <= filesEnd && size <= packed * MOST_RATIO + 64;
    if (!isSound || !fits) return undefined;
    entries.set(name, { name, method, crc, packed, size, offset });
    at = next;
  }
  return { entries };
}

const isPlain = (name: string): boolean => NAME.test(name) && !name.includes('..');

/** The extra of the 64-bit form holds only what is full elsewhere: here it is the offset alone. */
function farOffset(view: DataView, from: number, to: number): number | undefined {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true))
    if (view.getUint16(at, true) === EXTRA64) return at + 12 <= to ? u64(view, at + 4) : undefined;
  return undefined;
}

/** Undefined where it is not what the directory says. `most`: bytes that whoever asks can hold. */
export async function readEntry(file: Bytes, entry: ZipEntry, { inflate }: Packing, most: number): Promise<Uint8Array | undefined> {
  const { offset, packed, size, method, crc } = entry;
  if (size > most || packed > most) return undefined;
  const header = viewOf(await file.read(offset, offset + LOCAL_BYTES));
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL) return undefined;
  const from = offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const data = await file.read(from, from + packed);
  if (data.length !== packed) return undefined;
  const bytes = method === STORED ? data : await inflate(data, size);
  return bytes !== undefined && bytes.length === size && crc32(bytes) === crc ? bytes : undefined;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const u64 = (view: DataView, at: number): number => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

function lastOf(view: DataView, mark: number): number | undefined {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) if (view.getUint32(at, true) === mark) return at;
  return undefined;
}
