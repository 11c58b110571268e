/** What of a page's text one can see, and how it stands in its paragraph, from style and layout. Asks once per element; changes nothing. */
import { type Colour, over } from '../../core/highlight/contrast';
import { canvasOf, colourOf } from './ground';
import { boxOfElement, isVisible, parentOf, rootOf, styleOf, valueIn, windowOf } from './native';

/** Line: in the text around it. Block: parts it. Out: taken out of it, as floats are. Word: in it, with room of its own around. */
type Stand = 'line' | 'word' | 'block' | 'out';

type Look = {
  readonly isSeen: boolean; // nothing about it or around it says otherwise
  readonly stand: Stand;
  readonly isFlowing: boolean; // neither it nor anything around it is lifted out of its place
  readonly isScrolled: boolean; // in a box that scrolls
  readonly ground: Colour | undefined; // behind it; undefined where that is a picture
};

export type Sight = {
  readonly isSeen: (element: Element) => boolean;
  readonly standOf: (element: Element) => Stand;
  readonly isPlaced: (element: Element) => boolean; // where one can see it, if it is drawn at all
};

const TINY_PX = 1; // boxes that hide what they hold, for screen readers or for search engines
const SMALLEST_LETTER_PX = 3;
const SAME_COLOUR = 12; // of 255: channels nearer than that look alike
const SCROLLS = /auto|scroll/;
const FAR_PX = -500; // of text-indent
const WORD_EM = 0.15; // room beside a word that looks like a space
const CLIPPED_AWAY = /^(?:inset\((?:[5-9]\d|100)|circle\(0|polygon\((?:0(?:px|%)? 0(?:px|%)?,? ?)+\))/;
const NOTHING = 'rgba(0, 0, 0, 0)';

export function sightIn(document: Document): Sight {
  const looks = new Map<Element, Look>();
  const shown = new Map<Element, boolean>();
  const colours = new Map<string, Colour | undefined>(); // pages use few; some need a canvas to be read
  const { scrollX, scrollY } = windowOf(document) ?? window;
  const root = rootOf(document);
  const isRightToLeft = styleOf(root).direction === 'rtl';
  const { width } = boxOfElement(root);
  const nowhere: Look = { isSeen: true, stand: 'block', isFlowing: true, isScrolled: false, ground: canvasOf(document) };

  function colourIn(css: string): Colour | undefined {
    if (!colours.has(css)) colours.set(css, colourOf(css));
    return colours.get(css);
  }

  /** Without recursion: depth is the page's choice. */
  function lookAt(element: Element): Look {
    const path: Element[] = [];
    let each: Element | undefined = element;
    for (; each !== undefined && !looks.has(each); each = parentOf(each)) path.push(each);
    let look = (each && looks.get(each)) ?? nowhere;
    for (const passed of path.reverse()) {
      look = below(passed, look);
      looks.set(passed, look);
    }
    return look;
  }

  function below(element: Element, around: Look): Look {
    const style = styleOf(element);
    const [display, position] = [valueIn(style, 'display'), valueIn(style, 'position')];
    const ground = groundIn(style, around.ground);
    if ((display === 'inline' && position === 'static') || display === 'contents') return { ...around, ground, stand: 'line' };
    const isLifted = position === 'absolute' || position === 'fixed';
    const isFlowing = around.isFlowing && !isLifted && (position === 'static' || valueIn(style, 'z-index') === 'auto');
    const isScrolled = around.isScrolled || SCROLLS.test(valueIn(style, 'overflow'));
    const isSeen = around.isSeen && !isHidden(element, style, around.isScrolled);
    return { isSeen, stand: standOf(style, display, isLifted), isFlowing, isScrolled, ground };
  }

  function isHidden(element: Element, style: CSSStyleDeclaration, isScrolled: boolean): boolean {
    if (CLIPPED_AWAY.test(valueIn(style, 'clip-path')) || Number.parseFloat(valueIn(style, 'text-indent')) < FAR_PX) return true;
    if (element === root) return false;
    const { width: wide, height: high, left, right, bottom } = boxOfElement(element);
    const isTiny = wide <= TINY_PX || high <= TINY_PX;
    if (isTiny) return style.overflowX !== 'visible' || style.transform !== 'none'; // floats alone give no height
    if (isScrolled) return false;
    return bottom + scrollY <= 0 || (isRightToLeft ? left + scrollX >= width : right + scrollX <= 0);
  }

  function groundIn(style: CSSStyleDeclaration, around: Colour | undefined): Colour | undefined {
    if (valueIn(style, 'background-image') !== 'none') return undefined;
    const backgroundColor = valueIn(style, 'background-color');
    if (backgroundColor === NOTHING) return around;
    const colour = colourIn(backgroundColor);
    if (colour === undefined || colour[3] === 1) return colour;
    return around && over(colour, around);
  }

  function isReadable(element: Element): boolean {
    const { isSeen, isFlowing, ground } = lookAt(element);
    if (!isSeen || !isShown(element)) return false;
    const style = styleOf(element);
    const text = colourIn(valueIn(style, 'color'));
    return (
      Number.parseFloat(valueIn(style, 'font-size')) > SMALLEST_LETTER_PX && (!text || !ground || !isSameColour(text, ground, isFlowing))
    );
  }

  return {
    standOf: (element) => lookAt(element).stand,
    isPlaced: (element) => lookAt(element).isSeen,
    isSeen(element) {
      let is = shown.get(element);
      if (is === undefined) {
        is = isReadable(element);
        shown.set(element, is);
      }
      return is;
    },
  };
}

/** What floats over a picture may have the colour of the page below the picture. */
function isSameColour(text: Colour, ground: Colour, isFlowing: boolean): boolean {
  if (text[3] === 0 || !isFlowing) return text[3] === 0;
  const drawn = over(text, ground);
  return [0, 1, 2].every((i) => Math.abs((drawn[i] ?? 0) - (ground[i] ?? 0)) < SAME_COLOUR);
}

function standOf(style: CSSStyleDeclaration, display: string, isLifted: boolean): Stand {
  if (isLifted || valueIn(style, 'float') !== 'none') return 'out';
  if (!display.startsWith('inline')) return display.startsWith('ruby') ? 'line' : 'block';
  return hasRoom(style) ? 'word' : 'line';
}

/** Padding is no space between words: a button has some before a full stop. */
function hasRoom({ marginLeft, marginRight, fontSize }: CSSStyleDeclaration): boolean {
  return Math.max(Number.parseFloat(marginLeft), Number.parseFloat(marginRight)) >= Number.parseFloat(fontSize) * WORD_EM;
}

/** A text that fades in as one comes to it is transparent until then. */
function isShown(element: Element): boolean {
  if (isVisible(element, true)) return true;
  if (!isVisible(element)) return false;
  for (let each: Element | undefined = element; each !== undefined; each = parentOf(each)) {
    const { opacity, position, transitionDuration, animationName } = styleOf(each);
    const isComing = (/[1-9]/.test(transitionDuration) || animationName !== 'none') && position !== 'absolute' && position !== 'fixed';
    if (Number(opacity) === 0 && !isComing) return false;
  }
  return true;
}
