/** Writes the chosen article out: in plain form, with its notes at the end, its own names for places, and its pictures in order. */

import { webAddress } from '../../../core/address';
import { type Attributes, escapedText, escapedValue, markupWriter, type Written } from '../../../core/copy/markup-writer';
import { attributesOf, isHeading } from '../../../core/copy/names';
import type { Breathe } from '../slices';
import type { Flat } from './flat';
import type { Note } from './notes';

const BLOCKS = new Set(
  'address article aside blockquote caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul body'.split(
    ' ',
  ),
);
const INLINES = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q rb rt rtc ruby s samp small span strong sub sup time u var'.split(' '),
);
const NODES_PER_LOOK = 64;

export type Composed = Written & { readonly pictures: readonly string[] };

type Frame = { readonly element: Element; next: Node | null; readonly ends: 'block' | 'inline' | 'nothing' };

export async function compose(article: Element, flat: Flat, notes: readonly Note[], title: string, breathe: Breathe): Promise<Composed> {
  const texts = new Map(notes.map((note) => [String(note.number), note]));
  const used = new Map<string, { readonly note: Note; readonly at: number; marks: number }>();
  const places = new Set<string>();
  const links: string[] = [];
  await prepare();
  const writer = markupWriter(new Set(links.flatMap((link) => placeFor(link) ?? [])));
  const pictures = new Set<string>();
  let isBefore = true; // the first heading: the title, which stands over the copy already
  let nodes = 0;

  await walk(article);
  if (used.size > 0) await writeNotes();
  return { ...writer.done(), pictures: [...pictures] };

  /** Notes that are referred to, also by one another, in that order; where links lead, and where they can. */
  async function prepare(): Promise<void> {
    const roots = [article];
    for (let root = roots[0], i = 0; root !== undefined; i += 1, root = roots[i]) {
      for (const mark of root.querySelectorAll('[data-note]')) {
        const number = mark.getAttribute('data-note') ?? '';
        const note = texts.get(number);
        if (note?.to === undefined || used.has(number)) continue;
        used.set(number, { note, at: used.size + 1, marks: 0 });
        roots.push(note.to);
      }
      for (const named of root.querySelectorAll('[id],[data-names]')) for (const name of namesOf(named)) places.add(name);
      for (const link of root.querySelectorAll('a[data-to]')) links.push(link.getAttribute('data-to') ?? '');
      const pause = breathe();
      if (pause) await pause;
    }
  }

  async function writeNotes(): Promise<void> {
    writer.open('section', { class: 'footnotes' });
    writer.open('ol');
    for (const { note, at, marks } of used.values()) {
      if (note.to === undefined) continue;
      writer.open('li', { id: `n-${at}` });
      trimLabel(note.to, note.label);
      const end = lastLineOf(note.to);
      for (let mark = 1; mark <= marks; mark += 1) end.append(backTo(markId(at, mark)));
      await walk(note.to);
      writer.close();
    }
    writer.close();
    writer.close();
  }

  async function walk(root: Element): Promise<void> {
    const stack: Frame[] = [{ element: root, next: root.firstChild, ends: 'nothing' }];
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const node = frame.next;
      if (node === null) {
        if (frame.ends === 'block') writer.close();
        else if (frame.ends === 'inline') writer.end();
        stack.pop();
        continue;
      }
      frame.next = node.nextSibling;
      nodes += 1;
      if (node.nodeType === Node.TEXT_NODE)
        writer.words((node as Text).data); // as: its type says so
      else if (node.nodeType === Node.ELEMENT_NODE) {
        const ends = enter(node as Element); // as: likewise
        if (ends !== undefined) stack.push({ element: node as Element, next: node.firstChild, ends }); // as: likewise
      }
      const pause = nodes % NODES_PER_LOOK === 0 ? breathe() : undefined;
      if (pause) await pause;
    }
  }

  /** Undefined where nothing in it is to be read. */
  function enter(element: Element): Frame['ends'] | undefined {
    const { localName: name } = element;
    for (const place of namesOf(element)) writer.place(place);
    const sealed = flat.sealed[Number(element.getAttribute('data-seal') ?? -1)];
    if (sealed !== undefined) return writeSealed(sealed);
    if (isHeading(name) && isBefore) {
      isBefore = false;
      if (sameWords(element.textContent ?? '', title)) return undefined;
    }
    if (name === 'br') writer.lineBreak();
    else if (name === 'hr') writer.rule();
    else if (name === 'wbr') writer.words('');
    else if (name === 'img') writePicture(element);
    else if (name === 'pre') writer.code(element.textContent ?? '', languageOf(element));
    else if (element.hasAttribute('data-note')) writeMark(element);
    else if (element.hasAttribute('data-back')) writer.mark(` <a href="#${element.getAttribute('data-back')}">↩</a>`);
    else return begin(element, name);
    return undefined;
  }

  function begin(element: Element, name: string): Frame['ends'] {
    if (BLOCKS.has(name)) {
      const turned = said(element, ['lang', 'dir']);
      const isTurned = Object.keys(turned).length > 0;
      writer.open(name === 'div' || name === 'section' ? (isTurned ? 'div' : 'ghost') : name, {
        ...turned,
        ...said(element, attributesOf(name)),
      });
      return 'block';
    }
    if (!INLINES.has(name) || (name === 'sup' && element.querySelector('[data-note]') !== null)) return 'nothing';
    if (name === 'a') return beginLink(element);
    const attributes = said(element, ['lang', 'dir', ...attributesOf(name)]);
    if (name === 'span' && Object.keys(attributes).length === 0) return 'nothing';
    writer.begin(name, attributes);
    return 'inline';
  }

  function beginLink(element: Element): Frame['ends'] {
    const to = element.getAttribute('data-to');
    if (to !== null) {
      const place = placeFor(to);
      if (place === undefined) return 'nothing'; // it led out of what is kept
      writer.begin('a', {}, place);
      return 'inline';
    }
    const href = element.getAttribute('href');
    if (href === null || !isSafe(href)) return 'nothing';
    writer.begin('a', { href });
    return 'inline';
  }

  function placeFor(name: string): string | undefined {
    return [name, `user-content-${name}`].find((each) => places.has(each));
  }

  function writePicture(img: Element): void {
    const name = img.getAttribute('data-src') ?? '';
    if (!flat.pictures.has(name)) return;
    pictures.add(name);
    const attributes: [string, string][] = ['alt', 'width', 'height'].map((key) => [key, img.getAttribute(key) ?? '']);
    const rest = attributes
      .filter(([key, value]) => key === 'alt' || value !== '')
      .map(([key, value]) => ` ${key}="${escapedValue(value)}"`);
    writer.atom(`<img data-src="${escapedValue(name)}"${rest.join('')}>`, '');
  }

  function backTo(id: string): HTMLElement {
    const back = flat.make('span');
    back.setAttribute('data-back', id);
    return back;
  }

  function writeSealed(element: Element): 'nothing' | undefined {
    if (element.localName === 'math' || element.localName === 'svg') {
      const words = element.localName === 'math' ? (element.textContent ?? '').replace(/\s+/g, '') : '';
      writer.atom(markupOf(element), words);
      return undefined;
    }
    writer.open('ghost');
    for (const child of element.children) {
      if (child.localName === 'img') writePicture(child);
      else if (child.localName === 'a') {
        writer.begin('a', { href: child.getAttribute('href') ?? '' });
        writer.words(child.textContent ?? '');
        writer.end();
      } else writer.lineBreak();
    }
    writer.close();
    return undefined;
  }

  function writeMark(element: Element): void {
    const number = element.getAttribute('data-note') ?? '';
    const found = used.get(number);
    const words = element.textContent ?? '';
    if (found === undefined) {
      writer.words(words);
      return;
    }
    found.marks += 1;
    const { at } = found;
    writer.mark(`<sup><a href="#n-${at}" id="${markId(at, found.marks)}">${escapedText(words)}</a></sup>`);
  }
}

const markId = (note: number, mark: number): string => (mark === 1 ? `r-${note}` : `r-${note}-${mark}`);

function namesOf(element: Element): readonly string[] {
  const [id, more] = [element.getAttribute('id'), element.getAttribute('data-names')];
  return [
    ...(id === null || id === '' ? [] : [id]),
    ...(more ?? '')
      .split(' ')
      .filter((name) => name !== '')
      .map(decodeURIComponent),
  ];
}

function said(element: Element, names: readonly string[]): Attributes {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = element.getAttribute(name);
    if (value !== null && isSound(name, value)) found[name] = value;
  }
  return found;
}

/** Whatever else a page writes there is no use to a copy. */
function isSound(name: string, value: string): boolean {
  switch (name) {
    case 'cite':
      return webAddress(value) !== undefined;
    case 'colspan':
    case 'rowspan':
      return /^\d{1,3}$/.test(value) && Number(value) > 1;
    case 'start':
    case 'value':
      return /^-?\d{1,6}$/.test(value);
    case 'type':
      return /^[1aAiI]$/.test(value);
    case 'dir':
      return /^(?:ltr|rtl|auto)$/i.test(value);
    case 'lang':
      return /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(value);
    case 'scope':
      return /^(?:row|col|rowgroup|colgroup)$/i.test(value);
    default:
      return value.length <= 500;
  }
}

const isSafe = (href: string): boolean => /^(?:https?:\/\/|mailto:|tel:)/i.test(href);
const plain = (words: string): string =>
  words
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
const sameWords = (a: string, b: string): boolean => plain(a) === plain(b) && plain(a) !== '';

function languageOf(pre: Element): string | undefined {
  return /(?:^|\s)language-(\S+)/.exec(pre.querySelector('code')?.className ?? pre.className)?.[1];
}

/** The number that stands before the note is that of the list. */
function trimLabel(text: Element, label: string): void {
  const core = label.replace(/[^\p{L}\p{N}*†‡§¶]/gu, '');
  const walker = text.ownerDocument.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    // as: only texts are shown
    const words = node.data.trim();
    if (words === '') continue;
    const bare = words.replace(/^[[(]?\s*|\s*[\])]?[.:]?$/g, '');
    if (core !== '' && bare === core) node.data = '';
    else if (core !== '' && new RegExp(`^[[(]?${core.replace(/[*]/g, '\\$&')}[\\]).:]\\s`, 'u').test(words))
      node.data = node.data.replace(/^\s*\S+\s*/, '');
    return;
  }
}

function lastLineOf(text: Element): Element {
  let at = text;
  for (let last = at.lastElementChild; last !== null && /^(?:p|div|section|blockquote)$/.test(last.localName); last = at.lastElementChild) {
    if (!last.hasAttribute('data-seal') && last.nextSibling !== null && (last.nextSibling.textContent ?? '').trim() !== '') break;
    at = last;
  }
  return at;
}

/** Elements that were made of a list, as a parser reads them again. */
function markupOf(root: Element): string {
  const pieces: string[] = [];
  const stack: { readonly element: Element; next: Node | null }[] = [];
  const open = (element: Element): void => {
    pieces.push(`<${element.localName}`);
    for (const { name, value } of [...element.attributes]) pieces.push(` ${name}="${escapedValue(value)}"`);
    pieces.push('>');
    stack.push({ element, next: element.firstChild });
  };
  open(root);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const node = frame.next;
    if (node === null) {
      pieces.push(`</${frame.element.localName}>`);
      stack.pop();
      continue;
    }
    frame.next = node.nextSibling;
    if (node.nodeType === Node.ELEMENT_NODE)
      open(node as Element); // as: its type says so
    else pieces.push(escapedText(node.textContent ?? ''));
  }
  return pieces.join('');
}
