/** Cuts a quote into lit and unlit pieces, for whatever paints them. Pure; tolerates spans that overlap or stand outside. */
import type { Span } from '../core/page';

export type Piece = { readonly text: string; readonly isLit: boolean };

/**
 * Shapes  the pieces' texts, put together, are `text`; lit and unlit ones alternate and none is empty.
 * Units   spans count UTF-16 code units; `from` is where `text` begins in what they point into.
 */
export function litPieces(text: string, lit: readonly Span[], from = 0): Piece[] {
  const pieces: Piece[] = [];
  const push = (start: number, end: number, isLit: boolean) => {
    if (end > start) pieces.push({ text: text.slice(start, end), isLit });
  };
  let done = 0;
  for (const [start, end] of joined(lit, from, text.length)) {
    push(done, start, false);
    push(start, end, true);
    done = end;
  }
  push(done, text.length, false);
  return pieces;
}

/** In order, inside the text, and those that touch made one. */
function joined(lit: readonly Span[], from: number, length: number): Span[] {
  const inside = lit
    .map(([start, end]): Span => [Math.max(0, start - from), Math.min(length, end - from)])
    .filter(([start, end]) => end > start)
    .sort((a, b) => a[0] - b[0]);
  const spans: Span[] = [];
  for (const [start, end] of inside) {
    const last = spans.at(-1);
    if (last && start <= last[1]) spans[spans.length - 1] = [last[0], Math.max(last[1], end)];
    else spans.push([start, end]);
  }
  return spans;
}
