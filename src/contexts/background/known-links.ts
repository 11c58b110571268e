/** Which links of a page lead to essays that the library has: by their addresses alone. Asks nobody and tells the page nothing. */
import { isSaved } from '../../core/library/fold';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { standingAt } from '../../edge/store/save-page';
import type { KnownLink, PageLink } from '../../messages/contract';

const AT_ONCE = 20; // addresses looked up together
const MOST = 60; // told of: a page that lists a whole blog is a list

/** In the page's order, each essay once. */
export async function knownLinks(library: Library, links: readonly PageLink[]): Promise<readonly KnownLink[]> {
  const known = new Map<string, KnownLink>();
  for (let at = 0; at < links.length && known.size < MOST; at += AT_ONCE) {
    const some = links.slice(at, at + AT_ONCE);
    const standing = await Promise.all(some.map(({ url }) => standingAt(library, { address: url })));
    const ids = standing.flatMap((each) => each?.essayId ?? []);
    const entries = new Map((await entriesOf(library, ids)).entries.map((entry) => [entry.essay.id, entry]));
    some.forEach((link, i) => {
      const entry = entries.get(standing[i]?.essayId ?? ('' as never)); // as: no essay has that
      if (entry === undefined || known.has(entry.essay.id)) return;
      const { essay, marks } = entry;
      known.set(essay.id, { ...link, id: essay.id, title: essay.title, isSaved: isSaved(marks), isRead: marks.read?.[0] === true });
    });
  }
  return [...known.values()];
}
