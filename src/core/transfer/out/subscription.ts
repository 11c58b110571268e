/** A source of the library → a line of a list of subscriptions. Pure. */
import type { Source } from '../../essay';
import type { ListingShape } from '../../feed/page/listing';
import { type SourceWishes, wishesOf } from '../../library/source-marks';
import type { KeptSource } from '../backup/units';
import { pathsOf, type Subscription } from '../opml';

/** A folder in a folder is one name here: "Work / Data". */
export const BETWEEN_FOLDERS = ' / ';

/** What another reader was told of a list goes before what was found out here: a person wrote it. `shape`: how its list stood on its page. */
export function subscriptionOf(
  { kind, url, siteUrl, title, paths: told }: Source,
  wishes: Pick<SourceWishes, 'title' | 'folder'>,
  shape: ListingShape | undefined,
): Subscription {
  const paths = told ?? (shape && pathsOf(shape));
  return {
    ...{ kind, url, siteUrl, title: wishes.title ?? title, folder: wishes.folder?.split(BETWEEN_FOLDERS) ?? [] },
    ...(kind === 'listing' && paths && { paths }),
  };
}

/** Of one as a backup keeps it. `isFollowedOnly`: none where nobody follows it. */
export function keptSubscription({ source, marks = {}, state }: KeptSource, isFollowedOnly: boolean): readonly Subscription[] {
  const wishes = wishesOf(marks);
  return source === undefined || (isFollowedOnly && !wishes.isFollowed) ? [] : [subscriptionOf(source, wishes, state?.shape)];
}
