/**
 * The words of a document, or of a part of it, in one line, and the way between them and the nodes they stand in. For what a person chose there: unlike
 * page-text.ts it judges nothing, so that whatever can be selected can be found again. Reads only.
 */
import type { Span } from '../../core/page';
import { ELEMENT, firstChild, localName, nextSibling, nodeType, parentNode, TEXT } from './native';
import { rangeOver, type Stretched } from './pieces';
import type { Breathe } from './slices';

export type PlainText = {
  readonly text: string; // white space of any kind and length is one space
  readonly rangeOf: (span: Span) => Range | undefined; // undefined where the document has changed since
  readonly spanOf: (range: AbstractRange) => Span | undefined; // undefined where it holds no word of this text
};

const NEVER_READ: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'textarea',
  'select',
  'iframe',
  'object',
  'svg',
]);
/** One for most text nodes: words with a space between each. Soft hyphens and marks of no width part no word. */
const RUN = /[^\s\u00ad\ufeff\u200b]+(?: [^\s\u00ad\ufeff\u200b]+)*/g;
const MAX_CHARS = 2_000_000;
const NODES_PER_LOOK = 64; // looking at the clock costs more than a step

/** Elements that part the words before them from those behind, whatever stands between. */
const IN_A_LINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark math q ruby rb s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** Cost  one visit a node, sliced by `breathe`; asks for no style and no layout. */
export async function plainTextOf(root: Node, breathe: Breathe): Promise<PlainText> {
  const pieces: Stretched[] = [];
  const parts: string[] = [];
  let length = 0;
  let isApart = true; // a space is due before the next word

  function read(node: Text): void {
    const { data } = node;
    let end = 0;
    for (const { 0: run, index } of data.matchAll(RUN)) {
      if (/\s/.test(data.slice(end, index))) isApart = true;
      if (isApart && length > 0) {
        parts.push(' ');
        length += 1;
      }
      pieces.push({ start: length, node, from: index, length: run.length });
      parts.push(run);
      length += run.length;
      end = index + run.length;
      isApart = false;
    }
    if (/\s/.test(data.slice(end))) isApart = true;
  }

  let steps = 0;
  for (let node: Node | null = root; node !== null && length < MAX_CHARS; steps += 1) {
    const type = nodeType(node);
    const name: string = type === ELEMENT ? localName(node as Element) : ''; // as: its type says so
    if (type === TEXT)
      read(node as Text); // as: likewise
    else if (name !== '' && !IN_A_LINE.has(name)) isApart = true;
    const below: Node | null = NEVER_READ.has(name) ? null : firstChild(node);
    node =
      below ??
      after(node, root, (left) => {
        if (nodeType(left) === ELEMENT && !IN_A_LINE.has(localName(left as Element))) isApart = true; // as: its type says so
      });
    const pause = steps % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
  }
  const text = parts.join('');
  return { text, rangeOf: (span) => rangeOver(pieces, text, span), spanOf: (range) => spanOf(pieces, range) };
}

/** The next node in the document's order that is not below this one. `leave` is told of each element that ends on the way. */
function after(node: Node, root: Node, leave: (left: Node) => void): Node | null {
  for (let at: Node | null = node; at !== null && at !== root; at = parentNode(at)) {
    leave(at);
    const next = nextSibling(at);
    if (next !== null) return next;
  }
  return null;
}

function spanOf(pieces: readonly Stretched[], range: AbstractRange): Span | undefined {
  const live = (range.startContainer.ownerDocument ?? document).createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  const nodes = new Set(pieces.map(({ node }) => node).filter((node) => live.intersectsNode(node)));
  const inside = pieces.filter((piece) => nodes.has(piece.node) && overlaps(piece, live));
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const start = first.start + (live.startContainer === first.node ? clamp(live.startOffset - first.from, first.length) : 0);
  const end = last.start + (live.endContainer === last.node ? clamp(live.endOffset - last.from, last.length) : last.length);
  return end > start ? [start, end] : undefined;
}

/** A letter of the piece at least. */
function overlaps({ node, from, length }: Stretched, { startContainer, startOffset, endContainer, endOffset }: Range): boolean {
  return !(startContainer === node && startOffset >= from + length) && !(endContainer === node && endOffset <= from);
}

const clamp = (value: number, high: number): number => Math.max(0, Math.min(value, high));
