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
export const ownerDocument = getter(Node.prototype, 'ownerDocument');
export const localName = getter(Element.prototype, 'localName');
export const shadowRoot = getter(Element.prototype, 'shadowRoot');
export const firstElementChild = getter(Element.prototype, 'firstElementChild');
export const bodyOf = getter(Document.prototype, 'body');
export const rootOf = getter(Document.prototype, 'documentElement');
export const titleIn = getter(Document.prototype, 'title');

const {
  getAttribute: attribute,
  hasAttributes: anyAttribute,
  matches: fits,
  closest: near,
  getBoundingClientRect: box,
} = Element.prototype;
const { checkVisibility: visible } = Element.prototype;
export const attributeOf = (element: Element, name: string): string | null => attribute.call(element, name);
export const hasAttributes = (element: Element): boolean => anyAttribute.call(element);
export const matches = (element: Element, selector: string): boolean => fits.call(element, selector);
export const closest = (element: Element, selector: string): Element | null => near.call(element, selector);
export const boxOfElement = (element: Element): DOMRect => box.call(element);
export const isVisible = (element: Element, options: CheckVisibilityOptions): boolean => visible.call(element, options);

const { querySelector, querySelectorAll } = Document.prototype;
export const firstIn = (document: Document, selector: string): Element | null => querySelector.call(document, selector);
export const allIn = (document: Document, selector: string): NodeListOf<Element> => querySelectorAll.call(document, selector);

/** The parent on the screen: from a shadow root to its host. */
export function parentOf(node: Node): Element | undefined {
  const parent = parentNode(node);
  if (parent instanceof ShadowRoot) return parent.host;
  return parent !== null && nodeType(parent) === Node.ELEMENT_NODE ? (parent as Element) : undefined; // as: its type says so
}
