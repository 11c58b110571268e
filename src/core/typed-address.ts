/** One reader for addresses that people write: typed, pasted, in OPML, in a link or a menu. Says what was meant, in the order to try. */
import { webAddress } from './address';

/** What mail programs and pages put around an address: what opens, and what then closes. */
const WRAPPERS = ['<>', '()', '[]', '{}', '""', "''", '“”', '„“', '‘’', '«»', '»«', '‹›', '›‹', '「」', '『』', '《》', '【】', '``'].map(
  (pair) => [pair.charAt(0), pair.charAt(1)] as const,
);
/** "feed:https://…", "feed://…", "rss://…", "view-source:…", "URL: …", and a scheme before another one, as a field that held "https://" gets it; once or more. */
const SAYS_NOTHING =
  /^(?:url\s*:\s*|(?:feeds?|rss|pcast|podcast|itpc|view-source)\s*:(?=\s*\S)|https?:\/\/(?=(?:https?|feeds?|rss):\/\/))/i;
/** What chats and mail programs put beside an address and nobody sees. What joins letters may belong to an address and stays. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** "[A blog](https://…)", as Markdown writes a link. */
const MARKDOWN_LINK = /^\[[^\]]*\]\((\S+)\)$/;
/** "https：／／", as keyboards for Chinese and Japanese type it. */
const WIDE_SCHEME = /^([a-z]{3,5})：[/／]{2}/i;
/** "http:/host", "https:host", "http//host", "ttps://host", "https;//host": the beginning of a scheme, damaged in passing. */
const DAMAGED_SCHEME = /^(h?t?tps?)(?:\s*[:;]\s*\/{0,3}|\/\/)(?=[^/\s])/i;
const OTHER_SCHEME = /^[a-z][a-z\d+.-]*:(?!\d)/i;
/** A name with a dot, an address of a machine, or localhost; then a port, a path or nothing. A path may hold spaces, as a URL parser has them. */
const HOST = /^(?:\[[\da-f:.]+\]|[^\s/:?#@()<>{}"'[\]]+[.。．｡][^\s/:?#@()<>{}"'[\].]+\.?|localhost)(?::\d{1,5})?(?:[/?#]|$)/i;
const MAX_CHARS = 8_000;

/** https first where no scheme is written, then http. Empty for what is no web address. */
export function addressesMeant(raw: string): readonly string[] {
  if (raw.length > MAX_CHARS) return [];
  let text = unwrapped(raw.replace(UNSEEN, ''));
  let isSecure = false;
  while (SAYS_NOTHING.test(text)) {
    isSecure ||= /^feeds/i.test(text);
    text = unwrapped(text.replace(SAYS_NOTHING, ''));
  }
  const scheme = DAMAGED_SCHEME.exec(text);
  if (scheme !== null) {
    const rest = text.slice(scheme[0].length);
    const isHttps = /s$/i.test(scheme[1] ?? '');
    return HOST.test(afterUser(rest)) || /^https?:\/\//i.test(text) ? made([`http${isHttps ? 's' : ''}://${rest}`]) : [];
  }
  const bare = text.replace(/^\/\/+/, '');
  if (!HOST.test(bare) || (OTHER_SCHEME.test(bare) && !/^[^/?#]+:\d/.test(bare))) return [];
  return made(isSecure ? [`https://${bare}`] : [`https://${bare}`, `http://${bare}`]);
}

/** The one to try first. */
export function addressMeant(raw: string): string | undefined {
  return addressesMeant(raw)[0];
}

const made = (spelled: readonly string[]): string[] => spelled.flatMap((each) => webAddress(each) ?? []);
const afterUser = (rest: string): string => rest.replace(/^[^/?#@]*@/, '');

function unwrapped(raw: string): string {
  const text = raw.trim().replace(MARKDOWN_LINK, '$1').replace(WIDE_SCHEME, '$1://');
  const closing = HOST.test(text)
    ? undefined
    : WRAPPERS.find(([open, close]) => text.startsWith(open) && text.endsWith(close) && text.length > 1);
  return closing === undefined ? text : unwrapped(text.slice(1, -1));
}
