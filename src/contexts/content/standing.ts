/** Whether something of ours stands where we put it, in front, and has for a moment: only then is a press on it a person's own. */
import type { Box } from '../../core/highlight/place';

const STILL_MS = 300; // so long it must have stood before it takes a press
const NEAR_PX = 2;

export type Standing = {
  readonly put: (box: Box) => void; // where we have put it now
  readonly moved: () => void; // it has come anew
  readonly gone: () => void;
  readonly box: () => Box | undefined; // as we put it
  readonly isStill: (now: Box) => boolean; // there, and for long enough
};

export function standing(): Standing {
  let drawn: Box | undefined;
  let since = 0;
  const moved = (): void => {
    since = performance.now();
  };
  return {
    moved,
    put(box) {
      if (drawn === undefined || !isNear(box, drawn)) moved();
      drawn = box;
    },
    gone() {
      drawn = undefined;
    },
    box: () => drawn,
    isStill: (now) => drawn !== undefined && isNear(now, drawn) && performance.now() - since >= STILL_MS,
  };
}

function isNear(box: Box, other: Box): boolean {
  return (['left', 'top', 'right', 'bottom'] as const).every((side) => Math.abs(box[side] - other[side]) <= NEAR_PX);
}
