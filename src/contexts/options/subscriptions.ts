/** Between subscriptions as OPML has them and sources as the library has them. Pure; reads and writes no file. */
import type { Source } from '../../core/essay';
import type { ListingShape } from '../../core/feed/page/listing';
import type { ImportEntry } from '../../core/follow/import-preview';
import type { SourceWishes } from '../../core/library/source-marks';
import { pathsOf, type Subscription } from '../../core/transfer/opml';

/** A followed source with how its list stood on its page, where it is one. */
export type Listed = { readonly source: Source; readonly wishes: SourceWishes; readonly shape?: ListingShape | undefined };

const BETWEEN = ' / '; // a folder in a folder is one name here: "Work / Data"
const MAX_NAME_CHARS = 500; // what a wish may hold

export function entriesOf(subscriptions: readonly Subscription[]): ImportEntry[] {
  return subscriptions.map(({ url, kind, title, siteUrl, folder, paths }) => ({
    url,
    kind,
    title: title.slice(0, MAX_NAME_CHARS),
    ...(siteUrl !== undefined && { siteUrl }),
    ...(paths && { paths }),
    ...(folder.length > 0 && { folder: folder.join(BETWEEN).slice(0, MAX_NAME_CHARS) }),
  }));
}

/** What another reader was told of a list goes before what was found out here: a person wrote it. */
export function subscriptionsOf(listed: readonly Listed[]): Subscription[] {
  return listed.map(({ source: { kind, url, siteUrl, title, paths: told }, wishes, shape }) => {
    const paths = told ?? (shape && pathsOf(shape));
    return {
      kind,
      url,
      siteUrl,
      title: wishes.title ?? title,
      folder: wishes.folder?.split(BETWEEN) ?? [],
      ...(kind === 'listing' && paths && { paths }),
    };
  });
}
