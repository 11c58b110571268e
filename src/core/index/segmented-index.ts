/**
 * The index of a library: some immutable segments, read as one. Every question is answered from the version it was opened on;
 * changes make a new version beside it (growth.ts) and never touch bytes that are there.
 */
import type { EssayId } from '../essay';
import { Fairness } from './fairness';
import type { Manifest } from './manifest';
import { Damaged } from './segment/damaged';
import type { ReadPart } from './segment/format';
import { Merge, type MergeInput } from './segment/merge';
import { type HeldTerm, SegmentReader } from './segment/segment-reader';
import { type Candidate, type Explained, TopK, type WeightedTerm } from './segment/top-k';
import type { Accepts, Near, NearOptions, TermIndex, Weigh } from './term-index';
import { usage } from './weigh';

/** Gives what reads one segment. Called once for each that is opened, so that whatever is kept between two reads goes when the segment does. */
export type ReadSegment = {
  (segment: string): ReadPart;
  readonly readBytes?: number; // what a read costs beside its bytes, in bytes: so much is rather read than left out. For a database's Blobs if absent
};

/** The essays that hold one term, one entry an essay, doc ids rising. */
export type Postings = {
  readonly docIds: Uint32Array; // over all segments
  readonly usages: Float32Array; // how much the essay uses the term
};

type Opened = {
  readonly reader: SegmentReader;
  readonly base: number;
  readonly dead: ReadonlySet<number>;
  readonly name: string;
  readonly head: Uint8Array;
};

export class SegmentedIndex implements TermIndex {
  private fair: Promise<Fairness> | undefined;
  private quiet: { readonly source: string; readonly others: Promise<SegmentedIndex> } | undefined;
  private merging: { readonly name: string; readonly merge: Merge } | undefined;

  private constructor(
    readonly manifest: Manifest,
    private readonly opened: readonly Opened[],
  ) {}

  /**
   * Reads nothing yet.
   *
   * Shapes  what `before` has in memory of segments that are still there is kept: a new version costs no reading again.
   * Errors  Damaged if a head is not whole.
   */
  static open(manifest: Manifest, read: ReadSegment, before?: SegmentedIndex): SegmentedIndex {
    let base = 0;
    const opened = manifest.segments.map(({ name, essays, head, dead }) => {
      const known = before?.opened.find((one) => one.name === name && isSame(one.head, head));
      const reader = known?.reader ?? SegmentReader.open(head, read(name), read.readBytes);
      if (reader.essays !== essays) throw new Damaged('a segment is not the one it was');
      const one = { reader, base, dead: new Set(dead), name, head };
      base += essays;
      return one;
    });
    const index = new SegmentedIndex(manifest, opened);
    if (before?.merging?.name === manifest.merge?.name) index.merging = before?.merging;
    return index;
  }

  /** Doc ids given out, those of removed essays included. */
  get size(): number {
    return this.opened.reduce((sum, { reader }) => sum + reader.essays, 0);
  }

  /** Essays that are there. */
  get live(): number {
    return this.opened.reduce((sum, { reader, dead }) => sum + reader.essays - dead.size, 0);
  }

  /** Reads what every question reads: the lists of stems and of frequent terms, and the lengths. Errors: Damaged. */
  async getReady(): Promise<void> {
    await Promise.all(this.opened.flatMap(({ reader }): Promise<unknown>[] => [reader.stems(), reader.frequentTerms(), reader.lengths(0)]));
  }

  /** Every posting of every term, for those who weigh otherwise. `nearest` does not look at most of them. */
  async postings(terms: readonly string[]): Promise<(Postings | undefined)[]> {
    const held = await this.hold(terms);
    return Promise.all(terms.map((_, term) => this.postingsOf(held.map((one) => one[term]))));
  }

  /** By doc id: how long an essay's vector of usages is. */
  async lengths(): Promise<Float32Array> {
    const lengths = new Float32Array(this.size);
    for (const { reader, base } of this.opened) lengths.set(await reader.column('lengths', Float32Array), base);
    return lengths;
  }

  /** By doc id: when an essay is dated, in minutes since 1970; of those without a date, 0 or less. */
  async minutes(): Promise<Int32Array> {
    const minutes = new Int32Array(this.size);
    for (const { reader, base } of this.opened) minutes.set(await reader.column('dates', Int32Array), base);
    return minutes;
  }

  /** The words that essays here are written with and that begin so, small letters, sorted, each once. Cost: reads the words that begin so. */
  async words(prefix: string): Promise<string[]> {
    const found = await Promise.all(this.opened.map(({ reader }) => reader.words(prefix)));
    return [...new Set(found.flat())].sort();
  }

  private async postingsOf(held: readonly (HeldTerm | undefined)[]): Promise<Postings | undefined> {
    const docIds: number[] = [];
    const usages: number[] = [];
    for (const [i, { reader, base, dead }] of this.opened.entries()) {
      const term = held[i];
      if (term === undefined) continue;
      const holders = await reader.holders(term);
      holders.docIds.forEach((docId, at) => {
        if (dead.has(docId)) return;
        docIds.push(base + docId);
        usages.push(usage(holders.counts[at] ?? 1, term.kind === 'pair'));
      });
    }
    return docIds.length === 0 ? undefined : { docIds: Uint32Array.from(docIds), usages: Float32Array.from(usages) };
  }

  private hold(terms: readonly string[]): Promise<readonly (readonly (HeldTerm | undefined)[])[]> {
    return Promise.all(this.opened.map(({ reader }) => reader.hold(terms)));
  }

  /** How many essays hold each term: exact, the removed ones not counted. */
  async holders(terms: readonly string[]): Promise<Uint32Array> {
    return this.holdersOf(terms.length, await this.hold(terms));
  }

  private async holdersOf(terms: number, held: readonly (readonly (HeldTerm | undefined)[])[]): Promise<Uint32Array> {
    const holders = new Uint32Array(terms);
    for (const [i, { reader, dead }] of this.opened.entries()) {
      const counts = await reader.liveHolders(held[i] ?? [], dead);
      counts.forEach((count, term) => {
        holders[term] = (holders[term] ?? 0) + count;
      });
    }
    return holders;
  }

  /**
   * The essays that speak most to a page, in the very order a plain scan gives.
   *
   * Errors  Damaged where bytes are not what was written.
   */
  async nearest(terms: readonly string[], weigh: Weigh, { count, least = 0, accepts }: NearOptions): Promise<Near[]> {
    const held = await this.hold(terms);
    const fairness = await this.fairness();
    const { holders, stuffed } = await fairness.counted(await this.holdersOf(terms.length, held), held);
    const weights = weigh(holders, this.live, stuffed);
    const average = fairness.usualLength;
    const scans = await Promise.all(
      this.opened.map(async ({ reader, base, dead }, i) => {
        const weighted = terms.flatMap((_, term): WeightedTerm[] => {
          const [one, weight = 0] = [held[i]?.[term], weights[term]];
          return one === undefined || !(weight > 0) ? [] : [{ held: one, term, weight }];
        });
        const isIn: Accepts = (docId) => !dead.has(docId) && (accepts === undefined || accepts(base + docId));
        const isAsked = dead.size > 0 || accepts !== undefined;
        return new TopK(reader, weighted, await reader.lengths(average), isAsked ? isIn : undefined);
      }),
    );
    for (const scan of scans) scan.addRare(least, count);
    let floor = Math.max(least, ...scans.map((scan) => scan.floor(count)));
    const inSight: (Candidate & { readonly scan: TopK })[] = [];
    for (const scan of scans) {
      for (const one of await scan.candidates(floor, count)) inSight.push({ ...one, scan });
      floor = Math.max(
        floor,
        nthBest(
          inSight.map((one) => one.least),
          count,
        ),
      );
    }
    for (const scan of scans) scan.end();
    const found: (Explained & { readonly base: number })[] = [];
    for (const [i, scan] of scans.entries()) {
      const docIds = inSight.flatMap((one) => (one.scan === scan && one.most >= floor ? one.docId : []));
      const base = this.opened[i]?.base ?? 0;
      for (const one of await scan.explain(Uint32Array.from(docIds))) if (one.score > 0 && one.score >= least) found.push({ ...one, base });
    }
    return this.named(found, count);
  }

  /** The best of what was found, by score and then by id. */
  private async named(found: readonly (Explained & { readonly base: number })[], count: number): Promise<Near[]> {
    const floor = nthBest(
      found.map(({ score }) => score),
      count,
    );
    const best = found.filter(({ score }) => score >= floor); // more than `count` where scores are equal
    const ids = await this.ids(best.map(({ base, docId }) => base + docId));
    return best
      .map(({ base, docId, score, parts }, at) => ({ docId: base + docId, score, shared: parts, id: ids[at] as EssayId })) // as: one id for each doc id
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, count);
  }

  private fairness(): Promise<Fairness> {
    this.fair ??= Fairness.among(this.opened);
    return this.fair;
  }

  async ids(docIds: readonly number[]): Promise<EssayId[]> {
    const ids = new Array<EssayId>(docIds.length);
    for (const { reader, base } of this.opened) {
      const mine = docIds.flatMap((docId, at) => (docId >= base && docId < base + reader.essays ? at : []));
      if (mine.length === 0) continue;
      const found = await reader.ids(mine.map((at) => (docIds[at] ?? 0) - base));
      mine.forEach((at, i) => {
        ids[at] = found[i] as EssayId;
      }); // as: one id for each doc id
    }
    return ids;
  }

  /** Where these essays stand; those that are not here are left out. For filters such as "saved". */
  async docIds(ids: Iterable<EssayId>): Promise<Map<EssayId, number>> {
    const asked = new Set(ids);
    const found = new Map<EssayId, number>();
    for (const { reader, base, dead } of this.opened) {
      for (const [id, docId] of await reader.find(asked)) if (!dead.has(docId)) found.set(id, base + docId);
    }
    return found;
  }

  /** Says of a doc id whether its essay is from one of these sources and not older than `since`. */
  async filter({ sources, since }: { readonly sources?: ReadonlySet<string>; readonly since?: number }): Promise<Accepts> {
    const minutes = since === undefined ? undefined : Math.ceil(since / 60_000);
    const columns = await Promise.all(
      this.opened.map(async ({ reader, base }) => ({
        base,
        end: base + reader.essays,
        sources: sources && (await reader.sources()),
        dates: minutes === undefined ? undefined : await reader.column('dates', Int32Array),
      })),
    );
    return (docId) => {
      const one = columns.find(({ end }) => docId < end);
      if (one === undefined) return false;
      const at = docId - one.base;
      if (one.dates !== undefined && (one.dates[at] ?? 0) < (minutes ?? 0)) return false;
      return one.sources === undefined || sources?.has(one.sources.names[one.sources.numbers[at] ?? 0] ?? '') === true;
    };
  }

  async besides(source: string): Promise<Accepts | undefined> {
    const names = await Promise.all(this.opened.map(async ({ reader }) => (await reader.sources()).names));
    if (names.flat().every((name) => name === source)) return undefined;
    const isFrom = await this.filter({ sources: new Set([source]) });
    return (docId) => !isFrom(docId);
  }

  /** Kept for the next question: whoever stuffs its essays does it beside every page. */
  async without(source: string): Promise<SegmentedIndex> {
    if (this.quiet?.source !== source) this.quiet = { source, others: this.othersThan(source) };
    return this.quiet.others;
  }

  private async othersThan(source: string): Promise<SegmentedIndex> {
    const opened = this.opened.map(async (one): Promise<Opened> => {
      const { names, numbers } = await one.reader.sources();
      const silenced = [...numbers.keys()].filter((docId) => names[numbers[docId] ?? 0] === source);
      return { ...one, dead: new Set([...one.dead, ...silenced]) };
    });
    return new SegmentedIndex(this.manifest, await Promise.all(opened));
  }

  /** The merge with this name, opened once for all its steps while this version lives. */
  async mergeOf(name: string, inputs: readonly MergeInput[]): Promise<Merge> {
    if (this.merging?.name !== name) this.merging = { name, merge: await Merge.open(inputs) };
    return this.merging.merge;
  }

  /** What a change or a merge works on. */
  segments(): readonly Opened[] {
    return this.opened;
  }
}

function nthBest(scores: number[], count: number): number {
  return scores.length < count ? 0 : (scores.sort((a, b) => b - a)[count - 1] ?? 0);
}

/** Heads end with their checksum. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.subarray(-4).every((byte, at) => byte === b[b.length - 4 + at]);
}
