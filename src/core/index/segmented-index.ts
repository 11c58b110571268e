/**
 * The index of a library: some immutable segments, read as one. Every question is answered from the version it was opened on;
 * changes make a new version beside it (growth.ts) and never touch bytes that are there.
 */
import type { EssayId } from '../essay';
import type { Manifest } from './manifest';
import { Damaged } from './segment/damaged';
import type { ReadPart } from './segment/format';
import { Merge, type MergeInput } from './segment/merge';
import { type Accepts, type Scored, SegmentScan, type WeightedTerm } from './segment/nearest';
import { type HeldTerm, SegmentReader } from './segment/segment-reader';
import type { Found, Postings, TermIndex } from './term-index';
import { rarity, usage } from './weigh';

export type ReadSegment = (segment: string, ...ask: Parameters<ReadPart>) => ReturnType<ReadPart>;

export type QueryTerm = { readonly term: string; readonly weight: number }; // weight: before rarity, as `usage` gives it
export type Near = {
  readonly ordinal: number; // over all segments
  readonly id: EssayId;
  readonly score: number; // the product of the page's and the essay's vectors, divided by the essay's length
  readonly shared: readonly { readonly term: number; readonly part: number }[]; // term: its place in the question; parts sum to the score
};
export type Nearest = {
  readonly near: readonly Near[]; // best first; equal scores by id
  readonly rarities: Float64Array; // beside the terms; of one that nobody holds, too
};
export type NearOptions = {
  readonly count: number;
  /** 'own': the length of the essay's usages, exact for ever. 'rare': with rarity, by the statistics when the essay was added. */
  readonly lengths: 'own' | 'rare';
  readonly accepts?: Accepts; // by ordinal over all segments
};

type Opened = {
  readonly reader: SegmentReader;
  readonly base: number;
  readonly dead: ReadonlySet<number>;
  readonly name: string;
  readonly head: Uint8Array;
};
const ALL: Accepts = () => true;
const COLUMN = { own: 'lengths', rare: 'rarities' } as const;

export class SegmentedIndex implements TermIndex {
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
      const reader = known?.reader ?? SegmentReader.open(head, (...ask) => read(name, ...ask));
      if (reader.essays !== essays) throw new Damaged('a segment is not the one it was');
      const one = { reader, base, dead: new Set(dead), name, head };
      base += essays;
      return one;
    });
    const index = new SegmentedIndex(manifest, opened);
    if (before?.merging?.name === manifest.merge?.name) index.merging = before?.merging;
    return index;
  }

  /** Ordinals given out, those of removed essays included. */
  get size(): number {
    return this.opened.reduce((sum, { reader }) => sum + reader.essays, 0);
  }

  /** Essays that are there. */
  get live(): number {
    return this.opened.reduce((sum, { reader, dead }) => sum + reader.essays - dead.size, 0);
  }

  /** Every posting of every term: for small indexes and for those who weigh otherwise. `nearest` does not look at most of them. */
  async find(terms: readonly string[]): Promise<Found> {
    const [postings, lengths] = await Promise.all([this.allPostings(terms), this.lengths('rare')]);
    return { postings, lengths };
  }

  /** As `find`, without the lengths. */
  async allPostings(terms: readonly string[]): Promise<(Postings | undefined)[]> {
    const held = await this.hold(terms);
    return Promise.all(terms.map((_, term) => this.postings(held.map((one) => one[term]))));
  }

  /** By ordinal: how long an essay's vector is, 'own' without rarity, 'rare' with it. */
  async lengths(which: NearOptions['lengths']): Promise<Float32Array> {
    const lengths = new Float32Array(this.size);
    for (const { reader, base } of this.opened) lengths.set(await reader.column(COLUMN[which], Float32Array), base);
    return lengths;
  }

  /** The words that essays here are written with and that begin so, small letters, sorted, each once. Cost: reads the words that begin so. */
  async words(prefix: string): Promise<string[]> {
    const found = await Promise.all(this.opened.map(({ reader }) => reader.words(prefix)));
    return [...new Set(found.flat())].sort();
  }

  private async postings(held: readonly (HeldTerm | undefined)[]): Promise<Postings | undefined> {
    const ordinals: number[] = [];
    const weights: number[] = [];
    for (const [i, { reader, base, dead }] of this.opened.entries()) {
      const term = held[i];
      if (term === undefined) continue;
      const holders = await reader.holders(term);
      holders.ordinals.forEach((ordinal, at) => {
        if (dead.has(ordinal)) return;
        ordinals.push(base + ordinal);
        weights.push(usage(holders.counts[at] ?? 1, term.kind === 'pair'));
      });
    }
    return ordinals.length === 0 ? undefined : { ordinals: Uint32Array.from(ordinals), weights: Float32Array.from(weights) };
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
  async nearest(question: readonly QueryTerm[], { count, lengths, accepts = ALL }: NearOptions): Promise<Nearest> {
    const held = await this.hold(question.map(({ term }) => term));
    const holders = await this.holdersOf(question.length, held);
    const live = this.live;
    const rarities = Float64Array.from(holders, (holding) => rarity(holding, live));
    const scans = await Promise.all(
      this.opened.map(async ({ reader, base, dead }, i) => {
        const terms = question.flatMap(({ weight }, term): WeightedTerm[] => {
          const one = held[i]?.[term];
          return one === undefined ? [] : [{ held: one, term, weight: weight * (rarities[term] ?? 0) ** 2 }];
        });
        const own = await reader.column('lengths', Float32Array);
        const divisors = await reader.column(COLUMN[lengths], Float32Array);
        const isIn: Accepts = (ordinal) => !dead.has(ordinal) && accepts(base + ordinal);
        return { base, scan: new SegmentScan(reader, terms, divisors, own, await reader.parts.shares.all(), isIn) };
      }),
    );
    for (const { scan } of scans) scan.addRare();
    let floor = Math.max(0, ...scans.map(({ scan }) => scan.floor(count)));
    const found: (Scored & { readonly i: number })[] = [];
    for (const [i, { scan }] of scans.entries()) {
      for (const one of await scan.candidates(floor, count)) found.push({ ...one, i });
      floor = Math.max(floor, nthBest(found, count));
    }
    const near = await this.named(
      found,
      count,
      scans.map(({ scan }) => scan),
    );
    for (const { scan } of scans) scan.end();
    return { near, rarities };
  }

  /** The best of what was found, by score and then by id, with what they share. */
  private async named(found: readonly (Scored & { readonly i: number })[], count: number, scans: readonly SegmentScan[]): Promise<Near[]> {
    const floor = nthBest(found, count);
    const candidates = found.filter(({ score }) => score >= floor); // more than `count` where scores are equal
    const bases = this.opened.map(({ base }) => base);
    const ordinals = candidates.map(({ i, ordinal }) => (bases[i] ?? 0) + ordinal);
    const ids = await this.ids(ordinals);
    const ranked = candidates
      .map((one, at) => ({ ...one, at: ordinals[at] ?? 0, id: ids[at] as EssayId })) // as: one id for each ordinal
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, count);
    const shared = await Promise.all(scans.map((scan, i) => scan.shared(ranked.flatMap((one) => (one.i === i ? one.ordinal : [])))));
    return ranked.map(({ i, ordinal, at, id, score }) => ({ ordinal: at, id, score, shared: shared[i]?.get(ordinal) ?? [] }));
  }

  async ids(ordinals: readonly number[]): Promise<EssayId[]> {
    const ids = new Array<EssayId>(ordinals.length);
    for (const { reader, base } of this.opened) {
      const mine = ordinals.flatMap((ordinal, at) => (ordinal >= base && ordinal < base + reader.essays ? at : []));
      if (mine.length === 0) continue;
      const found = await reader.ids(mine.map((at) => (ordinals[at] ?? 0) - base));
      mine.forEach((at, i) => {
        ids[at] = found[i] as EssayId;
      }); // as: one id for each ordinal
    }
    return ids;
  }

  /** Where these essays stand; those that are not here are left out. For filters such as "saved". */
  async ordinals(ids: Iterable<EssayId>): Promise<Map<EssayId, number>> {
    const asked = new Set(ids);
    const found = new Map<EssayId, number>();
    for (const { reader, base, dead } of this.opened) {
      for (const [id, ordinal] of await reader.find(asked)) if (!dead.has(ordinal)) found.set(id, base + ordinal);
    }
    return found;
  }

  /** Says of an ordinal whether its essay is from one of these sources and not older than `since`. */
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
    return (ordinal) => {
      const one = columns.find(({ end }) => ordinal < end);
      if (one === undefined) return false;
      const at = ordinal - one.base;
      if (one.dates !== undefined && (one.dates[at] ?? 0) < (minutes ?? 0)) return false;
      return one.sources === undefined || sources?.has(one.sources.names[one.sources.numbers[at] ?? 0] ?? '') === true;
    };
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

function nthBest(found: readonly Scored[], count: number): number {
  if (found.length < count) return 0;
  return found.map(({ score }) => score).sort((a, b) => b - a)[count - 1] ?? 0;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
