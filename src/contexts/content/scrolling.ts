/** Brings a passage where it can be seen with the card beside it. At once: nothing moves by itself. */
import { boxOf } from '../../edge/dom/hit-test';
import type { Mark } from './marks';

const COMFORT_PX = 48; // a mark nearer to the edge has no room for reading

export function isInView(range: Range): boolean {
  const box = boxOf(range);
  return box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
}

/** Does nothing where the passage already stands comfortably in view. */
export function bringIntoView(range: Range): void {
  const box = boxOf(range);
  if (box !== undefined && box.top >= COMFORT_PX && box.bottom <= window.innerHeight - COMFORT_PX) return;
  const around = range.startContainer.parentElement;
  if (around) Element.prototype.scrollIntoView.call(around, { block: 'center', behavior: 'instant' }); // also inside boxes that scroll
  scrollSoThat(range, (height) => Math.max(COMFORT_PX, (window.innerHeight - height) / 3));
}

/** Moves the passage up, where the card below it needs the room. */
export function makeRoomBelow(range: Range): void {
  scrollSoThat(range, () => COMFORT_PX);
}

/** `top` says, of a passage so many pixels high, how far from the top of the viewport it should begin. */
function scrollSoThat(range: Range, top: (height: number) => number): void {
  const box = boxOf(range);
  if (box !== undefined) window.scrollBy({ top: box.top - top(box.bottom - box.top), behavior: 'instant' });
}

/** Going forward, the first mark not yet passed; going back, the last one not yet reached. */
export function firstInView(placed: readonly Mark[], by: 1 | -1): number {
  const ahead = placed.findIndex(({ range }) => (boxOf(range)?.bottom ?? 0) > 0);
  if (by === 1) return Math.max(0, ahead);
  return (ahead === -1 ? placed.length : ahead) - 1;
}
