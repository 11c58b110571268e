/**
 * What the DOM says of its own nodes. A form's fields named `parentNode` or `matches`, and pictures named `body`, stand in front of it; here they do not.
 * And what is asked often is looked up once: in Firefox each name that a script of ours looks up in a page's world costs a microsecond.
 */

const getter = <O extends object, K extends keyof O>(prototype: O, name: K) => {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name) as { readonly get: () => O[K] }; // as: named by those who know it has one
  return (of: O): O[K] => get.call(of);
};

/** Kinds of nodes, as `Node` has them. */
export const ELEMENT = 1;
export const TEXT = 3;
export const CDATA = 4;
export const DOCUMENT = 9;
export const FRAGMENT = 11;

const node = Node.prototype;
export const nodeType = /* @__PURE__ */ getter(node, 'nodeType');
export const firstChild = /* @__PURE__ */ getter(node, 'firstChild');
export const nextSibling = /* @__PURE__ */ getter(node, 'nextSibling');
export const previousSibling = /* @__PURE__ */ getter(node, 'previousSibling');
export const parentNode = /* @__PURE__ */ getter(node, 'parentNode');
export const textContent = /* @__PURE__ */ getter(node, 'textContent');

export const dataOf = /* @__PURE__ */ getter(CharacterData.prototype, 'data');

const element = Element.prototype;
export const localName = /* @__PURE__ */ getter(element, 'localName');
export const shadowRoot = /* @__PURE__ */ getter(element, 'shadowRoot');
export const firstElementChild = /* @__PURE__ */ getter(element, 'firstElementChild');
const { getAttribute, hasAttributes: has, matches: fits } = element;
export const attributeOf = (of: Element, name: string): string | null => getAttribute.call(of, name);
export const addTo = (of: Element, added: Element): void => element.append.call(of, added);
export const hasAttributes = (of: Element): boolean => has.call(of);
export const matches = (of: Element, selector: string): boolean => fits.call(of, selector);
export const closest = (of: Element, selector: string): Element | null => element.closest.call(of, selector);
export const firstWithin = (of: Element, selector: string): Element | null => element.querySelector.call(of, selector);
const { getBoundingClientRect } = element;
export const boxOfElement = (of: Element): DOMRect => getBoundingClientRect.call(of);
const { checkVisibility } = element;
const BY_ALL = { visibilityProperty: true, opacityProperty: true };
const BY_ALL_BUT_OPACITY = { visibilityProperty: true };
export const isVisible = (of: Element, isOpacityAsked = false): boolean =>
  checkVisibility.call(of, isOpacityAsked ? BY_ALL : BY_ALL_BUT_OPACITY);

const { getPropertyValue } = CSSStyleDeclaration.prototype;
export const styleOf = /* @__PURE__ */ window.getComputedStyle.bind(window);
export const valueIn = (style: CSSStyleDeclaration, name: string): string => getPropertyValue.call(style, name);

const document = Document.prototype;
export const bodyOf = /* @__PURE__ */ getter(document, 'body');
export const rootOf = /* @__PURE__ */ getter(document, 'documentElement');
export const windowOf = /* @__PURE__ */ getter(document, 'defaultView');
export const titleIn = /* @__PURE__ */ getter(document, 'title');
export const firstIn = (of: Document, selector: string): Element | null => document.querySelector.call(of, selector);
export const allIn = (of: Document, selector: string): readonly Element[] => [...document.querySelectorAll.call(of, selector)];

/** The parent on the screen: from a shadow root to its host. */
export function parentOf(of: Node): Element | undefined {
  const parent = parentNode(of);
  if (parent === null) return undefined;
  const type = nodeType(parent);
  if (type === FRAGMENT) return (parent as Partial<ShadowRoot>).host; // as: no other fragment has one; of a frame's it is no instance of ours
  return type === ELEMENT ? (parent as Element) : undefined; // as: its type says so
}

const { querySelectorAll: all, createElementNS: create, elementFromPoint: hit, getSelection: selected } = Document.prototype;
export const allOf = (document: Document, selector: string): NodeListOf<Element> => all.call(document, selector);
export const topAt = (document: Document, x: number, y: number): Element | null => hit.call(document, x, y);
export const selectionOf = (document: Document): Selection | null => selected.call(document);
export const activeElement = /* @__PURE__ */ getter(Document.prototype, 'activeElement');

/** An HTML element also where the document is of another kind of XML. */
export function makeElement<N extends keyof HTMLElementTagNameMap>(document: Document, name: N): HTMLElementTagNameMap[N];
export function makeElement(document: Document, name: string): HTMLElement;
export function makeElement(document: Document, name: string): HTMLElement {
  return create.call(document, 'http://www.w3.org/1999/xhtml', name) as HTMLElement; // as: the namespace says so
}

const { querySelectorAll: allInRoot } = DocumentFragment.prototype;
const { querySelectorAll: allBelow } = Element.prototype;
export function allWithin(of: Document | ShadowRoot | Element, selector: string): NodeListOf<Element> {
  const type = nodeType(of);
  return (type === DOCUMENT ? all : type === ELEMENT ? allBelow : allInRoot).call(of as never, selector); // as: its type says so
}
export const isConnected = /* @__PURE__ */ getter(Node.prototype, 'isConnected');
export const documentOf = /* @__PURE__ */ getter(Node.prototype, 'ownerDocument');
export const designModeOf = /* @__PURE__ */ getter(Document.prototype, 'designMode');
export const visibilityOf = /* @__PURE__ */ getter(Document.prototype, 'visibilityState');
