/** What scores are divided by in one segment, and how an average over segments stays exact. */
import { pivoted } from '../weigh';

const STEP = 2 ** -20; // of a length; a million of them sum without rounding

/** A length in whole steps: sums of these do not depend on the order they are added up in. */
export function stepsOf(length: number): number {
  return Math.round(length / STEP);
}

export function lengthOf(steps: number): number {
  return steps * STEP;
}

/** Columns that the loops of a lookup go through. */
export class Lengths {
  private constructor(
    readonly average: number, // over all segments
    readonly divisors: Float64Array, // by ordinal: what a score is divided by
    readonly own: Float32Array,
    readonly shares: Uint8Array, // of it: the commons', in 255ths
  ) {}

  static of(own: Float32Array, shares: Uint8Array, average: number): Lengths {
    const divisors = new Float64Array(own.length);
    for (let ordinal = 0; ordinal < divisors.length; ordinal++) divisors[ordinal] = pivoted(own[ordinal] ?? 0, average);
    return new Lengths(average, divisors, own, shares);
  }
}
