/**
 * The essays of one segment that speak most to a page, exactly as a plain scan would order them, without looking at most of its postings.
 * Knows weights that were worked out for it; rarity across segments is its caller's.
 */

import type { Accepts, SharedPart } from '../term-index';
import type { Lengths } from './lengths';
import { addList } from './posting-list';
import type { HeldTerm, SegmentReader } from './segment-reader';
import { GRAIN, TermPart } from './term-part';

const SLACK = 2 ** 16; // grains: more than all rounding of a bound can come to
const FEW = 24; // one in so many essays: beyond that, asking each candidate for its commons costs more than a pass over all

/** One term of the question that the segment holds. */
export type WeightedTerm = { readonly held: HeldTerm; readonly weight: number; readonly term: number }; // term: its place in the question

export type Scored = { readonly ordinal: number; readonly score: number };

/** What one segment knows about one question. Sums are whole grains. */
export class SegmentScan {
  private readonly rare: WeightedTerm[] = [];
  private readonly commons = new Map<number, WeightedTerm>();
  private readonly sums: Float64Array;
  private room = { ordinals: new Uint32Array(256), counts: new Uint16Array(256) };

  constructor(
    private readonly segment: SegmentReader,
    terms: readonly WeightedTerm[],
    private readonly lengths: Lengths,
    private readonly accepts: Accepts,
  ) {
    this.sums = segment.borrowSums();
    for (const term of terms) {
      if (term.held.kind === 'common') this.commons.set(term.held.number, term);
      else this.rare.push(term);
    }
  }

  /** The sums go back for the next question. Nothing but `shared` may be asked of this one afterwards. */
  end(): void {
    this.segment.returnSums(this.sums);
  }

  /** Adds up what the rare terms give; every score below is a lower bound after that. */
  addRare(): void {
    const { segment, sums } = this;
    for (const { held, weight } of this.rare) {
      const part = new TermPart(weight, held.kind === 'pair');
      if (held.kind !== 'pair') {
        addList(segment.parts.lists.bytes, held.stem.listStart, held.stem.listEnd, part, sums);
        continue;
      }
      const { ordinals, counts, length } = this.fill(held);
      for (let i = 0; i < length; i++) {
        const ordinal = ordinals[i] ?? 0;
        sums[ordinal] = (sums[ordinal] ?? 0) + part.of(counts[i] ?? 1);
      }
    }
  }

  /** The holders of a rare term, in columns that the next call writes over. */
  private fill(held: HeldTerm): { readonly ordinals: Uint32Array; readonly counts: Uint16Array; readonly length: number } {
    if (held.holders > this.room.ordinals.length) {
      this.room = { ordinals: new Uint32Array(held.holders * 2), counts: new Uint16Array(held.holders * 2) };
    }
    this.segment.fill(held, this.room.ordinals, this.room.counts);
    return { ...this.room, length: held.holders };
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
    return this.scoresOf(this.reaching(Math.max(least, this.floor(count)), 0));
  }

  private reaching(least: number, rest: number): number[] {
    const { sums } = this;
    const { divisors, own, shares } = this.lengths;
    const floor = least / GRAIN;
    const found: number[] = [];
    for (let ordinal = 0; ordinal < sums.length; ordinal++) {
      const most = (sums[ordinal] ?? 0) + (rest * (own[ordinal] ?? 0) * (shares[ordinal] ?? 0)) / 255;
      if (most + SLACK >= floor * (divisors[ordinal] ?? 0) && most > 0 && this.accepts(ordinal)) found.push(ordinal);
    }
    return found;
  }

  /** The score that `count` essays reach already: a floor for the best `count`. 0 if there are fewer. */
  floor(count: number): number {
    const { sums } = this;
    const { divisors } = this.lengths;
    const best = new Float64Array(count);
    let least = 0; // in grains
    for (let ordinal = 0; ordinal < sums.length; ordinal++) {
      const sum = sums[ordinal] ?? 0;
      if (sum <= least * (divisors[ordinal] ?? 0) || !this.accepts(ordinal)) continue;
      pushUp(best, sum / (divisors[ordinal] ?? 1));
      least = best[0] ?? 0;
    }
    return least * GRAIN;
  }

  private restWeight(): number {
    let squares = 0;
    for (const { weight } of this.commons.values()) squares += weight * weight;
    return Math.sqrt(squares) / GRAIN;
  }

  private scoresOf(ordinals: readonly number[]): Scored[] {
    return ordinals.flatMap((ordinal) => {
      const score = ((this.sums[ordinal] ?? 0) * GRAIN) / (this.lengths.divisors[ordinal] ?? 1);
      return score > 0 ? [{ ordinal, score }] : [];
    });
  }

  private async addCommons(ordinals: readonly number[]): Promise<void> {
    if (this.commons.size === 0 || ordinals.length === 0) return;
    const commons = await this.segment.loadCommons(ordinals);
    const parts = this.commonParts(commons.numberOf.size);
    for (const ordinal of ordinals) commons.visit(ordinal, (number, count) => this.addCommon(parts, ordinal, number, count));
  }

  private async addAllCommons(): Promise<void> {
    const commons = await this.segment.loadAllCommons();
    const parts = this.commonParts(commons.numberOf.size);
    commons.addAll(parts, this.sums);
  }

  private commonParts(size: number): readonly (TermPart | undefined)[] {
    return Array.from({ length: size }, (_, number) => {
      const term = this.commons.get(number);
      return term && new TermPart(term.weight, false);
    });
  }

  private addCommon(parts: readonly (TermPart | undefined)[], ordinal: number, number: number, count: number): void {
    const part = parts[number];
    if (part !== undefined) this.sums[ordinal] = (this.sums[ordinal] ?? 0) + part.of(count);
  }

  /**
   * Which terms of the question these essays hold, and what each gives.
   *
   * Shapes  by ordinal: pairs of a term's place in the question and its part of the score, in the question's order.
   */
  async shared(ordinals: readonly number[]): Promise<Map<number, readonly SharedPart[]>> {
    const shared = new Map(ordinals.map((ordinal) => [ordinal, [] as SharedPart[]]));
    if (ordinals.length === 0) return shared;
    const isAsked = new Uint8Array(this.segment.essays);
    for (const ordinal of ordinals) isAsked[ordinal] = 1;
    const note = (ordinal: number, { term, weight }: WeightedTerm, isPair: boolean, count: number): void => {
      const part = (new TermPart(weight, isPair).of(count) * GRAIN) / (this.lengths.divisors[ordinal] ?? 1);
      shared.get(ordinal)?.push({ term, part });
    };
    for (const term of this.rare) {
      const { ordinals: holders, counts, length } = this.fill(term.held);
      for (let i = 0; i < length; i++) {
        const ordinal = holders[i] ?? 0;
        if (isAsked[ordinal] === 1) note(ordinal, term, term.held.kind === 'pair', counts[i] ?? 1);
      }
    }
    const commons = await this.segment.loadCommons(ordinals);
    for (const ordinal of commons.isEmpty ? [] : ordinals) {
      commons.visit(ordinal, (number, count) => {
        const term = this.commons.get(number);
        if (term !== undefined) note(ordinal, term, false, count);
      });
    }
    for (const terms of shared.values()) terms.sort((a, b) => a.term - b.term);
    return shared;
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
