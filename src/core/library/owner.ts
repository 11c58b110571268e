/** Which of the sources that show an essay speaks for it: whose words stand, and at whose hand it is muted and filed. Pure; the same in any order of polls. */
import type { Source } from '../essay';

type Showing = Pick<Source, 'id' | 'url' | 'siteUrl' | 'addedAt'>;

/** The source on whose own site the page stands, else the one that was added first. Undefined where there is none. */
export function ownerOf<S extends Showing>(page: string, sources: readonly S[]): S | undefined {
  return [...sources].sort(
    (a, b) => Number(isHome(page, b)) - Number(isHome(page, a)) || a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1),
  )[0];
}

function isHome(page: string, { url, siteUrl }: Showing): boolean {
  const host = hostOf(page);
  return host !== undefined && (host === hostOf(siteUrl) || host === hostOf(url));
}

/** The same host with and without www. */
function hostOf(address: string): string | undefined {
  return URL.parse(address)?.hostname.replace(/^www\./, '');
}
