/** Which elements may hold a root or a document of their own, and the root that one holds, closed or not. Looks at nothing in it. */
import { allWithin, DOCUMENT, documentOf, FRAGMENT, nodeType, shadowRoot } from './native';

const { evaluate } = Document.prototype;

/** No other element can have a shadow root, but those whose name has a hyphen. */
// biome-ignore format: one line is read at once
const SHADOW_HOSTS = ['article', 'aside', 'blockquote', 'body', 'div', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'main', 'nav', 'p', 'section', 'span'];
const HOLDERS = [...SHADOW_HOSTS, 'iframe', 'frame', 'object'].join();
const hosts = new Map<string, boolean>(SHADOW_HOSTS.map((name) => [name, true])); // and what other names were asked about: pages use few
const MOST_NAMES = 1_000;
export function mayHostShadow(name: string): boolean {
  const known = hosts.get(name);
  if (known !== undefined) return known;
  const may = name.includes('-');
  if (hosts.size < MOST_NAMES) hosts.set(name, may);
  return may;
}

/**
 * All that may hold a root or a document of their own. Half of what stands on a page may not, and a browser sorts that out sooner than a script that
 * was never run before: the names that a page made up by XPath, for no selector knows them.
 */
export function holdersWithin(of: Document | ShadowRoot | Element): readonly ArrayLike<Element>[] {
  const named = allWithin(of, HOLDERS);
  if (nodeType(of) === FRAGMENT) return [allWithin(of, '*')]; // XPath knows no roots
  const owner = nodeType(of) === DOCUMENT ? (of as Document) : documentOf(of); // as: its type says so
  if (owner === null) return [named];
  const found = evaluate.call(owner, ".//*[contains(local-name(), '-')]", of, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  const custom = Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i) as Element); // as: elements were asked for
  return [named, custom];
}

let asked: Partial<typeof chrome.dom> | undefined; // looked up once: every element of a page is asked about

let inFirefox: ((this: Element) => ShadowRoot | null) | undefined;

/** Closed ones too: both browsers let an extension see them, each in its own way. */
export function anyShadowRoot(of: Element): ShadowRoot | null {
  inFirefox ??= Object.getOwnPropertyDescriptor(Element.prototype, 'openOrClosedShadowRoot')?.get;
  if (inFirefox !== undefined) return inFirefox.call(of);
  asked ??= globalThis.chrome?.dom ?? {};
  if (asked.openOrClosedShadowRoot === undefined) return shadowRoot(of);
  return asked.openOrClosedShadowRoot(of as HTMLElement) as ShadowRoot | null; // as: only these are asked about
}
