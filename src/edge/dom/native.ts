/** What the DOM says of its own nodes. A form's fields named `parentNode` or `matches`, and pictures named `body`, stand in front of it; here they do not. */

const getter = <O extends object, K extends keyof O>(prototype: O, name: K) => {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name) as { readonly get: () => O[K] }; // as: named by those who know it has one
  return (of: O): O[K] => get.call(of);
};

export const nodeType = getter(Node.prototype, 'nodeType');
export const firstChild = getter(Node.prototype, 'firstChild');
export const nextSibling = getter(Node.prototype, 'nextSibling');
export const parentNode = getter(Node.prototype, 'parentNode');
export const textContent = getter(Node.prototype, 'textContent');
export const localName = getter(Element.prototype, 'localName');
export const shadowRoot = getter(Element.prototype, 'shadowRoot');
export const firstElementChild = getter(Element.prototype, 'firstElementChild');
export const bodyOf = getter(Document.prototype, 'body');
export const rootOf = getter(Document.prototype, 'documentElement');

const { getAttribute: attribute, hasAttributes: anyAttribute, matches: fits } = Element.prototype;
export const attributeOf = (element: Element, name: string): string | null => attribute.call(element, name);
export const hasAttributes = (element: Element): boolean => anyAttribute.call(element);
export const matches = (element: Element, selector: string): boolean => fits.call(element, selector);

/** The parent on the screen: from a shadow root to its host. */
export function parentOf(element: Element): Element | undefined {
  const parent = parentNode(element);
  if (parent instanceof ShadowRoot) return parent.host;
  return parent !== null && nodeType(parent) === Node.ELEMENT_NODE ? (parent as Element) : undefined; // as: its type says so
}

const { querySelectorAll: all, createElementNS: create, elementFromPoint: hit, getSelection: selected } = Document.prototype;
export const allOf = (document: Document, selector: string): NodeListOf<Element> => all.call(document, selector);
export const topAt = (document: Document, x: number, y: number): Element | null => hit.call(document, x, y);
export const selectionOf = (document: Document): Selection | null => selected.call(document);
export const activeElement = getter(Document.prototype, 'activeElement');

/** An HTML element also where the document is of another kind of XML. */
export function makeElement<N extends keyof HTMLElementTagNameMap>(document: Document, name: N): HTMLElementTagNameMap[N];
export function makeElement(document: Document, name: string): HTMLElement;
export function makeElement(document: Document, name: string): HTMLElement {
  return create.call(document, 'http://www.w3.org/1999/xhtml', name) as HTMLElement; // as: the namespace says so
}
