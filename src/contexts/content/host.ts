/**
 * The one element on the page: in a closed root a list for the keyboard, whose labels tell nothing, and the frame in which the card stands.
 *
 * Firefox hands what is inside to any page that listens to an event (`originalTarget`) and to its selection, so no word of an essay is ever in
 * here: they are in the frame, where another origin begins. Neither is the frame's address, see cardAddress.
 */
import { type Box, placeCard, placeSheet, type Size } from '../../core/highlight/place';
import type { Press } from '../../core/related/card';
import { hostName, type PageName } from '../../edge/dom/mark-style';
import { addTo, allOf, makeElement, parentNode, rootOf, topAt } from '../../edge/dom/native';
import { standing } from './standing';

type ListItem = { readonly label: string; readonly onFocus: () => void; readonly onPress: () => void };
export type Labels = { readonly list: string; readonly frame: string };

type Host = {
  readonly element: HTMLElement;
  readonly attach: () => void;
  readonly moveTo: (home: Element) => boolean; // true: it was elsewhere, and its frame is gone
  readonly isOurs: () => boolean; // stands where we put it, with what we put in
  readonly list: (items: readonly ListItem[]) => void;
  readonly focusList: (index: number) => void;
  readonly tookFocus: (event: Event) => void; // as heard at the window: further in the page would hear it too
  readonly load: (address: string, onReplaced: () => void) => void; // begins the frame anew
  readonly unload: () => void;
  readonly width: () => number; // sets it, for a card that is about to be asked how high it would be
  readonly place: (mark: Box, at: number, height: number) => boolean; // false: it had to be cut
  readonly show: (isDark: boolean) => boolean; // false: something that may not be covered lies over it
  readonly raise: () => void; // above what has come into the top layer since
  readonly hide: () => void;
  readonly isShown: () => boolean;
  readonly takes: (press: Press | undefined) => boolean; // a press there is a person's, on the card as we drew it
  readonly focus: () => void;
  readonly holdsFocus: () => boolean;
};

const CARD_PX = 372;
const SHEET_UNDER: Size = { width: 420, height: 480 }; // a smaller window has it at its lower edge
const STEPS_PX = [200, 264, 328, 392, 456, 520]; // how high a card is tells the page how long its words are: only so exactly

const UNSEEN = 'position:fixed;top:0;left:0;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;list-style:none';
const NOT_SELECTED = 'user-select:none;-webkit-user-select:none';
const FRAME = `${NOT_SELECTED};position:fixed;top:0;left:0;box-sizing:border-box;border:0;visibility:hidden;pointer-events:auto`;
const FLOATING = '0 0 0 1px #0001,0 2px 6px #0002,0 18px 44px #0003';

export function createHost(document: Document, name: PageName, labels: Labels, mode: ShadowRootMode, onFocusLeft: () => void): Host {
  for (const left of allOf(document, hostName(name))) left.remove(); // of a Sidelight that was unloaded in Firefox: its script had no last word
  const element = makeElement(document, hostName(name));
  element.setAttribute('popover', 'manual');
  const root = element.attachShadow({ mode });
  const all = styled('div', `all:initial;${NOT_SELECTED}`);
  all.setAttribute('role', 'region');
  all.ariaLabel = labels.list;
  const list = styled('ul', `${UNSEEN};${NOT_SELECTED}`);
  list.setAttribute('role', 'list');
  all.append(list);
  root.append(all);
  list.addEventListener('focusout', (event) => event.isTrusted && event.relatedTarget === null && onFocusLeft());
  for (const kind of ['keydown', 'keyup', 'keypress']) all.addEventListener(kind, (event) => event.stopPropagation()); // no shortcut of the page

  const onFocusOf = new WeakMap<Element, () => void>();
  let frame: HTMLIFrameElement | undefined;
  let home: Element = rootOf(document);
  const stands = standing();

  function styled<N extends keyof HTMLElementTagNameMap>(kind: N, css: string): HTMLElementTagNameMap[N] {
    const made = makeElement(document, kind);
    made.style.cssText = css; // by script, so that no policy forbids it
    return made;
  }

  const isOurs = () => parentNode(element) === home && parentNode(all) === root && (frame === undefined || parentNode(frame) === all);
  const isShown = () => stands.box() !== undefined && element.matches(':popover-open');

  function item({ label, onFocus, onPress }: ListItem): HTMLElement {
    const button = styled('button', `font-family:system-ui,sans-serif;${NOT_SELECTED}`);
    button.type = 'button';
    button.ariaLabel = label;
    const isPersons = (event: Event) => event.isTrusted && isOurs() && root.contains(button);
    onFocusOf.set(button, onFocus);
    button.addEventListener('click', (event) => isPersons(event) && onPress());
    button.addEventListener('keyup', (event) => event.key === 'Enter' && isPersons(event) && onPress()); // where the page swallows clicks
    const row = styled('li', NOT_SELECTED);
    row.append(button);
    return row;
  }

  /** The empty document that every frame begins with, then ours. What comes after, or in another window, is not ours: the page moved the frame or sent it elsewhere. */
  function watchLoads(watched: HTMLIFrameElement, onReplaced: () => void): void {
    let loads = 0;
    let first: Window | null = null;
    watched.addEventListener('load', () => {
      if (watched !== frame) return;
      loads += 1;
      first ??= watched.contentWindow;
      if (loads > 2 || watched.contentWindow !== first) onReplaced();
    });
  }

  const windowSize = (): Size => ({
    width: Math.min(window.innerWidth, rootOf(document).clientWidth * zoom()),
    height: window.innerHeight,
  });
  const zoom = (): number => (element as { currentCSSZoom?: number }).currentCSSZoom ?? 1; // as: younger than the oldest browsers
  const isSheet = ({ width, height }: Size) => width < SHEET_UNDER.width || height < SHEET_UNDER.height;
  const widthIn = (viewport: Size) => (isSheet(viewport) ? viewport.width : CARD_PX);

  function unload(): void {
    stands.gone();
    frame?.remove();
    frame = undefined;
  }

  return {
    element,
    isOurs,
    isShown,
    attach: () => addTo(home, element),
    moveTo(next) {
      if (next === home) return false;
      const isThere = isOurs();
      unload();
      home = next;
      if (isThere) addTo(home, element);
      return true;
    },
    list: (items) => list.replaceChildren(...items.map(item)),
    focusList: (index) => list.querySelectorAll('button')[index]?.focus({ preventScroll: true }),
    tookFocus(event) {
      const button = root.activeElement;
      if (event.isTrusted && isOurs() && button !== null) onFocusOf.get(button)?.();
    },
    unload,
    load(address, onReplaced) {
      unload();
      const made = styled('iframe', FRAME);
      made.setAttribute('credentialless', ''); // or Chromium leaves it empty on pages that want credentials from all they embed
      made.title = labels.frame;
      frame = made;
      watchLoads(made, onReplaced);
      all.append(made);
      made.contentWindow?.location.replace(address);
    },
    width() {
      const width = widthIn(windowSize());
      all.style.zoom = String(1 / zoom()); // what the page scales is its own
      if (frame) frame.style.width = `${width}px`;
      return width;
    },
    place(mark, at, wanted) {
      const viewport = windowSize();
      const height = STEPS_PX.find((step) => step >= wanted) ?? Math.max(...STEPS_PX);
      const size = { width: widthIn(viewport), height };
      const placed = isSheet(viewport) ? placeSheet(mark, size, viewport) : placeCard(mark, size, viewport, at);
      const [left, top, maxHeight] = [Math.round(placed.left), Math.round(placed.top), Math.floor(placed.maxHeight)];
      const box = { left, top, right: left + size.width, bottom: top + Math.min(height, maxHeight) };
      stands.put(box);
      if (frame)
        Object.assign(frame.style, { left: `${left}px`, top: `${top}px`, width: `${size.width}px`, height: `${box.bottom - top}px` });
      if (frame) frame.style.borderRadius = isSheet(viewport) ? '14px 14px 0 0' : '14px';
      return maxHeight >= height;
    },
    show(isDark) {
      const drawn = stands.box();
      if (frame === undefined || drawn === undefined) return false;
      Object.assign(frame.style, { background: isDark ? '#211f1d' : '#fff', boxShadow: FLOATING, visibility: 'visible' });
      if (!element.matches(':popover-open')) element.showPopover();
      return isOnTop((drawn.left + drawn.right) / 2, (drawn.top + drawn.bottom) / 2);
    },
    raise() {
      if (!isShown()) return;
      element.hidePopover();
      element.showPopover();
      stands.moved();
    },
    hide() {
      stands.gone();
      if (frame) frame.style.visibility = 'hidden';
      if (element.matches(':popover-open')) element.hidePopover();
    },
    takes(press) {
      const box = frame?.getBoundingClientRect();
      if (!isOurs() || !isShown() || box === undefined || !stands.isStill(box)) return false;
      return press === undefined || isOnTop(box.left + press.x, box.top + press.y);
    },
    focus: () => frame?.focus({ preventScroll: true }),
    holdsFocus: () => root.activeElement !== null,
  };

  function isOnTop(x: number, y: number): boolean {
    return topAt(document, x, y) === element;
  }
}
