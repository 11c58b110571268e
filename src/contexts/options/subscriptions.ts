/** Between subscriptions as OPML has them and sources as the library has them. Pure; reads and writes no file. */
import type { Source } from '../../core/essay';
import type { ListingShape } from '../../core/feed/page/listing';
import type { ImportEntry } from '../../core/follow/import-preview';
import type { SourceWishes } from '../../core/library/source-marks';
import type { Subscription } from '../../core/transfer/opml';
import { BETWEEN_FOLDERS, subscriptionOf } from '../../core/transfer/out/subscription';

/** A followed source with how its list stood on its page, where it is one. */
export type Listed = { readonly source: Source; readonly wishes: SourceWishes; readonly shape?: ListingShape | undefined };

const MAX_NAME_CHARS = 500; // what a wish may hold

export function entriesOf(subscriptions: readonly Subscription[]): ImportEntry[] {
  return subscriptions.map(({ url, kind, title, siteUrl, folder, paths }) => ({
    url,
    kind,
    title: title.slice(0, MAX_NAME_CHARS),
    ...(siteUrl !== undefined && { siteUrl }),
    ...(paths && { paths }),
    ...(folder.length > 0 && { folder: folder.join(BETWEEN_FOLDERS).slice(0, MAX_NAME_CHARS) }),
  }));
}

export function subscriptionsOf(listed: readonly Listed[]): Subscription[] {
  return listed.map(({ source, wishes, shape }) => subscriptionOf(source, wishes, shape));
}
