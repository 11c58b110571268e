/** Which items of a feed too long for one poll are the newest: most feeds begin with them, some archives end with them. */
import { feedDate } from './dates';
import { MAX_ITEMS } from './limits';

const DATE = /<(?:\w+:)?(?:pubdate|published|issued|date|updated|modified)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^<>\]]{1,64})/i;
const LOOK_CHARS = 20_000; // how far into an item its date is looked for

/**
 * Where the newest MAX_ITEMS start: at the first item, or, where more follow after `readTo` and the last is dated later than the first, so
 * many from the end. Items are found by their start tag as the first one writes it.
 *
 * Cost    one search through the text; only through what follows where that holds no item.
 */
export function newestFrom(text: string, firstAt: number, tagName: string, readTo: number): number {
  const tag = text.slice(firstAt, firstAt + 1 + tagName.length);
  if (!text.includes(tag, readTo)) return firstAt;
  const starts: number[] = [];
  for (let at = firstAt; at !== -1; at = text.indexOf(tag, at + tag.length))
    if (/[\s>]/.test(text.charAt(at + tag.length))) starts.push(at);
  const last = starts.at(-1);
  if (starts.length <= MAX_ITEMS || last === undefined) return firstAt;
  const [oldest, newest] = [dateAt(text, firstAt), dateAt(text, last)];
  const isRising = oldest !== undefined && newest !== undefined && newest > oldest;
  return isRising ? (starts.at(-MAX_ITEMS) ?? firstAt) : firstAt;
}

function dateAt(text: string, at: number): number | undefined {
  return feedDate(DATE.exec(text.slice(at, at + LOOK_CHARS))?.[1]);
}
