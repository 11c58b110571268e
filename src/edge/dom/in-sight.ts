/** Whether one can see a passage, or could: within the window and the boxes that cut or scroll it. Moves nothing. */
import type { Box } from '../../core/highlight/place';
import { linesOf } from './hit-test';
import { bodyOf, boxOfElement, isVisible, parentOf, rootOf, styleOf, valueIn } from './native';

const LEAST_PX = 4; // of a line: less is cut away
const SCROLLS = /auto|scroll/;
const CUTS = /hidden|clip/;

/** Some of it is drawn, within the window and every box that cuts or scrolls it. */
export function isInSight(range: Range): boolean {
  const around = aroundOf(range);
  return linesOf(range).some((line) => isLarge(around.reduce<Box>((box, { box: frame }) => within(box, frame), within(line, windowBox()))));
}

/** It is drawn, and no box cuts it away that nobody can scroll. What covers it is not asked. */
export function canBeBrought(range: Range): boolean {
  const parent = parentOf(range.startContainer);
  const [line] = linesOf(range);
  if (line === undefined || parent === undefined || !isVisible(parent)) return false;
  let box: Box = line;
  for (const { box: frame, scrolls } of aroundOf(range)) {
    if (scrolls !== undefined) box = frame;
    else {
      box = within(box, frame);
      if (!isLarge(box)) return false;
    }
  }
  return box.bottom + window.scrollY > 0 && (window.scrollX < 0 || box.right + window.scrollX > 0);
}

type Around = { readonly box: Box; readonly scrolls: Element | undefined };

/** The boxes that cut or scroll it, innermost first. A box that is lifted out of others is not in them. */
export function aroundOf(range: Range): readonly Around[] {
  const found: Around[] = [];
  const document = range.startContainer.ownerDocument ?? window.document;
  const outermost: readonly unknown[] = [rootOf(document), bodyOf(document)];
  let lifted = '';
  for (let each = parentOf(range.startContainer); each !== undefined && !outermost.includes(each); each = parentOf(each)) {
    const style = styleOf(each);
    const position = valueIn(style, 'position');
    const overflow = valueIn(style, 'overflow');
    const holds = lifted === '' || valueIn(style, 'transform') !== 'none' || (lifted === 'absolute' && position !== 'static');
    if (holds && (CUTS.test(overflow) || SCROLLS.test(overflow))) {
      const goesOn = each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1;
      found.push({ box: innerBoxOf(each), scrolls: SCROLLS.test(overflow) && goesOn ? each : undefined });
    }
    if (holds) lifted = position === 'fixed' || position === 'absolute' ? position : '';
  }
  return found;
}

/** Without its scroll bars. */
export function innerBoxOf(element: Element): Box {
  const { left, top, width } = boxOfElement(element);
  const scale = width / ((element as HTMLElement).offsetWidth || width); // as: what is no HTML has no such width; a page that is zoomed counts otherwise inside
  const [x, y] = [left + element.clientLeft * scale, top + element.clientTop * scale];
  return { left: x, top: y, right: x + element.clientWidth * scale, bottom: y + element.clientHeight * scale };
}

export const windowBox = (): Box => ({ left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight });

export function within(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

export function isLarge({ left, top, right, bottom }: Box): boolean {
  return right - left >= LEAST_PX && bottom - top >= LEAST_PX;
}
