/** What came from a source → its posts, whether it is a feed or a page that lists them. Gives others a turn while it works. */
import type { Source } from '../core/essay';
import { decodeText } from '../core/feed/decode';
import { type Post, postSteps } from '../core/feed/essays';
import type { ShardRef } from '../core/feed/json/published-index';
import { MAX_TITLE_CHARS } from '../core/feed/limits';
import { type ListingShape, listingSteps } from '../core/feed/page/listing';
import { parseFeedPaced } from '../core/feed/parse';
import type { ParsedFeed } from '../core/feed/parsed';
import { plainTitle } from '../core/feed/plain-text';
import { type FeedFault, type FeedResult, parsed } from '../core/feed/problem';
import { paced } from '../core/feed/steps';
import type { AnswerHeaders } from '../core/follow/freshness';

export type Reading = {
  readonly title?: string; // plain text, as it calls itself
  readonly siteUrl?: string; // http or https
  readonly posts: readonly Post[];
  readonly shape?: ListingShape; // of a listing
  readonly faults: readonly FeedFault[];
  readonly shards?: readonly ShardRef[]; // of a divided index
};

type ReadAbout = { readonly source: Pick<Source, 'kind' | 'siteUrl'>; readonly url: string; readonly headers: AnswerHeaders };
export type ReadEdges = { readonly yieldNow: () => Promise<void>; readonly now: () => number };

/** `url` is where the bytes came from, after redirects: relative links are relative to it. */
export async function readSource(body: Uint8Array, about: ReadAbout, edges: ReadEdges): Promise<FeedResult<Reading>> {
  if (about.source.kind === 'listing') return readPage(body, about, edges);
  const feed = await parseFeedPaced(body, { url: about.url, contentType: about.headers['content-type'], headers: about.headers }, edges);
  if (!feed.ok) return feed;
  const { shards } = feed.value;
  return parsed({ ...(await readingOf(feed.value.feed, feed.value.faults, about, edges)), ...(shards && { shards }) });
}

async function readPage(body: Uint8Array, about: ReadAbout, edges: ReadEdges): Promise<FeedResult<Reading>> {
  const html = decodeText(body, about.headers['content-type']);
  if (!html.ok) return html;
  await edges.yieldNow();
  const listing = await paced(listingSteps(html.value, about.url), edges);
  return listing.ok ? parsed({ ...(await readingOf(listing.value.feed, [], about, edges)), shape: listing.value.shape }) : listing;
}

async function readingOf(feed: ParsedFeed, faults: Reading['faults'], { source }: ReadAbout, edges: ReadEdges): Promise<Reading> {
  const posts = await paced(postSteps(feed, source), edges);
  const title = plainTitle(feed.title ?? '', MAX_TITLE_CHARS);
  return { posts, faults, ...(title !== '' && { title }), ...(feed.link !== undefined && { siteUrl: feed.link }) };
}
