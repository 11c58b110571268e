/** A drawing in the page itself, without what could run, load or lead out of it. Icons are left. */
import { allWithin, attributeOf, boxOfElement, closest, firstWithin, localName, matches, textContent } from '../native';
import { copyListed, type Listed } from './copy-listed';
import type { Flat } from './flat';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const ICON_PX = 48;
const LISTED: Omit<Listed, 'adorn'> = {
  namespace: 'http://www.w3.org/2000/svg',
  elements: names(
    'svg g path rect circle ellipse line polyline polygon text tspan textPath defs linearGradient radialGradient stop clipPath mask marker pattern symbol title desc',
  ),
  through: names('switch'),
  attributes: [
    ...'viewBox width height preserveAspectRatio role aria-label x y x1 y1 x2 y2 cx cy r rx ry fx fy d points dx dy rotate transform fill fill-opacity fill-rule'.split(
      ' ',
    ),
    ...'stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity color'.split(
      ' ',
    ),
    ...'font-size font-family font-weight font-style text-anchor dominant-baseline alignment-baseline letter-spacing textLength lengthAdjust'.split(
      ' ',
    ),
    ...'offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits'.split(
      ' ',
    ),
    ...'marker-start marker-mid marker-end markerWidth markerHeight markerUnits orient refX refY patternUnits patternContentUnits patternTransform startOffset id'.split(
      ' ',
    ),
  ],
  maxNodes: 5_000,
};
/** What a style sheet may have said of a shape, with what it is where nothing was said. */
const PAINTED: readonly (readonly [name: string, unsaid: string])[] = [
  ['fill', 'rgb(0, 0, 0)'],
  ['stroke', 'none'],
  ['stroke-width', '1px'],
  ['opacity', '1'],
  ['text-anchor', 'start'],
  ['font-size', ''],
];
const SHAPES = /^(?:path|rect|circle|ellipse|line|polyline|polygon|text|tspan|g)$/;
const REFERS = /url\(\s*["']?([^"')]*)["']?\s*\)/;

/** Undefined for an icon, an empty one and one too large. */
export function drawingOf(element: Element, flat: Flat, number: number): HTMLElement | undefined {
  if (isIcon(element)) return undefined;
  const known = new Set([...allWithin(element, '[id]')].map((each) => attributeOf(each, 'id') ?? ''));
  const newId = (id: string): string => `s${number}-${id.replace(/[^\w-]/g, '_')}`;
  const made = copyListed(element, flat.document, { ...LISTED, adorn: dress });
  if (made === undefined || firstWithin(made, 'path,rect,circle,ellipse,line,polyline,polygon,text') === null) return undefined;
  const { width, height } = boxOfElement(element);
  if (!made.hasAttribute('viewBox') && width > 0 && height > 0)
    made.setAttribute('viewBox', `0 0 ${Math.round(width)} ${Math.round(height)}`);
  for (const [name, px] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (!/^[\d.]+(?:px)?$/.test(made.getAttribute(name) ?? ''))
      px > 0 ? made.setAttribute(name, String(Math.round(px))) : made.removeAttribute(name);
  }
  const standIn = flat.make('img');
  standIn.setAttribute('data-src', `drawing:${number}`);
  standIn.setAttribute('alt', attributeOf(element, 'aria-label') ?? (textContent(element) ?? '').slice(0, 200));
  return flat.seal(made, standIn);

  function dress(from: Element, to: Element): void {
    if (SHAPES.test(localName(from))) {
      const style = getComputedStyle(from);
      for (const [name, unsaid] of PAINTED) {
        const value = style.getPropertyValue(name);
        const isText = name === 'font-size' || name === 'text-anchor';
        if (value === '' || value === unsaid || (isText && !/^t/.test(localName(from))) || (localName(from) === 'g' && name !== 'opacity'))
          continue;
        if (!to.hasAttribute(name) || name === 'fill') to.setAttribute(name, value);
      }
    }
    for (const { name, value } of [...to.attributes]) {
      if (name === 'id') to.setAttribute('id', newId(value));
      else if (value.includes('url(')) {
        const id = REFERS.exec(value)?.[1]?.split('#')[1];
        if (id !== undefined && known.has(id)) to.setAttribute(name, `url(#${newId(id)})`);
        else to.removeAttribute(name);
      }
    }
  }
}

function isIcon(element: Element): boolean {
  if (closest(element, 'button,nav,[role="button" i]') !== null) return true;
  const { width, height } = boxOfElement(element);
  if (width === 0 || height === 0)
    return !matches(element, '[viewBox][width]') || Number.parseFloat(attributeOf(element, 'width') ?? '') <= ICON_PX;
  return Math.max(width, height) <= ICON_PX;
}
