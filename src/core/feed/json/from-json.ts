/** JSON Feed 1.0 and 1.1 into what a feed says. Total: takes a field only where it is of the right type, and what is missing is missing. */
import { linkTo, resolved, resolvedMarkup } from '../addresses';
import { feedDate } from '../dates';
import { MAX_ITEMS } from '../limits';
import { known, type Markup, type ParsedEntry, type ParsedFeed } from '../parsed';
import type { Steps } from '../steps';
import { decodeEntities, escapeMarkup } from '../xml/entities';
import { distinct, enclosuresOf, heard } from '../xml/from-xml';

type JsonDocument = { readonly [key: string]: unknown };

/** Undefined where the text is no JSON, or the JSON is no feed: it names its version, or has a title and a list of items. */
export function readJsonFeed(text: string): JsonDocument | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const read = jsonOf(text);
  if (!isObject(read)) return undefined;
  const { version, title, items } = read;
  const isVersioned = typeof version === 'string' && version.includes('jsonfeed.org/version/');
  return isVersioned || (typeof title === 'string' && Array.isArray(items)) ? read : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // half a JSON file has no sure meaning, so none of it is taken
  }
}

export type JsonReading = { readonly feed: ParsedFeed; readonly isCapped: boolean };

/** Reads at most `most` items, one a step; addresses are resolved against the feed's home page. */
export function* jsonFeed(feed: JsonDocument, documentBase: string | undefined, most = MAX_ITEMS): Steps<JsonReading> {
  const items = objectsIn(feed['items']);
  const base = linkTo(textIn(feed['home_page_url']), documentBase) ?? linkTo(textIn(feed['feed_url'])) ?? documentBase;
  const entries: ParsedEntry[] = [];
  for (const item of items.slice(0, most)) {
    entries.push(jsonEntry(item, base));
    yield;
  }
  return { feed: { ...jsonHead(feed, base), entries }, isCapped: items.length > most };
}

function jsonHead(feed: JsonDocument, base: string | undefined): Omit<ParsedFeed, 'entries'> {
  const author = authorIn(feed);
  return known({
    title: plain(feed['title']),
    link: linkTo(textIn(feed['home_page_url']), base),
    description: plain(feed['description']),
    author,
    authorName: author,
    language: textIn(feed['language']),
    image: linkTo(textIn(feed['icon']), base),
    icon: linkTo(textIn(feed['favicon']), base),
  });
}

function jsonEntry(item: JsonDocument, base: string | undefined): ParsedEntry {
  const author = authorIn(item);
  const html = textIn(item['content_html']);
  const id = nameIn(item['id']);
  const enclosures = enclosuresOf(objectsIn(item['attachments']).map((each) => attachment(each, base)));
  return known({
    id,
    title: titleIn(item['title']),
    link: linkTo(textIn(item['url']), base) ?? linkTo(textIn(item['external_url']), base) ?? linkTo(id) ?? heard(enclosures),
    summary: plain(item['summary']),
    content: html === undefined ? plain(item['content_text']) : resolvedMarkup(html, base),
    author,
    authorName: author,
    published: dateIn(item['date_published']),
    updated: dateIn(item['date_modified']),
    language: textIn(item['language']),
    tags: distinct(Array.isArray(item['tags']) ? item['tags'].map(nameIn) : []),
    enclosures,
  });
}

function attachment({ url, mime_type: type }: JsonDocument, base: string | undefined) {
  const address = textIn(url);
  return { href: address === undefined ? undefined : resolved(address, base), type: textIn(type) };
}

/** The first that has a name; 1.0 had one author, 1.1 a list of them. */
function authorIn({ authors, author }: JsonDocument): string | undefined {
  return [...objectsIn(authors), ...objectsIn([author])].map(({ name }) => nameIn(name)).find((name) => name !== undefined);
}

function isObject(value: unknown): value is JsonDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectsIn(value: unknown): readonly JsonDocument[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Ids and tags are written as numbers, too. */
function nameIn(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : textIn(value);
}

/** Plain text as markup. */
function plain(value: unknown): Markup | undefined {
  const text = nameIn(value);
  return text === undefined ? undefined : escapeMarkup(text);
}

const REFERENCE = /&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,8}\d?);/gi;

/** Plain text, in which some software leaves what HTML writes for a sign; where a `&` stands alone nobody has, and all of it is as it is. */
function titleIn(value: unknown): Markup | undefined {
  const text = nameIn(value);
  if (text === undefined) return undefined;
  return escapeMarkup(text.replace(REFERENCE, '').includes('&') ? text : decodeEntities(text));
}

const [LEAST_SECONDS, LEAST_MS, MOST_MS] = [3e8, 3e11, 8e12]; // since 1970; numbers between the first two are seconds

function dateIn(value: unknown): number | undefined {
  if (typeof value !== 'number') return feedDate(textIn(value));
  const ms = value < LEAST_MS ? value * 1000 : value;
  return value >= LEAST_SECONDS && ms <= MOST_MS ? feedDate(new Date(ms).toISOString()) : undefined;
}
