/** `listing`: the posts that a page without a feed lists, and the feeds it may have after all. Fetches nothing. */
import { readFileSync } from 'node:fs';
import { decodeText } from '../../core/feed/decode';
import { candidatesFor } from '../../core/feed/page/discover';
import { type Listing, readListing } from '../../core/feed/page/listing';
import type { FeedResult } from '../../core/feed/problem';
import { type Ask, asksIn, asLine, fileIn, option, printFeed, readLines, refusal } from './feed';

export const LISTING_HELP = `listing FILE --url ADDRESS [--type CONTENT-TYPE]  the posts an HTML page lists, and the feeds to try first
listing --lines [--file LINES]                    as feed --lines, with the shape of the list and the feeds to try`;

const NOWHERE = 'https://page.invalid/';

/** The exit code: 0, or 1 where a single page holds no list. */
export function runListing(args: readonly string[], print: (line: string) => void): number {
  if (args.includes('--lines')) {
    for (const ask of asksIn(readLines(args))) print(JSON.stringify(listingLine(ask)));
    return 0;
  }
  const url = option(args, '--url') ?? NOWHERE;
  const { listing, html } = read(readFileSync(fileIn(args)), url, option(args, '--type'));
  if (!listing.ok) print(JSON.stringify(listing.problem));
  else printFeed(listing.value.feed, [], print);
  print('');
  for (const candidate of candidatesFor({ html, url })) print(`${candidate.kind}: ${candidate.url}`);
  return listing.ok ? 0 : 1;
}

function listingLine({ id, bytes, origin }: Ask): object {
  const url = origin.url ?? NOWHERE;
  const { listing, html } = read(bytes, url, origin.contentType);
  if (!listing.ok) return refusal(id, listing.problem);
  return { id, ok: true, ...asLine(listing.value.feed), shape: listing.value.shape, candidates: candidatesFor({ html, url }) };
}

function read(bytes: Uint8Array, url: string, contentType: string | undefined): { listing: FeedResult<Listing>; html: string } {
  const decoded = decodeText(bytes, contentType);
  return decoded.ok ? { listing: readListing(decoded.value, url), html: decoded.value } : { listing: decoded, html: '' };
}
