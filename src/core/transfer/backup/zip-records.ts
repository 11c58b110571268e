/**
 * The records of a zip that is written in one go, each file's sizes known before it: what stands before a file, and the directory at the end. Files
 * have no date, so that equal libraries are equal bytes. With the 64-bit forms as soon as there are too many files or bytes for the others.
 *
 * Source  PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3.
 */

export const LOCAL = 0x04034b50;
export const ENTRY = 0x02014b50;
export const END = 0x06054b50;
export const END64 = 0x06064b50;
export const LOCATOR64 = 0x07064b50;
export const LOCAL_BYTES = 30;
export const ENTRY_BYTES = 46;
export const END_BYTES = 22;
export const END64_BYTES = 56;
export const LOCATOR64_BYTES = 20;
export const STORED = 0;
export const DEFLATED = 8;
export const EXTRA64 = 0x0001;
export const FULL = 0xffffffff; // stands where the 64-bit form says more
export const FULL_COUNT = 0xffff;
const IS_UTF8 = 0x800;
const FIRST_DAY = 0x21; // 1 January 1980, the first that a zip can say
const NEEDS = 20; // version 2.0: folders, deflate
const NEEDS64 = 45;

export type ZipEntry = {
  readonly name: string;
  readonly method: typeof STORED | typeof DEFLATED;
  readonly crc: number;
  readonly packed: number; // bytes in the zip
  readonly size: number; // bytes unpacked; both stay under 4 GB
  readonly offset: number; // of its local header
};

export function localHeader({ name, method, crc, packed, size }: Omit<ZipEntry, 'offset'>): Uint8Array {
  const named = new TextEncoder().encode(name);
  const record = fields(LOCAL_BYTES + named.length);
  record.u32(LOCAL).u16(NEEDS).u16(IS_UTF8).u16(method).u16(0).u16(FIRST_DAY).u32(crc).u32(packed).u32(size).u16(named.length).u16(0);
  return record.all(named).bytes;
}

/** `at`: where it begins, which is where the files end. */
export function directory(entries: readonly ZipEntry[], at: number): Uint8Array {
  const records = entries.map(entryRecord);
  const bytes = records.reduce((sum, { length }) => sum + length, 0);
  const is64 = entries.length >= FULL_COUNT || at + bytes >= FULL;
  return joined([...records, ...(is64 ? [end64(entries.length, bytes, at)] : []), endRecord(entries.length, bytes, at)]);
}

function entryRecord({ name, method, crc, packed, size, offset }: ZipEntry): Uint8Array {
  const named = new TextEncoder().encode(name);
  const isFar = offset >= FULL;
  const record = fields(ENTRY_BYTES + named.length + (isFar ? 12 : 0));
  record
    .u32(ENTRY)
    .u16(isFar ? NEEDS64 : NEEDS)
    .u16(isFar ? NEEDS64 : NEEDS)
    .u16(IS_UTF8)
    .u16(method)
    .u16(0)
    .u16(FIRST_DAY);
  record
    .u32(crc)
    .u32(packed)
    .u32(size)
    .u16(named.length)
    .u16(isFar ? 12 : 0)
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(0);
  record.u32(isFar ? FULL : offset).all(named);
  if (isFar) record.u16(EXTRA64).u16(8).u64(offset);
  return record.bytes;
}

function end64(count: number, bytes: number, at: number): Uint8Array {
  const record = fields(END64_BYTES + LOCATOR64_BYTES);
  record
    .u32(END64)
    .u64(END64_BYTES - 12)
    .u16(NEEDS64)
    .u16(NEEDS64)
    .u32(0)
    .u32(0)
    .u64(count)
    .u64(count)
    .u64(bytes)
    .u64(at);
  return record
    .u32(LOCATOR64)
    .u32(0)
    .u64(at + bytes)
    .u32(1).bytes;
}

function endRecord(count: number, bytes: number, at: number): Uint8Array {
  const shown = Math.min(count, FULL_COUNT);
  const record = fields(END_BYTES).u32(END).u16(0).u16(0).u16(shown).u16(shown);
  return record.u32(Math.min(bytes, FULL)).u32(Math.min(at, FULL)).u16(0).bytes;
}

/** Numbers one after the other, the small end first. */
function fields(length: number) {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const record = {
    bytes,
    u16(value: number) {
      view.setUint16(at, value, true);
      at += 2;
      return record;
    },
    u32(value: number) {
      view.setUint32(at, value, true);
      at += 4;
      return record;
    },
    u64(value: number) {
      return record.u32(value % 2 ** 32).u32(Math.floor(value / 2 ** 32));
    },
    all(more: Uint8Array) {
      bytes.set(more, at);
      at += more.length;
      return record;
    },
  };
  return record;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
