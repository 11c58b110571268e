/** A block of code with its lines and its language, however a highlighter has taken it apart: spans, rows of a table, an element a line. */
import { isCodeBox, isCodeTool, isGutter, isKnownLanguage, isLineClass, languageIn, languageNamed } from '../../../core/copy/code-words';
import {
  allWithin,
  attributeOf,
  firstChild,
  firstWithin,
  localName,
  matches,
  nextSibling,
  nodeType,
  parentOf,
  textContent,
} from '../native';
import type { Breathe } from '../slices';
import type { Flat } from './flat';
import { childrenOf } from './kin';

const MAX_CODE_CHARS = 400_000;
const MAX_NODES = 200_000;
const NODES_PER_LOOK = 16;
const NUMBER_CHARS = 8; // of a line
const LEVELS = 5; // above the code, where its language may be said
const NO_CODE = 'button,script,style,select,input,textarea,template,svg,[role="button" i],[role="tablist" i]';
const BLOCK = /^(?:block|flex|grid|list-item|table|flow-root|table-row|-webkit-box)$/;
const ROW_LINES = /^tr$/;
const LABEL_CHARS = 20;

/** Undefined where it is no code. A table is where its classes say so, a `code` where it keeps its lines and stands by itself. */
export function isCode(element: Element, name: string): boolean {
  if (name === 'pre' || name === 'listing' || name === 'xmp') return true;
  if (name === 'table')
    return (
      isCodeBox(classOf(element)) &&
      (firstWithin(element, 'pre,code') !== null || [...allWithin(element, 'td')].some((cell) => isNumbers(cell)))
    );
  if (name === 'code') {
    const { display, whiteSpace } = getComputedStyle(element);
    return BLOCK.test(display) && whiteSpace.startsWith('pre');
  }
  return false;
}

export async function codeOf(element: Element, flat: Flat, breathe: Breathe): Promise<HTMLElement | undefined> {
  const lines = (await linesOf(element, breathe))
    .replace(/\u200b/g, '')
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd()) // a pattern for the end of a line tries each space of a long row of them
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
  if (lines === '') return undefined;
  const pre = flat.make('pre');
  const code = flat.make('code');
  const language = languageOf(element);
  if (language !== undefined) code.className = `language-${language}`;
  code.textContent = lines;
  pre.append(code);
  return pre;
}

type Frame = { readonly element: Element; next: Node | null; readonly isOwnLine: boolean; readonly isGrid: boolean; readonly from: number };

/** Without recursion: depth is the page's choice. */
async function linesOf(root: Element, breathe: Breathe): Promise<string> {
  const pieces: string[] = [];
  let [chars, last] = [0, '\n'];
  const write = (text: string): void => {
    if (text === '') return;
    pieces.push(text);
    chars += text.length;
    last = text.at(-1) ?? last;
  };
  const stack: Frame[] = [{ element: root, next: firstChild(root), isOwnLine: false, isGrid: isGridOf(root), from: 0 }];
  for (let steps = 0; steps < MAX_NODES && chars < MAX_CODE_CHARS; steps += 1) {
    const frame = stack.at(-1);
    if (frame === undefined) break;
    const pause = steps % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
    const node = frame.next;
    if (node === null) {
      stack.pop();
      if (frame.isOwnLine && (last !== '\n' || (frame.from === chars && isLine(frame.element)))) write('\n');
      continue;
    }
    frame.next = nextSibling(node);
    const type = nodeType(node);
    if (type === Node.TEXT_NODE) {
      const { data } = node as Text; // as: its type says so
      const isBetween = (frame.isGrid || /^(?:table|tbody|thead|tr)$/.test(localName(frame.element))) && data.trim() === '';
      if (!isBetween) write(data.replace(/\r\n?/g, '\n'));
    } else if (type === Node.ELEMENT_NODE) enter(node as Element, frame); // as: likewise
  }
  return pieces.join('');

  function enter(element: Element, { element: above }: Frame): void {
    const name = localName(element);
    if (name === 'br') {
      write('\n');
      return;
    }
    if (matches(element, NO_CODE) || isNumbers(element) || (isCodeTool(classOf(element)) && name !== 'code' && name !== 'pre')) return;
    const { display, float, position } = getComputedStyle(element);
    if (display === 'none') return;
    const isOwnLine = ROW_LINES.test(name) || (BLOCK.test(display) && position !== 'absolute' && (float === 'none' || isLine(element)));
    if (isOwnLine && last !== '\n') write('\n');
    if (name === 'td' && last !== '\n' && isLabelOf(above)) write(' ');
    stack.push({ element, next: firstChild(element), isOwnLine, isGrid: isGridOf(element, display), from: chars });
  }
}

const isLabelOf = (row: Element): boolean => localName(row) === 'tr' && allWithin(row, 'td').length > 2;
const isLine = (element: Element): boolean => localName(element) === 'tr' || isLineClass(classOf(element));
const isGridOf = (element: Element, display = getComputedStyle(element).display): boolean => /grid|flex/.test(display);

/** Numbers of lines: named so, or what cannot be selected and has no letters. */
function isNumbers(element: Element): boolean {
  const isList = /^[ou]l$/.test(localName(element)); // of the lines themselves, which it numbers
  if (isGutter(classOf(element)) && !(isList && /\p{L}/u.test(textContent(element) ?? ''))) return true;
  if (attributeOf(element, 'data-line-number') !== null && !/[^\d\s]/.test(textContent(element) ?? '')) return true;
  const words = textContent(element) ?? '';
  return words.length <= NUMBER_CHARS && /^\s*\d+\s*$/.test(words) && getComputedStyle(element).userSelect === 'none';
}

function languageOf(element: Element): string | undefined {
  let each: Element | undefined = [...allWithin(element, 'code,pre')].at(-1) ?? element;
  for (let level = 0; each !== undefined && level <= LEVELS; level += 1) {
    if (level > 1 && allWithin(each, 'pre').length > 1) break; // says it of others too
    const said = languageIn(classOf(each)) ?? languageNamed(attributeOf(each, 'data-lang') ?? attributeOf(each, 'data-language'));
    if (said !== undefined) return said;
    if (level > 0) {
      const label = childrenOf(each).flatMap((child) => [child, firstWithin(child, '[class*="lang"]')] as const);
      for (const one of label) {
        const words = (one && (textContent(one) ?? '').trim()) ?? '';
        if (one && words.length <= LABEL_CHARS && /lang/i.test(classOf(one)) && isKnownLanguage(words)) return words.toLowerCase();
      }
    }
    each = parentOf(each);
  }
  return undefined;
}

const classOf = (element: Element): string => attributeOf(element, 'class') ?? '';
