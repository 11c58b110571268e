/** Walks a page's nodes once and tells the gatherer what it passes. Judges nothing, changes nothing. */
import { type Block, gatherer, type Place, placeIn, rootPlace } from '../../core/article/blocks';
import { isBlockName, isNeverRead, isOverTheLine, isRoleNeverRead, sayingOf } from '../../core/article/names';
import {
  attributeOf,
  bodyOf,
  firstChild,
  firstElementChild,
  hasAttributes,
  localName,
  matches,
  nextSibling,
  nodeType,
  parentNode,
  shadowRoot,
  textContent,
} from './native';
import type { Breathe } from './slices';

/** Pieces are text nodes in order; any other node stands for a gap. */
export type LiveBlock = Block<Element, Node>;

export type Walked = {
  readonly blocks: readonly LiveBlock[];
  readonly editableChars: number; // what stands in fields and editors; counted, never read
  readonly hasPassword: boolean; // in an open shadow root that was passed
};

export const PASSWORD_FIELD = 'input[type="password" i]';

const EDITOR = /(?:^|\s)(?:monaco-editor|CodeMirror|cm-editor|ace_editor)(?:\s|$)/;
/** Whatever else an element says of itself does not change how it is read. Asked at once: in Firefox each question about a page costs microseconds. */
const MAY_MATTER =
  '[role],[contenteditable],[hidden],[aria-hidden],[class*="monaco-editor"],[class*="CodeMirror"],[class*="cm-editor"],[class*="ace_editor"]';
/** No other element can have a shadow root, but those whose name has a hyphen. */
const SHADOW_HOSTS: ReadonlySet<string> = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

const MAX_NODES = 300_000; // more than any book has; what lies behind is not read
const MAX_CHARS = 600_000; // of all text, prose or not
const NODES_PER_LOOK = 32; // looking at the clock costs more than a step, but steps on a page just loaded cost Firefox up to 0.1 ms

type Frame = { readonly element: Element; readonly place: Place<Element>; next: Node | null };

/**
 * Cost  one visit per node, sliced by `breathe`; asks for no layout and no style. Stops at MAX_NODES or MAX_CHARS.
 */
export async function readBlocks(root: Element, breathe: Breathe): Promise<Walked> {
  const { blocks, border, gap, lineBreak, text } = gatherer<Element, Node>();
  const stack: Frame[] = [];
  let chars = 0;
  let editableChars = 0;
  let hasPassword = false;

  function enter(element: Element, above: Place<Element>): void {
    const name = localName(element);
    const isBare = !hasAttributes(element);
    const kind = kindOf(element, name, isBare);
    if (kind === 'read') push(element, name, isBare, above);
    else if (kind === 'break') lineBreak(element);
    else if (kind !== 'over') gap(element);
    if (kind === 'editable') editableChars += textContent(element)?.length ?? 0;
  }

  function push(element: Element, name: string, isBare: boolean, above: Place<Element>): void {
    const isBlock = isBlockName(name);
    if (isBlock) border();
    const saying = isBlock && !isBare ? sayingOf(name, attributeOf(element, 'id') ?? '', attributeOf(element, 'class') ?? '') : undefined;
    const place = placeIn(above, element, name, isBlock, saying);
    stack.push({ element, place, next: firstChild(element) });
    const shadow = SHADOW_HOSTS.has(name) || name.includes('-') ? shadowRoot(element) : null;
    if (shadow === null) return;
    hasPassword ||= shadow.querySelector(PASSWORD_FIELD) !== null;
    stack.push({ element, place, next: shadow.firstChild });
  }

  enter(root, rootPlace(root));
  for (let steps = 1; steps < MAX_NODES && chars < MAX_CHARS; steps += 1) {
    const frame = stack.at(-1);
    if (frame === undefined) break;
    const node = frame.next;
    frame.next = node && nextSibling(node);
    const type = node && nodeType(node);
    if (node === null) {
      stack.pop();
      if (frame.place.container === frame.element) border();
    } else if (type === Node.TEXT_NODE)
      chars += text(node, (node as Text).data, frame.place); // as: its type says so
    else if (type === Node.ELEMENT_NODE) enter(node as Element, frame.place); // as: likewise
    const pause = steps % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
  }
  return { blocks, editableChars, hasPassword };
}

/** Over: stands above the line and leaves no gap. Break: parts the words around it. */
function kindOf(element: Element, name: string, isBare: boolean): 'read' | 'skip' | 'editable' | 'over' | 'break' {
  if (name === 'br') return 'break';
  if (isOverTheLine(name, () => firstElementChild(element) !== null)) return 'over';
  if (isNeverRead(name)) return 'skip';
  if (isBare || !matches(element, MAY_MATTER)) return 'read';
  const role = attributeOf(element, 'role') ?? '';
  const editable = attributeOf(element, 'contenteditable') ?? 'false';
  if (editable !== 'false' || role === 'textbox' || EDITOR.test(attributeOf(element, 'class') ?? '')) return 'editable';
  if (attributeOf(element, 'hidden') !== null || isRoleNeverRead(role)) return 'skip';
  // An open dialog hides the whole page from screen readers by marking the children of body; that says nothing about the text.
  const isMuted = attributeOf(element, 'aria-hidden') === 'true' && parentNode(element) !== bodyOf(element.ownerDocument);
  return isMuted ? 'skip' : 'read';
}
