/** Bytes that are being written, and the few ways numbers and texts lie in them. Numbers are little-endian; texts keep every code unit. */
import { Damaged } from './damaged';

/** Grows as it is written to. */
export class ByteWriter {
  length = 0;
  private room: Uint8Array;
  constructor(startBytes = 1024) {
    this.room = new Uint8Array(startBytes);
  }

  byte(value: number): void {
    if (this.length === this.room.length) this.widen(1);
    this.room[this.length++] = value;
  }

  /** 7 bits a byte, lowest first; the top bit says that more follow. Whole numbers below 2^32. */
  varint(value: number): void {
    if (this.length + 5 > this.room.length) this.widen(5);
    let rest = value >>> 0;
    while (rest > 127) {
      this.room[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.room[this.length++] = rest;
  }

  uint32(value: number): void {
    if (this.length + 4 > this.room.length) this.widen(4);
    for (let shift = 0; shift < 32; shift += 8) this.room[this.length++] = value >>> shift;
  }

  bytes(more: Uint8Array): void {
    if (this.length + more.length > this.room.length) this.widen(more.length);
    this.room.set(more, this.length);
    this.length += more.length;
  }

  done(): Uint8Array {
    return this.room.slice(0, this.length);
  }

  private widen(more: number): void {
    const wider = new Uint8Array(Math.max(this.room.length * 2, this.length + more));
    wider.set(this.room.subarray(0, this.length));
    this.room = wider;
  }
}

/** A place in bytes that moves on as it is read. Reading past the end is damage, never a hang. */
export class ByteReader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    readonly end = bytes.length,
  ) {}

  byte(): number {
    const value = this.at < this.end ? this.bytes[this.at++] : undefined;
    if (value === undefined) throw new Damaged('a number runs past its end');
    return value;
  }

  varint(): number {
    const first = this.byte();
    return first < 128 ? first : this.longVarint(first & 127);
  }

  private longVarint(lowest: number): number {
    let value = lowest;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new Damaged('a number is too long');
  }

  uint32(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0;
  }

  take(length: number): Uint8Array {
    this.skip(length);
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** As `take`, for what nobody wants. */
  skip(length: number): void {
    if (length > this.end - this.at) throw new Damaged('a text runs past its end');
    this.at += length;
  }
}

/**
 * A text as bytes, each code unit by itself as UTF-8 would write it: the bytes sort as the strings do,
 * and half a surrogate pair comes back as it was.
 */
export function bytesOf(text: string): Uint8Array {
  const plain = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return wideBytesOf(text);
    plain[i] = unit;
  }
  return plain;
}

function wideBytesOf(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 3);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) out[at++] = unit;
    else {
      if (unit < 0x800) out[at++] = 0xc0 | (unit >> 6);
      else {
        out[at++] = 0xe0 | (unit >> 12);
        out[at++] = 0x80 | ((unit >> 6) & 63);
      }
      out[at++] = 0x80 | (unit & 63);
    }
  }
  return out.subarray(0, at);
}

/** How a text begins, as a number that sorts as its bytes do: most comparisons are settled by it. */
export function keyOf(text: Uint8Array): number {
  return (((text[0] ?? 0) << 24) | ((text[1] ?? 0) << 16) | ((text[2] ?? 0) << 8) | (text[3] ?? 0)) >>> 0;
}

export function textOf(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const units: number[] = [];
  let text = '';
  for (let at = start; at < end; ) {
    const first = bytes[at++] ?? 0;
    if (first < 0x80) units.push(first);
    else if (first < 0xe0) units.push(((first & 31) << 6) | ((bytes[at++] ?? 0) & 63));
    else units.push(((first & 15) << 12) | (((bytes[at++] ?? 0) & 63) << 6) | ((bytes[at++] ?? 0) & 63));
    if (units.length === 4096) text += String.fromCharCode(...units.splice(0)); // one call takes only so many
  }
  return text + String.fromCharCode(...units);
}
