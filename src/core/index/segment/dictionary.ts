/** Finds stems in a segment's sorted list of them, without making strings of what it passes. */
import { ByteReader, keyOf } from './bytes';
import { Damaged } from './damaged';
import { BLOCK_NUMBERS, BLOCK_STEMS } from './format';
import { nextText } from './words';

/** What the dictionary says of one stem: where its postings lie, and the pairs it begins. Ends are exclusive. */
export type StemEntry = {
  readonly number: number;
  readonly holders: number;
  readonly listStart: number;
  readonly listEnd: number;
  readonly pairs: number; // how many it begins
  readonly pairsStart: number;
  readonly pairsEnd: number;
  readonly spotsStart: number;
  readonly spotsEnd: number;
};

export class Dictionary {
  private readonly places: Uint32Array; // BLOCK_NUMBERS a block
  private readonly blockCount: number;
  private readonly reader: ByteReader;

  constructor(
    private readonly stems: Uint8Array,
    blocks: Uint8Array,
    private readonly stemCount: number,
  ) {
    this.reader = new ByteReader(stems);
    this.places = new Uint32Array(blocks.slice().buffer);
    this.blockCount = Math.ceil(stemCount / BLOCK_STEMS);
    if (this.places.length !== this.blockCount * BLOCK_NUMBERS) throw new Damaged('the list of stems does not fit its blocks');
  }

  /** Cost: a binary search over the blocks, then at most BLOCK_STEMS entries. */
  find(stem: Uint8Array): StemEntry | undefined {
    const key = keyOf(stem);
    let low = 0;
    let high = this.blockCount; // the block sought is the last that does not begin after `stem`
    while (low < high) {
      const middle = (low + high) >> 1;
      const begins = this.places[middle * BLOCK_NUMBERS] ?? 0;
      if (begins > key || (begins === key && this.blockBeginsAfter(middle, stem))) high = middle;
      else low = middle + 1;
    }
    return low === 0 ? undefined : this.findIn(low - 1, stem);
  }

  private blockBeginsAfter(block: number, stem: Uint8Array): boolean {
    const reader = this.reader;
    reader.at = this.places[block * BLOCK_NUMBERS + 1] ?? 0;
    reader.varint();
    const length = reader.varint();
    const start = reader.at;
    const most = Math.min(length, stem.length);
    for (let i = 0; i < most; i++) {
      const difference = (this.stems[start + i] ?? 0) - (stem[i] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return length > stem.length;
  }

  private findIn(block: number, stem: Uint8Array): StemEntry | undefined {
    const cursor = this.cursor(block);
    let matched = 0; // bytes that `stem` has in common with the entry before
    while (cursor.number < Math.min(this.stemCount, (block + 1) * BLOCK_STEMS)) {
      const { reader } = cursor;
      const shared = reader.varint();
      const length = reader.varint();
      if (shared < matched) return undefined; // the entries have passed it
      if (shared > matched) {
        reader.skip(length); // differs where the one before did
        cursor.skip();
        continue;
      }
      const end = reader.at + length;
      while (matched < stem.length && reader.at < end && reader.bytes[reader.at] === stem[matched]) {
        reader.at++;
        matched++;
      }
      const isFound = reader.at === end && matched === stem.length;
      reader.skip(end - reader.at);
      if (isFound) return cursor.entry();
      cursor.skip();
    }
    return undefined;
  }

  /** All stems in order, from `number` on; `number` begins a block. */
  *from(number: number): Generator<{ readonly stem: Uint8Array<ArrayBuffer>; readonly entry: StemEntry }> {
    const cursor = this.cursor(Math.floor(number / BLOCK_STEMS));
    let before = new Uint8Array(0);
    while (cursor.number < this.stemCount) {
      before = nextText(cursor.reader, before);
      yield { stem: before, entry: cursor.entry() };
    }
  }

  private cursor(block: number): Cursor {
    const placeOf = (number: number): number => this.places[block * BLOCK_NUMBERS + number] ?? 0;
    return new Cursor(new ByteReader(this.stems, placeOf(1)), block * BLOCK_STEMS, placeOf(2), placeOf(3), placeOf(4));
  }
}

/** Goes through the entries of a block; where a stem's bytes lie is the sum of what came before. */
class Cursor {
  constructor(
    readonly reader: ByteReader,
    public number: number,
    private lists: number,
    private pairs: number,
    private spots: number,
  ) {}

  /** As `entry`, for the many that are passed. */
  skip(): void {
    const { reader } = this;
    reader.varint();
    this.lists += reader.varint();
    if (reader.varint() > 0) {
      this.pairs += reader.varint();
      this.spots += reader.varint();
    }
    this.number++;
  }

  entry(): StemEntry {
    const { reader } = this;
    const [listStart, pairsStart, spotsStart] = [this.lists, this.pairs, this.spots];
    const holders = reader.varint();
    this.lists += reader.varint();
    const pairs = reader.varint();
    if (pairs > 0) {
      this.pairs += reader.varint();
      this.spots += reader.varint();
    }
    const ends = { listEnd: this.lists, pairsEnd: this.pairs, spotsEnd: this.spots };
    return { number: this.number++, holders, listStart, pairs, pairsStart, spotsStart, ...ends };
  }
}
