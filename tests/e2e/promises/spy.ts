/** What a hostile page does to read what stands over it. Everything in here is sent as text and runs in the page's own world. */

/** Font families that a page may define, to be asked for exactly the letters that are shown in them. */
export const FAMILIES = [
  ...['serif', 'sans-serif', 'monospace', 'system-ui', 'ui-serif', 'ui-sans-serif', 'ui-monospace', 'ui-rounded', 'math'],
  ...['Times New Roman', 'Times', 'Arial', 'Helvetica', 'Helvetica Neue', 'Segoe UI', 'Roboto', 'Noto Sans', 'Noto Serif', 'DejaVu Sans'],
  ...['DejaVu Serif', 'Iowan Old Style', 'Charter', 'Source Serif 4', 'Georgia', 'Liberation Serif', 'Liberation Sans'],
];
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** One font for each letter; the page itself is shown in another, so that whatever is asked for was shown by somebody else. */
export function spyingFonts(): string {
  const rules = FAMILIES.flatMap((family, at) =>
    [...LETTERS].map((letter) => {
      const code = letter.codePointAt(0)?.toString(16);
      return `@font-face{font-family:"${family}";src:url(/font/${at}/${letter});unicode-range:U+${code}}`;
    }),
  );
  return `${rules.join('')}html,body,body *{font-family:cursive!important}`;
}

/** Custom properties that a page may take over, wherever they are inherited. */
export function takenProperties(names: readonly string[]): string {
  return names.map((name) => `@property ${name}{syntax:"*";inherits:false}`).join('');
}

export type Found = { readonly roots: readonly string[]; readonly addresses: readonly string[]; readonly added: readonly string[] };
type SpyWindow = Window & { spy?: { readonly roots: Set<string>; readonly addresses: Set<string>; readonly added: Set<string> } };

/** Begins before anything else of the page: listens to every event there is, and follows every node that an event, a path or the selection names. */
export function startSpy(): void {
  const roots = new Set<string>();
  const addresses = new Set<string>();
  const added = new Set<string>();
  (window as SpyWindow).spy = { roots, addresses, added }; // as: a place of the page's own

  const noteAddress = (value: unknown) => {
    if (typeof value === 'string' && value.includes('-extension:')) addresses.add(value);
  };

  /** From a node in a root that should be closed: all that stands in there, in attributes and in fields too. */
  function follow(node: unknown): void {
    try {
      if (!(node instanceof Node)) return;
      const root = node.getRootNode();
      if (!(root instanceof ShadowRoot)) return;
      const fields = [...root.querySelectorAll('input,textarea')].map((field) => (field as HTMLInputElement).value);
      const said = `${root.innerHTML} ${root.textContent} ${fields.join(' ')}`;
      roots.add(said);
      noteAddress(said);
      for (const frame of root.querySelectorAll('iframe')) {
        noteAddress(frame.src);
        if (frame.contentDocument?.body) roots.add(frame.contentDocument.body.innerHTML);
        try {
          noteAddress(frame.contentWindow?.location.href);
        } catch (error) {
          noteAddress(String(error));
        }
      }
    } catch (error) {
      noteAddress(String(error));
    }
  }

  function heard(event: Event): void {
    for (const key in event) follow(event[key as keyof Event]);
    for (const target of event.composedPath()) follow(target);
    const selection = getSelection();
    for (const node of [selection?.anchorNode, selection?.focusNode]) follow(node);
    if (selection?.rangeCount) follow(selection.getRangeAt(0).commonAncestorContainer);
  }

  const names = new Set(['focusin', 'focusout', 'DOMActivate', 'selectionchange', 'message', 'messageerror', 'toggle', 'beforetoggle']);
  for (const object of [window, document, document.documentElement] as object[])
    for (const name in object) if (name.startsWith('on')) names.add(name.slice(2));
  for (const name of names) {
    window.addEventListener(name, heard, true);
    document.addEventListener(name, heard, true);
  }
  document.addEventListener('securitypolicyviolation', (event) => noteAddress(`${event.blockedURI} ${event.sourceFile}`));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noteAddress(JSON.stringify(entry));
  }).observe({ entryTypes: [...PerformanceObserver.supportedEntryTypes] });
  new MutationObserver((records) => {
    for (const record of records) {
      for (const node of record.addedNodes) {
        const element = node instanceof HTMLElement ? node : undefined;
        if (element === undefined) continue;
        added.add(element.outerHTML.slice(0, 500));
        noteAddress(element.outerHTML);
        follow(element.shadowRoot);
        takeOver(element);
      }
    }
  }).observe(document.documentElement, { childList: true, attributes: true, subtree: true });

  /** An element with a name that nobody has defined may be defined, and its class asks for the root. */
  function takeOver({ localName }: HTMLElement): void {
    if (!localName.includes('-') || customElements.get(localName)) return;
    customElements.define(
      localName,
      class extends HTMLElement {
        constructor() {
          super();
          try {
            roots.add(this.attachInternals().shadowRoot?.innerHTML ?? '');
          } catch (error) {
            noteAddress(String(error));
          }
        }
      },
    );
  }
}

export function foundBySpy(): Found {
  const { roots, addresses, added } = (window as SpyWindow).spy ?? { roots: [], addresses: [], added: [] }; // as: see startSpy
  return { roots: [...roots], addresses: [...addresses], added: [...added] };
}

type Find = (text: string, ...how: boolean[]) => boolean;

/** Looks for each word with the browser's own search, in every way a page may call it; and in what can be copied. */
export function searchFor(words: readonly string[]): string[] {
  const { find } = window as unknown as { find: Find }; // as: no standard, and in both browsers
  const ways: readonly (readonly boolean[])[] = [
    [],
    [false, false, true],
    [false, false, true, false, true, true],
    [false, true, true, false, true, true, false],
  ];
  const hits = new Set<string>();
  const attempt = (word: string) => {
    for (const way of ways) {
      try {
        getSelection()?.removeAllRanges();
        if (find(word, ...way)) hits.add(word);
      } catch {
        // Firefox, where a frame of another origin is: says that there is one, and no word
      }
    }
  };
  for (const word of words) for (const part of [word, word.slice(0, 4), word.slice(-4)]) attempt(part);
  document.designMode = 'on';
  for (const word of words) attempt(word);
  document.designMode = 'off';
  getSelection()?.selectAllChildren(document.documentElement);
  const everything = `${getSelection()} ${document.documentElement.innerText} ${document.documentElement.getHTML?.({ serializableShadowRoots: true })} ${document.documentElement.outerHTML}`;
  getSelection()?.removeAllRanges();
  return [...words.filter((word) => everything.includes(word)), ...hits];
}

/** Walks the selection over the element in every step there is, and gives what it said on its way. */
export function walkOver(selector: string): string {
  const host = document.querySelector(selector);
  const said: string[] = [];
  const granularities = ['character', 'word', 'sentence', 'line', 'paragraph', 'lineboundary', 'documentboundary'];
  const walk = () => {
    const selection = getSelection();
    if (selection === null || host?.parentNode == null) return;
    for (const alter of ['move', 'extend'])
      for (const [direction, at] of [
        ['forward', 0],
        ['backward', 1],
      ] as const)
        for (const granularity of granularities) {
          const index = [...host.parentNode.childNodes].indexOf(host);
          selection.collapse(host.parentNode, index + at);
          for (let steps = 0; steps < 4; steps += 1) {
            selection.modify(alter, direction, granularity);
            said.push(String(selection));
            document.dispatchEvent(new Event('selectionchange')); // the spy follows where it has come to
          }
        }
  };
  walk();
  getSelection()?.removeAllRanges();
  return said.join('\n');
}

/** Puts the element into a paragraph that one can write in, and walks over it there. */
export function moveIntoText(selector: string): void {
  const paragraph = document.createElement('p');
  paragraph.contentEditable = 'true';
  paragraph.append('before ', document.querySelector(selector) ?? '', ' after');
  document.body.prepend(paragraph);
}

/** How many line boxes the page can measure over the element, and what it can count of frames and highlights. */
export function measure(selector: string) {
  const host = document.querySelector(selector);
  const range = document.createRange();
  if (host) range.selectNodeContents(host);
  const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 || height > 0).length;
  const entries = performance.getEntries().filter((entry) => JSON.stringify(entry).includes('-extension:')).length;
  return { rects, frames: window.length, entries, animations: document.getAnimations().length };
}

/** The card as it was once: words in a closed root. Whoever looks for them must find them here, or sees nothing anywhere. */
export function plantOldCard(words: readonly string[]): void {
  const host = document.createElement('old-card');
  host.setAttribute('popover', 'manual');
  const root = host.attachShadow({ mode: 'closed' });
  const list = document.createElement('button');
  list.textContent = words[0] ?? '';
  const card = document.createElement('section');
  card.style.cssText =
    'position:fixed;left:60px;top:60px;width:300px;height:200px;background:#fff;pointer-events:auto;font:15px "Segoe UI",Charter,serif';
  card.textContent = words.join(' ');
  root.append(list, card);
  document.documentElement.append(host);
  host.showPopover();
}
