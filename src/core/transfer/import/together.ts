/** Several files as one import: each page once, whatever file it stands in. Pure. */

import { canonicalAddress } from '../../address';
import { gather } from '../gather';
import type { Incoming, IncomingFeed, IncomingItem, LooseHighlights } from '../incoming';

export function together(all: readonly Incoming[]): Incoming {
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only;
  const feeds = new Map<string, IncomingFeed>();
  for (const feed of all.flatMap((each) => each.feeds)) {
    const key = `${feed.kind} ${canonicalAddress(feed.url)}`;
    if (!feeds.has(key)) feeds.set(key, feed);
  }
  return gather({
    rows: all.flatMap(({ items }) => items.map(({ url, ...item }) => ({ ...item, address: url }))),
    feeds: [...feeds.values()],
    loose: all.flatMap(({ loose }) => loose),
    dropped: all.flatMap(({ dropped }) => dropped),
    passwordsDropped: all.reduce((sum, each) => sum + each.passwordsDropped, 0),
  });
}

/** Highlights that a file names by a title alone find their page where exactly one bears it; the others have none. */
export function placed(
  loose: readonly LooseHighlights[],
  byTitle: (title: string) => Pick<IncomingItem, 'url' | 'title'> | undefined,
): { readonly items: readonly IncomingItem[]; readonly left: readonly LooseHighlights[] } {
  const items: IncomingItem[] = [];
  const left: LooseHighlights[] = [];
  for (const each of loose) {
    const page = byTitle(each.title);
    if (page === undefined) left.push(each);
    else
      items.push({
        ...{ url: page.url, title: page.title, isFavourite: false, tags: [], folders: [], notes: [], highlights: each.highlights },
        ...(each.author !== undefined && { author: each.author }),
      });
  }
  return { items, left };
}
