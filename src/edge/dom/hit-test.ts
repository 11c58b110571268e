/** Which marks lie under a point of the viewport, as one sees it: not those behind a banner or a dialog. */
import type { Box } from '../../core/highlight/place';

/** Cost  one layout read per range; asked when a pointer rests, never while it moves. */
export function marksAt<M extends { readonly range: Range }>(marks: readonly M[], x: number, y: number): M[] {
  return marks.filter(({ range }) => linesOf(range).some((line) => isInside(line, x, y)) && isOnTop(range, x, y));
}

/** One box for each line, or part of a line, of the range. */
export function linesOf(range: Range): readonly DOMRect[] {
  return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
}

/** The box around all lines; undefined where the range is not drawn. */
export function boxOf(range: Range): Box | undefined {
  const lines = linesOf(range);
  if (lines.length === 0) return undefined;
  return {
    left: Math.min(...lines.map(({ left }) => left)),
    top: Math.min(...lines.map(({ top }) => top)),
    right: Math.max(...lines.map(({ right }) => right)),
    bottom: Math.max(...lines.map(({ bottom }) => bottom)),
  };
}

const isInside = ({ left, top, right, bottom }: Box, x: number, y: number): boolean => x >= left && x <= right && y >= top && y <= bottom;

export function isOnTop(range: Range, x: number, y: number): boolean {
  const root = range.startContainer.getRootNode();
  const top = root instanceof Document || root instanceof ShadowRoot ? root.elementFromPoint(x, y) : null;
  return top !== null && range.intersectsNode(top);
}
