/** The one element on the page: a list for the keyboard and the card, in a closed shadow root. Shows what it is given, knows no essay. */
import { type Box, placeCard } from '../../core/highlight/place';
import { type Child, element } from '../../edge/dom/element';
import { HOST_NAME } from '../../edge/dom/mark-style';
import { language } from '../../ui/words';
import { CARD_STYLE } from './card-style';
import { TITLE_ID } from './card-view';

export type ListItem = { readonly name: string; readonly onFocus: () => void; readonly onPress: () => void };

export type Card = {
  readonly host: HTMLElement;
  readonly list: (label: string, items: readonly ListItem[]) => void;
  readonly show: (children: readonly Child[], isDark: boolean) => void;
  readonly place: (mark: Box, at: number) => boolean; // `at`: where across the viewport it should stand; false: it had to be cut
  readonly hide: () => void;
  readonly focus: () => void;
  readonly holdsFocus: () => boolean;
  readonly focusList: (index: number) => void;
};

export function createCard(onFocusLeft: () => void, mode: ShadowRootMode): Card {
  const host = document.createElement(HOST_NAME);
  host.setAttribute('popover', 'manual');
  const shadow = host.attachShadow({ mode });
  const list = element('ul', { class: 'unseen', role: 'list' });
  const card = element('section', {
    class: 'card',
    role: 'dialog',
    'aria-labelledby': TITLE_ID,
    tabindex: '-1',
    hidden: true,
    keydown: cycle,
  });
  const all = element('div', { class: 'all', role: 'region', lang: language().tag, dir: language().direction }, list, card);
  dress(shadow, CARD_STYLE);
  shadow.append(all);
  for (const name of ['keydown', 'keyup', 'keypress']) all.addEventListener(name, (event) => event.stopPropagation()); // no shortcut of the page
  all.addEventListener('focusout', (event) => event.relatedTarget === null && onFocusLeft());

  /** Tab goes round inside the card; Escape is for whoever opened it. */
  function cycle(event: Event): void {
    const { key, shiftKey } = event as KeyboardEvent; // as: listens to keydown alone
    const buttons = [...card.querySelectorAll('button')];
    const [from, to] = shiftKey ? [buttons[0], buttons.at(-1)] : [buttons.at(-1), buttons[0]];
    const at = shadow.activeElement;
    if (key !== 'Tab' || to === undefined || (at !== from && !(shiftKey && at === card))) return;
    event.preventDefault();
    to.focus();
  }

  return {
    host,
    list(label, items) {
      all.setAttribute('aria-label', label);
      list.replaceChildren(
        ...items.map(({ name, onFocus, onPress }) =>
          element('li', {}, element('button', { type: 'button', focus: onFocus, click: onPress }, name)),
        ),
      );
    },
    show(children, isDark) {
      const hadFocus = card.contains(shadow.activeElement);
      const at = [...card.querySelectorAll('button')].indexOf(shadow.activeElement as HTMLButtonElement); // as: anything else is not found
      card.hidden = false;
      card.classList.toggle('dark', isDark);
      card.replaceChildren(...children.filter((child): child is Node | string => child !== undefined && child !== false));
      if (hadFocus) (card.querySelectorAll('button')[at] ?? card).focus();
      if (!host.matches(':popover-open')) host.showPopover();
    },
    place(mark, at) {
      card.style.maxHeight = '';
      const viewport = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const size = { width: card.offsetWidth, height: card.offsetHeight };
      const { left, top, maxHeight } = placeCard(mark, size, viewport, at);
      Object.assign(card.style, { left: `${left}px`, top: `${top}px`, maxHeight: `${maxHeight}px` });
      return maxHeight >= size.height;
    },
    hide() {
      card.hidden = true;
      if (host.matches(':popover-open')) host.hidePopover();
    },
    focus: () => card.focus({ preventScroll: true }),
    holdsFocus: () => shadow.activeElement !== null,
    focusList: (index) => list.querySelectorAll('button')[index]?.focus({ preventScroll: true }),
  };
}

/** A constructed sheet is no inline style, so no policy forbids it. Firefox lets content scripts adopt none, but exempts their style elements. */
function dress(shadow: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    if (shadow.adoptedStyleSheets.length === 1) return;
  } catch {
    // Firefox, https://bugzilla.mozilla.org/show_bug.cgi?id=1751346
  }
  shadow.append(element('style', {}, css));
}
