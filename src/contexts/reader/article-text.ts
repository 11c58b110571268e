/**
 * The plain text of the article that is shown, and the way between its offsets and ranges of the document: what a quote is looked for in
 * (core/highlight/quote.ts), and where what was found is painted. The same words as a page's text has: blocks parted by a newline, white space
 * folded. Changes nothing.
 */
import type { Span } from '../../core/page';
import { rangeOver, type Stretched } from '../../edge/dom/pieces';

export type TextBlock = {
  readonly element: Element;
  readonly span: Span; // into the text
  readonly kind: 'prose' | 'heading' | 'code' | 'other'; // other: captions, cells, formulas
};

export type ArticleText = {
  readonly text: string;
  readonly blocks: readonly TextBlock[]; // in order; one element may have several, around what stands in it
  readonly rangeOf: (span: Span) => Range | undefined; // undefined where the span is none of this text, or it stands there no more
  readonly spanOf: (range: Range) => Span | undefined; // undefined where nothing of the text is in it
};

/** Put on what is Sidelight's own within the article: a button, a frame. It is none of its text. */
export const OWN = 'data-own';

const BLOCKS =
  'p,li,h1,h2,h3,h4,h5,h6,pre,blockquote,figcaption,td,th,caption,dt,dd,div,section,article,figure,details,summary,address,header,footer,math[display="block"]';
const RUNS = /[^\s\u00ad\ufeff]+(?: [^\s\u00ad\ufeff]+)*/g; // as edge/dom/page-text.ts cuts a page's text nodes

/** Cost  one pass over the article's nodes. */
export function articleText(root: Element): ArticleText {
  const pieces: Stretched[] = [];
  const blocks: TextBlock[] = [];
  let text = '';
  let current: Element | undefined;
  let start = 0;
  let gap = false;

  function close(): void {
    if (current !== undefined && text.length > start) blocks.push({ element: current, span: [start, text.length], kind: kindOf(current) });
  }

  function enter(block: Element): void {
    if (block === current) return;
    close();
    if (text !== '' && !text.endsWith('\n')) text += '\n';
    [current, start, gap] = [block, text.length, false];
  }

  const walk = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.hasAttribute(OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    if (!(node instanceof Text)) {
      if (node instanceof HTMLBRElement) gap = true;
      continue;
    }
    if (node.data.trim() === '') {
      gap = true;
      continue;
    }
    enter(node.parentElement?.closest(BLOCKS) ?? root);
    let end = 0;
    for (const { 0: run, index } of node.data.matchAll(RUNS)) {
      gap ||= /\s/.test(node.data.slice(end, index));
      if (gap && text.length > start) text += ' ';
      pieces.push({ start: text.length, node, from: index, length: run.length });
      text += run;
      end = index + run.length;
      gap = false;
    }
    gap ||= /\s/.test(node.data.slice(end));
  }
  close();
  const rangeOf = ([start, end]: Span): Range | undefined => (end > start ? rangeOver(pieces, text, [start, end]) : undefined);
  return { text, blocks, rangeOf, spanOf: (range) => spanOf(pieces, range) };
}

function kindOf(block: Element): TextBlock['kind'] {
  if (block.closest('pre') !== null) return 'code';
  if (/^H[1-6]$/.test(block.tagName)) return 'heading';
  return block.closest('table,figcaption,math') === null ? 'prose' : 'other';
}

function spanOf(pieces: readonly Stretched[], range: Range): Span | undefined {
  const from = firstWhere(
    pieces,
    ({ node, from: at, length }) => range.comparePoint(node, at + length) > -1 && !endsAtStart(range, node, at + length),
  );
  const to = firstWhere(pieces, ({ node, from: at }) => range.comparePoint(node, at) > 0 || isEnd(range, node, at)) - 1;
  const [first, last] = [pieces[from], pieces[to]];
  if (first === undefined || last === undefined || to < from) return undefined;
  const start = first.start + within(first, range.startContainer, range.startOffset, 0);
  const end = last.start + within(last, range.endContainer, range.endOffset, last.length);
  return start < end ? [start, end] : undefined;
}

const endsAtStart = ({ startContainer, startOffset }: Range, node: Node, offset: number): boolean =>
  startContainer === node && startOffset === offset;
const isEnd = ({ endContainer, endOffset }: Range, node: Node, offset: number): boolean => endContainer === node && endOffset === offset;

/** Where a point of the same node stands in its piece; `otherwise` where it stands in another. */
function within({ node, from, length }: Stretched, container: Node, offset: number, otherwise: number): number {
  return container === node ? Math.max(0, Math.min(length, offset - from)) : otherwise;
}

/** The index of the first piece for which it holds, given that it holds for all behind it. */
function firstWhere(pieces: readonly Stretched[], holds: (piece: Stretched) => boolean): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && !holds(piece)) low = middle + 1;
    else high = middle;
  }
  return low;
}
