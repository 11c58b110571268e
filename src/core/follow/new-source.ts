/** From what a person typed, pasted or imported to a source that can be followed: its address, its id, the permission it needs. */
import { canonicalAddress, originPattern } from '../address';
import type { Source, SourceId } from '../essay';
import { hash } from '../feed/identity';
import { isPrivateAddress } from './private-address';

/** The same on every machine, so that two libraries that follow one address follow one source. */
export function sourceIdFor(url: string): SourceId {
  return hash(`source ${canonicalAddress(url) ?? url}`) as SourceId; // as: this is where the ids of sources are made
}

export function newSource(about: Pick<Source, 'kind' | 'url'> & Partial<Pick<Source, 'title' | 'siteUrl'>>, now: number): Source {
  const { kind, url, title, siteUrl } = about;
  const origin = URL.parse(url)?.origin;
  return {
    id: sourceIdFor(url),
    kind,
    url,
    siteUrl: siteUrl ?? (kind === 'listing' || origin === undefined ? url : `${origin}/`),
    title: title || (URL.parse(url)?.hostname ?? url),
    addedAt: now,
  };
}

/**
 * What to ask the browser for, so that the usual steps from http to https and between the name with and without www do not end at a closed
 * door: a redirect to a site without permission cannot be followed.
 */
export function originsToAsk(address: string): readonly string[] {
  const url = URL.parse(address);
  if (url === null || originPattern(address) === undefined) return [];
  const { hostname } = url;
  const twin = hostname.startsWith('www.') ? hostname.slice(4) : `www.${hostname}`;
  const hosts = isPrivateAddress(address) || /^[\d.]+$|^\[/.test(hostname) ? [hostname] : [hostname, twin];
  const schemes = url.protocol === 'http:' ? ['http', 'https'] : ['https'];
  return hosts.flatMap((host) => schemes.map((scheme) => `${scheme}://${host}/*`));
}
