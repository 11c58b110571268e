/** How marks look, as the one style sheet that goes into a page. The background inserts it and takes it out; no element carries it. */
import { type Colour, MARKS, type Palette } from '../../core/highlight/contrast';

/** The one element that Sidelight adds to a page, while something is painted there. */
export const HOST_NAME = 'sidelight-card';

export const STRENGTHS = [1, 2, 3] as const;
export type Strength = (typeof STRENGTHS)[number];
export const PALETTES: readonly Palette[] = ['light', 'dark', 'plain'];

/** The name says how a mark looks and nothing of what it stands for: the page can read it. */
export function highlightName(palette: Palette, strength: Strength): string {
  return `sidelight-${palette}-${strength}`;
}

const WASH_SHARE = { 1: 0.4, 2: 0.7, 3: 1 } as const; // of the strongest wash
const LINE_PX = { 1: 1, 2: 1.5, 3: 2 } as const;

export const MARK_STYLE = [
  '@media screen{',
  ...PALETTES.flatMap((palette) => STRENGTHS.map((strength) => rule(palette, strength))),
  '}',
  `@media (forced-colors:active){${allNames()}{background-color:Mark;color:MarkText}}`,
  // When the browser takes this sheet out (extension removed or switched off), the card goes with it, even if no script of ours runs any more.
  `${HOST_NAME}{--sidelight:block}`,
].join('');

function rule(palette: Palette, strength: Strength): string {
  const line = palette === 'plain' ? 'currentColor' : css(MARKS[palette].line);
  const wash = palette === 'plain' ? '' : `background-color:${css(fainter(MARKS[palette].wash, WASH_SHARE[strength]))};`;
  return `::highlight(${highlightName(palette, strength)}){${wash}text-decoration:underline ${LINE_PX[strength]}px ${line};text-underline-offset:3px}`;
}

function allNames(): string {
  return PALETTES.flatMap((palette) => STRENGTHS.map((strength) => `::highlight(${highlightName(palette, strength)})`)).join(',');
}

function fainter([red, green, blue, alpha]: Colour, share: number): Colour {
  return [red, green, blue, Math.round(alpha * share * 100) / 100];
}

function css([red, green, blue, alpha]: Colour): string {
  return `rgb(${red} ${green} ${blue}/${alpha})`;
}
