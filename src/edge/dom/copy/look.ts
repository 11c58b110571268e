/** Whether one can see an element, asked from above to below, so that only its own style counts. Changes nothing. */
import { allWithin, attributeOf, boxOfElement, closest, firstWithin, hasAttributes, matches, parentOf, textContent } from '../native';
import { childrenOf } from './kin';

export type Look = {
  readonly isShown: boolean; // with what is in it
  readonly isSeen: boolean; // its own words: what is in it may be seen though it is not
  readonly isBlock: boolean; // stands by itself, not in a line
  readonly isFlex: boolean; // spaces between what it holds are nothing
};

const HIDDEN: Look = { isShown: false, isSeen: false, isBlock: false, isFlex: false };
const IN_A_LINE = /^(?:inline|contents|ruby|math|$)/; // displays
const TINY_PX = 1;
const CHROME = 'nav,header,footer,[role="navigation" i],[role="banner" i],[role="search" i],[role="contentinfo" i]';
const OPENS = '[aria-controls]:is([role="tab" i],[aria-expanded]):not([aria-haspopup])';
const NO_PANEL = 'nav,dialog,[role="menu" i],[role="dialog" i],[role="listbox" i],[role="navigation" i]';
const LINKS_SHARE = 0.5; // a panel that is mostly links is a menu

export function looksIn(document: Document) {
  const { scrollX, scrollY } = window;
  let panels: ReadonlySet<string> | undefined;

  function lookAt(element: Element): Look {
    const style = getComputedStyle(element);
    const { display } = style;
    if (display === 'none' || style.contentVisibility === 'hidden') return HIDDEN;
    const isInLine = IN_A_LINE.test(display);
    if (isInLine || !hasAttributes(element)) return look(style, isInLine, display);
    const { position } = style;
    const isLifted = position === 'absolute' || position === 'fixed';
    if (isLifted && isOutOfSight(element)) return HIDDEN;
    return look(style, isLifted || style.float !== 'none', display);
  }

  function look({ visibility }: CSSStyleDeclaration, isInLine: boolean, display: string): Look {
    return { isShown: true, isSeen: visibility === 'visible' || visibility === '', isBlock: !isInLine, isFlex: /flex|grid/.test(display) };
  }

  function isOutOfSight(element: Element): boolean {
    const { width, height, right, bottom } = boxOfElement(element);
    return width <= TINY_PX || height <= TINY_PX || right + scrollX <= 0 || bottom + scrollY <= 0;
  }

  /** Shut for now: another tab, a fold, a part that the browser opens when it is searched. */
  function isShut(element: Element): boolean {
    if (!hasAttributes(element) || matches(element, NO_PANEL)) return false;
    if (attributeOf(element, 'role') === 'tabpanel' || attributeOf(element, 'hidden') === 'until-found') return true;
    const id = attributeOf(element, 'id');
    if (id !== null && panelsOf().has(id)) return !isMostlyLinks(element);
    const parent = firstWithin(element, 'pre') && parentOf(element);
    return (
      parent !== null && parent !== undefined && childrenOf(parent).some((each) => each !== element && firstWithin(each, 'pre') !== null)
    );
  }

  function panelsOf(): ReadonlySet<string> {
    panels ??= new Set(
      [...allWithin(document, OPENS)]
        .filter((each) => closest(each, CHROME) === null)
        .flatMap((each) => (attributeOf(each, 'aria-controls') ?? '').split(/\s+/)),
    );
    return panels;
  }

  return { lookAt, isShut };
}

function isMostlyLinks(element: Element): boolean {
  let linked = 0;
  for (const link of allWithin(element, 'a')) linked += (textContent(link) ?? '').trim().length;
  return linked > (textContent(element) ?? '').trim().length * LINKS_SHARE;
}
