/** What may be fetched, with the library and the package at hand: what the browser permits, and of that only what is followed or asked for by its reader. */
import { originPattern } from '../../core/address';
import { SAVED_PAGES, type SourceId } from '../../core/essay';
import { type Fetchable, mayFetchFor, mayFetchLink, mayFetchPage, maySeekFrom } from '../../core/follow/fetch-list';
import { mayFetchWith } from '../../core/follow/may-fetch';
import type { Followed } from '../../core/follow/poll';
import { EACH_ITSELF, type SiteOf, sitesBy } from '../../core/follow/public-suffixes';
import { following } from '../../edge/store/follow';
import type { Library } from '../../edge/store/library';
import type { Outside } from './outside';

const SUFFIXES = 'index/suffixes.txt';

export type FetchList = ReturnType<typeof fetchListOf>;

export function fetchListOf({ permissions, net, wakes }: Pick<Outside, 'permissions' | 'net' | 'wakes'>) {
  let sites: Promise<SiteOf> | undefined;

  /** Read where something is fetched, and not when the worker starts: a page's marks do not wait for it. */
  function siteOf(): Promise<SiteOf> {
    sites ??= net.fetchBundle(wakes.packagedAddress(SUFFIXES)).then((list) => {
      if (!list.ok) sites = undefined;
      return list.ok ? sitesBy(list.value) : EACH_ITSELF;
    });
    return sites;
  }

  function isPermitted(url: string): Promise<boolean> {
    const origin = originPattern(url);
    return origin === undefined ? Promise.resolve(false) : permissions.hasOrigins([origin]);
  }

  async function sourcesIn(library: Library): Promise<ReadonlyMap<SourceId, Fetchable>> {
    return new Map((await following(library)).followed.map((each) => [each.source.id, fetchable(each)]));
  }

  return {
    isPermitted,
    /** For a walk over the sources, as they are followed now. */
    async forPolls(library: Library): Promise<(url: string) => Promise<boolean>> {
      const [sources, site] = await Promise.all([sourcesIn(library), siteOf()]);
      const isListed = mayFetchFor([...sources.values()], site);
      return async (url) => isListed(url) && (await isPermitted(url));
    },
    /** For what the reader looks for at an address: on its site and nowhere else. */
    forSearch(asked: string): (url: string) => Promise<boolean> {
      return async (url) => maySeekFrom(asked, await siteOf())(url) && (await isPermitted(url));
    },
    /** For the pages of essays. */
    async forPages(library: Library): Promise<(url: string, source: SourceId) => boolean> {
      const [sources, site, origins] = await Promise.all([sourcesIn(library), siteOf(), permissions.grantedOrigins()]);
      const isGranted = mayFetchWith(origins);
      return (url, id) => {
        if (id === SAVED_PAGES) return isGranted(url) && mayFetchLink(url);
        const source = sources.get(id);
        return source !== undefined && isGranted(url) && mayFetchPage(url, source, site);
      };
    },
  };
}

function fetchable({ source: { url, siteUrl }, state: { movedTo }, wishes: { typedHost } }: Followed): Fetchable {
  return { url, siteUrl, movedTo, typedHost };
}
