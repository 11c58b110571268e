/** How a term's part of a score is counted: in whole grains, so that a sum does not depend on the order it is added up in. */
import { usage } from '../weigh';

export const GRAIN = 2 ** -30; // sums of some thousands stay far below 2^53 grains, where every whole number is exact
const COUNTED = 64; // occurrences whose usage is worked out beforehand
const STEM_USAGES = Float64Array.from({ length: COUNTED }, (_, count) => usage(count, false));
const PAIR_USAGES = Float64Array.from({ length: COUNTED }, (_, count) => usage(count, true));

export class TermPart {
  private readonly grains: number;
  private readonly usages: Float64Array;

  constructor(
    weight: number,
    private readonly isPair: boolean,
  ) {
    this.grains = weight / GRAIN;
    this.usages = isPair ? PAIR_USAGES : STEM_USAGES;
  }

  /** What one holder gets, in grains. */
  of(count: number): number {
    return Math.round(this.grains * (count < COUNTED ? (this.usages[count] ?? 0) : usage(count, this.isPair)));
  }
}
