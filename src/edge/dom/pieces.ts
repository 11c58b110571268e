/** The way from spans of a text that was read back to the nodes its letters stand in. Reads only. */
import type { Span } from '../../core/page';

/** A stretch of the text that stands letter for letter in one text node, from its letter `from` on. */
export type Stretched = { readonly start: number; readonly node: Text; readonly from: number; readonly length: number };

/** Undefined where the page has since changed what stood there. */
export function rangeOver(pieces: readonly Stretched[], text: string, [start, end]: Span): Range | undefined {
  const from = lastAtOrBefore(pieces, start);
  const to = lastAtOrBefore(pieces, end - 1);
  const [first, last] = [pieces[from], pieces[to]];
  if (first === undefined || last === undefined || !pieces.slice(from, to + 1).every((piece) => stands(piece, text))) return undefined;
  const range = first.node.ownerDocument.createRange();
  range.setStart(first.node, first.from + Math.min(start - first.start, first.length));
  range.setEnd(last.node, last.from + Math.min(end - last.start, last.length));
  return range;
}

function stands({ start, node, from, length }: Stretched, text: string): boolean {
  return node.isConnected && node.data.slice(from, from + length) === text.slice(start, start + length);
}

function lastAtOrBefore(pieces: readonly Stretched[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
