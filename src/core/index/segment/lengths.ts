/** What scores are divided by in one segment, and how an average over segments stays exact. */
import { pivoted } from '../weigh';

const STEP = 2 ** -20; // of a length; a million of them sum without rounding

/** A length in whole steps: sums of these do not depend on the order they are added up in. */
export function stepsOf(length: number): number {
  return Math.round(length / STEP);
}

/** Of lengths as a column holds them, in 32 bits. */
export function stepsOfAll(lengths: Iterable<number>): number {
  let steps = 0;
  for (const length of lengths) steps += stepsOf(Math.fround(length));
  return steps;
}

export function lengthOf(steps: number): number {
  return steps * STEP;
}

/** Columns that a lookup goes through, and what they are measured by. */
export class Lengths {
  constructor(
    readonly average: number, // over all segments
    readonly own: Float32Array,
    readonly shares: Uint8Array, // of it: the frequent terms', in 255ths
  ) {}

  /** What a score is divided by. */
  divisor(docId: number): number {
    return pivoted(this.own[docId] ?? 0, this.average) || 1; // 0 where no essay says anything
  }
}
