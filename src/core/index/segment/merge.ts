/**
 * Makes one segment of several, a bounded piece at a time. Between two pieces everything it knows is plain data that can be stored:
 * a worker that dies goes on from the last piece that was written.
 */
import { bytesOf, textOf } from './bytes';
import { Damaged } from './damaged';
import type { StemEntry } from './dictionary';
import { type EssayRow, encodeColumns } from './essay-columns';
import { BLOCK_STEMS, encodeHead, type Head, NOTHING_SUMMED, PARTS, type PartName, type Summing, summed, sumOn, sumsOf } from './format';
import { encodeFrequentTerms, encodeShares } from './frequent-terms';
import { stepsOfAll } from './lengths';
import { PairGroup, readPair } from './pair-group';
import type { PostingRange } from './postings';
import type { Holders, SegmentReader } from './segment-reader';
import { SegmentWriter, WRITTEN, type WriterState, type WrittenPart } from './segment-writer';
import { eachStoredWord, encodeWords } from './words';

export type MergeInput = { readonly reader: SegmentReader; readonly dead: ReadonlySet<number> };

/** Where a merge stands. */
export type MergeState = { readonly writer: WriterState; readonly sums: Readonly<Record<WrittenPart, Summing>> };
type MergeStep =
  | { readonly isDone: false; readonly pieces: Readonly<Record<WrittenPart, Uint8Array>>; readonly state: MergeState }
  | {
      readonly isDone: true;
      readonly parts: Readonly<Record<Exclude<PartName, WrittenPart>, Uint8Array>>;
      readonly head: Uint8Array;
      readonly essays: number;
    };

const GONE = 0xffff_ffff;

type Input = MergeInput & {
  readonly docIds: Uint32Array; // by old doc id: the new one, or GONE
  readonly stems: readonly string[]; // by old number
  readonly entries: readonly StemEntry[];
  readonly numbers: Uint32Array; // by old number: the new one
};

export class Merge {
  private constructor(
    private readonly inputs: readonly Input[],
    private readonly stems: readonly string[], // of all inputs, by new number
    private readonly places: readonly Map<string, number>[], // for each input: stem → old number
    private readonly essays: number,
  ) {}

  /** Errors: Damaged. Cost: reads the dictionaries. The same inputs give the same merge, so that one can go on with another's state. */
  static async open(inputs: readonly MergeInput[]): Promise<Merge> {
    let essays = 0;
    const read = await Promise.all(
      inputs.map(async ({ reader }) => {
        const listed = [...(await reader.stems()).from(0)];
        return { stems: listed.map(({ stem }) => textOf(stem)), entries: listed.map(({ entry }) => entry) };
      }),
    );
    const stems = [...new Set(read.flatMap((one) => one.stems))].sort(); // by code unit, as their bytes sort
    const numberOf = new Map(stems.map((stem, number) => [stem, number]));
    const opened = inputs.map((input, i): Input => {
      const docIds = new Uint32Array(input.reader.essays);
      for (let old = 0; old < docIds.length; old++) docIds[old] = input.dead.has(old) ? GONE : essays++;
      const { stems: mine, entries } = read[i] ?? { stems: [], entries: [] };
      return { ...input, docIds, stems: mine, entries, numbers: Uint32Array.from(mine, (stem) => numberOf.get(stem) ?? 0) };
    });
    const places = opened.map((input) => new Map(input.stems.map((stem, number) => [stem, number])));
    return new Merge(opened, stems, places, essays);
  }

  /**
   * Writes on for about `postings` postings, or the rest of the parts when all terms are written.
   *
   * Errors  Damaged, where an input is.
   */
  async step(state: MergeState | undefined, postings: number): Promise<MergeStep> {
    const from = state?.writer.stemCount ?? 0;
    if (from >= this.stems.length) return this.finish(state);
    const writer = new SegmentWriter(this.essays, state?.writer);
    let left = postings;
    for (let number = from; number < this.stems.length && (left > 0 || number % BLOCK_STEMS !== 0); number++) {
      left -= await this.writeStem(writer, number);
    }
    const drained = writer.drain();
    const sums = Object.fromEntries(
      WRITTEN.map((part) => [part, sumOn(state?.sums[part] ?? NOTHING_SUMMED, drained.pieces[part])]),
    ) as MergeState['sums']; // as: one for each part
    return { isDone: false, pieces: drained.pieces, state: { writer: drained.state, sums } };
  }

  private async writeStem(writer: SegmentWriter, number: number): Promise<number> {
    let postings = 0;
    const pairs = (await Promise.all(this.inputs.map((input, i) => this.pairsOf(input, i, number)))).flat();
    pairs.sort((a, b) => a.second - b.second); // keeps the inputs' order among equals, so doc ids rise
    for (let i = 0; i < pairs.length; ) {
      const second = pairs[i]?.second ?? 0;
      const same: Holders[] = [];
      for (; pairs[i]?.second === second; i++) same.push((pairs[i] as (typeof pairs)[number]).holders); // as: compared just before
      const rows = joined(same);
      if (rows.to > 0) writer.pair(second, rows);
      postings += rows.to;
    }
    const rows = await this.stemPostings(number);
    writer.stem(bytesOf(this.stems[number] ?? ''), rows);
    return postings + rows.to;
  }

  private entryOf(i: number, number: number): StemEntry | undefined {
    const place = this.places[i]?.get(this.stems[number] ?? '');
    return place === undefined ? undefined : this.inputs[i]?.entries[place];
  }

  private async pairsOf(input: Input, i: number, number: number): Promise<{ readonly second: number; readonly holders: Holders }[]> {
    const entry = this.entryOf(i, number);
    if (entry === undefined || entry.pairs === 0) return [];
    const { essays, parts } = input.reader;
    parts.pairs.want(entry.pairsStart, entry.pairsEnd);
    parts.spots.want(entry.spotsStart, entry.spotsEnd);
    await Promise.all([parts.pairs.load(), parts.spots.load()]);
    const spots = parts.spots.bytes.subarray(entry.spotsStart, entry.spotsEnd);
    const group = new PairGroup(parts.pairs.bytes, entry.pairsStart, entry.pairsEnd, entry.pairs, essays);
    return [...group.all()].map((pair) => {
      const second = input.numbers[pair.second];
      if (second === undefined) throw new Damaged('a pair ends with a stem beyond the last');
      const holders = { docIds: new Uint32Array(pair.holders), counts: new Uint16Array(pair.holders) };
      readPair(spots, 0, pair, essays, holders.docIds, holders.counts, 0);
      return { second, holders: living(input, holders) };
    });
  }

  private async stemPostings(number: number): Promise<PostingRange> {
    const held = await Promise.all(
      this.inputs.map(async (input, i) => {
        const entry = this.entryOf(i, number);
        return entry === undefined ? [] : [living(input, await input.reader.stemHolders(entry))];
      }),
    );
    return joined(held.flat());
  }

  /** The parts that have an entry an essay, and the head. Cost: in proportion to the essays; not cut further. */
  private async finish(state: MergeState | undefined): Promise<MergeStep> {
    const writer = new SegmentWriter(this.essays, state?.writer);
    const frequent = await Promise.all(writer.commonStems.map(async (stem) => ({ stem, rows: await this.stemPostings(stem) })));
    const rows = (await Promise.all(this.inputs.map(rowsOf))).flat();
    const words = new Set<string>();
    for (const { reader } of this.inputs) for (const word of eachStoredWord(await reader.parts.words.all())) words.add(word);
    const parts = {
      ...encodeColumns(rows),
      ...encodeWords(words),
      commons: encodeFrequentTerms(frequent, this.essays),
      shares: encodeShares(
        frequent,
        rows.map(({ length }) => length),
      ),
    };
    const sums = Object.fromEntries(
      PARTS.map((part) => [part, isWritten(part) ? summed(state?.sums[part] ?? NOTHING_SUMMED) : sumsOf(parts[part])]),
    ) as Head['parts']; // as: one for each part
    const lengthSteps = stepsOfAll(rows.map(({ length }) => length));
    const head = encodeHead({ essays: this.essays, stems: writer.stemCount, pairs: writer.pairCount, lengthSteps, parts: sums });
    return { isDone: true, parts, head, essays: this.essays };
  }

  /** Where an input's essay stands in the merged segment; undefined if it was dead when the merge began. */
  moved(input: number, docId: number): number | undefined {
    const to = this.inputs[input]?.docIds[docId];
    return to === GONE ? undefined : to;
  }
}

function isWritten(part: PartName): part is WrittenPart {
  return (WRITTEN as readonly PartName[]).includes(part); // as: to ask whether a wider name is in a narrower list
}

/** Those that are not dead, by their new doc ids. */
function living({ docIds: moved, dead }: Input, { docIds, counts }: Holders): Holders {
  if (dead.size === 0) return { docIds: docIds.map((old) => moved[old] ?? GONE), counts };
  const keep = [...docIds.keys()].filter((i) => !dead.has(docIds[i] ?? 0));
  return {
    docIds: Uint32Array.from(keep, (i) => moved[docIds[i] ?? 0] ?? GONE),
    counts: Uint16Array.from(keep, (i) => counts[i] ?? 1),
  };
}

function joined(parts: readonly Holders[]): PostingRange {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return { ...only, from: 0, to: only.docIds.length };
  const to = parts.reduce((sum, { docIds }) => sum + docIds.length, 0);
  const rows = { docIds: new Uint32Array(to), counts: new Uint16Array(to), from: 0, to };
  let at = 0;
  for (const { docIds, counts } of parts) {
    rows.docIds.set(docIds, at);
    rows.counts.set(counts, at);
    at += docIds.length;
  }
  return rows;
}

async function rowsOf({ reader, dead }: Input): Promise<EssayRow[]> {
  const docIds = Array.from({ length: reader.essays }, (_, docId) => docId).filter((docId) => !dead.has(docId));
  const [lengths, dates, sources, ids] = await Promise.all([
    reader.column('lengths', Float32Array),
    reader.column('dates', Int32Array),
    reader.sources(),
    reader.ids(docIds),
  ]);
  return docIds.map((docId, i) => ({
    id: ids[i] as EssayRow['id'], // as: one id for each doc id
    length: lengths[docId] ?? 0,
    minutes: dates[docId] ?? 0,
    source: sources.names[sources.numbers[docId] ?? 0] ?? '',
  }));
}
