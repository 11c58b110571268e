/** How marks look, and the element that holds the card, as style sheets that the background inserts into a page and takes out; no element carries them. */

import { type Colour, MARKS, type Palette } from '../../core/highlight/contrast';
import { INKS } from '../../core/library/highlight';

/** What is ours on one document is called by this and something behind it. Made for each document; no other page can know or guess it. */
export type PageName = string & { readonly __brand: 'PageName' };

export const PRESENT = 4; // the one that a panel beside the page speaks of
export const STRENGTHS = [1, 2, 3, PRESENT] as const;
export type Strength = (typeof STRENGTHS)[number];
export const PALETTES: readonly Palette[] = ['light', 'dark', 'plain'];

/** The one element that Sidelight adds to a page, while something is painted there. */
export function hostName(name: PageName): string {
  return `${name}-x`;
}

/** The bar beside selected words, while there is one. */
export function barName(name: PageName): string {
  return `${name}-b`;
}

/** The name says nothing of what the mark stands for: the page can read it. The last digit is the strength. */
export function highlightName(name: PageName, palette: Palette, strength: Strength): string {
  return `${name}-${PALETTES.indexOf(palette)}${strength}`;
}

export function highlightNames(name: PageName): readonly string[] {
  return PALETTES.flatMap((palette) => STRENGTHS.map((strength) => highlightName(name, palette, strength)));
}

const WASH_SHARE = { 1: 0.4, 2: 0.7, 3: 1, 4: 1.5 } as const; // of the strongest wash
const LINE_PX = { 1: 1, 2: 1.5, 3: 2, 4: 3 } as const;

/** Fixed, without a size, in nobody's way. Nothing in it can be selected: Firefox shows a page whatever its selection comes to lie in. */
const HOST = [
  'all:initial',
  'direction:ltr',
  'unicode-bidi:normal',
  'display:block',
  'position:fixed',
  'inset:0 auto auto 0',
  'width:0',
  'height:0',
  'overflow:visible',
  'pointer-events:none',
  'user-select:none',
  '-webkit-user-select:none',
];

/**
 * To be inserted as the reader's style, whose important rules no rule of a page beats. Without it nothing of the card is drawn, whatever became of
 * the script: so it goes when the browser takes this out (Sidelight removed or switched off).
 */
export function hostStyle(name: PageName): string {
  return styleOf(hostName(name));
}

/** As the reader's style too: or the page could carry the bar under a pointer, unseen. */
export function barStyle(name: PageName): string {
  return styleOf(barName(name));
}

function styleOf(element: string): string {
  const declared = HOST.map((declaration) => `${declaration}!important`).join(';');
  return `@media screen{${element}{${declared}}}@media print{${element}{display:none!important}}`;
}

/** To be inserted as the page's: Chromium draws no background of a highlight that is the reader's. */
export function markStyle(name: PageName): string {
  return [
    '@media screen{',
    ...PALETTES.flatMap((palette) => STRENGTHS.map((strength) => rule(name, palette, strength))),
    '}',
    `@media (forced-colors:active){${highlightNames(name).map(pseudo).join()}{background-color:Mark;color:MarkText}}`,
  ].join('');
}

function rule(name: PageName, palette: Palette, strength: Strength): string {
  const line = palette === 'plain' ? 'currentColor' : css(MARKS[palette].line);
  const wash = palette === 'plain' ? '' : `background-color:${css(fainter(MARKS[palette].wash, WASH_SHARE[strength]))};`;
  return `${pseudo(highlightName(name, palette, strength))}{${wash}text-decoration:underline ${LINE_PX[strength]}px ${line};text-underline-offset:3px}`;
}

/** What the reader highlighted, one name an ink. */
export function inkNames(name: PageName): readonly string[] {
  return INKS.map((_ink, at) => `${name}-i${at}`);
}

/** In the page's own ink, so that it can be read on any ground; four that are told apart without colour. Over a mark of Sidelight's both are drawn. */
export function inkStyle(name: PageName): string {
  const rules = INKS.map((ink, at) => {
    const line = ink === 'plain' ? 'solid' : ink;
    return `${pseudo(`${name}-i${at}`)}{background-color:color-mix(in srgb,currentColor 14%,transparent);text-decoration:underline ${line} 2px currentColor;text-underline-offset:4px}`;
  });
  return `@media screen{${rules.join('')}}`;
}

const pseudo = (highlight: string): string => `::highlight(${highlight})`;

function fainter([red, green, blue, alpha]: Colour, share: number): Colour {
  return [red, green, blue, Math.round(alpha * share * 100) / 100];
}

function css([red, green, blue, alpha]: Colour): string {
  return `rgb(${red} ${green} ${blue}/${alpha})`;
}
