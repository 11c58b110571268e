/** JSON Feed 1.0 and 1.1 into what a feed says. Takes a field only where it is of the right type. */
import { parseJsonFeed } from 'feedsmith';
import { linkTo, resolved, resolvedMarkup } from '../addresses';
import { feedDate } from '../dates';
import { MAX_ITEMS } from '../limits';
import { known, type Markup, type ParsedEntry, type ParsedFeed } from '../parsed';
import type { Steps } from '../steps';
import { escapeMarkup } from '../xml/entities';
import { distinct, enclosuresOf } from '../xml/from-xml';

type Json = ReturnType<typeof parseJsonFeed<string>>;
type JsonItem = NonNullable<Json['items']>[number];

export type JsonDocument = { readonly [key: string]: unknown };

/** Undefined where the text is no JSON, or the JSON is no feed: it names its version, or has a title and a list of items. */
export function readJsonFeed(text: string): JsonDocument | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const document = jsonOf(text);
  if (typeof document !== 'object' || document === null) return undefined;
  const { version, title, items } = document as JsonDocument; // as: an object; its fields stay unknown
  const isVersioned = typeof version === 'string' && version.includes('jsonfeed.org/version/');
  return isVersioned || (typeof title === 'string' && Array.isArray(items)) ? (document as JsonDocument) : undefined; // as: the same object
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // half a JSON file has no sure meaning, so none of it is taken
  }
}

export type JsonReading = { readonly feed: ParsedFeed; readonly isCapped: boolean };

/** Reads at most MAX_ITEMS, one a step; addresses are resolved against the feed's home page. */
export function* jsonFeed(document: JsonDocument, documentBase: string | undefined): Steps<JsonReading> {
  const items = Array.isArray(document['items']) ? document['items'].filter((item) => typeof item === 'object' && item !== null) : [];
  const feed = parseJsonFeed({ ...document, version: 'https://jsonfeed.org/version/1.1', items: items.slice(0, MAX_ITEMS) });
  const base = linkTo(feed.home_page_url, documentBase) ?? linkTo(feed.feed_url) ?? documentBase;
  const entries: ParsedEntry[] = [];
  for (const item of feed.items ?? []) {
    entries.push(jsonEntry(item, base));
    yield;
  }
  return { feed: { ...jsonHead(feed, base), entries }, isCapped: items.length > MAX_ITEMS };
}

function jsonHead(feed: Json, base: string | undefined): Omit<ParsedFeed, 'entries'> {
  const author = feed.authors?.find(({ name }) => name !== undefined)?.name;
  return known({
    title: text(feed.title),
    link: linkTo(feed.home_page_url, base),
    description: text(feed.description),
    author,
    authorName: author,
    language: feed.language,
    image: linkTo(feed.icon, base),
    icon: linkTo(feed.favicon, base),
  });
}

function jsonEntry(item: JsonItem, base: string | undefined): ParsedEntry {
  const author = item.authors?.find(({ name }) => name !== undefined)?.name;
  const content = item.content_html === undefined ? text(item.content_text) : resolvedMarkup(item.content_html, base);
  return known({
    id: item.id,
    title: text(item.title),
    link: linkTo(item.url, base) ?? linkTo(item.external_url, base) ?? linkTo(item.id),
    summary: text(item.summary),
    content,
    author,
    authorName: author,
    published: feedDate(item.date_published),
    updated: feedDate(item.date_modified),
    language: item.language,
    tags: distinct(item.tags ?? []),
    enclosures: enclosuresOf((item.attachments ?? []).map(({ url, mime_type }) => ({ href: url && resolved(url, base), type: mime_type }))),
  });
}

/** Plain text as markup. */
function text(plain: string | undefined): Markup | undefined {
  return plain === undefined ? undefined : escapeMarkup(plain);
}
