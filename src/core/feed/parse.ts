/** Text of a feed → what it says: root, repair, then feedsmith a few items at a time. Reads no network and keeps nothing between calls. */
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { webAddress } from '../address';
import { decodeText } from './decode';
import { type JsonReading, jsonFeed, readJsonFeed } from './json/from-json';
import { type ShardRef, shardsIn } from './json/published-index';
import { MAX_FEED_BYTES, MAX_ITEMS } from './limits';
import { known, type Markup, type ParsedEntry, type ParsedFeed } from './parsed';
import { type FeedFault, type FeedResult, parsed, refused } from './problem';
import { type FeedKind, findRoot, type Root } from './root';
import { drained, paced, type Steps, type Turns } from './steps';
import { asUsual } from './xml/as-usual';
import { atomEntry, atomHead, type MarkupOf, rssEntry, rssHead } from './xml/from-xml';
import { mayBeOrdinary, ordinaryItem } from './xml/ordinary';
import { withOwnLink } from './xml/own-link';
import { xmlOf } from './xml/part';
import { type CutFeed, cutFeed } from './xml/repair';

/** Where the bytes came from, as far as it is known. Header names in lower case. */
export type FeedOrigin = {
  readonly url?: string | undefined; // after redirects
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly isOwn?: boolean; // a file of one's own, read whole however long
};
type FeedReading = { readonly feed: ParsedFeed; readonly faults: readonly FeedFault[]; readonly shards?: readonly ShardRef[] };

const STEP_CHARS = 80_000; // of XML at once, some ten milliseconds: often all items, because each call costs the parser as much as fifty of them

/** Drains `feedSteps` at once. */
export function parseFeed(bytes: Uint8Array, origin: FeedOrigin = {}): FeedResult<FeedReading> {
  return drained(feedSteps(bytes, origin));
}

export type Pace = Turns & { readonly budgetMs?: number }; // work in all; past it the feed is given up
const BUDGET_MS = 10_000; // a thousand times what an ordinary feed takes

/** The same, giving others a turn between slices. */
export function parseFeedPaced(bytes: Uint8Array, origin: FeedOrigin, pace: Pace): Promise<FeedResult<FeedReading>> {
  const { budgetMs = BUDGET_MS } = pace;
  return paced(feedSteps(bytes, origin), pace, { budgetMs, otherwise: refused({ kind: 'too-slow', budgetMs }) });
}

/**
 * A feed in steps: each `next()` is a few milliseconds of work, whatever the feed.
 *
 * Cost    linear in the bytes; at most MAX_ITEMS items are built, unless the file is one's own.
 * Errors  a problem for what is no feed; damage inside a feed costs the damaged items and is told in `faults`.
 */
export function* feedSteps(bytes: Uint8Array, origin: FeedOrigin): Steps<FeedResult<FeedReading>> {
  const [mostBytes, mostItems] = origin.isOwn ? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] : [MAX_FEED_BYTES, MAX_ITEMS];
  if (bytes.length > mostBytes) return refused({ kind: 'too-large', bytes: bytes.length, limit: MAX_FEED_BYTES });
  const decoded = decodeText(bytes, origin.contentType);
  if (!decoded.ok) return decoded;
  yield;
  const base = documentBase(origin);
  const json = readJsonFeed(decoded.value);
  yield;
  if (json) return jsonReading(yield* jsonFeed(json, base, mostItems), shardsIn(json, base), origin);
  const root = findRoot(decoded.value);
  if (!('from' in root)) return refused(root);
  const cut = yield* cutFeed(decoded.value, root, base, mostItems);
  return yield* readCut(cut, root, origin);
}

function jsonReading({ feed, isCapped }: JsonReading, shards: readonly ShardRef[], origin: FeedOrigin): FeedResult<FeedReading> {
  const faults: FeedFault[] = isCapped ? [{ kind: 'capped', kept: feed.entries.length }] : [];
  return parsed({ feed: withLanguage(feed, origin), faults, ...(shards.length > 0 && { shards }) });
}

function* readCut(cut: CutFeed, root: Root, origin: FeedOrigin): Steps<FeedResult<FeedReading>> {
  const head = cut.head.length === 0 ? {} : readHead(cut.head, root);
  const items = cut.items.map((parts) => withOwnLink(asUsual(parts)));
  const { entries, unreadable } = (yield* ordinaryEntries(items, root)) ?? (yield* parsedEntries(items, root));
  if (head === undefined && entries.length === 0 && cut.isCutOff) return refused({ kind: 'malformed', detail: root.kind });
  const faults: FeedFault[] = [];
  if (cut.isCutOff) faults.push({ kind: 'cut-off' });
  if (cut.isCapped) faults.push({ kind: 'capped', kept: entries.length });
  if (unreadable > 0) faults.push({ kind: 'items-unreadable', count: unreadable });
  return parsed({ feed: withLanguage({ ...rootLanguage(root), ...head, entries }, origin), faults });
}

type Entries = { readonly entries: readonly ParsedEntry[]; readonly unreadable: number };

/** Undefined where any item is for the parser: it reads a few as dearly as all. */
function* ordinaryEntries(items: CutFeed['items'], root: Root): Steps<Entries | undefined> {
  if (!mayBeOrdinary(root)) return undefined;
  const entries: ParsedEntry[] = [];
  for (const parts of items) {
    const item = ordinaryItem(parts);
    if (item === undefined) return undefined;
    entries.push(rssEntry(item, (markup) => markup));
    yield;
  }
  return { entries, unreadable: 0 };
}

function* parsedEntries(items: CutFeed['items'], root: Root): Steps<Entries> {
  const markup = new Map<string, Markup>();
  const entries: ParsedEntry[] = [];
  let unreadable = 0;
  for (const batch of batches(items.map((parts) => xmlOf(parts, markup)))) {
    const markupOf = tokensIn(markup);
    const together = readItems(batch, root, markupOf);
    const read = together === undefined ? batch.map((item) => readItems([item], root, markupOf)) : [together];
    for (const some of read) {
      if (some === undefined) unreadable++;
      else entries.push(...some);
    }
    yield;
  }
  return { entries, unreadable };
}

function tokensIn(markup: ReadonlyMap<string, Markup>): MarkupOf {
  return (token) => (token === undefined ? undefined : markup.get(token));
}

function* batches(items: readonly string[]): Generator<readonly string[]> {
  let from = 0;
  let chars = 0;
  for (const [at, item] of items.entries()) {
    chars += item.length;
    if (chars < STEP_CHARS && at + 1 < items.length) continue;
    yield items.slice(from, at + 1);
    from = at + 1;
    chars = 0;
  }
}

function readHead(head: CutFeed['head'], root: Root): Omit<ParsedFeed, 'entries'> | undefined {
  const markup = new Map<string, Markup>();
  const xml = documentOf(root, xmlOf(head, markup));
  const markupOf = tokensIn(markup);
  return attempt(() => (root.kind === 'atom' ? atomHead(parseAtomFeed(xml), markupOf) : rssHead(parseRssFeed(xml), markupOf)));
}

/** Undefined where the parser gives them up. */
function readItems(items: readonly string[], root: Root, markupOf: MarkupOf): ParsedEntry[] | undefined {
  const xml = documentOf(root, items.join(''));
  return attempt(() =>
    root.kind === 'atom'
      ? (parseAtomFeed(xml).entries ?? []).map((entry) => atomEntry(entry, markupOf))
      : (parseRssFeed(xml).items ?? []).map((item) => rssEntry(item, markupOf)),
  );
}

/** feedsmith throws on what it cannot read; a stranger's file is no mistake of ours. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const AROUND: Readonly<Record<FeedKind, readonly [open: string, close: string]>> = {
  rss: ['<rss version="2.0"@><channel>', '</channel></rss>'],
  atom: ['<feed xmlns="http://www.w3.org/2005/Atom"@>', '</feed>'],
};

function documentOf({ kind, attributes }: Root, inner: string): string {
  const [open, close] = AROUND[kind];
  const kept = [...attributes].filter(([name]) => name.startsWith('xmlns:') || name === 'xml:lang');
  const declared = kept.map(([name, value]) => ` ${name}="${value.replace(/["<]/g, '')}"`).join('');
  return open.replace('@', () => declared) + inner + close;
}

/** The response's own address, unless it names the document's. */
function documentBase({ url, headers }: FeedOrigin): string | undefined {
  const location = headers?.['content-location'];
  return (location && webAddress(location, url)) ?? (url && webAddress(url));
}

function rootLanguage({ attributes }: Root): { readonly language?: string } {
  return known({ language: attributes.get('xml:lang') });
}

function withLanguage(feed: ParsedFeed, { headers }: FeedOrigin): ParsedFeed {
  const declared = headers?.['content-language']?.split(',')[0]?.trim();
  return feed.language === undefined && declared ? { ...feed, language: declared } : feed;
}
