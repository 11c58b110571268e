/** Says what kind of document a text is, from its first element. Reads nothing past it. */
import type { FeedProblem } from './problem';
import { attributesOf, localName, nextTag, prefixOf, type Tag } from './xml/scan';

/** RSS 1.0 names its parts as RSS 2.0 does, so both are read as one kind. */
export type FeedKind = 'rss' | 'atom';

export type Root = {
  readonly kind: FeedKind;
  readonly prolog: string; // everything before the root: its DOCTYPE may declare entities
  readonly from: number; // where reading starts
  readonly endName: string | undefined; // the end tag that says that all of it is there
  readonly attributes: ReadonlyMap<string, string>;
  readonly ownPrefixes: ReadonlySet<string>; // prefixes that stand for the feed's own format
};

const KINDS: ReadonlyMap<string, FeedKind> = new Map([
  ['rss', 'rss'],
  ['channel', 'rss'], // CDF, and RSS whose first lines are missing
  ['rdf', 'rss'],
  ['feed', 'atom'],
  ['entry', 'atom'], // an entry that stands alone
]);
const OWN: Readonly<Record<FeedKind, RegExp>> = {
  rss: /backend\.userland\.com\/rss|purl\.org\/rss\/1\.0\/?$|purl\.org\/net\/rss|netscape\.com\/rdf/i,
  atom: /www\.w3\.org\/2005\/atom|purl\.org\/(atom|echo|pie)/i,
};
const MAX_TAGS_BEFORE = 40; // a server's warnings before the feed come in a few tags

/** The root of an XML feed, past whatever stands before it; else what the text is instead. */
export function findRoot(text: string): Root | FeedProblem {
  let tag: Tag | undefined;
  let at = 0;
  for (let tried = 0; tried < MAX_TAGS_BEFORE; tried++) {
    tag = nextTag(text, at);
    const kind = tag && tag.kind !== 'close' ? KINDS.get(localName(tag.name)) : undefined;
    if (tag && kind) return rootFrom(text, tag, kind);
    if (!tag || tag.name === 'html' || tag.name === 'opml') break;
    at = tag.end;
  }
  return notAFeed(text);
}

function rootFrom(text: string, tag: Tag, kind: FeedKind): Root {
  const attributes = attributesOf(tag.attributes);
  const own = [...attributes].flatMap(([name, value]) => (name.startsWith('xmlns:') && OWN[kind].test(value) ? [name.slice(6)] : []));
  const isWrapper = tag.name !== 'entry' && tag.kind !== 'empty';
  return {
    kind,
    prolog: text.slice(0, tag.start),
    from: isWrapper ? tag.end : tag.start,
    endName: isWrapper ? tag.name : undefined,
    attributes,
    ownPrefixes: new Set(tag.name === 'rdf:rdf' ? own : [...own, prefixOf(tag.name)]),
  };
}

const PAGE = /<(?:!doctype\s+html|html|head|body)\b/i;
const LOGIN = /<input\b[^>]{0,300}type\s*=\s*["']?password/i;
const CHALLENGE = /just a moment|cf-chl|challenge-platform|captcha|verify (?:that )?you are human|enable javascript and cookies/i;

/** What stands there instead. A login or a bot check is said apart: the feed may be fine tomorrow. */
export function notAFeed(text: string): FeedProblem {
  const head = text.slice(0, 100_000);
  if (head.trim() === '') return { kind: 'empty' };
  if (!PAGE.test(head) || /<opml[\s>]/i.test(head)) return { kind: 'not-a-feed' };
  const looksLike = LOGIN.test(head) ? 'login' : CHALLENGE.test(head) ? 'challenge' : 'page';
  return { kind: 'web-page', looksLike };
}
