/** Says a permission's match patterns as a person would: a site's name, or all sites. */
import { say } from './words';

/** "https://example.org/*" → "example.org"; a pattern for every host → "all sites". */
export function originWords(pattern: string): string {
  const host = hostOf(pattern);
  return host === '*' ? say('allSites') : host.replace(/^\*\./, '');
}

/** Patterns that a person sees as one site stand together, with and without www, in the order they came. */
export function groupBySite(patterns: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const sites = new Map<string, string[]>();
  for (const pattern of patterns) {
    const site = originWords(pattern).replace(/^www\.(?=.+\.)/, '');
    sites.set(site, [...(sites.get(site) ?? []), pattern]);
  }
  return sites;
}

function hostOf(pattern: string): string {
  if (pattern === '<all_urls>') return '*';
  return /^[^:]+:\/\/([^/]*)/.exec(pattern)?.[1] ?? pattern;
}
