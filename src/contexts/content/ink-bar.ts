/**
 * The bar beside selected words: pictures without words, in a closed root in the top layer, never over the words themselves. A page learns no more from
 * it than from a mark, and what one writes is written elsewhere: it could read it here.
 */
import { INKS, type Ink } from '../../core/library/highlight';
import { barName, type PageName } from '../../edge/dom/mark-style';
import { makeElement, parentNode, rootOf, topAt } from '../../edge/dom/native';
import type { Seen } from '../../edge/dom/seen';
import type { Key } from '../../ui/words';
import { standing } from './standing';

type Choosing = {
  readonly onHighlight: () => void;
  readonly onNote: () => void;
  readonly onCopy: () => void;
  readonly onRelated: () => void;
};
type Editing = { readonly onInk: (ink: Ink) => void; readonly onNote: () => void; readonly onRemove: () => void };

export type InkBar = {
  readonly showChoosing: (beside: Range, acts: Choosing) => void;
  readonly showEditing: (beside: Range, ink: Ink, acts: Editing) => void;
  readonly showUndo: (beside: Range, onUndo: () => void) => void;
  readonly tell: (problem: string) => void; // to whoever hears the page read out; the bar goes
  readonly isOwn: (target: EventTarget | null) => boolean;
  readonly hide: () => void;
  readonly remove: () => void;
};

const GAP_PX = 8;
const EDGE_PX = 8;
const BUTTON_PX = 36;
const SVG = 'http://www.w3.org/2000/svg';
const BAR =
  'all:initial;position:fixed;pointer-events:auto;display:flex;gap:2px;padding:3px;border-radius:10px;background:#23211f;color:#fff;box-shadow:0 0 0 1px #fff3,0 6px 22px #0005;user-select:none;-webkit-user-select:none';
const BUTTON = `all:unset;box-sizing:border-box;width:${BUTTON_PX}px;height:${BUTTON_PX}px;display:grid;place-items:center;border-radius:7px;cursor:pointer;color:#fff;user-select:none;-webkit-user-select:none`;

/** Each a line drawn with a pen of 1.6 px in a field of 20. */
const DRAWING = {
  highlight: 'M4 16h12M6 12l7-8 3 2.6-7 8H6z',
  note: 'M4 4h12v9l-3 3H4zM7 8h6M7 11h4',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  related: 'M4 15V5h5v10zM11 5h5M11 10h5M11 15h5',
  remove: 'M5 5l10 10M15 5L5 15',
  undo: 'M8 5L4 9l4 4M4 9h8a4 4 0 0 1 0 8h-2',
} as const;
const LINE: Readonly<Record<Ink, string>> = { plain: 'none', dashed: '5 3', dotted: '1.5 3', double: 'none' };
const INK_KEY: Readonly<Record<Ink, Key>> = { plain: 'inkPlain', dashed: 'inkDashed', dotted: 'inkDotted', double: 'inkDouble' };

export type BarNeeds = {
  readonly say: (key: Key, ...values: readonly string[]) => string; // of _locales
  readonly watchSeen: (target: Element) => Pick<Seen, 'isSeen'>; // whether nothing of the page's lies over it
  readonly shadow: ShadowRootMode; // open in tests alone
};

export function inkBar(document: Document, name: PageName, { say, watchSeen, shadow }: BarNeeds): InkBar {
  const element = makeElement(document, barName(name));
  element.setAttribute('popover', 'manual');
  const root = element.attachShadow({ mode: shadow });
  const bar = makeElement(document, 'div');
  bar.style.cssText = BAR;
  bar.setAttribute('role', 'toolbar');
  bar.ariaLabel = say('inkBar');
  root.append(bar);
  const stands = standing();
  const { isSeen } = watchSeen(bar);
  for (const kind of ['pointerdown', 'mousedown']) bar.addEventListener(kind, (event) => event.preventDefault()); // the selection stays
  for (const kind of ['keydown', 'keyup', 'keypress']) {
    bar.addEventListener(kind, (event) => {
      event.stopPropagation(); // no shortcut of the page
      if (event.isTrusted && event instanceof KeyboardEvent && event.key === 'Escape') hide();
    });
  }

  function hide(): void {
    if (element.isConnected && element.matches(':popover-open')) element.hidePopover();
    element.remove();
    stands.gone();
  }

  /** A person's own press on a bar that stands where it was put, as it was put there. */
  function takes(event: MouseEvent, made: HTMLElement): boolean {
    const isWhole = parentNode(element) === rootOf(document) && parentNode(bar) === root && root.contains(made) && event.target === made;
    if (!event.isTrusted || !isWhole || !element.matches(':popover-open') || !stands.isStill(bar.getBoundingClientRect())) return false;
    return event.detail === 0 || (isSeen() && topAt(document, event.clientX, event.clientY) === element); // 0: by key
  }

  /** Above the words, where there is room; else below them, and never on them. */
  function show(beside: Range, buttons: readonly HTMLElement[]): void {
    bar.replaceChildren(...buttons);
    hide();
    rootOf(document).append(element);
    element.showPopover();
    const words = beside.getBoundingClientRect();
    const { width, height } = bar.getBoundingClientRect();
    const left = Math.max(EDGE_PX, Math.min(words.left + words.width / 2 - width / 2, window.innerWidth - EDGE_PX - width));
    const above = words.top - GAP_PX - height;
    const below = words.bottom + GAP_PX;
    const top = above >= EDGE_PX ? above : Math.min(below, window.innerHeight - EDGE_PX - height);
    bar.style.left = `${Math.round(left)}px`;
    bar.style.top = `${Math.round(Math.max(EDGE_PX, top))}px`;
    stands.put(bar.getBoundingClientRect());
  }

  function button(label: Key, path: string, act: () => void, dash = 'none'): HTMLElement {
    const made = makeElement(document, 'button');
    made.type = 'button';
    made.ariaLabel = say(label);
    made.style.cssText = BUTTON;
    made.append(drawing(path, dash));
    const lit = (isLit: boolean) => () => made.style.setProperty('background', isLit ? '#fff2' : 'none');
    for (const kind of ['pointerenter', 'focus']) made.addEventListener(kind, lit(true));
    for (const kind of ['pointerleave', 'blur']) made.addEventListener(kind, lit(false));
    made.addEventListener('click', (event) => {
      if (!takes(event, made)) return;
      hide();
      act();
    });
    return made;
  }

  function drawing(path: string, dash: string): SVGElement {
    const svg = document.createElementNS(SVG, 'svg') as SVGElement; // as: the namespace says so
    for (const [key, value] of [
      ['viewBox', '0 0 20 20'],
      ['width', '20'],
      ['height', '20'],
    ] as const)
      svg.setAttribute(key, value);
    svg.style.pointerEvents = 'none';
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('d', path);
    line.setAttribute(
      'style',
      `fill:none;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round;stroke-dasharray:${dash}`,
    );
    svg.append(line);
    return svg;
  }

  function inkButton(ink: Ink, isOn: boolean, act: () => void): HTMLElement {
    const made = button(INK_KEY[ink], ink === 'double' ? 'M3 8h14M3 12h14' : 'M3 10h14', act, LINE[ink]);
    made.ariaPressed = String(isOn);
    if (isOn) made.style.setProperty('box-shadow', 'inset 0 0 0 1.5px #fff');
    return made;
  }

  return {
    hide,
    remove: hide,
    isOwn: (target) => target === element,
    tell(problem) {
      hide();
      element.ariaLabel = problem;
    },
    showChoosing: (beside, { onHighlight, onNote, onCopy, onRelated }) =>
      show(beside, [
        button('inkHighlight', DRAWING.highlight, onHighlight),
        button('inkNote', DRAWING.note, onNote),
        button('inkCopy', DRAWING.copy, onCopy),
        button('relatedToThis', DRAWING.related, onRelated),
      ]),
    showEditing: (beside, ink, { onInk, onNote, onRemove }) =>
      show(beside, [
        ...INKS.map((each) => inkButton(each, each === ink, () => onInk(each))),
        button('inkNote', DRAWING.note, onNote),
        button('inkRemove', DRAWING.remove, onRemove),
      ]),
    showUndo: (beside, onUndo) => show(beside, [button('inkUndo', DRAWING.undo, onUndo)]),
  };
}
