/** Finds a pair among those that one stem begins. */
import { readCounts, readRising, risingBits } from './bits';
import { ByteReader } from './bytes';
import { Damaged } from './damaged';
import { SKIP_BYTES, SKIP_PAIRS } from './format';

/** Where a pair's postings lie in its group's bits. */
export type PairEntry = { readonly second: number; readonly holders: number; readonly bits: number; readonly countBits: number };

export class PairGroup {
  private readonly entriesAt: number;
  private readonly skips: number;

  /** `bytes` from `start` to `end` is the group; `essays` is the segment's size. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly start: number,
    private readonly end: number,
    private readonly pairs: number,
    private readonly essays: number,
  ) {
    this.skips = Math.max(0, Math.ceil(pairs / SKIP_PAIRS) - 1);
    this.entriesAt = start + this.skips * SKIP_BYTES;
    if (this.entriesAt > end) throw new Damaged('a group of pairs is cut short');
  }

  /** Cost: a binary search over the skips, then at most SKIP_PAIRS entries. */
  find(second: number): PairEntry | undefined {
    let low = 0;
    let high = this.skips; // the last run whose pairs come after a smaller one
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.skip(middle, 0) < second) low = middle;
      else high = middle - 1;
    }
    return this.findIn(low, second);
  }

  /** As going through `run`, without an object for each pair that is passed. */
  private findIn(run: number, sought: number): PairEntry | undefined {
    const reader = new ByteReader(this.bytes, run === 0 ? this.entriesAt : this.entriesAt + this.skip(run, 1), this.end);
    let second = this.skip(run, 0);
    let bits = run === 0 ? 0 : this.skip(run, 2);
    for (let left = Math.min(SKIP_PAIRS, this.pairs - run * SKIP_PAIRS); left > 0; left--) {
      second += reader.varint() + 1;
      if (second > sought) return undefined;
      const coded = reader.varint();
      const holders = (coded >>> 1) + 1;
      const countBits = coded & 1 ? reader.varint() : 0;
      if (holders > this.essays) throw new Damaged('a pair has more holders than there are essays');
      if (second === sought) return { second, holders, bits, countBits };
      bits += risingBits(holders, this.essays) + countBits;
    }
    return undefined;
  }

  /** All pairs in order. */
  *all(): Generator<PairEntry> {
    for (let run = 0; run <= this.skips && this.pairs > 0; run++) yield* this.run(run);
  }

  private skip(run: number, field: 0 | 1 | 2): number {
    if (run === 0) return -1;
    const { bytes } = this;
    const at = this.start + (run - 1) * SKIP_BYTES + field * 4;
    return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
  }

  private *run(run: number): Generator<PairEntry> {
    const reader = new ByteReader(this.bytes, run === 0 ? this.entriesAt : this.entriesAt + this.skip(run, 1), this.end);
    let second = this.skip(run, 0);
    let bits = run === 0 ? 0 : this.skip(run, 2);
    for (let i = Math.min(SKIP_PAIRS, this.pairs - run * SKIP_PAIRS); i > 0; i--) {
      second += reader.varint() + 1;
      const coded = reader.varint();
      const holders = (coded >>> 1) + 1;
      const countBits = coded & 1 ? reader.varint() : 0;
      if (holders > this.essays) throw new Damaged('a pair has more holders than there are essays');
      yield { second, holders, bits, countBits };
      bits += risingBits(holders, this.essays) + countBits;
    }
  }
}

/** Bytes of the group's bits that a pair lies in. */
export function bytesOfPair({ holders, bits, countBits }: PairEntry, essays: number): readonly [start: number, end: number] {
  return [Math.floor(bits / 8), Math.ceil((bits + risingBits(holders, essays) + countBits) / 8)];
}

/** Reads a pair's postings into columns, from `at` on. The group's bits begin at `base` in `spots`. Errors: Damaged if there are fewer than there should be. */
export function readPair(
  spots: Uint8Array,
  base: number,
  pair: PairEntry,
  essays: number,
  docIds: Uint32Array,
  counts: Uint16Array,
  at: number,
): void {
  const { holders, bits, countBits } = pair;
  if (!readRising(spots, base, bits, holders, essays, docIds, at)) throw new Damaged('a pair has lost holders');
  if (countBits > 0) readCounts(spots, base, bits + risingBits(holders, essays), counts, at, at + holders);
  else counts.fill(1, at, at + holders);
}
