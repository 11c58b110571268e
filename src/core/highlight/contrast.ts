/** Chooses marks that can be seen on a page's own colours. Pure arithmetic on sRGB. */

/** Red, green and blue from 0 to 255; alpha from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Light: for light pages. Dark: for dark ones. Plain: an underline in the text's own colour, for grounds that swallow amber. */
export type Palette = 'light' | 'dark' | 'plain';

export type Mark = { readonly line: Colour; readonly wash: Colour };
/** The strongest of each; fainter ones only have more of the page in them. */
export const MARKS: Readonly<Record<'light' | 'dark', Mark>> = {
  light: { line: [180, 84, 10, 1], wash: [245, 176, 65, 0.36] },
  dark: { line: [242, 180, 92, 1], wash: [242, 180, 92, 0.3] },
};

const LINE_CONTRAST = 3; // WCAG 2.2, 1.4.11
const TEXT_CONTRAST = 4.5; // WCAG 2.2, 1.4.3

/** The palette whose line stands out best, if its wash leaves the text as readable as it was. */
export function paletteFor(ground: Colour, text: Colour): Palette {
  const palette = contrast(MARKS.light.line, ground) >= contrast(MARKS.dark.line, ground) ? 'light' : 'dark';
  const { line, wash } = MARKS[palette];
  const readable = Math.min(TEXT_CONTRAST, contrast(over(text, ground), ground) * 0.9); // text that was faint before may stay so
  const isGood = contrast(line, ground) >= LINE_CONTRAST && contrast(over(text, ground), over(wash, ground)) >= readable;
  return isGood ? palette : 'plain';
}

export function isDark(ground: Colour): boolean {
  return luminance(ground) < 0.18; // the middle grey of the eye
}

/** What is seen where `upper` lies on an opaque `lower`. */
export function over(upper: Colour, lower: Colour): Colour {
  const mix = (i: 0 | 1 | 2): number => upper[i] * upper[3] + lower[i] * (1 - upper[3]);
  return [mix(0), mix(1), mix(2), 1];
}

/** Source  WCAG 2.2, "contrast ratio": from 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]; // as: two in, two out
  return (lighter + 0.05) / (darker + 0.05);
}

/** Source  WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Reads what getComputedStyle gives for colours of the older spaces; undefined for the rest. */
export function readColour(css: string): Colour | undefined {
  const found = /^rgba?\((\d+(?:\.\d+)?), (\d+(?:\.\d+)?), (\d+(?:\.\d+)?)(?:, (\d*\.?\d+(?:e-\d+)?))?\)$/.exec(css);
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3]), Number(found[4] ?? 1)];
}
