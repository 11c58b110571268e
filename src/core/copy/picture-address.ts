/** Which address a picture really has, of the many that a page gives it for later, for other screens, or for those without scripts. */

/** Attributes that hold the address until the picture is near, best first. */
export const WAITING = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-original-src',
  'data-orig-file',
  'data-large-file',
  'data-full-src',
  'data-hi-res-src',
  'data-actualsrc',
  'data-url',
  'data-image',
  'data-img-src',
  'data-img-url',
  'data-delayed-url',
  'data-echo',
  'data-srcurl',
  'data-cfsrc',
  'data-ezsrc',
  'data-bg',
  'data-background-image',
] as const;
export const WAITING_SETS = [
  'data-srcset',
  'data-lazy-srcset',
  'data-original-set',
  'data-responsive',
  'data-flickity-lazyload-srcset',
] as const;

const WIDE_ENOUGH = 2_000; // px: more than a copy shows
const STAND_IN =
  /(?:^|[/_.-])(?:spacer|blank|placeholder|transparent|pixel|loading|loader|lazy(?:load)?|clear|dummy|grey|gray|1x1|empty)(?:[_.-]\w*)*\.(?:gif|png|svg|jpe?g|webp)/i;
const SMALL_DATA_CHARS = 1_500; // a picture of fewer bytes is a stand-in or a blur of one
const TRACKER = /(?:^|[/._-])(?:pixel|track(?:er|ing)?|beacon|counter|stat)(?:$|[/._-])/i;

/** The widest that is not wider than what is of use. */
export function bestOf(set: string): string | undefined {
  let best: { readonly url: string; readonly size: number } | undefined;
  for (const { url, size } of candidatesOf(set)) {
    const isBetter = best === undefined || (size > best.size ? best.size < WIDE_ENOUGH : size >= WIDE_ENOUGH && size < best.size);
    if (isBetter) best = { url, size };
  }
  return best?.url;
}

/** A comma parts candidates only where a space or the end of a size is beside it: addresses hold commas too. */
function* candidatesOf(set: string): Generator<{ readonly url: string; readonly size: number }> {
  for (const { 1: url = '', 2: number, 3: unit } of set
    .slice(0, 20_000)
    .matchAll(/\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wxh]))?\s*(?:,|$)/g)) {
    const amount = Number(number ?? 1);
    yield { url, size: unit === 'w' ? amount : amount * 1_000 };
  }
}

/** What stands there until the picture comes, by its address. */
export function isStandIn(address: string): boolean {
  if (address === '' || address.startsWith('about:')) return true;
  return address.startsWith('data:')
    ? address.length < SMALL_DATA_CHARS && !/^data:image\/svg\+xml[^,]*,.*(?:path|text|circle|polygon)/i.test(address)
    : STAND_IN.test(address);
}

export const isTracker = (address: string): boolean => TRACKER.test(address.slice(0, 500));

/** The attributes of the first `img` in markup that is for those without scripts. Read letter by letter: parsing it would let the page know. */
export function imageIn(markup: string): ReadonlyMap<string, string> | undefined {
  const tag = /<img\b((?:[^>"']|"[^"]*"|'[^']*')*)>/i.exec(markup.slice(0, 20_000))?.[1];
  if (tag === undefined) return undefined;
  const attributes = new Map<string, string>();
  for (const { 1: name = '', 2: double, 3: single, 4: bare } of tag.matchAll(
    /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: '\u00a0' };

function decoded(raw: string): string {
  return raw.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    const point = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
    if (point !== undefined) return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    return NAMED[String(name).toLowerCase()] ?? whole;
  });
}

/** The address in a style's `background-image`; undefined for a gradient. */
export function backgroundIn(style: string): string | undefined {
  return /url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*?))\s*\)/i
    .exec(style)
    ?.slice(1)
    .find((each) => each !== undefined && each !== '');
}
