/** Builds elements without markup, so that no page policy on strings of HTML applies. Knows no framework. */

type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;
export type Child = Node | string | false | undefined;

/** A function becomes a listener of the event it is named after, `true` an empty attribute; `false` is left out. */
export function element<N extends keyof HTMLElementTagNameMap>(
  name: N,
  attributes: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[N] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}
