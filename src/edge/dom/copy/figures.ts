/** Which boxes of a page are figures without being called so. */
import { allWithin, attributeOf, closest, firstWithin, hasAttributes, matches, textContent } from '../native';

const CAPTION = '.wp-caption-text,.tr-caption,[class*="caption" i]:not([class*="captcha" i])';
const CAPTIONED = /caption|(?:^|[\s_-])(?:figure|image|img|photo|media|thumb(?:inner)?)(?:$|[\s_-])/i;
const MAX_CAPTION_CHARS = 1_000;
const CAPTION_SHARE = 0.6; // of the words in it

/** A box around one picture and little but its caption. */
export function isFigure(element: Element, name: string): boolean {
  if (!/^(?:div|span|aside|center)$/.test(name) || !CAPTIONED.test(attributeOf(element, 'class') ?? '')) return false;
  const caption = firstWithin(element, CAPTION);
  if (caption === null || allWithin(element, 'img').length !== 1 || firstWithin(element, 'figure,h1,h2,h3,table') !== null) return false;
  const words = (textContent(element) ?? '').trim();
  const said = (textContent(caption) ?? '').trim();
  return said !== '' && words.length <= MAX_CAPTION_CHARS && said.length >= words.length * CAPTION_SHARE;
}

/** In a figure of the copy that has none yet. */
export function isCaption(element: Element, to: Element): boolean {
  const figure = hasAttributes(element) && matches(element, CAPTION) ? closest(to, 'figure') : null;
  return figure !== null && firstWithin(figure, 'figcaption') === null;
}
