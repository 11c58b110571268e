/** Walks a page's nodes once and tells the gatherer what it passes. Judges nothing, changes nothing. */
import { type Block, gatherer, type Place, placeIn, rootPlace } from '../../core/article/blocks';
import {
  isBlockName,
  isDialog,
  isHeadingName,
  isLineName,
  isNeverRead,
  isOverTheLine,
  isRoleNeverRead,
  isTextInLink,
  sayingOf,
  voiceOf,
} from '../../core/article/names';
import { hasBlankLine, isHandBrokenProse, paragraphSpans, SAYS_CODE } from '../../core/article/preformatted';
import {
  attributeOf,
  bodyOf,
  CDATA,
  dataOf,
  ELEMENT,
  firstChild,
  firstElementChild,
  firstWithin,
  hasAttributes,
  localName,
  matches,
  nextSibling,
  nodeType,
  parentNode,
  shadowRoot,
  styleOf,
  TEXT,
  textContent,
  valueIn,
} from './native';
import { mayHostShadow } from './roots';
import type { Breathe } from './slices';

/** A text node, or a part of one: a paragraph of a preformatted text. Its words are kept as they were met: to ask a page again costs more. */
export type Piece = {
  readonly node: Text | undefined; // undefined for a gap
  readonly parent: Element | undefined; // on the screen
  readonly words: string;
  readonly from: number; // in the node
};
export const GAP: Piece = { node: undefined, parent: undefined, words: '', from: 0 };
export type LiveBlock = Block<Element, Piece>;

const EDITOR = /(?:^|\s)(?:monaco-editor|CodeMirror|cm-editor|ace_editor)(?:\s|$)/;
/** Whatever else an element says of itself does not change how it is read. Asked at once: in Firefox each question about a page costs microseconds. */
const MAY_MATTER =
  '[role],[contenteditable],[hidden],[aria-hidden],[class*="monaco-editor"],[class*="CodeMirror"],[class*="cm-editor"],[class*="ace_editor"]';
const IN_A_LINE = /^(?:inline|contents|ruby|math|$)/; // displays
const ICON = /icon|symbol|glyph|(?:^|\s)fa-|anchor/i; // classes of elements whose letters are drawn as something else

const MAX_NODES = 300_000; // more than any book has; what lies behind is not read
const MAX_CHARS = 600_000; // of all text, prose or not
const NODES_PER_LOOK = 32; // looking at the clock costs more than a step, but steps on a page just loaded cost Firefox up to 0.1 ms

type Frame = { readonly element: Element; readonly place: Place<Element>; readonly isPre: boolean; next: Node | null };
/** Over: stands above the line and leaves no gap. Break: parts the words around it. */
type Kind = 'read' | 'dialog' | 'button' | 'skip' | 'over' | 'break';
/** What a name says by itself: names are few, and elements many. */
type Named = {
  readonly name: string;
  readonly kind: Kind | undefined; // undefined: the element says more
  readonly mayBeOver: boolean;
  readonly isBlock: boolean | undefined; // undefined: its style says
  readonly isPlace: boolean; // words in it stand otherwise than those around it
  readonly mayHost: boolean;
};

/**
 * Cost  one visit per node, sliced by `breathe`; asks for no layout, and for the style only of elements whose name says nothing.
 * Stops at MAX_NODES or `maxChars`.
 */
export async function readBlocks(root: Element, breathe: Breathe, maxChars = MAX_CHARS): Promise<readonly LiveBlock[]> {
  const { blocks, border, gap, lineBreak, text } = gatherer<Element, Piece>();
  const stack: Frame[] = [];
  const known = new Map<string, Named>();
  let chars = 0;

  function named(name: string): Named {
    let is = known.get(name);
    if (is === undefined) {
      is = namedAs(name);
      known.set(name, is);
    }
    return is;
  }

  function enter(element: Element, above: Frame | undefined): void {
    const is = named(localName(element));
    const isBare = !hasAttributes(element);
    const kind = is.name === 'pre' && above?.isPre !== true && isCode(element) ? 'skip' : kindOf(element, is, isBare);
    if (kind === 'read' || kind === 'dialog' || kind === 'button') push(element, is, kind, isBare, above);
    else if (kind === 'break') lineBreak(GAP);
    else if (kind !== 'over') gap(GAP);
  }

  function push(element: Element, is: Named, kind: Kind, isBare: boolean, above: Frame | undefined): void {
    const { name, isPlace, mayHost } = is;
    const isBlock = is.isBlock ?? !IN_A_LINE.test(valueIn(styleOf(element), 'display'));
    if (isBlock) border();
    const saying = kind === 'dialog' ? kind : isBlock && !isBare ? saidOf(element, name) : undefined;
    const around = above?.place ?? rootPlace(element);
    const within =
      isBlock || (isPlace && !isTextIn(element, name)) || saying !== undefined ? placeIn(around, element, name, isBlock, saying) : around;
    const place: Place<Element> = kind === 'button' ? { ...within, voice: 'button' } : within;
    const isPre = name === 'pre' || above?.isPre === true;
    stack.push({ element, place, isPre, next: firstChild(element) });
    const shadow = mayHost ? shadowRoot(element) : null;
    if (shadow === null) return;
    stack.push({ element, place, isPre, next: shadow.firstChild });
  }

  function read(node: Text, { element, place, isPre }: Frame): void {
    const data = dataOf(node);
    if (!isPre && !(hasBlankLine(data) && styleOf(element).whiteSpace.startsWith('pre'))) {
      chars += text({ node, parent: element, words: data, from: 0 }, data, place);
      return;
    }
    for (const [i, [from, to]] of paragraphSpans(data).entries()) {
      if (i > 0) border();
      const words = data.slice(from, to);
      chars += text({ node, parent: element, words, from }, words, place);
    }
  }

  enter(root, undefined);
  for (let steps = 1; steps < MAX_NODES && chars < maxChars; steps += 1) {
    const frame = stack.at(-1);
    if (frame === undefined) break;
    const node = frame.next;
    frame.next = node && nextSibling(node);
    const type = node && nodeType(node);
    if (node === null) {
      stack.pop();
      if (frame.place.container === frame.element) border();
    } else if (type === TEXT || type === CDATA)
      read(node as Text, frame); // as: its type says so
    else if (type === ELEMENT) enter(node as Element, frame); // as: likewise
    const pause = steps % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
  }
  return blocks;
}

function namedAs(name: string): Named {
  return {
    name,
    kind: name === 'br' ? 'break' : isNeverRead(name) ? 'skip' : undefined,
    mayBeOver: isOverTheLine(name, () => true),
    isBlock: isBlockName(name) || (isLineName(name) ? false : undefined),
    isPlace: isHeadingName(name) || voiceOf(name) !== undefined,
    mayHost: mayHostShadow(name),
  };
}

function kindOf(element: Element, { name, kind, mayBeOver }: Named, isBare: boolean): Kind {
  if (mayBeOver && isOverTheLine(name, () => firstElementChild(element) !== null)) return 'over';
  if (kind !== undefined) return kind;
  if (name === 'dialog') return attributeOf(element, 'open') === null ? 'skip' : 'dialog';
  if (isBare || !matches(element, MAY_MATTER)) return 'read';
  const role = attributeOf(element, 'role') ?? '';
  const editable = attributeOf(element, 'contenteditable') ?? 'false';
  if (editable !== 'false' || role === 'textbox' || EDITOR.test(attributeOf(element, 'class') ?? '')) return 'skip';
  if (attributeOf(element, 'hidden') !== null || isRoleNeverRead(role) || isMuted(element, name)) return 'skip';
  if (isDialog(name, role)) return 'dialog';
  return role === 'button' ? 'button' : 'read';
}

/** Kept from screen readers, and no text for the others either: a copy, a picture made of letters. In a line it may be half of a word. */
function isMuted(element: Element, name: string): boolean {
  if (attributeOf(element, 'aria-hidden') !== 'true') return false;
  if (isLineName(name)) return name === 'i' || ICON.test(attributeOf(element, 'class') ?? '');
  return parentNode(element) !== bodyOf(element.ownerDocument); // an open dialog marks the children of body; that says nothing about the text
}

function saidOf(element: Element, name: string) {
  return sayingOf(
    name,
    attributeOf(element, 'id') ?? '',
    attributeOf(element, 'class') ?? '',
    () => firstWithin(element, 'h1,h2,h3,h4,h5,h6')?.textContent ?? '',
  );
}

/** Of a link: it is around the text. */
export function isTextIn(element: Element, name: string): boolean {
  return isTextInLink(name, attributeOf(element, 'href'), () => wordsIn(element));
}

function wordsIn(element: Element | null): string {
  return (element && textContent(element)) ?? '';
}

function isCode(element: Element): boolean {
  const first = firstElementChild(element);
  if (SAYS_CODE.test(attributeOf(element, 'class') ?? '') || (first !== null && localName(first) === 'code')) return true;
  return !isHandBrokenProse(wordsIn(element));
}
