/** What a copy cannot hold as links to where it is: films, sounds, frames of other sites. */
import { webAddress } from '../../../core/address';
import { pageOfEmbed } from '../../../core/copy/embed-address';
import { attributeOf, boxOfElement, firstWithin, localName, nextSibling, nodeType, parentNode } from '../native';
import type { Flat } from './flat';

const EMBEDS = new Set('iframe video audio object embed lite-youtube lite-vimeo youtube-video'.split(' '));
const PICTURE = /\.(?:svg|png|jpe?g|gif|webp|avif)(?:[?#]|$)/i;
const TINY_PX = 2;
const MAX_WORDS = 200;

export const isEmbed = (name: string): boolean => EMBEDS.has(name);

/** A drawing in a file of its own. */
export function isPictureObject(element: Element, name: string): boolean {
  if (name !== 'object' && name !== 'embed') return false;
  return (
    /^image\//i.test(attributeOf(element, 'type') ?? '') || PICTURE.test(attributeOf(element, name === 'object' ? 'data' : 'src') ?? '')
  );
}

/** Undefined where it leads nowhere. */
export function linkOfEmbed(element: Element, base: string, flat: Flat): HTMLElement | undefined {
  const name = localName(element);
  if (name === 'iframe' && isTiny(element)) return undefined;
  const address = addressesOf(element, name)
    .map((raw) => pageOfEmbed(raw, base))
    .find((each) => each !== undefined);
  if (address === undefined) return undefined;
  const box = flat.make('p');
  const posted = name === 'video' ? attributeOf(element, 'poster') : null;
  const poster = posted === null || posted === '' ? undefined : webAddress(posted, base);
  const link = flat.make('a');
  link.setAttribute('href', address);
  const words = (
    attributeOf(element, 'title') ??
    attributeOf(element, 'aria-label') ??
    attributeOf(element, 'videotitle') ??
    attributeOf(element, 'playlabel') ??
    ''
  )
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_WORDS);
  link.textContent = words || spoken(address);
  const picture = poster === undefined ? undefined : flat.picture(poster, '');
  if (picture) box.append(picture, flat.make('br'));
  box.append(link);
  box.className = 'embed';
  return flat.seal(box, standInFor(link.textContent, flat));
}

/** A picture is what no chooser takes for a list of links. */
function standInFor(words: string, flat: Flat): HTMLElement {
  const paragraph = flat.make('p');
  const img = flat.make('img');
  img.setAttribute('data-src', 'embed:');
  img.setAttribute('alt', words);
  paragraph.append(img);
  return paragraph;
}

function addressesOf(element: Element, name: string): readonly string[] {
  const video = attributeOf(element, 'videoid') ?? attributeOf(element, 'video-id');
  if (video !== null) return [name === 'lite-vimeo' ? `https://vimeo.com/${video}` : `https://www.youtube.com/embed/${video}`];
  const own = ['src', 'data-src', 'data-lazy-src', 'data-litespeed-src'].map((each) => attributeOf(element, each));
  if (name === 'object') own.unshift(attributeOf(element, 'data'));
  const sources = firstWithin(element, 'source,embed,iframe');
  for (let each: Node | null = sources; each !== null; each = nextSibling(each))
    if (nodeType(each) === Node.ELEMENT_NODE) own.push(attributeOf(each as Element, 'src')); // as: its type says so
  return own.flatMap((each) => (each === null || each === '' || each.startsWith('about:') ? [] : [each]));
}

function isTiny(element: Element): boolean {
  const { width, height } = boxOfElement(element);
  return (width <= TINY_PX || height <= TINY_PX) && parentNode(element) !== null && attributeOf(element, 'loading') !== 'lazy';
}

/** An address as one says it. */
function spoken(address: string): string {
  const { hostname = address, pathname = '' } = URL.parse(address) ?? {};
  return `${hostname.replace(/^www\./, '')}${pathname === '/' ? '' : pathname}`.slice(0, MAX_WORDS);
}
