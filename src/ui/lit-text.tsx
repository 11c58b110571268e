/** A quote with its shared words lit. Text in, text out: nothing in it becomes markup. */
import type { Span } from '../core/page';
import { litPieces } from './lit-pieces';

type LitTextProps = { readonly text: string; readonly lit: readonly Span[]; readonly from?: number };

export function LitText({ text, lit, from = 0 }: LitTextProps) {
  return litPieces(text, lit, from).map((piece, index) => (piece.isLit ? <mark key={index}>{piece.text}</mark> : piece.text));
}
