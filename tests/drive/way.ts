/** The way of a pointer that is dragged: from one point to another, in steps that no browser takes for a jump. */
import type { Point } from './driver';

const STEPS = 8;

/** The last one is `to`. */
export function between(from: Point, to: Point): readonly Point[] {
  return Array.from({ length: STEPS }, (_, step) => {
    const part = (step + 1) / STEPS;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
}
