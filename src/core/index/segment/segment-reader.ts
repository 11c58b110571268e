/** One segment, read as it is needed: which of the terms asked for it holds, and who holds them. Knows nothing of other segments. */
import type { EssayId } from '../../essay';
import { wholeNumbers } from '../column';
import { ByteReader, bytesOf } from './bytes';
import { hashOf } from './checksum';
import { Damaged } from './damaged';
import { Dictionary, type StemEntry } from './dictionary';
import { decodeSources, idAt, idRange, idStartsBytes } from './essay-columns';
import { decodeHead, type Head, PARTS, type PartName, type ReadPart } from './format';
import { FrequentTerms, frequentTermsHeadBytes } from './frequent-terms';
import { Lengths } from './lengths';
import { bytesOfPair, type PairEntry, PairGroup, readPair } from './pair-group';
import { Part } from './part';
import { type ListPlace, ListReader } from './posting-list';
import type { TermPart } from './term-part';
import { type Voices, voicesOf } from './voices';
import { wordsStarting } from './words';

const LONGEST_TERM = 2_000; // code units; no stem of ours is longer, and a page may hold a word of a million letters

/** A term that this segment holds: a stem's list, a stem among the frequent terms, or a pair's place in a group. */
export type HeldTerm = { readonly holders: number; readonly stem: StemEntry } & (
  | { readonly kind: 'stem' }
  | { readonly kind: 'frequent'; readonly number: number }
  | { readonly kind: 'pair'; readonly pair: PairEntry }
);

export type HeldPair = Extract<HeldTerm, { readonly kind: 'pair' }>;

/** The holders of one term, essays rising. */
export type Holders = { readonly docIds: Uint32Array; readonly counts: Uint16Array };

export class SegmentReader {
  readonly parts: Readonly<Record<PartName, Part>>;
  private dictionary: Dictionary | undefined;
  private frequent: FrequentTerms | undefined;
  private spareSums: Int32Array | undefined;
  private readonly listReader: ListReader;
  private transposed: readonly Holders[] | undefined; // by number among the frequent terms
  private spoken: Voices | undefined;
  private readonly frequentOf = new Map<number, Uint32Array>(); // by a source's number here, then by number among the frequent terms: how many of its essays hold it

  private constructor(
    readonly head: Head,
    read: ReadPart,
    readBytes: number | undefined,
  ) {
    this.listReader = new ListReader(head.essays);
    this.parts = Object.fromEntries(PARTS.map((name) => [name, new Part(name, head.parts[name], read, readBytes)])) as typeof this.parts; // as: one for each name
  }

  /** Reads the head alone. Errors: Damaged. */
  static open(head: Uint8Array, read: ReadPart, readBytes?: number): SegmentReader {
    return new SegmentReader(decodeHead(head), read, readBytes);
  }

  get essays(): number {
    return this.head.essays;
  }

  /**
   * Which of the terms are here; what their holders take to read is in memory afterwards.
   *
   * Shapes  beside the terms; undefined where no essay here holds the term.
   * Cost    three rounds of reads at most, each in few pieces: the dictionary, then lists and groups of pairs, then the pairs' postings.
   */
  async hold(terms: readonly string[]): Promise<readonly (HeldTerm | undefined)[]> {
    const [dictionary, frequent] = await Promise.all([this.stems(), this.frequentTerms()]);
    const known = new Map<string, StemEntry | undefined>();
    const entryOf = (stem: string): StemEntry | undefined => {
      if (!known.has(stem)) known.set(stem, stem.length > LONGEST_TERM ? undefined : dictionary.find(bytesOf(stem)));
      return known.get(stem);
    };
    const { lists, pairs, spots } = this.parts;
    const found = terms.map((term): { readonly stem: StemEntry; readonly second?: number } | undefined => {
      const gap = term.length > 2 * LONGEST_TERM ? -1 : term.indexOf(' ');
      const stem = entryOf(gap < 0 ? term : term.slice(0, gap));
      if (stem === undefined || (gap < 0 && stem.holders === 0)) return undefined;
      if (gap < 0) {
        lists.want(stem.listStart, stem.listEnd);
        return { stem };
      }
      const second = entryOf(term.slice(gap + 1));
      if (second === undefined || stem.pairs === 0) return undefined;
      pairs.want(stem.pairsStart, stem.pairsEnd);
      return { stem, second: second.number };
    });
    await Promise.all([lists.load(), pairs.load()]);
    const held = found.map((one): HeldTerm | undefined => {
      if (one === undefined) return undefined;
      const { stem, second } = one;
      if (second === undefined) return heldStem(stem, frequent);
      const pair = this.group(stem).find(second);
      if (pair === undefined) return undefined;
      const [start, end] = bytesOfPair(pair, this.essays);
      spots.want(stem.spotsStart + start, stem.spotsStart + end);
      if (stem.spotsStart + end > stem.spotsEnd) throw new Damaged('a pair runs past its group');
      return { kind: 'pair', holders: pair.holders, stem, pair };
    });
    await spots.load();
    return held;
  }

  private group({ pairs, pairsStart, pairsEnd }: StemEntry): PairGroup {
    return new PairGroup(this.parts.pairs.bytes, pairsStart, pairsEnd, pairs, this.essays);
  }

  /** The holders of a term that `hold` gave. Cost: of the first frequent term, a pass over all of them; keep to `eachFrequent` where that can be. */
  async holders(term: HeldTerm): Promise<Holders> {
    if (term.kind === 'frequent')
      return (await this.transposedFrequent())[term.number] ?? { docIds: new Uint32Array(0), counts: new Uint16Array(0) };
    if (term.holders > this.essays) throw new Damaged('a term has more holders than there are essays');
    const docIds = new Uint32Array(term.holders);
    const counts = new Uint16Array(term.holders);
    if (term.kind === 'pair') this.fillPair(term, docIds, counts, 0);
    else this.listReader.read(this.parts.lists.bytes, listOf(term), docIds, counts);
    return { docIds, counts };
  }

  /** The holders of a stem by its entry: what a merge goes through in order. */
  async stemHolders(stem: StemEntry): Promise<Holders> {
    if (stem.holders === 0) return { docIds: new Uint32Array(0), counts: new Uint16Array(0) };
    this.parts.lists.want(stem.listStart, stem.listEnd);
    await this.parts.lists.load();
    return this.holders(heldStem(stem, await this.frequentTerms()));
  }

  /** How many essays hold each term, the dead ones left out. Cost: nothing where none is dead; else each is looked for. */
  async liveHolders(terms: readonly (HeldTerm | undefined)[], dead: ReadonlySet<number>): Promise<Uint32Array> {
    const live = Uint32Array.from(terms, (term) => term?.holders ?? 0);
    if (dead.size === 0) return live;
    const asked = Uint32Array.from(dead).sort();
    const lost = new Uint32Array((await this.frequentTerms()).numberOf.size);
    await this.eachFrequent(asked, (_, number) => {
      lost[number] = (lost[number] ?? 0) + 1;
    });
    for (const [i, term] of terms.entries()) {
      if (term === undefined) continue;
      let gone = 0;
      if (term.kind === 'frequent') gone = lost[term.number] ?? 0;
      else this.eachHolder(term, asked, () => gone++);
      live[i] = term.holders - gone;
    }
    return live;
  }

  /** Calls `visit` with each frequent term that these essays hold, essay after essay: their place in `asked`, the frequent term's number, and how often. */
  async eachFrequent(asked: Uint32Array, visit: (place: number, number: number, count: number) => void): Promise<void> {
    const frequent = await this.loadFrequentTerms(asked);
    if (frequent.isEmpty) return;
    asked.forEach((docId, place) => {
      frequent.visit(docId, (number, count) => visit(place, number, count));
    });
  }

  /** Calls `visit` with the place in `asked` of each essay that holds a rare term, and how often. `asked` rises. */
  eachHolder(term: HeldTerm, asked: Uint32Array, visit: (place: number, count: number) => void): void {
    if (term.kind !== 'pair') {
      this.listReader.find(this.parts.lists.bytes, listOf(term), asked, visit);
      return;
    }
    const [docIds, counts] = [new Uint32Array(term.holders), new Uint16Array(term.holders)];
    this.fillPair(term, docIds, counts, 0);
    let place = 0;
    for (let i = 0; i < docIds.length; i++) {
      const docId = docIds[i] ?? 0;
      while ((asked[place] ?? Number.POSITIVE_INFINITY) < docId) place++;
      if (asked[place] === docId) visit(place, counts[i] ?? 1);
    }
  }

  /** Adds one, for every essay that holds the term, to the counter of the group that the essay is in. Not of frequent terms. */
  countHolders(term: HeldTerm, groups: Uint32Array, counters: Uint32Array): void {
    if (term.kind !== 'pair') {
      this.listReader.count(this.parts.lists.bytes, listOf(term), groups, counters);
      return;
    }
    const docIds = new Uint32Array(term.holders);
    this.fillPair(term, docIds, new Uint16Array(term.holders), 0);
    for (const docId of docIds) {
      const group = groups[docId] ?? 0;
      counters[group] = (counters[group] ?? 0) + 1;
    }
  }

  /** How many essays of each of these sources, by their numbers in `voices`, hold each frequent term. Cost: once for each source, its rows. */
  async frequentBySource(sources: readonly number[]): Promise<readonly Uint32Array[]> {
    const { numbers } = await this.voices();
    const terms = (await this.frequentTerms()).numberOf.size;
    const missing = new Map(sources.flatMap((source) => (this.frequentOf.has(source) ? [] : [[source, new Uint32Array(terms)] as const])));
    if (terms > 0 && missing.size > 0) {
      const asked = Uint32Array.from(numbers.keys()).filter((docId) => missing.has(numbers[docId] ?? 0));
      await this.eachFrequent(asked, (place, term) => {
        const held = missing.get(numbers[asked[place] ?? 0] ?? 0);
        if (held !== undefined) held[term] = (held[term] ?? 0) + 1;
      });
    }
    for (const [source, held] of missing) this.frequentOf.set(source, held);
    return sources.map((source) => this.frequentOf.get(source) ?? new Uint32Array(terms));
  }

  /** Adds a stem's part to the sum of every essay that holds it. Not of frequent terms. */
  addStem(term: HeldTerm, part: TermPart, sums: Int32Array): void {
    this.listReader.add(this.parts.lists.bytes, listOf(term), part, sums);
  }

  /** A zero for every essay. The same room again and again: fresh room for each question would be most of its cost. */
  borrowSums(): Int32Array {
    const sums = this.spareSums ?? new Int32Array(this.essays);
    this.spareSums = undefined;
    return sums;
  }

  returnSums(sums: Int32Array): void {
    this.spareSums = sums.fill(0);
  }

  /** Writes the holders of a pair into columns with room for them, from `at` on. */
  fillPair({ stem, pair }: HeldPair, docIds: Uint32Array, counts: Uint16Array, at: number): void {
    readPair(this.parts.spots.bytes, stem.spotsStart, pair, this.essays, docIds, counts, at);
  }

  async frequentTerms(): Promise<FrequentTerms> {
    if (this.frequent !== undefined) return this.frequent;
    const { commons } = this.parts;
    commons.want(0, Math.min(4, commons.length));
    await commons.load();
    const stems = commons.length === 0 ? 0 : new ByteReader(commons.bytes).uint32();
    commons.want(0, Math.min(commons.length, frequentTermsHeadBytes(stems, this.essays)));
    await commons.load();
    this.frequent = new FrequentTerms(commons.bytes, this.essays);
    return this.frequent;
  }

  /** Brings the frequent terms of these essays into memory. */
  private async loadFrequentTerms(docIds: Uint32Array): Promise<FrequentTerms> {
    const frequent = await this.frequentTerms();
    if (frequent.isEmpty) return frequent;
    for (const docId of docIds) {
      const [start, end] = frequent.range(docId);
      this.parts.commons.want(start, end);
    }
    await this.parts.commons.load();
    return frequent;
  }

  async loadAllFrequentTerms(): Promise<FrequentTerms> {
    const frequent = await this.frequentTerms();
    await this.parts.commons.all();
    return frequent;
  }

  private async transposedFrequent(): Promise<readonly Holders[]> {
    if (this.transposed !== undefined) return this.transposed;
    const frequent = await this.loadAllFrequentTerms();
    const columns = Array.from(frequent.numberOf, () => ({ docIds: wholeNumbers(), counts: wholeNumbers() }));
    frequent.visitAll((docId, number, count) => {
      const column = columns[number];
      if (column === undefined) throw new Damaged('a row names a common beyond the last');
      column.docIds.push(docId);
      column.counts.push(count);
    });
    this.transposed = columns.map(({ docIds, counts }) => ({ docIds: docIds.done(), counts: Uint16Array.from(counts.done()) }));
    return this.transposed;
  }

  async stems(): Promise<Dictionary> {
    if (this.dictionary !== undefined) return this.dictionary;
    const [stems, blocks] = await Promise.all([this.parts.stems.all(), this.parts.blocks.all()]);
    this.dictionary = new Dictionary(stems, blocks, this.head.stems);
    return this.dictionary;
  }

  /** A column with four bytes an essay. */
  async column<A extends Float32Array | Int32Array | Uint32Array>(
    name: PartName,
    kind: new (buffer: ArrayBufferLike, at: number, length: number) => A,
  ): Promise<A> {
    const bytes = await this.parts[name].all();
    if (bytes.length !== this.essays * 4) throw new Damaged(`${name} has not one entry an essay`);
    return bytes.byteOffset % 4 === 0
      ? new kind(bytes.buffer, bytes.byteOffset, this.essays)
      : new kind(bytes.slice().buffer, 0, this.essays);
  }

  /** What scores are divided by here, where essays have this length on average. */
  async lengths(average: number): Promise<Lengths> {
    const [own, shares] = await Promise.all([this.column('lengths', Float32Array), this.parts.shares.all()]);
    return new Lengths(average, own, shares);
  }

  async words(prefix: string): Promise<string[]> {
    const [words, stops] = await Promise.all([this.parts.words.all(), this.parts.stops.all()]);
    return wordsStarting(words, stops, prefix);
  }

  async sources(): Promise<{ readonly numbers: Uint16Array; readonly names: readonly string[] }> {
    return decodeSources(await this.parts.sources.all(), this.essays);
  }

  async voices(): Promise<Voices> {
    if (this.spoken === undefined) {
      const [column, lengths] = await Promise.all([this.parts.sources.all(), this.column('lengths', Float32Array)]);
      this.spoken = voicesOf(column, lengths);
    }
    return this.spoken;
  }

  /** Beside the doc ids asked for. Cost: reads only the ids around them. */
  async ids(docIds: readonly number[]): Promise<EssayId[]> {
    const { ids } = this.parts;
    ids.want(0, Math.min(ids.length, idStartsBytes(this.essays)));
    await ids.load();
    for (const docId of docIds) {
      const [start, end] = idRange(ids.bytes, this.essays, docId);
      ids.want(start, end);
    }
    await ids.load();
    return docIds.map((docId) => idAt(ids.bytes, this.essays, docId));
  }

  /** Where the essays with these ids stand here: id → doc id. Cost: one pass over a number an essay. */
  async find(asked: ReadonlySet<EssayId>): Promise<Map<EssayId, number>> {
    const hashes = new Set([...asked].map(hashOf));
    const keys = await this.column('keys', Uint32Array);
    const candidates: number[] = [];
    for (let docId = 0; docId < keys.length; docId++) if (hashes.has(keys[docId] ?? 0)) candidates.push(docId);
    const ids = await this.ids(candidates);
    return new Map(ids.flatMap((id, i) => (asked.has(id) ? [[id, candidates[i] ?? 0] as const] : [])));
  }
}

function listOf({ stem, holders }: HeldTerm): ListPlace {
  return { start: stem.listStart, end: stem.listEnd, holders };
}

function heldStem(stem: StemEntry, frequent: FrequentTerms): HeldTerm {
  const { number, holders } = stem;
  const among = stem.listStart === stem.listEnd ? frequent.numberOf.get(number) : undefined;
  if (among !== undefined) return { kind: 'frequent', holders, stem, number: among };
  if (stem.listStart === stem.listEnd) throw new Damaged('a stem has lost its list');
  return { kind: 'stem', holders, stem };
}
