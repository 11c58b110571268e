/**
 * The essays of one segment that speak most to a page, exactly as a plain scan would order them, without looking at most of its postings.
 * Knows weights that were worked out for it; rarity across segments is its caller's.
 */

import { wholeNumbers } from '../column';
import type { Accepts, SharedPart } from '../term-index';
import { pivoted } from '../weigh';
import type { Lengths } from './lengths';
import type { HeldTerm, Holders, SegmentReader } from './segment-reader';
import { GRAIN, TermPart } from './term-part';

const SLACK = 2 ** 16; // grains: more than all rounding of a bound can come to
const FEW = 24; // one in so many essays: beyond that, asking each candidate for its commons costs more than a pass over all

/** One term of the question that the segment holds. */
export type WeightedTerm = { readonly held: HeldTerm; readonly weight: number; readonly term: number }; // term: its place in the question

export type Scored = { readonly ordinal: number; readonly score: number };

/** What one segment knows about one question. Sums are whole grains. */
export class SegmentScan {
  private readonly stems: WeightedTerm[] = [];
  private readonly pairs: WeightedTerm[] = [];
  private readonly commons = new Map<number, WeightedTerm>();
  private readonly sums: Float64Array;
  private touched = new Uint32Array(0); // by a pair: where the best mostly are
  private pairHolders: Holders = { ordinals: new Uint32Array(0), counts: new Uint16Array(0) }; // of pair after pair

  /** `accepts` is left out where every essay counts: asking for each of a hundred thousand takes longer than adding up. */
  constructor(
    private readonly segment: SegmentReader,
    terms: readonly WeightedTerm[],
    private readonly lengths: Lengths,
    private readonly accepts: Accepts | undefined,
  ) {
    this.sums = segment.borrowSums();
    for (const term of terms) {
      if (term.held.kind === 'common') this.commons.set(term.held.number, term);
      else if (term.held.kind === 'pair') this.pairs.push(term);
      else this.stems.push(term);
    }
  }

  /** The sums go back for the next question. Nothing but `shared` may be asked of this one afterwards. */
  end(): void {
    this.segment.returnSums(this.sums);
  }

  /** Adds up what the rare terms give; every score below is a lower bound after that. */
  addRare(): void {
    this.addPairs();
    for (const { held, weight } of this.stems) this.segment.addStem(held, new TermPart(weight, false), this.sums);
  }

  /** Remembers who holds them: there are few, and why an essay is near is mostly asked next. */
  private addPairs(): void {
    const { segment, sums } = this;
    const all = this.pairs.reduce((sum, { held }) => sum + held.holders, 0);
    const [ordinals, counts] = [new Uint32Array(all), new Uint16Array(all)];
    const touched = new Uint32Array(Math.min(all, sums.length));
    let touches = 0;
    let at = 0;
    for (const { held, weight } of this.pairs) {
      const part = new TermPart(weight, true);
      segment.fill(held, ordinals.subarray(at, at + held.holders), counts.subarray(at, at + held.holders));
      for (const end = at + held.holders; at < end; at++) {
        const ordinal = ordinals[at] ?? 0;
        const [sum, more] = [sums[ordinal] ?? 0, part.of(counts[at] ?? 1)];
        if (sum === 0 && more > 0) touched[touches++] = ordinal; // each once
        sums[ordinal] = sum + more;
      }
    }
    this.touched = touched.subarray(0, touches);
    this.pairHolders = { ordinals, counts };
  }

  /**
   * The essays that may be among the best `count` and score at least `least`, with their whole scores.
   *
   * The rest of a score is what the commons give. It is a product of two vectors, so at most the product of their lengths
   * (Cauchy and Schwarz): that of the question's commons and that of the essay's. In practice it leaves a few dozen.
   */
  async candidates(least: number, count: number): Promise<Scored[]> {
    const rest = this.restWeight();
    const found = this.reaching(least, rest);
    if (rest === 0) return this.scoresOf(found);
    if (found.length * FEW <= this.sums.length) {
      await this.addCommons(found);
      return this.scoresOf(found);
    }
    await this.addAllCommons();
    return this.scoresOf(this.reaching(Math.max(least, this.nthBest(count)), 0));
  }

  private reaching(least: number, rest: number): Uint32Array {
    const { sums, accepts } = this;
    const { own, shares, average } = this.lengths;
    // A bound, so the arithmetic of `pivoted` may be rounded otherwise here: what it can differ by is far within the slack.
    const flat = (pivoted(0, average) * least) / GRAIN - SLACK;
    const steep = ((pivoted(1, 0) - pivoted(0, 0)) * least) / GRAIN;
    const perShare = rest / 255;
    const found = wholeNumbers();
    for (let ordinal = 0; ordinal < sums.length; ordinal++) {
      const length = own[ordinal] ?? 0;
      const most = (sums[ordinal] ?? 0) + perShare * length * (shares[ordinal] ?? 0);
      if (most >= flat + steep * length && most > 0 && (accepts === undefined || accepts(ordinal))) found.push(ordinal);
    }
    return found.done();
  }

  /** A score that `count` essays reach already: a floor for the best `count`. 0 if that few are in sight. */
  floor(count: number): number {
    return this.touched.length < count ? 0 : this.nthBest(count, this.touched);
  }

  /** The score of the last of the best `count`, as far as it is added up. 0 if there are fewer. */
  private nthBest(count: number, among?: Uint32Array): number {
    const { sums, lengths, accepts } = this;
    const best = new Float64Array(count);
    for (let i = 0; i < (among ?? sums).length; i++) {
      const ordinal = among === undefined ? i : (among[i] ?? 0);
      const sum = sums[ordinal] ?? 0;
      if (sum === 0) continue;
      const score = sum / lengths.divisor(ordinal);
      if (score > (best[0] ?? 0) && (accepts === undefined || accepts(ordinal))) pushUp(best, score);
    }
    return (best[0] ?? 0) * GRAIN;
  }

  private restWeight(): number {
    let squares = 0;
    for (const { weight } of this.commons.values()) squares += weight * weight;
    return Math.sqrt(squares) / GRAIN;
  }

  private scoresOf(ordinals: Uint32Array): Scored[] {
    return [...ordinals].flatMap((ordinal) => {
      const score = ((this.sums[ordinal] ?? 0) * GRAIN) / this.lengths.divisor(ordinal);
      return score > 0 ? [{ ordinal, score }] : [];
    });
  }

  private async addCommons(ordinals: Uint32Array): Promise<void> {
    if (this.commons.size === 0) return;
    const parts = await this.commonParts();
    await this.segment.eachCommon(ordinals, (place, number, count) => {
      const [part, ordinal] = [parts[number], ordinals[place] ?? 0];
      if (part !== undefined) this.sums[ordinal] = (this.sums[ordinal] ?? 0) + part.of(count);
    });
  }

  private async addAllCommons(): Promise<void> {
    const commons = await this.segment.loadAllCommons();
    commons.addAll(await this.commonParts(), this.sums);
  }

  /** By number among the commons. */
  private async commonParts(): Promise<readonly (TermPart | undefined)[]> {
    const { numberOf } = await this.segment.commonStems();
    return Array.from({ length: numberOf.size }, (_, number) => {
      const term = this.commons.get(number);
      return term && new TermPart(term.weight, false);
    });
  }

  private eachPairHolder(asked: Uint32Array, visit: (place: number, term: WeightedTerm, count: number) => void): void {
    const { ordinals, counts } = this.pairHolders;
    const places = new Map([...asked].map((ordinal, place) => [ordinal, place]));
    let at = 0;
    for (const term of this.pairs) {
      for (const end = at + term.held.holders; at < end; at++) {
        const place = places.get(ordinals[at] ?? 0);
        if (place !== undefined) visit(place, term, counts[at] ?? 1);
      }
    }
  }

  /**
   * Which terms of the question these essays hold, and what each gives.
   *
   * Shapes  by ordinal: pairs of a term's place in the question and its part of the score, in the question's order.
   */
  async shared(ordinals: readonly number[]): Promise<Map<number, readonly SharedPart[]>> {
    const asked = Uint32Array.from(ordinals).sort();
    const shared = Array.from(asked, () => [] as SharedPart[]);
    if (asked.length === 0) return new Map();
    const note = (place: number, { term, weight, held }: WeightedTerm, count: number): void => {
      const part = (new TermPart(weight, held.kind === 'pair').of(count) * GRAIN) / this.lengths.divisor(asked[place] ?? 0);
      shared[place]?.push({ term, part });
    };
    for (const term of this.stems) this.segment.eachHolder(term.held, asked, (place, count) => note(place, term, count));
    this.eachPairHolder(asked, note);
    await this.segment.eachCommon(asked, (place, number, count) => {
      const term = this.commons.get(number);
      if (term !== undefined) note(place, term, count);
    });
    for (const terms of shared) terms.sort((a, b) => a.term - b.term);
    return new Map(shared.map((terms, place) => [asked[place] ?? 0, terms]));
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
