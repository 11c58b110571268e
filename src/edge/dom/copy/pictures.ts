/** The address, words and size of a picture, wherever the page keeps its address until it is near. Loads nothing. */
import { webAddress } from '../../../core/address';
import { backgroundIn, bestOf, imageIn, isStandIn, isTracker, WAITING, WAITING_SETS } from '../../../core/copy/picture-address';
import { allWithin, attributeOf, boxOfElement, firstElementChild, firstWithin, localName, parentOf, textContent } from '../native';
import type { Flat } from './flat';
import { childrenOf, nextElement } from './kin';

const TINY_PX = 2;
const EMOJI = /emoji|smiley|smilie/i;
const EMOJI_CHARS = 8;
const ICON_PX = 20; // a picture in a line that is no larger is a letter of the page's own
const UNSAID = Number.POSITIVE_INFINITY;

type Has = (name: string) => string | undefined;

export function picturesOf(flat: Flat, base: string) {
  const given = new Set<string>(); // addresses that stand in the copy

  /** As it would be shown; undefined for what counts visitors or holds a place. A string: words in place of a small one. */
  function pictureOf(img: HTMLImageElement): HTMLElement | string | undefined {
    const words = (attributeOf(img, 'alt') ?? '').trim();
    if (EMOJI.test(attributeOf(img, 'class') ?? '') && words !== '' && words.length <= EMOJI_CHARS) return words;
    const { naturalWidth, naturalHeight, currentSrc, complete } = img;
    const isLoaded = complete && naturalWidth > TINY_PX && naturalHeight > TINY_PX;
    const shown = isLoaded && !isStandIn(currentSrc) ? addressIn(currentSrc) : undefined;
    const waiting = shown ?? addressOf((name) => attributeOf(img, name) ?? undefined, img) ?? inNoscriptBeside(img);
    if (waiting === undefined) return undefined;
    if (shown === undefined && isTiny(img, complete && naturalWidth > 0 && waiting === addressIn(currentSrc))) return undefined;
    if (isTracker(waiting) && isTiny(img, false)) return undefined;
    const made = write(waiting, words);
    if (made === undefined) return undefined;
    const [width, height] = isLoaded ? [naturalWidth, naturalHeight] : [sizeIn(img, 'width'), sizeIn(img, 'height')];
    if (width > TINY_PX && height > TINY_PX && width < UNSAID && height < UNSAID) {
      made.setAttribute('width', String(width));
      made.setAttribute('height', String(height));
    }
    return made;
  }

  /** Of an element that a browser draws no picture for, or draws as a page. */
  function pictureNamed(element: Element): HTMLElement | undefined {
    const address = addressOf(
      (name) => attributeOf(element, name === 'src' ? (attributeOf(element, 'data') === null ? 'src' : 'data') : name) ?? undefined,
    );
    return address === undefined
      ? undefined
      : write(address, attributeOf(element, 'alt') ?? attributeOf(element, 'aria-label') ?? attributeOf(element, 'title') ?? '');
  }

  function write(address: string, words: string): HTMLElement | undefined {
    given.add(address);
    return flat.picture(address, words);
  }

  /** What the page says of it, best first; no stand-in. */
  function addressOf(has: Has, img?: Element): string | undefined {
    const sets = [...WAITING_SETS.map(has), ...(img ? sourcesOf(img) : []), has('srcset')];
    const single = WAITING.map(has);
    const own = has('src');
    for (const raw of [...single, ...sets.map((set) => (set === undefined ? undefined : bestOf(set))), own]) {
      const address = raw === undefined || raw === '' ? undefined : addressIn(backgroundIn(raw) ?? raw);
      if (address !== undefined && !isStandIn(address)) return address;
    }
    return undefined;
  }

  function sourcesOf(img: Element): readonly (string | undefined)[] {
    const picture = parentOf(img);
    if (picture === undefined || localName(picture) !== 'picture') return [];
    return [...allWithin(picture, 'source')].flatMap((source) =>
      ['data-srcset', 'srcset'].map((name) => attributeOf(source, name) ?? undefined),
    );
  }

  function inNoscriptBeside(img: Element): string | undefined {
    for (let each: Element | undefined = img, level = 0; each !== undefined && level < 3; each = parentOf(each), level += 1) {
      const next = nextElement(each);
      const noscript = next !== null && localName(next) === 'noscript' ? next : firstChildNamed(each, 'noscript');
      const address = noscript && addressInNoscript(noscript)?.address;
      if (address !== undefined) return address;
      const parent = parentOf(each);
      if (parent === undefined || childrenOf(parent).length !== 1) break;
    }
    return undefined;
  }

  /** Its words are markup where scripts run, and elements where they do not. */
  function addressInNoscript(noscript: Element): { readonly address: string; readonly words: string } | undefined {
    const element = firstWithin(noscript, 'img');
    const attributes = element === null ? imageIn(textContent(noscript) ?? '') : undefined;
    const has: Has = (name) => (element === null ? attributes?.get(name) : (attributeOf(element, name) ?? undefined));
    const address = addressOf(has);
    const isCounter = has('width') === '1' || has('height') === '1' || (address !== undefined && isTracker(address));
    return address === undefined || isCounter ? undefined : { address, words: has('alt') ?? '' };
  }

  /** A picture for those without scripts, where the one for the others does not stand. */
  function pictureInNoscript(noscript: Element): HTMLElement | undefined {
    const found = addressInNoscript(noscript);
    if (found === undefined || given.has(found.address)) return undefined;
    const before = noscript.previousElementSibling;
    if (before !== null && (localName(before) === 'img' || firstWithin(before, 'img') !== null)) return undefined;
    const parent = parentOf(noscript);
    if (parent && childrenOf(parent).some((each) => localName(each) === 'img' || localName(each) === 'picture')) return undefined;
    return write(found.address, found.words);
  }

  /** An empty box that shows a picture behind nothing. */
  function pictureBehind(element: Element): HTMLElement | undefined {
    const says =
      attributeOf(element, 'role') === 'img' ||
      /(?:^|[\s_-])(?:bg|background|hero|cover|lazy|image|img|photo)(?:$|[\s_-])/i.test(attributeOf(element, 'class') ?? '');
    const waiting =
      attributeOf(element, 'data-bg') ?? attributeOf(element, 'data-background-image') ?? attributeOf(element, 'data-background');
    if (!says && waiting === null) return undefined;
    if (firstElementChild(element) !== null || (textContent(element) ?? '').trim() !== '') return undefined;
    const raw = waiting ?? backgroundIn(getComputedStyle(element).backgroundImage);
    const address = raw === undefined ? undefined : addressIn(backgroundIn(raw) ?? raw);
    const { width, height } = boxOfElement(element);
    if (address === undefined || isStandIn(address) || width <= ICON_PX || height <= ICON_PX) return undefined;
    return write(address, attributeOf(element, 'aria-label') ?? attributeOf(element, 'title') ?? '');
  }

  function addressIn(raw: string): string | undefined {
    const trimmed = raw.trim();
    if (/^(?:data:image\/|blob:)/i.test(trimmed)) return trimmed;
    const address = webAddress(trimmed, base);
    return address === undefined || address.length > 8_192 ? undefined : address;
  }

  return { pictureOf, pictureNamed, pictureInNoscript, pictureBehind, isGiven: (address: string) => given.has(address) };
}

function isTiny(img: HTMLImageElement, isItself: boolean): boolean {
  const [width, height] = [sizeIn(img, 'width'), sizeIn(img, 'height')];
  return Math.min(width, height) <= TINY_PX || (isItself && Math.min(img.naturalWidth, img.naturalHeight) <= TINY_PX);
}

function sizeIn(img: Element, name: 'width' | 'height'): number {
  const said = attributeOf(img, name) ?? '';
  return /^\d+(?:\.\d+)?(?:px)?$/.test(said.trim()) ? Math.round(Number.parseFloat(said)) : UNSAID;
}

function firstChildNamed(element: Element, name: string): Element | undefined {
  return childrenOf(element).find((each) => localName(each) === name);
}
