/** The few elements of which most RSS items are made, as the parser would give them, at a tenth of its time. What is any different is the parser's. */
import type { RssItem } from './from-xml';
import { known } from './parsed';
import type { Leaf, Part } from './part';
import type { Root } from './root';

/** What the parser takes these prefixes for. Bound to another address they mean something else. */
const USUAL_PREFIXES: ReadonlyMap<string, RegExp> = new Map([
  ['xmlns:dc', /^https?:\/\/purl\.org\/dc\/elements\/1\.1\/?$/],
  ['xmlns:content', /^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/],
  ['xmlns:slash', /^https?:\/\/purl\.org\/rss\/1\.0\/modules\/slash\/?$/],
  ['xmlns:wfw', /^https?:\/\/wellformedweb\.org\/CommentAPI\/?$/],
]);
const ONCE: ReadonlySet<string> = new Set(['title', 'link', 'description', 'content:encoded', 'guid', 'pubdate', 'comments']);
const OFTEN: ReadonlySet<string> = new Set(['category', 'dc:creator', 'dc:date', 'dc:subject']);
/** Nothing is made of these. */
const UNREAD: ReadonlySet<string> = new Set(['slash:comments', 'wfw:comment', 'wfw:commentrss']);
const PERMALINK = /^ ispermalink="(true|false)"$/;

/** Whether `ordinaryItem` may be asked at all. */
export function mayBeOrdinary({ kind, attributes }: Root): boolean {
  return kind === 'rss' && [...attributes].every(([name, value]) => USUAL_PREFIXES.get(name)?.test(value) ?? true);
}

/** Undefined where the parser must be asked. Markup stands where the parser would have its token. */
export function ordinaryItem(parts: readonly Part[]): RssItem | undefined {
  if (parts[0] !== '<item>' || parts.at(-1) !== '</item>') return undefined;
  const once = new Map<string, string>();
  const often = new Map<string, string[]>();
  let isEmpty = true;
  let permalink: string | undefined;
  for (let at = 1; at < parts.length - 1; at++) {
    const part = parts[at];
    if (part === undefined || typeof part === 'string' || !isPlain(part)) return undefined;
    const value = part.value.trim();
    if (ONCE.has(part.name) && !once.has(part.name)) {
      once.set(part.name, value);
      isEmpty &&= value === '';
      if (part.name === 'guid') permalink = PERMALINK.exec(part.attributes)?.[1];
    } else if (OFTEN.has(part.name)) often.set(part.name, withValue(often.get(part.name), value));
    else if (!UNREAD.has(part.name)) return undefined;
  }
  return isEmpty ? undefined : itemFrom(once, often, permalink);
}

function withValue(values: string[] | undefined, value: string): string[] {
  return value === '' ? (values ?? []) : [...(values ?? []), value];
}

/** Of a value that the parser would leave as it is. */
function isPlain({ name, kind, attributes, value }: Leaf): boolean {
  if (name === 'guid' ? attributes !== '' && !PERMALINK.test(attributes) : attributes.includes('xmlns')) return false;
  return kind === 'markup' || !/[<\r]/.test(value);
}

function itemFrom(once: ReadonlyMap<string, string>, often: ReadonlyMap<string, string[]>, permalink: string | undefined): RssItem {
  return known({
    title: once.get('title'),
    link: once.get('link'),
    description: once.get('description'),
    content: known({ encoded: once.get('content:encoded') }),
    guid: known({ value: once.get('guid'), isPermaLink: permalink === undefined ? undefined : permalink === 'true' }),
    pubDate: once.get('pubdate'),
    comments: once.get('comments'),
    categories: (often.get('category') ?? []).map((name) => ({ name })),
    dc: known({ creators: often.get('dc:creator'), dates: often.get('dc:date'), subjects: often.get('dc:subject') }),
  });
}
