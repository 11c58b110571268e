/** What a source says → posts that can become essays: plain text, a title and an address each. Gives no ids; merge.ts does. */
import { canonicalAddress } from '../address';
import type { Essay, Source } from '../essay';
import { MAX_SUMMARY_CHARS, MAX_TEXT_CHARS, MAX_TITLE_CHARS } from './limits';
import { known, type ParsedEntry, type ParsedFeed } from './parsed';
import { plainText, plainTitle } from './plain-text';

/** An essay without what only the library can say, and with what the feed knows it by. */
export type Post = Omit<Essay, 'id' | 'sourceId' | 'firstSeenAt'> & {
  readonly guid?: string;
  readonly hasOwnAddress: boolean; // false: `url` is the site's, because the feed gives no other
};

const TITLE_FROM_SUMMARY_CHARS = 80; // where a post has no title: about a line of its beginning
const SUMMARY_IS_TEXT_CHARS = 1_500; // a "summary" this long is the essay itself
const MAX_TAG_CHARS = 100;

/** In the feed's order. An entry with no address, title or text at all is no post. */
export function postsOf(feed: ParsedFeed, source: Pick<Source, 'siteUrl'>): Post[] {
  const site = canonicalAddress(feed.link ?? source.siteUrl);
  return feed.entries.flatMap((entry) => postOf(entry, feed, site, source.siteUrl) ?? []);
}

function postOf(entry: ParsedEntry, feed: ParsedFeed, site: string | undefined, siteUrl: string): Post | undefined {
  const text = plainText(entry.content ?? entry.summary ?? '', MAX_TEXT_CHARS);
  const summary = plainText(entry.summary ?? entry.content ?? '', MAX_SUMMARY_CHARS).replace(/\n/g, ' ');
  const named = plainTitle(entry.title ?? '', MAX_TITLE_CHARS);
  if (named === '' && summary === '' && entry.link === undefined) return undefined;
  const isWhole = entry.content !== undefined || text.length > SUMMARY_IS_TEXT_CHARS;
  const url = entry.link ?? feed.link ?? siteUrl;
  return {
    url,
    hasOwnAddress: entry.link !== undefined && canonicalAddress(entry.link) !== site,
    title: named || plainText(summary, TITLE_FROM_SUMMARY_CHARS) || (URL.parse(url)?.hostname ?? url),
    summary,
    tags: entry.tags.map((tag) => plainTitle(tag, MAX_TAG_CHARS)).filter((tag) => tag !== ''),
    ...known({
      guid: entry.id,
      text: isWhole ? text : undefined,
      author: plainTitle(entry.authorName ?? feed.authorName ?? '', MAX_TITLE_CHARS),
      language: languageOf(entry.language ?? feed.language),
      publishedAt: entry.published ?? entry.updated,
    }),
  };
}

/** Well-formed BCP 47 in its usual spelling, or nothing. */
function languageOf(declared: string | undefined): string | undefined {
  try {
    return Intl.getCanonicalLocales((declared ?? '').trim().replace(/_/g, '-'))[0];
  } catch {
    return undefined; // "english", "de_DE@euro" and the like
  }
}
