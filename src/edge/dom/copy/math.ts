/** A formula as one `math`, whatever draws it: KaTeX and MathJax keep its MathML where one does not see it, and their drawing is left. */
import {
  attributeOf,
  closest,
  firstChild,
  firstWithin,
  hasAttributes,
  localName,
  matches,
  nextSibling,
  nodeType,
  textContent,
} from '../native';
import { copyListed, type Listed } from './copy-listed';
import type { Flat } from './flat';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const MATHML = 'http://www.w3.org/1998/Math/MathML';
const LISTED: Listed = {
  namespace: MATHML,
  elements: names(
    'math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub msup msubsup munder mover munderover ' +
      'mmultiscripts mprescripts none mtable mtr mtd',
  ),
  through: names('semantics maction mlabeledtr'),
  attributes:
    'display mathvariant mathsize dir stretchy fence separator form lspace rspace accent accentunder largeop movablelimits symmetric minsize maxsize linethickness columnalign rowalign columnspan rowspan columnlines rowlines displaystyle scriptlevel width height depth notation open close separators'.split(
      ' ',
    ),
  maxNodes: 5_000,
};
const WRAPPERS = '.katex,mjx-container,.MathJax,.MathJax_CHTML,.MathJax_SVG,.mwe-math-element,.MathJax_Display,.MJXc-display,.ltx_Math';
const MAY_WRAP = /^(?:span|div|mjx-container|a)$/;
const BLOCKS = '.katex-display,.MathJax_Display,.MJXc-display,.mwe-math-element-block,mjx-container[display="true" i],.MathJax_SVG_Display';

/** Asked of every element, before whether it is seen. */
export function isFormula(element: Element, name: string): boolean {
  if (name === 'math') return true;
  return MAY_WRAP.test(name) && hasAttributes(element) && matches(element, WRAPPERS);
}

/** Undefined where nothing tells the formula: then its drawing is read as any text. */
export function formulaOf(element: Element, flat: Flat): HTMLElement | undefined {
  const source = localName(element) === 'math' ? element : firstWithin(element, 'math');
  const made = source === null ? drawnIn(element, flat) : copyListed(source, flat.document, LISTED);
  if (made === undefined) return texOf(element, flat);
  const isBlock = (source !== null && attributeOf(source, 'display') === 'block') || closest(element, BLOCKS) !== null;
  if (isBlock) made.setAttribute('display', 'block');
  const standIn = flat.make('span');
  standIn.className = 'formula';
  standIn.textContent = (textContent(made) ?? '').replace(/\s+/g, '') || ' ';
  return flat.seal(made, standIn);
}

/** As it was typed, where nothing else is left. */
function texOf(element: Element, flat: Flat): HTMLElement | undefined {
  const typed =
    attributeOf(element, 'data-latex') ??
    attributeOf(element, 'data-tex') ??
    attributeOf(element, 'alttext') ??
    textIn(firstWithin(element, 'annotation[encoding*="tex" i],script[type*="math/tex" i]'));
  if (typed === undefined || typed.trim() === '') return undefined;
  const code = flat.make('code');
  code.className = 'language-tex';
  code.textContent = typed.trim();
  return code;
}

const textIn = (element: Element | null): string | undefined => (element === null ? undefined : (textContent(element) ?? undefined));

/** MathJax without its hidden MathML: an element a piece, letters by their numbers. */
function drawnIn(element: Element, flat: Flat): Element | undefined {
  const drawing = firstWithin(element, 'mjx-math') ?? firstWithin(element, 'g[data-mml-node="math"]');
  if (drawing === null) return undefined;
  const root = flat.document.createElementNS(MATHML, 'math');
  const stack: { readonly to: Element; next: Node | null }[] = [{ to: root, next: firstChild(drawing) }];
  for (let steps = 0; steps < LISTED.maxNodes; steps += 1) {
    const frame = stack.at(-1);
    if (frame === undefined) return (textContent(root) ?? '') === '' ? undefined : root;
    const node = frame.next;
    if (node === null) {
      stack.pop();
      continue;
    }
    frame.next = nextSibling(node);
    if (nodeType(node) === Node.TEXT_NODE) frame.to.append((node as Text).data); // as: its type says so
    if (nodeType(node) !== Node.ELEMENT_NODE) continue;
    const piece = node as Element; // as: likewise
    const drawn = attributeOf(piece, 'data-mml-node');
    const name = drawn === null ? localName(piece) : `mjx-${drawn === 'TeXAtom' ? 'mrow' : drawn}`;
    const letter = attributeOf(piece, 'data-c') ?? /(?:^|\s)mjx-c([0-9A-F]{2,6})(?:\s|$)/.exec(attributeOf(piece, 'class') ?? '')?.[1];
    if (letter !== undefined && /^[0-9A-F]{2,6}$/.test(letter))
      frame.to.append(String.fromCodePoint(Math.min(Number.parseInt(letter, 16), 0x10ffff)));
    else if (name.startsWith('mjx-') && LISTED.elements.has(name.slice(4))) {
      const made = flat.document.createElementNS(MATHML, name.slice(4));
      frame.to.append(made);
      stack.push({ to: made, next: firstChild(piece) });
    } else
      stack.push({
        to: /^mjx-(?:num|den|box|base|over|under|script|row)$/.test(name) ? rowIn(frame.to) : frame.to,
        next: firstChild(piece),
      });
  }
  return undefined;

  function rowIn(to: Element): Element {
    const row = flat.document.createElementNS(MATHML, 'mrow');
    to.append(row);
    return row;
  }
}
