/** The words in which another reader was told where the parts of a list stand: kept as they came and written out again, never followed. */
import type { ListingPaths } from '../essay';

/**
 * In the order in which they are written.
 *
 * Source  FreshRSS docs/en/developers/OPML.md, "HTML+XPath".
 */
export const PATH_NAMES = [
  'xPathItem',
  'xPathItemTitle',
  'xPathItemContent',
  'xPathItemUri',
  'xPathItemAuthor',
  'xPathItemTimestamp',
  'xPathItemTimeFormat',
  'xPathItemThumbnail',
  'xPathItemCategories',
  'xPathItemUid',
] as const satisfies readonly (keyof ListingPaths)[];

const MAX_PATH_CHARS = 4_000; // no one writes one by hand that long, and a library holds thousands of sources

/** Undefined where the item is not said, without which the others mean nothing. A part that is empty or too long is left out. */
export function listingPaths(partOf: (name: keyof ListingPaths) => unknown): ListingPaths | undefined {
  const parts = PATH_NAMES.flatMap((name) => {
    const part = partOf(name);
    return typeof part === 'string' && part !== '' && part.length <= MAX_PATH_CHARS ? [[name, part] as const] : [];
  });
  const paths: Partial<ListingPaths> = Object.fromEntries(parts);
  const { xPathItem } = paths;
  return xPathItem === undefined ? undefined : { ...paths, xPathItem };
}
