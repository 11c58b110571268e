/** Children and neighbours of an element of the page, also where a form's fields have the names of what the DOM says (native.ts). Apart, so that the content script carries none of it. */
import { firstElementChild } from '../native';

const next = Object.getOwnPropertyDescriptor(Element.prototype, 'nextElementSibling') as { readonly get: () => Element | null }; // as: every browser has it there
const { contains } = Node.prototype;

export const nextElement = (of: Element): Element | null => next.get.call(of);
export const holds = (of: Element, other: Node): boolean => contains.call(of, other);

export function childrenOf(of: Element): readonly Element[] {
  const children: Element[] = [];
  for (let each = firstElementChild(of); each !== null; each = nextElement(each)) children.push(each);
  return children;
}
