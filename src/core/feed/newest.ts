/** Which items of a feed too long for one poll are the newest: most feeds begin with them, some archives end with them. */
import { feedDate } from './dates';
import { MAX_ITEMS } from './limits';
import type { Steps } from './steps';
import { nextTag, type Tag } from './xml/scan';

const DATE = /<(?:\w+:)?(?:pubdate|published|issued|date|updated|modified)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^<>\]]{1,64})/i;
const LOOK_CHARS = 20_000; // how far into an item its date is looked for

/**
 * Where the newest MAX_ITEMS start: at the first item, or, where there are more and the last is dated later than the first, so many from the
 * end.
 *
 * Cost    two dates for a feed that begins with its newest; for one that ends with them, a look at each of its tags.
 */
export function* newestFrom(text: string, first: Tag): Steps<number> {
  const lastAt = text.lastIndexOf(text.slice(first.start, first.start + 1 + first.name.length)); // as the first one is written
  const [oldest, newest] = [dateAt(text, first.start), dateAt(text, lastAt)];
  if (oldest === undefined || newest === undefined || newest <= oldest) return first.start;
  const starts: number[] = [];
  for (let tag: Tag | undefined = first; tag; tag = nextTag(text, tag.end)) {
    if (tag.name !== first.name || tag.kind !== 'open') continue;
    starts.push(tag.start);
    yield;
  }
  return starts.length > MAX_ITEMS ? (starts.at(-MAX_ITEMS) ?? first.start) : first.start;
}

function dateAt(text: string, at: number): number | undefined {
  return feedDate(DATE.exec(text.slice(at, at + LOOK_CHARS))?.[1]);
}
