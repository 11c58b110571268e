/** Writes the stems of a segment and what they hold, in order; a builder and a merge feed it alike. It keeps the bytes until they are taken. */
import { BitWriter, putCount, putRising } from './bits';
import { ByteWriter, keyOf } from './bytes';
import { BLOCK_STEMS, SKIP_PAIRS } from './format';
import { isFrequent, MOST_FREQUENT } from './frequent-terms';
import { ListWriter } from './posting-list';
import type { PostingRange } from './postings';

type Skip = { readonly before: number; readonly bytes: number; readonly bits: number };
const NO_BYTES = new Uint8Array(0);

/** What a writer must know to go on after a break at the end of a block. Plain data: it is stored. */
export type WriterState = {
  readonly stemCount: number;
  readonly pairCount: number;
  readonly commonStems: readonly number[]; // of the frequent terms; named so in merges that are under way
  readonly taken: Readonly<Record<'stems' | 'lists' | 'pairs' | 'spots', number>>;
};

export const WRITTEN = ['stems', 'blocks', 'lists', 'pairs', 'spots'] as const;
export type WrittenPart = (typeof WRITTEN)[number];

export class SegmentWriter {
  readonly stems = new ByteWriter();
  readonly blocks = new ByteWriter();
  readonly lists = new ByteWriter();
  readonly pairs = new ByteWriter();
  readonly spots = new ByteWriter();
  readonly commonStems: number[];
  stemCount: number;
  pairCount: number;

  // Bytes of each part that were taken away already, so that places count from the part's beginning.
  private readonly taken: Record<'stems' | 'lists' | 'pairs' | 'spots', number>;

  private before: Uint8Array = NO_BYTES;
  private readonly group = new ByteWriter(); // the pairs of the stem at hand
  private readonly bits = new BitWriter();
  private readonly listWriter: ListWriter;
  private skips: Skip[] = [];
  private inGroup = 0;
  private lastSecond = -1;

  constructor(
    private readonly essays: number,
    state?: WriterState,
  ) {
    this.listWriter = new ListWriter(essays);
    this.stemCount = state?.stemCount ?? 0;
    this.pairCount = state?.pairCount ?? 0;
    this.commonStems = [...(state?.commonStems ?? [])];
    this.taken = { ...(state?.taken ?? { stems: 0, lists: 0, pairs: 0, spots: 0 }) };
  }

  /** Takes away what has been written, and says how to go on. Only where a block ends. */
  drain(): { readonly pieces: Record<WrittenPart, Uint8Array>; readonly state: WriterState } {
    const pieces = Object.fromEntries(WRITTEN.map((part) => [part, this[part].done()])) as Record<WrittenPart, Uint8Array>; // as: one for each
    for (const part of ['stems', 'lists', 'pairs', 'spots'] as const) this.taken[part] += this[part].length;
    for (const part of WRITTEN) this[part].length = 0;
    const { stemCount, pairCount, commonStems, taken } = this;
    return { pieces, state: { stemCount, pairCount, commonStems: [...commonStems], taken: { ...taken } } };
  }

  /** Adds a pair that the next stem begins; seconds rise. */
  pair(second: number, rows: PostingRange): void {
    const { docIds, counts, from, to } = rows;
    if (this.inGroup > 0 && this.inGroup % SKIP_PAIRS === 0) {
      this.skips.push({ before: this.lastSecond, bytes: this.group.length, bits: this.bits.length });
    }
    let isCounted = false;
    for (let i = from; i < to && !isCounted; i++) isCounted = (counts[i] ?? 1) > 1;
    this.group.varint(second - this.lastSecond - 1);
    this.group.varint((to - from - 1) * 2 + (isCounted ? 1 : 0));
    putRising(this.bits, docIds, from, to, this.essays);
    if (isCounted) {
      const start = this.bits.length;
      for (let i = from; i < to; i++) putCount(this.bits, counts[i] ?? 1);
      this.group.varint(this.bits.length - start);
    }
    this.lastSecond = second;
    this.inGroup++;
    this.pairCount++;
  }

  /** Ends the pairs at hand and writes their stem; stems rise by their bytes. */
  stem(name: Uint8Array, rows: PostingRange): void {
    const { stems, lists } = this;
    const isFirst = this.stemCount % BLOCK_STEMS === 0;
    if (isFirst) {
      const { taken } = this;
      this.blocks.uint32(keyOf(name));
      this.blocks.uint32(taken.stems + stems.length);
      this.blocks.uint32(taken.lists + lists.length);
      this.blocks.uint32(taken.pairs + this.pairs.length);
      this.blocks.uint32(taken.spots + this.spots.length);
    }
    putText(stems, isFirst ? NO_BYTES : this.before, name);
    const listStart = lists.length;
    const holders = rows.to - rows.from;
    if (isFrequent(holders, this.essays) && this.commonStems.length < MOST_FREQUENT) this.commonStems.push(this.stemCount);
    else if (holders > 0) this.listWriter.write(lists, rows);
    stems.varint(holders);
    stems.varint(lists.length - listStart);
    stems.varint(this.inGroup);
    if (this.inGroup > 0) this.endGroup();
    this.before = name;
    this.stemCount++;
  }

  private endGroup(): void {
    const start = this.pairs.length;
    for (const { before, bytes, bits } of this.skips) {
      this.pairs.uint32(before);
      this.pairs.uint32(bytes);
      this.pairs.uint32(bits);
    }
    this.pairs.bytes(this.group.done());
    const spots = this.bits.flush();
    this.spots.bytes(spots);
    this.stems.varint(this.pairs.length - start);
    this.stems.varint(spots.length);
    this.group.length = 0;
    this.skips = [];
    this.inGroup = 0;
    this.lastSecond = -1;
  }
}

/** A text in a sorted list: what it shares with the one before is left out. */
export function putText(writer: ByteWriter, before: Uint8Array, text: Uint8Array): void {
  const most = Math.min(before.length, text.length);
  let shared = 0;
  while (shared < most && before[shared] === text[shared]) shared++;
  writer.varint(shared);
  writer.varint(text.length - shared);
  writer.bytes(text.subarray(shared));
}
