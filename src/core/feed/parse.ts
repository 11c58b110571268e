/** Text of a feed → what it says: root, repair, then feedsmith a few items at a time. Reads no network and keeps nothing between calls. */
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { webAddress } from '../address';
import { decodeText } from './decode';
import { jsonFeed, readJsonFeed } from './from-json';
import { atomEntry, atomHead, rssEntry, rssHead } from './from-xml';
import { MAX_FEED_BYTES } from './limits';
import { known, type ParsedEntry, type ParsedFeed } from './parsed';
import { type FeedFault, type FeedResult, parsed, refused } from './problem';
import { type CutFeed, cutFeed } from './repair';
import { type FeedKind, findRoot, type Root } from './root';

/** Where the bytes came from, as far as it is known. Header names in lower case. */
export type FeedOrigin = {
  readonly url?: string | undefined; // after redirects
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};
export type FeedReading = { readonly feed: ParsedFeed; readonly faults: readonly FeedFault[] };

const ITEMS_A_STEP = 20; // a few milliseconds of work for items of ordinary length

/** Drains `feedSteps` at once. */
export function parseFeed(bytes: Uint8Array, origin: FeedOrigin = {}): FeedResult<FeedReading> {
  const steps = feedSteps(bytes, origin);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export type Pace = {
  readonly yieldNow: () => Promise<void>; // gives others a turn
  readonly now: () => number; // ms, any origin
  readonly sliceMs?: number; // how long to work between two turns
  readonly budgetMs?: number; // work in all; past it the feed is given up
};
const SLICE_MS = 12; // under one frame
const BUDGET_MS = 10_000; // a thousand times what an ordinary feed takes

/** The same, giving others a turn between slices. Turns do not count as work. */
export async function parseFeedPaced(bytes: Uint8Array, origin: FeedOrigin, pace: Pace): Promise<FeedResult<FeedReading>> {
  const { now, yieldNow, sliceMs = SLICE_MS, budgetMs = BUDGET_MS } = pace;
  const steps = feedSteps(bytes, origin);
  let spent = 0;
  let since = now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    const slice = now() - since;
    if (spent + slice > budgetMs) return refused({ kind: 'too-slow', budgetMs });
    if (slice < sliceMs) continue;
    spent += slice;
    await yieldNow();
    since = now();
  }
}

/**
 * A feed in steps: each `next()` is a few milliseconds of work, whatever the feed.
 *
 * Cost    linear in the bytes; at most MAX_ITEMS items are built.
 * Errors  a problem for what is no feed; damage inside a feed costs the damaged items and is told in `faults`.
 */
export function* feedSteps(bytes: Uint8Array, origin: FeedOrigin): Generator<void, FeedResult<FeedReading>> {
  if (bytes.length > MAX_FEED_BYTES) return refused({ kind: 'too-large', bytes: bytes.length, limit: MAX_FEED_BYTES });
  const decoded = decodeText(bytes, origin.contentType);
  if (!decoded.ok) return decoded;
  yield;
  const base = documentBase(origin);
  const json = readJsonFeed(decoded.value);
  if (json) return jsonReading(jsonFeed(json, base), origin);
  const root = findRoot(decoded.value);
  if (!('from' in root)) return refused(root);
  const cut = yield* cutFeed(decoded.value, root, base);
  return yield* readCut(cut, root, origin);
}

function jsonReading({ feed, isCapped }: ReturnType<typeof jsonFeed>, origin: FeedOrigin): FeedResult<FeedReading> {
  const faults: FeedFault[] = isCapped ? [{ kind: 'capped', kept: feed.entries.length }] : [];
  return parsed({ feed: withLanguage(feed, origin), faults });
}

function* readCut(cut: CutFeed, root: Root, origin: FeedOrigin): Generator<void, FeedResult<FeedReading>> {
  const head = cut.head === '' ? {} : readHead(cut.head, root);
  const entries: ParsedEntry[] = [];
  let unreadable = 0;
  for (let from = 0; from < cut.items.length; from += ITEMS_A_STEP) {
    const items = cut.items.slice(from, from + ITEMS_A_STEP);
    const together = readItems(items, root);
    const read = together === undefined ? items.map((item) => readItems([item], root)) : [together];
    for (const some of read) {
      if (some === undefined) unreadable++;
      else entries.push(...some);
    }
    yield;
  }
  if (head === undefined && entries.length === 0 && cut.isCutOff) return refused({ kind: 'malformed', detail: root.kind });
  const faults: FeedFault[] = [];
  if (cut.isCutOff) faults.push({ kind: 'cut-off' });
  if (cut.isCapped) faults.push({ kind: 'capped', kept: entries.length });
  if (unreadable > 0) faults.push({ kind: 'items-unreadable', count: unreadable });
  return parsed({ feed: withLanguage({ ...rootLanguage(root), ...head, entries }, origin), faults });
}

function readHead(head: string, root: Root): Omit<ParsedFeed, 'entries'> | undefined {
  const xml = documentOf(root, head);
  return attempt(() => (root.kind === 'atom' ? atomHead(parseAtomFeed(xml)) : rssHead(parseRssFeed(xml))));
}

/** Undefined where the parser gives them up. */
function readItems(items: readonly string[], root: Root): ParsedEntry[] | undefined {
  const xml = documentOf(root, items.join(''));
  return attempt(() =>
    root.kind === 'atom' ? (parseAtomFeed(xml).entries ?? []).map(atomEntry) : (parseRssFeed(xml).items ?? []).map(rssEntry),
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
