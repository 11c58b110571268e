/** Copies a drawing or a formula: elements and attributes of a list, in its own namespace, and nothing else. */
import { attributeOf, firstChild, localName, nextSibling, nodeType } from '../native';

export type Listed = {
  readonly namespace: string;
  readonly elements: ReadonlySet<string>;
  readonly through: ReadonlySet<string>; // not copied, but what is in them
  readonly attributes: readonly string[];
  readonly adorn?: (from: Element, to: Element) => void;
  readonly maxNodes: number;
};

/** Undefined where it is too large. Without recursion. */
export function copyListed(from: Element, document: Document, listed: Listed): Element | undefined {
  const { namespace, elements, through, attributes, adorn, maxNodes } = listed;
  const make = (source: Element): Element => {
    const made = document.createElementNS(namespace, localName(source));
    for (const name of attributes) {
      const value = attributeOf(source, name);
      if (value !== null && value.length < 20_000) made.setAttribute(name, value);
    }
    adorn?.(source, made);
    return made;
  };
  const root = make(from);
  const stack: { readonly to: Element; next: Node | null }[] = [{ to: root, next: firstChild(from) }];
  let nodes = 0;
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const node = frame.next;
    if (node === null) {
      stack.pop();
      continue;
    }
    nodes += 1;
    if (nodes > maxNodes) return undefined;
    frame.next = nextSibling(node);
    if (nodeType(node) === Node.TEXT_NODE) frame.to.append((node as Text).data); // as: its type says so
    if (nodeType(node) !== Node.ELEMENT_NODE) continue;
    const element = node as Element; // as: likewise
    const name = localName(element);
    if (elements.has(name)) {
      const made = make(element);
      frame.to.append(made);
      stack.push({ to: made, next: firstChild(element) });
    } else if (through.has(name)) stack.push({ to: frame.to, next: firstChild(element) });
  }
  return root;
}
