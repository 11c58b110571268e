/** What a source says → posts that can become essays: plain text, a title and an address each. Gives no ids; merge.ts does. */
import { canonicalAddress } from '../address';
import type { Essay, Source } from '../essay';
import { shortened } from '../text/shortened';
import { withoutBoilerplate } from './boilerplate';
import { MAX_SUMMARY_CHARS, MAX_TEXT_CHARS, MAX_TITLE_CHARS } from './limits';
import { known, type ParsedEntry, type ParsedFeed } from './parsed';
import { plainText, plainTextSteps, plainTitle } from './plain-text';
import { drained, type Steps } from './steps';
import { wordsOfAddress } from './words-of-address';

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
  return drained(postSteps(feed, source));
}

/** The same in steps, one an entry or more where it is long. */
export function* postSteps(feed: ParsedFeed, { siteUrl }: Pick<Source, 'siteUrl'>): Steps<Post[]> {
  const site = canonicalAddress(feed.link ?? siteUrl);
  const siteName = plainTitle(feed.title ?? '', MAX_TITLE_CHARS);
  const posts: Post[] = [];
  for (const entry of feed.entries) {
    const text = yield* plainTextSteps(entry.content ?? entry.summary ?? '', MAX_TEXT_CHARS);
    const named = titleOf(entry);
    const post = postOf(
      entry,
      { named, text: withoutBoilerplate(text, { title: named, site: siteName }) },
      { feed, site, siteUrl, siteName },
    );
    if (post !== undefined) posts.push(post);
    yield;
  }
  return posts;
}

type Surroundings = { readonly feed: ParsedFeed; readonly site: string | undefined; readonly siteUrl: string; readonly siteName: string };

type Read = { readonly named: string; readonly text: string };

function postOf(entry: ParsedEntry, { named, text }: Read, { feed, site, siteUrl, siteName }: Surroundings): Post | undefined {
  const summary = withoutBoilerplate(summaryOf(entry, text), { title: named, site: siteName }).replace(/\n/g, ' ');
  if (named === '' && summary === '' && entry.link === undefined) return undefined;
  const isWhole = entry.content !== undefined || text.length > SUMMARY_IS_TEXT_CHARS;
  const url = entry.link ?? feed.link ?? siteUrl;
  return {
    url,
    hasOwnAddress: entry.link !== undefined && canonicalAddress(entry.link) !== site,
    title: named || plainText(summary, TITLE_FROM_SUMMARY_CHARS) || wordsOfAddress(entry.link) || (URL.parse(url)?.hostname ?? url),
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

/** One that is the post's own address names nothing. */
function titleOf({ title = '', link }: ParsedEntry): string {
  const named = plainTitle(title, MAX_TITLE_CHARS);
  return link !== undefined && /^https?:\/\/\S+$/i.test(named) && canonicalAddress(named) === canonicalAddress(link) ? '' : named;
}

/** Often the beginning of the text, and then it is not read a second time. */
function summaryOf({ summary, content }: ParsedEntry, text: string): string {
  const isText = summary === undefined || content === undefined || summary === content;
  return isText ? shortened(text, MAX_SUMMARY_CHARS) : plainText(summary, MAX_SUMMARY_CHARS);
}

/** Well-formed BCP 47 in its usual spelling, or nothing. */
function languageOf(declared: string | undefined): string | undefined {
  try {
    return Intl.getCanonicalLocales((declared ?? '').trim().replace(/_/g, '-'))[0];
  } catch {
    return undefined; // "english", "de_DE@euro" and the like
  }
}
