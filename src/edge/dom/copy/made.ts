/** Makes the elements of the plain copy after those of the page: with the attributes of a list, whole addresses, and the names that links find them by. */
import { webAddress } from '../../../core/address';
import { attributesOf } from '../../../core/copy/names';
import { attributeOf, hasAttributes } from '../native';
import type { Flat } from './flat';
import { fragmentOf } from './notes';

const MAX_NAME_CHARS = 300;
const MAX_VALUE_CHARS = 500;

export type Maker = ReturnType<typeof makerFor>;

/** `here`: the address of the page, without what follows #. */
export function makerFor(flat: Flat, base: string, here: string) {
  function open(as: string, from: Element, to: Element): Element {
    const made = flat.make(as);
    if (hasAttributes(from)) {
      for (const name of attributesOf(as)) {
        const value = attributeOf(from, name);
        if (value !== null) made.setAttribute(name, value);
      }
      for (const name of ['lang', 'dir', 'class']) {
        const value = attributeOf(from, name);
        if (value !== null && value.length < MAX_VALUE_CHARS) made.setAttribute(name, value);
      }
      carryName(from, made);
    }
    if (as === 'a') link(from, made);
    if (as === 'table') made.setAttribute('summary', 'data'); // the chooser believes it
    to.append(made);
    return made;
  }

  function link(from: Element, made: Element): void {
    const href = attributeOf(from, 'href');
    const name = attributeOf(from, 'name');
    nameAlso(made, name);
    if (href === null) return;
    const inner = fragmentOf(href, here);
    if (inner !== undefined) {
      made.setAttribute('data-to', inner);
      made.setAttribute('href', '#inner');
    } else {
      const address = /^(?:mailto|tel):/i.test(href.trim()) ? href.trim() : webAddress(href, base);
      if (address !== undefined) made.setAttribute('href', address);
    }
  }

  /** Links within the page find it by that. */
  function carryName(from: Element, to: Element): void {
    nameAlso(to, attributeOf(from, 'id'));
  }

  return { open, carryName };
}

export function nameAlso(element: Element, id: string | null): void {
  if (id === null || id === '' || id.length > MAX_NAME_CHARS || /\p{Surrogate}/u.test(id)) return;
  if (!element.hasAttribute('id')) element.setAttribute('id', id);
  else element.setAttribute('data-names', `${element.getAttribute('data-names') ?? ''} ${encodeURIComponent(id)}`.trim());
}
