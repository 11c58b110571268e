/**
 * A page that its reader saves: under which addresses it may be known already, and the essay that it becomes where no source lists it. Asks no disk;
 * whether two posts at one address are one is for same-page.ts.
 */
import { canonicalAddress, webAddress } from '../address';
import { type Essay, type EssayId, SAVED_PAGES } from '../essay';
import { essayIdFor } from '../feed/identity';
import { shortened } from '../text/shortened';
import { pageOf } from './same-page';

/** What is told of a page before anything of it is read: by the browser, or by a link. */
export type PageNames = {
  readonly address: string;
  readonly canonical?: string | undefined; // as the page itself names it; a stranger's word
  readonly title?: string | undefined;
};

const MOST_TITLE_CHARS = 500;
const MOST_OPENING_CHARS = 400; // six lines of a row
const MAX_ADDRESS_CHARS = 8_192; // as messages carry them

/** Names that AMP alone gives to a page that is elsewhere too. */
const AMP_QUERY: readonly (readonly [name: string, value: RegExp])[] = [
  ['amp', /^(?:1|true|)$/i],
  ['outputType', /^amp$/i],
  ['output', /^amp$/i],
];

/**
 * The addresses to look for, best first. A fragment may be all that tells two posts apart, and mostly is a place on the page: both are looked for,
 * but where it is a route of its own (`#!/a`, `#/a`) it is never left out.
 */
export function addressesOf({ address, canonical }: PageNames): readonly string[] {
  const own = withoutPassword(address);
  if (own === undefined) return [];
  const named = trustedCanonical(own, canonical);
  const all = [own, named, unwrapped(own)].flatMap((each) => (each === undefined ? [] : [each, withoutPlace(each)]));
  return [...new Set(all)];
}

/** The keys of the index over pages under which an essay of another source, or of this page, may stand. */
export function pagesOf(names: PageNames): readonly string[] {
  return [...new Set(addressesOf(names).flatMap((each) => pageOf(each) ?? []))];
}

/** The ids that this page would have got, whichever of its addresses it was saved under: a front page is in no index. */
export function idsOf(names: PageNames): readonly EssayId[] {
  return [...new Set(addressesOf(names).flatMap((each) => savedPageId(each) ?? []))];
}

/** Whether two addresses are one page, by what they say alone. */
export function isSamePlace(a: string, b: string): boolean {
  const there = new Set(idsOf({ address: b }));
  return idsOf({ address: a }).some((id) => there.has(id));
}

/** The same on every machine, for ever. */
function savedPageId(address: string): EssayId | undefined {
  const canonical = canonicalAddress(address);
  return canonical === undefined ? undefined : essayIdFor(SAVED_PAGES, `page ${canonical}${routeOf(address)}`);
}

/** Undefined for what is no page of the web. */
export function essayOfPage(names: PageNames, now: number): Essay | undefined {
  const own = withoutPassword(names.address);
  if (own === undefined) return undefined;
  const url = withoutPlace(trustedCanonical(own, names.canonical) ?? unwrapped(own) ?? own);
  const id = savedPageId(url);
  const title = shortened((names.title ?? '').replace(/\s+/g, ' ').trim(), MOST_TITLE_CHARS) || titleFrom(url);
  return id && { id, sourceId: SAVED_PAGES, url, title, summary: '', tags: [], firstSeenAt: now };
}

/** Where nobody has named a page: its address as one would read it aloud. */
export function titleFrom(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const path = url.pathname === '/' ? '' : url.pathname.replace(/\/$/, '');
  return `${url.hostname.replace(/^www\./, '')}${readablePath(path)}`.slice(0, MOST_TITLE_CHARS);
}

/** Whether a saved page bears no name but its address. */
export const isUnnamed = ({ sourceId, title, url }: Pick<Essay, 'sourceId' | 'title' | 'url'>): boolean =>
  sourceId === SAVED_PAGES && title === titleFrom(url);

/** What lists show of a page that no source sums up: its beginning. Nothing where there is a summary. */
export function openingOf({ sourceId, summary }: Pick<Essay, 'sourceId' | 'summary'>, text: string): Partial<Pick<Essay, 'summary'>> {
  return sourceId === SAVED_PAGES && summary === ''
    ? {
        summary: shortened(
          text
            .slice(0, 2 * MOST_OPENING_CHARS)
            .replace(/\s+/g, ' ')
            .trim(),
          MOST_OPENING_CHARS,
        ),
      }
    : {};
}

function readablePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path; // bytes that are no text
  }
}

/**
 * What a page calls itself, where it may be believed: on its own host, or where it says that it is the AMP of another. Many a site names its front page
 * on all pages; and whoever names a page of a stranger would have its text take the place of the stranger's.
 */
function trustedCanonical(address: string, canonical: string | undefined): string | undefined {
  const named = canonical === undefined ? undefined : withoutPassword(canonical, address);
  const [here, there] = [URL.parse(address), named === undefined ? null : URL.parse(named)];
  if (named === undefined || here === null || there === null) return undefined;
  const isFrontPage = there.pathname === '/' && there.search === '';
  if (isFrontPage && !(here.pathname === '/' && here.search === '')) return undefined;
  return hostOf(here) === hostOf(there) || isAmpOf(address, there) ? named : undefined;
}

function isAmpOf(address: string, there: URL): boolean {
  const plain = unwrapped(address);
  const host = plain === undefined ? undefined : URL.parse(plain);
  return host !== undefined && host !== null && hostOf(host) === hostOf(there);
}

/** Hosts that show a site's pages to phones are that site. */
const hostOf = ({ hostname, port }: URL): string =>
  `${hostname.replace(/^(?:www|m|mobile|amp)\./, '').replace(/\.(?:m|mobile)\./, '.')}:${port}`;

/** The page that an AMP address stands for. Undefined where it is none. */
function unwrapped(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null) return undefined;
  const cached = fromCache(url);
  if (cached !== undefined) return unwrapped(cached) ?? cached;
  const plain = new URL(url.href);
  for (const [name, value] of AMP_QUERY)
    if (plain.searchParams.has(name) && value.test(plain.searchParams.get(name) ?? '')) plain.searchParams.delete(name);
  plain.hostname = plain.hostname.replace(/^amp\.(?=[^.]+\.)/, '');
  plain.pathname = plain.pathname.replace(/^\/amp(?=\/.)/i, '').replace(/\.amp(?=\.html?$|$)/i, '');
  return plain.href === url.href ? undefined : plain.href;
}

/** Google's caches have the host and path of the page in their own. */
function fromCache({ hostname, pathname, search }: URL): string | undefined {
  const path = /^(?:www\.)?google\.[a-z.]+$/.test(hostname)
    ? /^\/amp\/(s\/)?(.+)$/.exec(pathname)
    : hostname.endsWith('.cdn.ampproject.org')
      ? /^\/[cv]\/(s\/)?(.+)$/.exec(pathname)
      : null;
  return path === null ? undefined : webAddress(`${path[1] === undefined ? 'http' : 'https'}://${path[2]}${search}`);
}

/** An address with a user in it opens the page for whoever sees the library. */
function withoutPassword(raw: string, base?: string): string | undefined {
  const href = raw.length > MAX_ADDRESS_CHARS ? undefined : webAddress(raw, base);
  const url = href?.includes('@') ? URL.parse(href) : undefined;
  if (!url) return href;
  url.username = '';
  url.password = '';
  return url.href;
}

function withoutPlace(address: string): string {
  const at = address.indexOf('#');
  return at === -1 || routeOf(address) !== '' ? address : address.slice(0, at);
}

/** A fragment that is an address: pages drawn by script have one each. */
function routeOf(address: string): string {
  return /#!?\/.+$/.exec(address)?.[0] ?? (/#!.+$/.exec(address)?.[0] || '');
}
