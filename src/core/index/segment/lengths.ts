/** What scores are divided by in one segment, and how an average over segments stays exact. */
import { pivoted } from '../weigh';
import type { SegmentReader } from './segment-reader';

const STEP = 2 ** -20; // of a length; a million of them sum without rounding

/** A length in whole steps: sums of these do not depend on the order they are added up in. */
export function stepsOf(length: number): number {
  return Math.round(length / STEP);
}

export function lengthOf(steps: number): number {
  return steps * STEP;
}

export class Lengths {
  private constructor(
    private readonly own: Float32Array,
    private readonly shares: Uint8Array, // of it: the commons', in 255ths
    private readonly average: number, // over all segments
  ) {}

  static async in(reader: SegmentReader, average: number): Promise<Lengths> {
    const [own, shares] = await Promise.all([reader.column('lengths', Float32Array), reader.parts.shares.all()]);
    return new Lengths(own, shares, average);
  }

  /** What an essay's score is divided by. */
  of(ordinal: number): number {
    return pivoted(this.own[ordinal] ?? 0, this.average);
  }

  /** At most the length of what an essay uses of the commons. */
  ofCommons(ordinal: number): number {
    return ((this.own[ordinal] ?? 0) * (this.shares[ordinal] ?? 0)) / 255;
  }
}
