/**
 * Keeps the card's words out of the reader's own search in the page: what is inert is searched by no browser. They are there for whoever is in the
 * card, with the pointer or with the keyboard; and not while that person begins to search.
 */

const SEARCHES = new Set(['f', 'g']); // with Ctrl or Command

export function quietUnlessUsed(window: Window, root: HTMLElement): void {
  const page = window.document.documentElement;
  let isOver = false;
  let isIn = window.document.hasFocus();
  const settle = (): void => {
    root.inert = !isOver && !isIn;
  };
  const set = (over: boolean, within: boolean): void => {
    [isOver, isIn] = [over, within];
    settle();
  };
  settle();
  for (const kind of ['pointerenter', 'pointermove', 'pointerdown'] as const) {
    page.addEventListener(kind, (event) => event.isTrusted && set(true, isIn), true);
  }
  page.addEventListener('pointerleave', (event) => event.isTrusted && set(false, isIn));
  window.addEventListener('focus', () => set(isOver, true));
  window.addEventListener('blur', () => set(isOver, false));
  window.addEventListener('keydown', (event) => event.isTrusted && isSearch(event) && set(false, false), true);
  window.addEventListener('keyup', (event) => event.isTrusted && !isSearch(event) && set(isOver, window.document.hasFocus()), true);
}

function isSearch({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'F3' || ((ctrlKey || metaKey) && SEARCHES.has(key.toLowerCase()));
}
