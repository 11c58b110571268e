/**
 * What a term gives to an essay's score, as whole numbers, so that a sum does not depend on the order it is added up in. Once exactly, and once
 * coarsely, for the loops that go over every posting: small whole numbers are added without boxing them even by code that runs cold.
 */
import { usage } from '../weigh';
import { MOST_OCCURRENCES } from './format';

export const GRAIN = 2 ** -30; // exact parts are counted in these: sums of some thousands stay far below 2^53 grains
const MOST_COARSE = 2 ** 29; // of a coarse sum: below what any browser keeps as a small whole number
const MOST_USAGE = usage(MOST_OCCURRENCES, false);
const COUNTED = 64; // occurrences whose usage is worked out beforehand
const STEM_USAGES = Float64Array.from({ length: COUNTED }, (_, count) => usage(count, false));
const PAIR_USAGES = Float64Array.from({ length: COUNTED }, (_, count) => usage(count, true));
const MOSTLY = 8; // occurrences: more are rare

/** What an essay gets that uses a term so often, in grains. */
export function grainsOf(weight: number, isPair: boolean, count: number): number {
  return Math.round((weight / GRAIN) * usageOf(isPair, count));
}

/** How much one step of a coarse sum is worth, where these are the weights of all terms. */
export function coarseUnit(weights: Iterable<number>): number {
  let most = 0;
  for (const weight of weights) most += weight * MOST_USAGE;
  return most > 0 ? most / MOST_COARSE : 1;
}

/** A term's coarse parts: half a step too much or too little at most. */
export class TermPart {
  private readonly parts = new Int32Array(MOSTLY); // by occurrences
  private readonly steps: number;

  constructor(
    weight: number,
    unit: number,
    private readonly isPair: boolean,
  ) {
    this.steps = weight / unit;
    for (let count = 1; count < MOSTLY; count++) this.parts[count] = this.worked(count);
  }

  of(count: number): number {
    return count < MOSTLY ? (this.parts[count] ?? 0) : this.worked(count);
  }

  private worked(count: number): number {
    return Math.round(this.steps * usageOf(this.isPair, count));
  }
}

function usageOf(isPair: boolean, count: number): number {
  return count < COUNTED ? ((isPair ? PAIR_USAGES : STEM_USAGES)[count] ?? 0) : usage(count, isPair);
}
