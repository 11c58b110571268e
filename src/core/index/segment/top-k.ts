/**
 * The essays of one segment that speak most to a page, exactly as a plain scan would order them, without looking at most of its postings.
 * Knows weights that were worked out for it; rarity across segments is its caller's.
 */

import { wholeNumbers } from '../column';
import type { Accepts, SharedPart } from '../term-index';
import { pivoted } from '../weigh';
import type { Lengths } from './lengths';
import type { HeldPair, HeldTerm, Holders, SegmentReader } from './segment-reader';
import { coarseUnit, GRAIN, grainsOf, TermPart } from './term-part';

const FEW = 24; // one in so many essays: beyond that, asking each candidate for its frequent terms costs more than a pass over all

const SIEVE = 4096;

/** One term of the question that the segment holds. */
export type WeightedTerm = { readonly held: HeldTerm; readonly weight: number; readonly term: number }; // term: its place in the question
type WeightedPair = WeightedTerm & { readonly held: HeldPair };

/** Between what its score is at least and at most: sums are coarse until candidates are explained. */
export type Candidate = { readonly docId: number; readonly least: number; readonly most: number };

/** An essay's whole score, and the terms of the question that it holds with what each gives, in the question's order. */
export type Explained = { readonly docId: number; readonly score: number; readonly parts: readonly SharedPart[] };

/** What one segment knows about one question. Sums are in coarse steps. */
export class TopK {
  private readonly stems: WeightedTerm[] = [];
  private readonly pairs: WeightedPair[] = [];
  private readonly frequent = new Map<number, WeightedTerm>();
  private readonly unit: number; // what a step is worth
  private readonly slack: number; // steps: more than all rounding of a sum can come to
  private readonly sums: Int32Array;
  private touched = new Uint32Array(0); // by a pair: where the best mostly are
  private pairHolders: Holders = { docIds: new Uint32Array(0), counts: new Uint16Array(0) }; // of pair after pair

  /** `accepts` is left out where every essay counts: asking for each of a hundred thousand takes longer than adding up. */
  constructor(
    private readonly segment: SegmentReader,
    terms: readonly WeightedTerm[],
    private readonly lengths: Lengths,
    private readonly accepts: Accepts | undefined,
  ) {
    this.sums = segment.borrowSums();
    this.unit = coarseUnit(terms.map(({ weight }) => weight));
    this.slack = terms.length + 2;
    for (const term of terms) {
      const { held } = term;
      if (held.kind === 'frequent') this.frequent.set(held.number, term);
      else if (held.kind === 'pair') this.pairs.push({ ...term, held });
      else this.stems.push(term);
    }
  }

  /** The sums go back for the next question. Nothing but `explain` may be asked of this one afterwards. */
  end(): void {
    this.segment.returnSums(this.sums);
  }

  /** Adds up what the rare terms give; every score below is a lower bound after that. */
  addRare(): void {
    this.addPairs();
    for (const { held, weight } of this.stems) this.segment.addStem(held, new TermPart(weight, this.unit, false), this.sums);
  }

  /** Remembers who holds them: there are few, and why an essay is near is asked next. */
  private addPairs(): void {
    const { segment, sums } = this;
    const all = this.pairs.reduce((sum, { held }) => sum + held.holders, 0);
    const [docIds, counts] = [new Uint32Array(all), new Uint16Array(all)];
    const touched = new Uint32Array(Math.min(all, sums.length));
    let touches = 0;
    let at = 0;
    for (const { held, weight } of this.pairs) {
      const part = new TermPart(weight, this.unit, true);
      segment.fillPair(held, docIds, counts, at);
      for (const end = at + held.holders; at < end; at++) {
        const docId = docIds[at] ?? 0;
        const [sum, more] = [sums[docId] ?? 0, part.of(counts[at] ?? 1)];
        if (sum === 0 && more > 0) touched[touches++] = docId; // each once
        sums[docId] = sum + more;
      }
    }
    this.touched = touched.subarray(0, touches);
    this.pairHolders = { docIds, counts };
  }

  /**
   * The essays that may be among the best `count` and score at least `least`.
   *
   * The rest of a score is what the frequent terms give. It is a product of two vectors, so at most the product of their lengths
   * (Cauchy and Schwarz): that of the question's frequent terms and that of the essay's. In practice it leaves a few dozen.
   */
  async candidates(least: number, count: number): Promise<Candidate[]> {
    const rest = this.restWeight();
    const found = this.reaching(least, rest);
    if (rest === 0) return this.bounded(found);
    if (found.length * FEW <= this.sums.length) {
      await this.addFrequent(found);
      return this.bounded(found);
    }
    await this.addAllFrequent();
    return this.bounded(this.reaching(Math.max(least, this.nthBest(count)), 0));
  }

  private reaching(least: number, rest: number): Uint32Array {
    const { sums, accepts, slack } = this;
    const { own, shares, average } = this.lengths;
    // A bound, so the arithmetic of `pivoted` may be rounded otherwise here: what it can differ by is far within the slack.
    const flat = (pivoted(0, average) * least) / this.unit - slack;
    const steep = ((pivoted(1, 0) - pivoted(0, 0)) * least) / this.unit;
    const perShare = rest / 255;
    const never = rest <= steep ? Math.max(1, Math.floor(flat)) : rest > 0 ? 0 : 1; // below it no length helps; asked first, since nearly all fail
    const found = wholeNumbers();
    for (let docId = 0; docId < sums.length; docId++) {
      const sum = sums[docId] ?? 0;
      if (sum < never) continue;
      const length = own[docId] ?? 0;
      const most = sum + perShare * length * (shares[docId] ?? 0);
      if (most >= flat + steep * length && most > 0 && (accepts === undefined || accepts(docId))) found.push(docId);
    }
    return found.done();
  }

  /** A score that `count` essays reach already: a floor for the best `count`. 0 if that few are in sight. */
  floor(count: number): number {
    return this.touched.length < count ? 0 : this.nthBest(count, this.touched);
  }

  /** What the last of the best `count` scores at least, as far as it is added up. 0 if there are fewer. */
  private nthBest(count: number, among?: Uint32Array): number {
    const { sums, lengths, accepts, slack } = this;
    const best = new Float64Array(count);
    for (let i = 0; i < (among ?? sums).length; i++) {
      const docId = among === undefined ? i : (among[i] ?? 0);
      const sum = (sums[docId] ?? 0) - slack;
      if (sum <= 0) continue;
      const divisor = lengths.divisor(docId);
      if (sum <= (best[0] ?? 0) * divisor) continue; // nearly all, and multiplying is cheaper
      const score = sum / divisor;
      if (score > (best[0] ?? 0) && (accepts === undefined || accepts(docId))) pushUp(best, score);
    }
    return (best[0] ?? 0) * this.unit;
  }

  /** In steps. */
  private restWeight(): number {
    let squares = 0;
    for (const { weight } of this.frequent.values()) squares += weight * weight;
    return Math.sqrt(squares) / this.unit;
  }

  private bounded(docIds: Uint32Array): Candidate[] {
    return Array.from(docIds, (docId) => {
      const sum = this.sums[docId] ?? 0;
      const step = this.unit / this.lengths.divisor(docId);
      return { docId, least: Math.max(0, sum - this.slack) * step, most: (sum + this.slack) * step };
    });
  }

  private async addFrequent(docIds: Uint32Array): Promise<void> {
    if (this.frequent.size === 0) return;
    const parts = await this.frequentParts();
    await this.segment.eachFrequent(docIds, (place, number, count) => {
      const [part, docId] = [parts[number], docIds[place] ?? 0];
      if (part !== undefined) this.sums[docId] = (this.sums[docId] ?? 0) + part.of(count);
    });
  }

  private async addAllFrequent(): Promise<void> {
    const frequent = await this.segment.loadAllFrequentTerms();
    frequent.addAll(await this.frequentParts(), this.sums);
  }

  /** By number among the frequent terms. */
  private async frequentParts(): Promise<readonly (TermPart | undefined)[]> {
    const { numberOf } = await this.segment.frequentTerms();
    return Array.from({ length: numberOf.size }, (_, number) => {
      const term = this.frequent.get(number);
      return term && new TermPart(term.weight, this.unit, false);
    });
  }

  /** Beside the doc ids, which rise. Cost: each list of the question is searched for them, not read. */
  async explain(docIds: Uint32Array): Promise<Explained[]> {
    const sums = new Float64Array(docIds.length); // grains
    const parts = Array.from(docIds, () => [] as SharedPart[]);
    const note = (place: number, { term, weight, held }: WeightedTerm, count: number): void => {
      const grains = grainsOf(weight, held.kind === 'pair', count);
      sums[place] = (sums[place] ?? 0) + grains;
      parts[place]?.push({ term, part: (grains * GRAIN) / this.lengths.divisor(docIds[place] ?? 0) });
    };
    if (docIds.length > 0) {
      for (const term of this.stems) this.segment.eachHolder(term.held, docIds, (place, count) => note(place, term, count));
      this.eachPairHolder(docIds, note);
      await this.segment.eachFrequent(docIds, (place, number, count) => {
        const term = this.frequent.get(number);
        if (term !== undefined) note(place, term, count);
      });
    }
    return Array.from(docIds, (docId, place): Explained => {
      const score = ((sums[place] ?? 0) * GRAIN) / this.lengths.divisor(docId);
      return { docId, score, parts: (parts[place] ?? []).sort((a, b) => a.term - b.term) };
    });
  }

  private eachPairHolder(asked: Uint32Array, visit: (place: number, term: WeightedTerm, count: number) => void): void {
    const { docIds, counts } = this.pairHolders;
    const places = new Map([...asked].map((docId, place) => [docId, place]));
    const isNear = new Uint8Array(SIEVE); // few of them pass, and a look at this is cheaper
    for (const docId of asked) isNear[docId % SIEVE] = 1;
    let at = 0;
    for (const term of this.pairs) {
      for (const end = at + term.held.holders; at < end; at++) {
        const docId = docIds[at] ?? 0;
        const place = isNear[docId % SIEVE] === 1 ? places.get(docId) : undefined;
        if (place !== undefined) visit(place, term, counts[at] ?? 1);
      }
    }
  }
}

/** In place of the smallest of `best`, which stands first: a heap. */
function pushUp(best: Float64Array, score: number): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= best.length) break;
    const child = (best[left + 1] ?? Number.POSITIVE_INFINITY) < (best[left] ?? 0) ? left + 1 : left;
    const held = best[child] ?? 0;
    if (held >= score) break;
    best[at] = held;
    at = child;
  }
  best[at] = score;
}
