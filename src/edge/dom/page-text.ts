/** Turns chosen blocks into the text that is compared, and spans of that text back into ranges of the page. Changes nothing on the page. */
import { REPEATED_CHARS } from '../../core/article/paragraph';
import type { PageAsRead, Span } from '../../core/page';
import type { Piece as Written } from './blocks';
import { rangeOver, type Stretched } from './pieces';
import type { Breathe } from './slices';

const MAX_TEXT_CHARS = 200_000; // an hour's reading several times over
const MAX_BLOCK_CHARS = 20_000; // a longer block is no prose
/** Runs without odd whitespace: one piece for most text nodes. Soft hyphens and byte order marks vanish, other whitespace becomes one space. */
const PIECES = /[^\s\u00ad\ufeff]+(?: [^\s\u00ad\ufeff]+)*/g;

/** A paragraph, whose sentences count, or a heading or short item between them. */
export type Line = { readonly pieces: readonly Written[]; readonly isParagraph: boolean };

export type ReadText = { readonly page: PageAsRead; readonly rangeOf: (span: Span) => Range | undefined };

/** Cost  one pass over the chosen text, block by block, sliced by `breathe`. */
export async function toPageText(
  lines: readonly Line[],
  about: Omit<PageAsRead, 'text' | 'paragraphs'>,
  breathe: Breathe,
): Promise<ReadText> {
  const pieces: Stretched[] = [];
  const paragraphs: Span[] = [];
  const seen = new Set<string>();
  let text = '';
  for (const { pieces: parts, isParagraph } of lines) {
    const written = write(parts, text.length === 0 ? 0 : text.length + 1, Math.min(MAX_BLOCK_CHARS, MAX_TEXT_CHARS - text.length - 1));
    if (written.text === '' || seen.has(written.text)) continue;
    if (written.text.length >= REPEATED_CHARS) seen.add(written.text);
    const start = text.length === 0 ? 0 : text.length + 1;
    text += start === 0 ? written.text : `\n${written.text}`;
    pieces.push(...written.pieces);
    if (isParagraph) paragraphs.push([start, start + written.text.length]);
    const pause = breathe();
    if (pause) await pause;
  }
  return { page: { ...about, text, paragraphs }, rangeOf: (span) => rangeOver(pieces, text, span) };
}

/** One block on one line: what was read of it, and where in the page each piece stands. `start` is where the line will begin. */
function write(parts: readonly Written[], start: number, room: number): { readonly text: string; readonly pieces: readonly Stretched[] } {
  const pieces: Stretched[] = [];
  let text = '';
  let gap = false;
  for (const { node, words: data, from } of parts) {
    if (node === undefined) {
      gap = true;
      continue;
    }
    let end = 0;
    PIECES.lastIndex = 0;
    for (let found = PIECES.exec(data); found !== null; found = PIECES.exec(data)) {
      const { 0: run, index } = found;
      gap ||= index > end && /\s/.test(data.slice(end, index));
      if (gap && text !== '') text += ' ';
      const length = Math.min(run.length, room - text.length);
      if (length <= 0) return { text: text.trimEnd(), pieces };
      pieces.push({ start: start + text.length, node, from: from + index, length });
      text += run.slice(0, length);
      end = index + run.length;
      gap = false;
    }
    gap ||= end < data.length && /\s/.test(data.slice(end));
  }
  return { text, pieces };
}
