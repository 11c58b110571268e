/**
 * What may be fetched: the sources one follows, and their sites. Leave to mark a site is not leave to fetch from it, so this stands beside what the
 * browser permits, and both must say yes. Asks no browser and no network.
 */
import type { Source } from '../essay';
import { isPrivateHost } from './private-address';
import type { SiteOf } from './public-suffixes';

/** What counts of a followed source. */
export type Fetchable = Pick<Source, 'url' | 'siteUrl'> & {
  readonly movedTo?: string | undefined;
  readonly typedHost?: string | undefined;
};

/** Whether an address is one of a followed source, or stands on its site: for polls, and for the signposts that they meet. */
export function mayFetchFor(sources: readonly Fetchable[], siteOf: SiteOf): (url: string) => boolean {
  const addresses = new Set(sources.flatMap(({ url, movedTo }) => (movedTo === undefined ? [url] : [url, movedTo])));
  const sites = new Set(sources.flatMap((source) => sitesIn(source, siteOf)));
  return (url) => addresses.has(url) || sites.has(siteIn(url, siteOf) ?? '');
}

/** Whether an address stands on the site of the one that a person typed, or has open: for what is looked for there. */
export function maySeekFrom(asked: string, siteOf: SiteOf): (url: string) => boolean {
  const site = siteIn(asked, siteOf);
  return (url) => site !== undefined && siteIn(url, siteOf) === site;
}

/**
 * Whether the page of an essay may be asked: on the site of its feed, or on that which the feed names; on the port that browsers use by themselves, or
 * at the very origin of the two; and on no machine at home, but for a host that the reader typed.
 */
export function mayFetchPage(address: string, source: Fetchable, siteOf: SiteOf): boolean {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false;
  if (isPrivateHost(url.hostname) && url.hostname !== source.typedHost) return false;
  const isUsualPort = url.port === '' || [source.url, source.siteUrl].some((own) => URL.parse(own)?.origin === url.origin);
  return isUsualPort && sitesIn(source, siteOf).includes(siteOf(url.hostname));
}

/** Whether the page of a link may be asked that its reader saved: wherever it is, but on no machine at home. */
export function mayFetchLink(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false;
  return url.port === '' && !isPrivateHost(url.hostname);
}

function sitesIn({ url, siteUrl }: Fetchable, siteOf: SiteOf): string[] {
  return [url, siteUrl].flatMap((own) => siteIn(own, siteOf) ?? []);
}

function siteIn(address: string, siteOf: SiteOf): string | undefined {
  const url = URL.parse(address);
  return url === null || !/^https?:$/.test(url.protocol) ? undefined : siteOf(url.hostname);
}
