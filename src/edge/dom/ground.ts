/** Measures what colours a passage stands on, from computed style alone. Draws nothing on the page. */

import { type Colour, contrast, over, readColour } from '../../core/highlight/contrast';
import { parentOf, rootOf, styleOf, valueIn } from './native';

export type Ground = { readonly ground: Colour; readonly text: Colour };

const WHITE: Colour = [255, 255, 255, 1];
const DARK_CANVAS: Colour = [18, 18, 18, 1]; // what both browsers draw under a dark page
const INK: Colour = [0, 0, 0, 1];

/** The colours behind and of the text in `element`. Over a picture the ground is taken to be the opposite of the text. */
export function groundOf(element: Element): Ground {
  const text = colourOf(valueIn(styleOf(element), 'color')) ?? INK;
  const layers: Colour[] = [];
  for (let each: Element | undefined = element; each; each = parentOf(each)) {
    const style = styleOf(each);
    if (valueIn(style, 'background-image') !== 'none') return { text, ground: flat(layers, oppositeOf(text)) };
    const colour = colourOf(valueIn(style, 'background-color'));
    if (colour === undefined || colour[3] === 0) continue;
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  return { text, ground: flat(layers, canvasOf(document)) };
}

function flat(layers: readonly Colour[], base: Colour): Colour {
  return layers.reduceRight((below, layer) => over(layer, below), base);
}

function oppositeOf(text: Colour): Colour {
  return contrast(text, WHITE) > contrast(text, INK) ? WHITE : INK;
}

export function canvasOf(document: Document): Colour {
  const { colorScheme } = styleOf(rootOf(document));
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  return colorScheme.includes('dark') && (prefersDark || !colorScheme.includes('light')) ? DARK_CANVAS : WHITE;
}

/** Newer colour spaces are drawn on a canvas of one pixel, which is never shown. */
export function colourOf(css: string): Colour | undefined {
  const known = readColour(css);
  if (known !== undefined) return known;
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return undefined;
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}
