/** Bits in a row: how the postings of pairs are packed. Knows rising numbers and small counts, nothing of essays. */

export class BitWriter {
  length = 0; // bits
  private room = new Uint8Array(1024);

  /** The lowest `width` bits of `value`, lowest first. */
  put(value: number, width: number): void {
    this.reserve(width);
    let [at, rest] = [this.length >> 3, value << (this.length & 7)]; // at most 24 bits wide, so nothing is lost on the left
    for (; rest !== 0; at++, rest >>>= 8) this.room[at] = (this.room[at] ?? 0) | (rest & 255);
    this.length += width;
  }

  reserve(more: number): void {
    const bytes = ((this.length + more) >> 3) + 8;
    if (bytes <= this.room.length) return;
    const wider = new Uint8Array(Math.max(this.room.length * 2, bytes));
    wider.set(this.room);
    this.room = wider;
  }

  set(at: number): void {
    this.room[at >> 3] = (this.room[at >> 3] ?? 0) | (1 << (at & 7));
  }

  /** What was written, in whole bytes; then it starts again. */
  flush(): Uint8Array {
    const bytes = (this.length + 7) >> 3;
    const done = this.room.slice(0, bytes);
    this.room.fill(0, 0, bytes);
    this.length = 0;
    return done;
  }
}

/** Places are bits from the byte `base` on, within one group of pairs: far below 2^31. */
function bitsAt(bytes: Uint8Array, base: number, at: number, width: number): number {
  const byte = base + (at >> 3);
  const word = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16) | ((bytes[byte + 3] ?? 0) << 24);
  return (word >>> (at & 7)) & ((1 << width) - 1);
}

function bitAt(bytes: Uint8Array, base: number, at: number): number {
  return ((bytes[base + (at >> 3)] ?? 0) >>> (at & 7)) & 1;
}

/** How many of a number's bits are written as they are, when `count` numbers below `limit` are packed. */
function lowBits(count: number, limit: number): number {
  return Math.max(0, 31 - Math.clz32(Math.max(1, Math.floor(limit / count))));
}

/** Bits that `count` rising numbers below `limit` take: it follows from the two, so nobody stores it. */
export function risingBits(count: number, limit: number): number {
  const low = lowBits(count, limit);
  return count * low + count + (Math.max(0, limit - 1) >>> low);
}

/**
 * Packs rising numbers: low bits as they are, high bits as one set bit each, moved right by the numbers before it.
 *
 * Cost    about two bits more than the logarithm of the mean gap, for each number.
 * Source  Elias, "Efficient storage and retrieval by content and address of static files", 1974; Fano, 1971.
 */
export function putRising(bits: BitWriter, numbers: Uint32Array, from: number, to: number, limit: number): void {
  const count = to - from;
  const low = lowBits(count, limit);
  const start = bits.length;
  const size = risingBits(count, limit);
  bits.reserve(size);
  for (let i = from; i < to; i++) bits.put((numbers[i] ?? 0) & ((1 << low) - 1), low);
  for (let i = 0; i < count; i++) bits.set(start + count * low + ((numbers[from + i] ?? 0) >>> low) + i);
  bits.length = start + size;
}

/** Writes the numbers that lie `start` bits behind the byte `base` into `into`, from `at` on; says whether there were as many as there should be. */
export function readRising(
  bytes: Uint8Array,
  base: number,
  start: number,
  count: number,
  limit: number,
  into: Uint32Array,
  at: number,
): boolean {
  const low = lowBits(count, limit);
  const high = start + count * low;
  const end = start + risingBits(count, limit);
  let found = 0;
  let lowAt = start;
  let byte = high >> 3;
  let ones = (bytes[base + byte] ?? 0) & (0xff << (high & 7)); // set bits of one byte that are still ahead
  for (;;) {
    while (ones === 0 && (byte + 1) * 8 < end) ones = bytes[base + ++byte] ?? 0;
    const one = 31 - Math.clz32(ones & -ones);
    const bit = byte * 8 + one;
    if (ones === 0 || bit >= end) return false;
    into[at + found] = ((bit - high - found) << low) | bitsAt(bytes, base, lowAt, low);
    if (++found === count) return true;
    lowAt += low;
    ones &= ones - 1;
  }
}

/** A number from 1 on: as many zeros as it has bits after the first, then its bits, highest first. Elias' gamma code. */
export function putCount(bits: BitWriter, count: number): void {
  const after = 31 - Math.clz32(count);
  bits.reserve(2 * after + 1);
  bits.length += after;
  for (let i = after; i >= 0; i--, bits.length++) if ((count >>> i) & 1) bits.set(bits.length);
}

/** Reads counts from `start` bits behind the byte `base` on. A code longer than any count has reads as 1: the checksum said otherwise before. */
export function readCounts(
  bytes: Uint8Array,
  base: number,
  start: number,
  into: Uint16Array | Uint32Array,
  from: number,
  to: number,
): void {
  let at = start;
  for (let i = from; i < to; i++) {
    let after = 0;
    while (after < 17 && bitAt(bytes, base, at) === 0) {
      after++;
      at++;
    }
    let value = 0;
    for (let b = 0; b <= after; b++) value = (value << 1) | bitAt(bytes, base, at++);
    into[i] = after < 17 ? value : 1;
  }
}
