/**
 * Reads the live page from top to bottom as one sees it, and writes the plain copy of it: hidden things left out, shadow roots opened, each kind of thing
 * in one form. Never writes to the page, never parses a string, keeps a stack and not the browser's.
 */

import { isCallout } from '../../../core/copy/boxes';
import { holdsNoWords, isHeading, isLeftOut, keptAs, mustStandIn, nameByRole } from '../../../core/copy/names';
import { leadsBack } from '../../../core/copy/note-marks';
import { MAX_COPY_CHARS } from '../../../core/copy/taken';
import {
  attributeOf,
  bodyOf,
  closest,
  firstChild,
  firstWithin,
  hasAttributes,
  localName,
  matches,
  nextSibling,
  nodeType,
  rootOf,
  textContent,
} from '../native';
import { anyShadowRoot } from '../roots';
import type { Breathe } from '../slices';
import { clearHolder } from './clear-boxes';
import { codeOf, isCode } from './code';
import { isEmbed, isPictureObject, linkOfEmbed } from './embeds';
import { isCaption, isFigure } from './figures';
import { type Flat, newFlat } from './flat';
import { leftOutIn } from './left-out';
import { type Look, looksIn } from './look';
import { makerFor, nameAlso } from './made';
import { formulaOf, isFormula } from './math';
import { type Note, type Notes, notesIn } from './notes';
import { picturesOf } from './pictures';
import { drawingOf } from './svg';
import { isDataTable } from './tables';

const MAX_NODES = 300_000; // more than any book has; what lies behind is left, and said
const MAX_DEPTH = 120; // of elements that are kept: a parser stops at 512
const NODES_PER_LOOK = 16;
const SHADOW_HOSTS = /^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$|-/;
const SYMBOLS = /^[\s\u200b¶#§∞🔗⚓]*$/u;

type Frame = {
  readonly source: Element;
  readonly to: Element; // of the copy
  next: Node | null;
  readonly rest: readonly Node[] | undefined; // what stands in a slot
  at: number;
  readonly depth: number;
  readonly isSeen: boolean;
  readonly isFlex: boolean;
  readonly table: 'data' | 'layout' | undefined;
  readonly isHeading: boolean;
  readonly isInLink: boolean;
  readonly keepsLines: boolean | undefined; // undefined: not yet asked
};

export type Flattened = { readonly flat: Flat; readonly notes: readonly Note[]; readonly chars: number; readonly dialogs: number };

/** `withDialogs`: what stands in front of the page is read as well. */
export async function flatten(document: Document, title: string, breathe: Breathe, withDialogs = false): Promise<Flattened> {
  const flat = newFlat(document, title);
  const base = document.baseURI;
  const here = document.URL.split('#')[0] ?? '';
  const { lookAt, isShut } = looksIn(document);
  const notes: Notes = notesIn(here);
  const { pictureOf, pictureNamed, pictureInNoscript, pictureBehind } = picturesOf(flat, base);
  const { open, carryName } = makerFor(flat, base, here);
  const root = bodyOf(document) ?? rootOf(document);
  const { isLeft, isPlainButton } = leftOutIn(flat, notes, lookAt, root);
  const holders = new Set<Element>(); // of the copy: where notes stood
  const stack: Frame[] = [];
  let [nodes, chars, drawings, dialogs] = [0, 0, 0, 0];

  await notes.scan(document, breathe);
  push(root, flat.body, undefined, { isShown: true, isSeen: true, isBlock: true, isFlex: false });
  await walk();
  for (let i = 0; i < notes.all.length; i += 1) {
    const note = notes.all[i];
    if (note === undefined || note.to !== undefined || flat.body.querySelector(`[data-note="${note.number}"]`) === null) continue;
    enterNote(note, undefined);
    await walk();
  }
  for (const holder of holders) clearHolder(holder, flat.body);
  return { flat, notes: notes.all, chars, dialogs };

  async function walk(): Promise<void> {
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      if (nodes >= MAX_NODES || chars >= MAX_COPY_CHARS) {
        flat.isPartial = true;
        stack.length = 0;
        return;
      }
      const node = takeNext(frame);
      if (node === null) {
        stack.pop();
        continue;
      }
      nodes += 1;
      const type = nodeType(node);
      if (type === Node.TEXT_NODE || type === Node.CDATA_SECTION_NODE)
        write(node as Text, frame); // as: its type says so
      else if (type === Node.ELEMENT_NODE) {
        const opened = enter(node as Element, frame); // as: likewise
        if (opened instanceof Promise) await opened;
        else if (opened !== undefined) await notes.scan(opened, breathe);
      }
      const pause = nodes % NODES_PER_LOOK === 0 ? breathe() : undefined;
      if (pause) await pause;
    }
  }

  function takeNext(frame: Frame): Node | null {
    if (frame.rest !== undefined) return frame.rest[frame.at++] ?? null;
    const node = frame.next;
    frame.next = node && nextSibling(node);
    return node;
  }

  function write({ data }: Text, frame: Frame): void {
    if (!frame.isSeen || holdsNoWords(localName(frame.to))) return;
    if (frame.isFlex && data.trim() === '') return;
    const clean = data.replace(/[\u00ad\ufeff]/g, '');
    chars += clean.trim().length;
    const lastBreak = clean.lastIndexOf('\n'); // a pattern of words and a break tries each letter of a long line without one
    if (lastBreak > 0 && clean.slice(0, lastBreak).trim() !== '' && keepsLines(frame)) {
      for (const [i, line] of clean.split('\n').entries()) {
        if (i > 0) frame.to.append(flat.make('br'));
        frame.to.append(line.replace(/[^\S\u00a0]+/g, ' '));
      }
    } else if (clean !== '') frame.to.append(clean.replace(/[^\S\u00a0]+/g, ' '));
  }

  function keepsLines(frame: Frame): boolean {
    const known = frame.keepsLines ?? /^(?:pre|break-spaces)/.test(getComputedStyle(frame.source).whiteSpace);
    (frame as { keepsLines: boolean | undefined }).keepsLines = known; // as: asked once
    return known;
  }

  /** Gives back a root that was opened, for its notes are to be looked for, and what takes longer than a moment. */
  function enter(element: Element, above: Frame): ShadowRoot | Promise<void> | undefined {
    const own = localName(element);
    const isBare = !hasAttributes(element);
    const name = isBare ? own : nameByRole(own, (attributeOf(element, 'role') ?? '').toLowerCase(), attributeOf(element, 'aria-level'));
    const { to } = above;
    if (isFormula(element, name)) {
      const formula = above.isSeen ? formulaOf(element, flat) : undefined;
      if (formula !== undefined) return put(formula, to);
      if (name === 'math') return undefined;
    }
    if (name === 'noscript') return put(pictureInNoscript(element), to);
    const note = notes.ofContainer(element);
    if (note !== undefined && note.to === undefined) {
      holders.add(to);
      enterNote(note, above);
      return undefined;
    }
    if (name === 'dialog' || /^(?:alert)?dialog$/i.test(attributeOf(element, 'role') ?? '')) {
      dialogs += 1;
      if (!withDialogs || !lookAt(element).isShown) return undefined;
    } else if (isLeftOut(name)) return undefined;
    if (name === 'button' && isPlainButton(element, above)) return undefined;
    if ((!isBare || name === 'form') && isLeft(element, name, above)) return undefined;
    let look = lookAt(element);
    if (!look.isShown) {
      if (!isShut(element)) return undefined;
      look = { isShown: true, isSeen: true, isBlock: true, isFlex: false };
    }
    return take(element, name, isBare, look, above);
  }

  function take(element: Element, name: string, isBare: boolean, look: Look, above: Frame): ShadowRoot | Promise<void> | undefined {
    const { to } = above;
    if (name === 'amp-img' || name === 'amp-anim') return put(pictureNamed(element), to);
    if (name === 'img') {
      const picture = pictureOf(element as HTMLImageElement); // as: its name says so; an SVG's is called image
      if (typeof picture === 'string') to.append(picture);
      else put(picture, to);
      return undefined;
    }
    if (name === 'svg') {
      if (look.isSeen) put(drawingOf(element, flat, ++drawings), to);
      return undefined;
    }
    if (isEmbed(name)) return put(isPictureObject(element, name) ? pictureNamed(element) : linkOfEmbed(element, base, flat), to);
    if (isCode(element, name)) return putCode(element, to);
    if (name === 'a' && isMark(element, to, above)) return undefined;
    if ((name === 'button' || name === 'label') && notes.ofMark(element)) return mark(element, to);
    if (!isBare && look.isBlock && name !== 'table') {
      const picture = pictureBehind(element);
      if (picture) return put(picture, to);
      if (isFigure(element, name)) {
        const made = open('figure', element, to);
        push(element, made, above, look);
        return undefined;
      }
    }
    if (name === 'slot') {
      pushSlot(element, above);
      return undefined;
    }
    const shadow = SHADOW_HOSTS.test(name) ? anyShadowRoot(element) : null;
    const made = elementFor(element, name, look, above);
    if (shadow === null) {
      push(element, made, above, look, name === 'table' ? (localName(made) === 'table' ? 'data' : 'layout') : undefined);
      return undefined;
    }
    push(element, made, above, look, undefined, firstChild(shadow));
    return shadow;
  }

  /** The element of the copy that its words go into: a new one, or that around it. */
  function elementFor(element: Element, name: string, look: Look, above: Frame): Element {
    const { to } = above;
    if (above.depth >= MAX_DEPTH) return to;
    let as = keptAs(name);
    if (name === 'table' && matches(element, '.tr-caption-container')) as = 'figure';
    else if (name === 'table') as = isDataTable(element) && closest(to, 'table') === null ? 'table' : 'div';
    else if (isCaption(element, to)) as = 'figcaption';
    else if (mustStandIn(name) !== undefined) {
      if (above.table !== 'data') as = name === 'tr' || name === 'td' || name === 'th' || name === 'caption' ? 'div' : undefined;
      else return openTablePart(element, name, above);
    } else if (name === 'footer') as = closest(to, 'blockquote,figure') === null ? 'footer' : 'p';
    else if (name === 'header') as = 'header';
    else if (name === 'aside')
      as = isCallout(`${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'role') ?? ''}`) ? 'div' : 'aside';
    else if (name === 'figcaption') as = closest(to, 'figure') === null ? 'p' : name;
    else if (name === 'li') as = matches(to, 'ul,ol') ? name : 'div';
    else if (name === 'dt' || name === 'dd') as = closest(to, 'dl') === null ? 'div' : name;
    else if (name === 'summary') as = matches(to, 'details') ? name : 'div';
    else if (name === 'a') as = above.isInLink ? undefined : 'a';
    else if (isHeading(name) && above.isHeading) as = undefined;
    else if (as === undefined || as === 'span') as = look.isBlock ? 'div' : spanFor(element);
    else if (as === 'p' && isHeading(localName(to))) as = undefined;
    if (as === undefined) return to;
    return open(as, element, to);
  }

  /** Only where it says something of its words. */
  function spanFor(element: Element): string | undefined {
    return attributeOf(element, 'lang') !== null || attributeOf(element, 'dir') !== null || attributeOf(element, 'id') !== null
      ? 'span'
      : undefined;
  }

  function openTablePart(element: Element, name: string, above: Frame): Element {
    let { to } = above;
    const wanted = mustStandIn(name);
    if (wanted?.has(localName(to))) return open(name, element, to);
    if (name === 'tr' && localName(to) === 'table') {
      const last = to.lastElementChild;
      const body = last !== null && localName(last) === 'tbody' ? last : flat.make('tbody');
      to.append(body);
      to = body;
      return open(name, element, to);
    }
    return to;
  }

  /** A mark of a note, a way back from one, or the anchor of a heading: none of them is a link of the text. */
  function isMark(element: Element, to: Element, above: Frame): boolean {
    if (notes.ofMark(element) !== undefined) {
      mark(element, to);
      return true;
    }
    const words = textContent(element) ?? '';
    const heading = above.isHeading ? closest(to, 'h1,h2,h3,h4,h5,h6') : null;
    if (heading !== null && SYMBOLS.test(words) && firstWithin(element, 'img') === null) {
      for (const name of ['id', 'name']) nameAlso(heading, attributeOf(element, name));
      return true;
    }
    return closest(to, '[data-note-text]') !== null && (leadsBack(words) || notes.leadsBack(element));
  }

  function mark(element: Element, to: Element): undefined {
    const note = notes.ofMark(element);
    if (note === undefined) return undefined;
    const link = flat.make('a');
    link.setAttribute('href', '#note');
    link.setAttribute('data-note', String(note.number));
    link.textContent = (textContent(element) ?? '').replace(/[\s\u200b]+/g, ' ').trim() || String(note.number);
    if (closest(to, 'sup') !== null) to.append(link);
    else {
      const sup = flat.make('sup');
      sup.append(link);
      to.append(sup);
    }
    return undefined;
  }

  /** Its words go apart, whether it is shown or not, and come back at the end. */
  function enterNote(note: Note, above: Frame | undefined): void {
    const text = flat.make('div');
    text.setAttribute('data-note-text', '');
    note.to = text;
    push(note.container, text, above && { ...above, to: text, table: undefined, isHeading: false, isInLink: false }, {
      isShown: true,
      isSeen: true,
      isBlock: true,
      isFlex: false,
    });
  }

  async function putCode(element: Element, to: Element): Promise<void> {
    const code = await codeOf(element, flat, breathe);
    chars += code?.textContent?.length ?? 0;
    if (code === undefined) return;
    carryName(element, code);
    put(code, to);
  }

  function put(made: Element | undefined, to: Element): undefined {
    if (made !== undefined && !holdsNoWords(localName(to))) to.append(made);
    return undefined;
  }

  function pushSlot(slot: Element, above: Frame): void {
    const assigned = (slot as HTMLSlotElement).assignedNodes(); // as: its name says so
    if (assigned.length === 0) push(slot, above.to, above, { isShown: true, isSeen: above.isSeen, isBlock: false, isFlex: above.isFlex });
    else stack.push({ ...above, rest: assigned, at: 0 });
  }

  function push(
    source: Element,
    to: Element,
    above: Frame | undefined,
    look: Look,
    table?: 'data' | 'layout',
    first: Node | null = firstChild(source),
  ): void {
    const name = localName(to);
    stack.push({
      source,
      to,
      next: first,
      rest: undefined,
      at: 0,
      depth: (above?.depth ?? 0) + (to === above?.to ? 0 : 1),
      isSeen: look.isSeen,
      isFlex: look.isFlex,
      table: table ?? above?.table,
      isHeading: above?.isHeading === true || isHeading(name),
      isInLink: above?.isInLink === true || name === 'a',
      keepsLines: undefined,
    });
  }
}
