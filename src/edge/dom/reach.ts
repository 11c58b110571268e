/** Brings a passage before the eyes: through every box around it, on both axes, from under what covers it. At once: nothing moves by itself. */
import type { Box } from '../../core/highlight/place';
import { boxOf, isOnTop, linesOf } from './hit-test';
import { aroundOf, canBeBrought, innerBoxOf, isInSight, isLarge, windowBox, within } from './in-sight';
import { boxOfElement, parentOf, styleOf, topAt } from './native';

const COMFORT_PX = 48; // a passage nearer to the edge has no room for reading
const CLEAR_PX = 16; // between it and what covers the page above or below
const TRIES = 4; // bars come and go while a page is scrolled

/** In sight, with its first line on top: no bar, banner or dialog lies over it. `ours` is no cover: it goes where it is not in the way. */
export function isSeen(range: Range, ours?: Element): boolean {
  return isInSight(range) && coverOf(range, ours) === undefined;
}

/** Where it cannot be seen after all, everything stands as it stood. */
export function bring(range: Range, ours?: Element): boolean {
  if (!canBeBrought(range)) return false;
  const boxes = aroundOf(range).flatMap(({ scrolls }) => scrolls ?? []);
  const before = [...boxes.map((box) => placeOf(box)), placeOf(undefined)];
  for (let tries = 0; tries < TRIES && !isComfortable(range, boxes, ours); tries += 1) {
    for (const box of boxes) centre(range, innerBoxOf(box), box);
    centre(range, windowBox());
    const cover = coverOf(range, ours);
    if (cover !== undefined) clear(range, cover, boxes.at(-1));
  }
  if (isSeen(range, ours)) return true;
  for (const { box, left, top } of before) scrollTo(box, left, top);
  return false;
}

/** Moves the passage up, where the card below it needs the room. */
export function makeRoomBelow(range: Range, ours?: Element): void {
  const box = boxOf(range);
  if (box === undefined) return;
  const before = placeOf(undefined);
  scrollBy(undefined, 0, box.top - COMFORT_PX);
  if (!isSeen(range, ours)) scrollTo(undefined, before.left, before.top);
}

function isComfortable(range: Range, boxes: readonly Element[], ours: Element | undefined): boolean {
  const box = boxOf(range);
  if (box === undefined || box.top < COMFORT_PX || box.bottom > window.innerHeight - COMFORT_PX || !isSeen(range, ours)) return false;
  return boxes.every((each) => isInside(box, innerBoxOf(each)));
}

/** A third from the top, as far as the box lets it; what stands in it already stays. */
function centre(range: Range, frame: Box, box?: Element): void {
  const [all, [line]] = [boxOf(range), linesOf(range)];
  if (all === undefined || line === undefined) return;
  const room = frame.bottom - frame.top;
  const edge = Math.min(COMFORT_PX, room / 4);
  const isHigh = all.bottom - all.top > room - 2 * edge;
  const fits = all.top >= frame.top + edge && (isHigh ? line.bottom : all.bottom) <= frame.bottom - edge;
  const top = fits ? 0 : all.top - frame.top - Math.max(edge, (room - (all.bottom - all.top)) / 3);
  const left = line.left < frame.left ? line.left - frame.left : Math.max(0, Math.min(line.right - frame.right, line.left - frame.left));
  if (top !== 0 || left !== 0) scrollBy(box, left, top);
}

/** What lies over its first line; undefined where nothing does. */
function coverOf(range: Range, ours: Element | undefined): Element | undefined {
  const [line] = linesOf(range);
  if (line === undefined) return undefined;
  const seen = within(line, windowBox());
  if (!isLarge(seen)) return undefined;
  const y = (seen.top + seen.bottom) / 2;
  for (const x of [seen.left + 2, (seen.left + seen.right) / 2, seen.right - 2]) {
    if (isOnTop(range, x, y)) continue;
    const top = topAt(range.startContainer.ownerDocument ?? document, x, y);
    if (top !== null && top !== ours) return outermostLifted(top, range);
  }
  return undefined;
}

function outermostLifted(top: Element, range: Range): Element {
  let cover = top;
  for (let each: Element | undefined = top; each !== undefined && !range.intersectsNode(each); each = parentOf(each)) {
    if (/fixed|sticky|absolute/.test(styleOf(each).position)) cover = each;
  }
  return cover;
}

/** Below a bar at the upper edge, above one at the lower. */
function clear(range: Range, cover: Element, box: Element | undefined): void {
  const [all, bar] = [boxOf(range), boxOfElement(cover)];
  if (all === undefined) return;
  const isAbove = bar.top + bar.bottom < window.innerHeight;
  const by = isAbove ? all.top - bar.bottom - CLEAR_PX : all.bottom - bar.top + CLEAR_PX;
  const before = boxOf(range)?.top;
  scrollBy(undefined, 0, by);
  if (box !== undefined && boxOf(range)?.top === before) scrollBy(box, 0, by);
}

type Place = { readonly box: Element | undefined; readonly left: number; readonly top: number };

function placeOf(box: Element | undefined): Place {
  return box === undefined ? { box, left: window.scrollX, top: window.scrollY } : { box, left: box.scrollLeft, top: box.scrollTop };
}

function scrollTo(box: Element | undefined, left: number, top: number): void {
  if (box === undefined) window.scrollTo({ left, top, behavior: 'instant' });
  else Reflect.apply(Element.prototype.scrollTo, box, [{ left, top, behavior: 'instant' }]);
}

function scrollBy(box: Element | undefined, left: number, top: number): void {
  if (box === undefined) window.scrollBy({ left, top, behavior: 'instant' });
  else Reflect.apply(Element.prototype.scrollBy, box, [{ left, top, behavior: 'instant' }]);
}

function isInside(box: Box, frame: Box): boolean {
  return box.top >= frame.top && box.bottom <= frame.bottom && box.left < frame.right && box.right > frame.left;
}
