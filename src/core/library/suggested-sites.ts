/** Whom to follow: sites of which several essays were saved, and none of whose sources is followed. From what is in the library alone. Pure. */
import type { Source } from '../essay';

export type SuggestedSite = {
  readonly host: string; // without www
  readonly url: string; // where to look for something to follow: the site's front page
  readonly saved: number;
};

const LEAST_SAVED = 3; // twice is chance
const MOST_SHOWN = 5;

/** `saved`: addresses of essays that are saved. Most saved first, then by name. */
export function suggestedSites(saved: Iterable<string>, followed: readonly Pick<Source, 'url' | 'siteUrl'>[]): readonly SuggestedSite[] {
  const known = new Set(followed.flatMap(({ url, siteUrl }) => [hostOf(url), hostOf(siteUrl)]));
  const sites = new Map<string, SuggestedSite>();
  for (const address of saved) {
    const host = hostOf(address);
    const url = URL.parse(address);
    if (host === undefined || url === null || known.has(host)) continue;
    const site = sites.get(host);
    sites.set(host, { host, url: site?.url ?? `${url.origin}/`, saved: (site?.saved ?? 0) + 1 });
  }
  return [...sites.values()]
    .filter((site) => site.saved >= LEAST_SAVED)
    .sort((a, b) => b.saved - a.saved || (a.host < b.host ? -1 : 1))
    .slice(0, MOST_SHOWN);
}

function hostOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url === null || !/^https?:$/.test(url.protocol) ? undefined : url.host.replace(/^www\./, '');
}
