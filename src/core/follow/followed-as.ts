/** Whether what was found is followed already under another address: one that it moved from, one that the reader changed, or a twin of it. Pure. */
import { canonicalAddress } from '../address';
import type { Source, SourceId } from '../essay';
import { foldedTitle } from '../feed/identity';
import { sourceIdFor } from './new-source';

export type KnownSource = { readonly source: Source; readonly isFollowed: boolean; readonly movedTo?: string };
type FoundFeed = {
  readonly url: string;
  readonly title?: string | undefined;
  readonly siteUrl?: string | undefined;
  readonly posts: number;
};

const SHARED = 0.5; // of the posts looked at: the new address has posts that the old one never had

/** The source that stands at this very address, followed or not. */
export function atAddress(known: readonly KnownSource[], url: string): KnownSource | undefined {
  return known.find(({ source }) => isSame(source.url, url));
}

/**
 * A followed source that this is under another address. `shownBy`: how many of the found posts each source shows. A twin has the same title and site,
 * and half of its posts are known from the source: RSS beside Atom, the old address beside the new one. A part of a site calls itself something else.
 */
export function followedAs(
  known: readonly KnownSource[],
  { url, title, siteUrl, posts }: FoundFeed,
  shownBy: ReadonlyMap<SourceId, number>,
): KnownSource | undefined {
  const followed = known.filter(({ isFollowed }) => isFollowed);
  const byAddress = followed.find(
    ({ source, movedTo }) => (movedTo !== undefined && isSame(movedTo, url)) || source.id === sourceIdFor(url),
  );
  if (byAddress !== undefined) return byAddress;
  return followed.find(({ source }) => {
    const isNamed = title !== undefined && foldedTitle(title) === foldedTitle(source.title);
    const isSite = hostOf(siteUrl ?? url) === hostOf(source.siteUrl) || hostOf(url) === hostOf(source.url);
    return isNamed && isSite && posts > 0 && (shownBy.get(source.id) ?? 0) >= posts * SHARED;
  });
}

const isSame = (a: string, b: string): boolean => canonicalAddress(a) === canonicalAddress(b);

/** The same host with and without www. */
function hostOf(address: string): string | undefined {
  return URL.parse(address)?.hostname.replace(/^www\./, '');
}
