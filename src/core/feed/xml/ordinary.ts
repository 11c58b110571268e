/** The elements of which nearly all RSS items are made, as the parser would give them, at a tenth of its time. What it would give otherwise is the parser's. */

import { known } from '../parsed';
import type { Root } from '../root';
import { type Author, authorIn } from './author';
import type { RssItem } from './from-xml';
import type { Leaf, Part } from './part';
import { bindAsUsual, bindsAsUsual } from './prefixes';
import { attributesOf } from './scan';

/** Of these the first counts, even a blank one. */
const ONCE: ReadonlySet<string> = new Set(
  [
    'title link description content:encoded guid pubdate comments atom:updated',
    'itunes:author itunes:title itunes:summary media:title media:description',
  ].flatMap((names) => names.split(' ')),
);
/** Of these every one that is not blank. */
const OFTEN: ReadonlySet<string> = new Set(
  'category dc:creator dc:date dc:subject dc:title dc:description dc:language dcterms:issued dcterms:modified'.split(' '),
);
const PERMALINK = /^ ispermalink="(true|false)"$/;

type Link = { readonly href: string; readonly rel?: string; readonly type?: string };
type Enclosure = { readonly url: string; readonly type?: string };
type Found = {
  readonly once: Map<string, string>;
  readonly often: Map<string, string[]>;
  readonly authors: Author[];
  readonly links: Link[]; // atom:link
  readonly enclosures: Enclosure[];
  permalink: string | undefined;
};

/** Whether `ordinaryItem` may be asked at all. */
export function mayBeOrdinary({ kind, attributes }: Root): boolean {
  return kind === 'rss' && bindAsUsual(attributes);
}

/** Undefined where the parser must be asked. Markup stands where the parser would have its token. */
export function ordinaryItem(parts: readonly Part[]): RssItem | undefined {
  if (parts[0] !== '<item>' || parts.at(-1) !== '</item>') return undefined;
  const found: Found = { once: new Map(), often: new Map(), authors: [], links: [], enclosures: [], permalink: undefined };
  let depth = 0; // of containers; nothing is kept of what they hold
  for (const part of parts.slice(1, -1)) {
    if (typeof part !== 'string') {
      if (!bindsAsUsual(part.attributes) || (depth === 0 && !takeLeaf(found, part))) return undefined;
    } else if (part.startsWith('</')) depth--;
    else if (part.lastIndexOf('<') > 0 || !bindsAsUsual(part))
      return undefined; // an element that repair.ts has put in
    else if (depth++ === 0 && !takeContainer(found, part)) return undefined;
  }
  return [...found.once.values()].some((value) => value !== '') ? itemFrom(found) : undefined;
}

/** False where the parser must be asked. */
function takeLeaf(found: Found, leaf: Leaf): boolean {
  const { name } = leaf;
  const value = leaf.value.trim();
  if (name === 'atom:link') return takeLink(found.links, leaf.attributes);
  if (name === 'author') return value === '' || takeAuthor(found.authors, value);
  const [isOnce, isOften] = [ONCE.has(name), OFTEN.has(name)];
  if (!isOnce && !isOften) return isUnread(name);
  if (!isPlain(leaf)) return false;
  if (isOften) {
    if (value !== '') found.often.set(name, [...(found.often.get(name) ?? []), value]);
  } else if (!found.once.has(name)) {
    found.once.set(name, value);
    if (name === 'guid') found.permalink = PERMALINK.exec(leaf.attributes)?.[1];
  }
  return true;
}

function takeContainer({ enclosures }: Found, tag: string): boolean {
  const name = /^<([^\s>]*)/.exec(tag)?.[1] ?? '';
  if (name !== 'enclosure') return isUnread(name);
  const attributes = plainAttributes(tag);
  const url = attributes?.get('url');
  if (url) enclosures.push(known({ url, type: attributes?.get('type') }));
  return Boolean(url);
}

function takeLink(links: Link[], written: string): boolean {
  const attributes = plainAttributes(written);
  const href = attributes?.get('href');
  if (href) links.push(known({ href, rel: attributes?.get('rel'), type: attributes?.get('type') }));
  return Boolean(href) || written === ''; // the parser reads no link without attributes
}

function takeAuthor(authors: Author[], value: string): boolean {
  const author = authorIn(value);
  if (author) authors.push(author);
  return author !== undefined;
}

/** Of Atom's elements the parser reads more than is taken here. */
function isUnread(name: string): boolean {
  return !name.startsWith('atom:');
}

/** Of a value that the parser would leave as it is. */
function isPlain({ name, kind, attributes, value }: Leaf): boolean {
  if (name === 'guid' && attributes !== '' && !PERMALINK.test(attributes)) return false;
  return kind === 'markup' || !/[<\r]/.test(value);
}

/** Undefined where any reference stands but the one that addresses need. */
function plainAttributes(written: string): ReadonlyMap<string, string> | undefined {
  if (/&(?!amp;)|[\r\n]/.test(written)) return undefined;
  return new Map([...attributesOf(written)].map(([name, value]) => [name, value.replaceAll('&amp;', '&').trim()]));
}

function itemFrom({ once, often, authors, links, enclosures, permalink }: Found): RssItem {
  const media = (name: string) => known({ value: once.get(name) });
  return known({
    title: once.get('title'),
    link: once.get('link'),
    description: once.get('description'),
    content: known({ encoded: once.get('content:encoded') }),
    guid: known({ value: once.get('guid'), isPermaLink: permalink === undefined ? undefined : permalink === 'true' }),
    pubDate: once.get('pubdate'),
    comments: once.get('comments'),
    authors,
    categories: (often.get('category') ?? []).map((name) => ({ name })),
    enclosures,
    atom: known({ links, updated: once.get('atom:updated') }),
    dc: known({
      creators: often.get('dc:creator'),
      dates: often.get('dc:date'),
      subjects: often.get('dc:subject'),
      titles: often.get('dc:title'),
      descriptions: often.get('dc:description'),
      languages: often.get('dc:language'),
    }),
    dcterms: known({ issued: often.get('dcterms:issued'), modified: often.get('dcterms:modified') }),
    itunes: known({ author: once.get('itunes:author'), title: once.get('itunes:title'), summary: once.get('itunes:summary') }),
    media: known({ title: media('media:title'), description: media('media:description') }),
  });
}
