/**
 * The stems that so many essays hold that a list of holders would be long and prune nothing: they lie by essay instead.
 * A lookup finds its few candidates by the rarer terms and asks the frequent terms of those alone.
 */
import { usage } from '../weigh';
import { ByteReader, ByteWriter } from './bytes';
import { Damaged } from './damaged';
import { ID_STEP } from './format';
import type { PostingRange } from './postings';
import type { TermPart } from './term-part';

const LEAST_HOLDERS = 256; // shorter lists cost nothing
const ONE_IN = 16; // of the essays: with rarer ones here too, what is left unknown of a score is too much for the threshold to leave anything out
export const MOST_FREQUENT = 8_000; // so that a number takes two bytes at most; further ones keep their lists

export function isFrequent(holders: number, essays: number): boolean {
  return holders >= LEAST_HOLDERS && holders * ONE_IN > essays;
}

type FrequentTerm = { readonly stem: number; readonly rows: PostingRange };

/** The commonest gets the smallest number, so that most gaps take one byte. */
export function encodeFrequentTerms(frequent: readonly FrequentTerm[], essays: number): Uint8Array {
  const holders = ({ rows }: FrequentTerm) => rows.to - rows.from;
  const ordered = [...frequent].sort((a, b) => holders(b) - holders(a) || a.stem - b.stem);
  const starts = new Uint32Array(essays + 1);
  for (const { rows } of ordered) for (let i = rows.from; i < rows.to; i++) bump(starts, (rows.docIds[i] ?? 0) + 1);
  for (let docId = 1; docId <= essays; docId++) starts[docId] = (starts[docId] ?? 0) + (starts[docId - 1] ?? 0);
  const next = starts.slice();
  const numbers = new Uint16Array(starts[essays] ?? 0);
  const counts = new Uint16Array(numbers.length);
  for (const [number, { rows }] of ordered.entries()) {
    for (let i = rows.from; i < rows.to; i++) {
      const place = bump(next, rows.docIds[i] ?? 0);
      numbers[place] = number;
      counts[place] = rows.counts[i] ?? 1;
    }
  }
  return encodeRows(
    ordered.map(({ stem }) => stem),
    starts,
    numbers,
    counts,
  );
}

/** Rounded up, so that a bound made of it holds. */
export function encodeShares(frequent: readonly FrequentTerm[], lengths: readonly number[]): Uint8Array {
  const squares = new Float64Array(lengths.length);
  for (const { rows } of frequent) {
    for (let i = rows.from; i < rows.to; i++) {
      const docId = rows.docIds[i] ?? 0;
      squares[docId] = (squares[docId] ?? 0) + usage(rows.counts[i] ?? 1, false) ** 2;
    }
  }
  return Uint8Array.from(squares, (square, docId) => Math.min(255, Math.ceil((255 * Math.sqrt(square)) / (lengths[docId] || 1))));
}

function bump(column: Uint32Array, index: number): number {
  const before = column[index] ?? 0;
  column[index] = before + 1;
  return before;
}

function encodeRows(stems: readonly number[], starts: Uint32Array, numbers: Uint16Array, counts: Uint16Array): Uint8Array {
  const head = new ByteWriter();
  const rows = new ByteWriter();
  head.uint32(stems.length);
  for (const stem of stems) head.uint32(stem);
  for (let docId = 0; docId + 1 < starts.length; docId++) {
    if (docId % ID_STEP === 0) head.uint32(rows.length);
    const [from = 0, to = 0] = [starts[docId], starts[docId + 1]];
    rows.varint(to - from);
    let before = -1;
    for (let i = from; i < to; i++) {
      const number = numbers[i] ?? 0;
      const count = counts[i] ?? 1;
      rows.varint((number - before - 1) * 2 + (count > 1 ? 1 : 0));
      if (count > 1) rows.varint(count - 2);
      before = number;
    }
  }
  head.bytes(rows.done());
  return head.done();
}

/** Bytes of the part's beginning that say where everything else is. */
export function frequentTermsHeadBytes(stems: number, essays: number): number {
  return 4 + stems * 4 + Math.ceil(essays / ID_STEP) * 4;
}

export class FrequentTerms {
  /** By stem number: its number among the frequent terms. */
  readonly numberOf: ReadonlyMap<number, number>;
  private readonly startsAt: number;
  private readonly rowsAt: number;

  /** `bytes` holds the head; rows are looked at only where they have been loaded. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly essays: number,
  ) {
    const reader = new ByteReader(bytes);
    const count = bytes.length === 0 ? 0 : reader.uint32();
    this.startsAt = 4 + count * 4;
    this.rowsAt = frequentTermsHeadBytes(count, essays);
    if (bytes.length > 0 && this.rowsAt > bytes.length) throw new Damaged('the frequent terms are cut short');
    this.numberOf = new Map(Array.from({ length: count }, (_, number) => [reader.uint32(), number] as const));
  }

  get isEmpty(): boolean {
    return this.numberOf.size === 0;
  }

  /** Where the rows around an essay lie. */
  range(docId: number): readonly [start: number, end: number] {
    const step = Math.floor(docId / ID_STEP);
    const startOf = (s: number) =>
      s * ID_STEP < this.essays ? this.rowsAt + new ByteReader(this.bytes, this.startsAt + s * 4).uint32() : this.bytes.length;
    return [startOf(step), startOf(step + 1)];
  }

  /** Calls `visit` with each frequent term that one essay holds. */
  visit(docId: number, visit: (number: number, count: number) => void): void {
    const [start, end] = this.range(docId);
    const reader = new ByteReader(this.bytes, start, end);
    for (let skip = docId % ID_STEP; skip > 0; skip--) this.row(reader, () => {});
    this.row(reader, visit);
  }

  /** Calls `visit` with every essay's frequent terms, essays rising. Cost: one pass over the part. */
  visitAll(visit: (docId: number, number: number, count: number) => void): void {
    if (this.isEmpty) return;
    const reader = new ByteReader(this.bytes, this.rowsAt);
    for (let docId = 0; docId < this.essays; docId++) this.row(reader, (number, count) => visit(docId, number, count));
  }

  /** Adds to every essay's sum what its frequent terms give; `parts` by number among the frequent terms. As `visitAll`, with its numbers read in place. */
  addAll(parts: readonly (TermPart | undefined)[], sums: Int32Array): void {
    if (this.isEmpty) return;
    const { bytes } = this;
    const once = Int32Array.from(parts, (part) => part?.of(1) ?? 0);
    let at = this.rowsAt;
    for (let docId = 0; docId < this.essays; docId++) {
      let number = -1;
      let sum = 0;
      let left = bytes[at++] ?? 0;
      if (left > 127) left = (left & 127) | ((bytes[at++] ?? 0) << 7); // at most MOST_COMMONS: two bytes
      for (; left > 0; left--) {
        let coded = bytes[at++] ?? 0;
        if (coded > 127) coded = (coded & 127) | ((bytes[at++] ?? 0) << 7);
        number += (coded >>> 1) + 1;
        if ((coded & 1) === 0) {
          sum += once[number] ?? 0;
          continue;
        }
        let more = bytes[at++] ?? 0;
        if (more > 127) {
          const reader = new ByteReader(bytes, at - 1);
          more = reader.varint();
          at = reader.at;
        }
        sum += parts[number]?.of(more + 2) ?? 0;
      }
      if (sum > 0) sums[docId] = (sums[docId] ?? 0) + sum;
    }
    if (at !== bytes.length) throw new Damaged('the frequent terms are longer or shorter than they say');
  }

  private row(reader: ByteReader, visit: (number: number, count: number) => void): void {
    let number = -1;
    for (let left = reader.varint(); left > 0; left--) {
      const coded = reader.varint();
      number += (coded >>> 1) + 1;
      visit(number, coded & 1 ? reader.varint() + 2 : 1);
    }
  }
}
