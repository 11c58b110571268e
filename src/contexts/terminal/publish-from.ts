/** What `publish` makes an index of: a folder of pages, a feed, a sitemap. Reads files and nothing else. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { articleSteps } from '../../core/article/article-text';
import { decodeText } from '../../core/feed/decode';
import { postsOf } from '../../core/feed/essays';
import { readJsonFeed } from '../../core/feed/json/from-json';
import { MAX_SUMMARY_CHARS, MAX_TEXT_CHARS } from '../../core/feed/limits';
import { parseFeed } from '../../core/feed/parse';
import type { FeedFault } from '../../core/feed/problem';
import { drained } from '../../core/feed/steps';
import { EXTENSION, type PublishedEssay } from '../../core/publish/contract';
import { readMarkdown } from '../../core/publish/from-markdown';
import { readSitemap, type SitemapPage, titleFromAddress } from '../../core/publish/from-sitemap';
import { shortened } from '../../core/text/shortened';
import { faultSentence, feedSentence } from '../../ui/source-sentence';
import { Unusable } from './command';

export type Gathered = {
  readonly essays: readonly PublishedEssay[];
  readonly told: Told;
  readonly skipped: readonly string[]; // a sentence for each file that is none
};
/** What the files say of the site. `indexUrl` and `others`: of an index that is made anew. */
type Told = { readonly [Name in 'title' | 'siteUrl' | 'indexUrl' | 'owner' | 'ownerUrl' | 'language']?: string | undefined } & {
  readonly others?: Readonly<Record<string, unknown>>;
};
type About = { readonly site: string | undefined; readonly pages: string | undefined };

const PAGE = /\.(?:md|markdown|html?)$/i;

export function gathered(from: string, about: About): Gathered {
  if (statSync(from).isDirectory()) return fromFolder(from, about.site);
  const bytes = readFileSync(from);
  const feed = parseFeed(bytes, { isOwn: true, ...(about.site !== undefined && { url: about.site }) });
  if (feed.ok) return withShards(from, bytes, withFaults(fromFeed(feed.value.feed, headOf(bytes)), feed.value.faults));
  if (feed.problem.kind === 'malformed') throw new Unusable(`${from}: ${feedSentence(feed.problem)}`);
  const text = decodeText(bytes, undefined);
  const pages = text.ok ? readSitemap(text.value) : [];
  if (pages.length > 0)
    return { essays: pages.map((page) => sitemapEssay(page, about.pages)), told: { siteUrl: originOf(pages) }, skipped: [] };
  throw new Unusable(`${from} is no folder, no feed and no sitemap.`);
}

/** What is damaged in a feed is not in the index, and is said. */
function withFaults(gathered: Gathered, faults: readonly FeedFault[]): Gathered {
  return { ...gathered, skipped: [...gathered.skipped, ...faults.map(faultSentence)] };
}

/** Of an index that is divided: what stands in its shards, which must be beside it. What its first document repeats of them is one. */
function withShards(from: string, bytes: Uint8Array, first: Gathered): Gathered {
  const text = decodeText(bytes, undefined);
  const { shards } = fieldsOf((text.ok ? readJsonFeed(text.value) : undefined)?.[EXTENSION]);
  const parts = (Array.isArray(shards) ? shards : []).map((shard) => {
    const name = posix.basename(URL.parse(textIn(fieldsOf(shard)['url']) ?? '', 'https://none.invalid/')?.pathname ?? '');
    const file = join(dirname(from), name);
    if (name === '' || !existsSync(file)) throw new Unusable(`${from} is divided, and its shard ${name} is not beside it.`);
    const part = parseFeed(readFileSync(file), { isOwn: true });
    if (!part.ok) throw new Unusable(`${file}: ${feedSentence(part.problem)}`);
    return withFaults(fromFeed(part.value.feed, {}), part.value.faults);
  });
  const all = [first, ...parts];
  const essays = new Map(all.flatMap((each) => each.essays.map((essay) => [essay.id, essay] as const)));
  return { ...first, essays: [...essays.values()], skipped: all.flatMap((each) => each.skipped) };
}

/** What a JSON Feed says at its head and our readers do not keep. */
function headOf(bytes: Uint8Array): Told {
  const text = decodeText(bytes, undefined);
  const feed = text.ok ? readJsonFeed(text.value) : undefined;
  const {
    contract: _,
    owner: __,
    fresh_seconds: ___,
    texts: ____,
    total: _____,
    shards: ______,
    shard_of: _______,
    ...others
  } = fieldsOf(feed?.[EXTENSION]);
  const [author] = Array.isArray(feed?.['authors']) ? feed['authors'].map(fieldsOf) : [];
  return { indexUrl: textIn(feed?.['feed_url']), ownerUrl: textIn(author?.['url']), others };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function fromFeed(feed: Parameters<typeof postsOf>[0], head: Told): Gathered {
  const posts = postsOf(feed, { siteUrl: feed.link ?? 'about:blank' });
  const essays = posts.map(
    ({ guid, url, title, summary, text, author, language, tags, publishedAt }): PublishedEssay => ({
      id: guid ?? url,
      url,
      title,
      ...(summary !== '' && { summary }),
      ...(text !== undefined && text !== summary && { text }),
      ...(author !== undefined && author !== feed.authorName && { authors: [author] }),
      ...(language !== undefined && language !== feed.language && { language }),
      tags,
      ...(publishedAt !== undefined && { publishedAt: new Date(publishedAt).toISOString() }),
    }),
  );
  const skipped = essays
    .filter(({ url }) => !/^https?:/.test(url))
    .map(({ title }) => `"${title}" has no address of its own, and was left out.`);
  return {
    essays: essays.filter(({ url }) => /^https?:/.test(url)),
    told: { ...head, title: feed.title, siteUrl: feed.link, owner: feed.authorName, language: feed.language },
    skipped,
  };
}

function fromFolder(folder: string, site: string | undefined): Gathered {
  if (site === undefined) throw new Unusable('--site is missing: the paths of files are taken from there.');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => PAGE.test(name));
  const essays: PublishedEssay[] = [];
  const skipped: string[] = [];
  for (const name of names.sort()) {
    const path = name.split(sep).join('/');
    const essay = pageIn(readFileSync(join(folder, name)), path, site);
    if (typeof essay === 'string') skipped.push(`${path}: ${essay}`);
    else essays.push(essay);
  }
  return { essays, told: {}, skipped };
}

/** A sentence where it is no essay. */
function pageIn(bytes: Uint8Array, path: string, site: string): PublishedEssay | string {
  const decoded = decodeText(bytes, 'text/html');
  if (!decoded.ok) return 'its text cannot be decoded.';
  const standing = new URL(
    path
      .replace(/(?:^|\/)index\.\w+$/i, '/')
      .replace(/^\//, '')
      .replace(/\.(?:md|markdown)$/i, '/'),
    withSlash(site),
  ).href;
  if (/\.html?$/i.test(path)) return htmlEssay(decoded.value, standing);
  const { title, url, date, language, authors, tags, summary, text, isDraft } = readMarkdown(decoded.value);
  if (isDraft) return 'it is a draft.';
  if (title === undefined) return 'it has no title.';
  const address = url === undefined ? standing : new URL(url, withSlash(site)).href;
  return {
    ...{ id: address, url: address, title, authors, tags },
    ...(summary !== '' && { summary }),
    ...(text !== '' && { text }),
    ...(date !== undefined && { publishedAt: date }),
    ...(language !== undefined && { language }),
  };
}

const META = (name: string): RegExp => new RegExp(`<meta[^>]+(?:property|name)=["']${name}["'][^>]+content=["']([^"']+)["']`, 'i');

function htmlEssay(html: string, standing: string): PublishedEssay | string {
  const { title, text } = drained(articleSteps(html, MAX_TEXT_CHARS));
  if (title === '') return 'it has no title.';
  if (text === '') return 'it has no running text.';
  const canonical = /<link[^>]+rel=["']canonical["'][^>]+href=["']([^"']+)["']/i.exec(html)?.[1];
  const url = URL.parse(canonical ?? standing, standing)?.href ?? standing;
  const at = Date.parse(META('article:published_time').exec(html)?.[1] ?? /<time[^>]+datetime=["']([^"']+)["']/i.exec(html)?.[1] ?? '');
  const language = /<html[^>]+lang=["']([\w-]+)["']/i.exec(html)?.[1];
  const summary = META('description').exec(html)?.[1] ?? shortened(text.replace(/\n/g, ' '), MAX_SUMMARY_CHARS);
  return {
    ...{ id: url, url, title, summary, text },
    ...(!Number.isNaN(at) && { publishedAt: new Date(at).toISOString() }),
    ...(language !== undefined && { language }),
  };
}

/** What the page itself says where its file is there, else what the sitemap and the address do. */
function sitemapEssay({ url, changedAt }: SitemapPage, pages: string | undefined): PublishedEssay {
  const bare = { id: url, url, title: titleFromAddress(url), ...(changedAt !== undefined && { publishedAt: changedAt }) };
  const file = pages && fileOf(pages, new URL(url).pathname);
  const essay = file ? htmlEssay(readFileSync(file, 'utf8'), url) : '';
  return typeof essay === 'string' ? bare : { ...bare, ...essay, id: url, url };
}

function fileOf(pages: string, pathname: string): string | undefined {
  const path = pathname.replace(/^\/+|\/+$/g, '');
  const tried = [join(pages, path), join(pages, path, 'index.html'), join(pages, `${path}.html`)];
  return tried.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

const withSlash = (site: string): string => (site.endsWith('/') ? site : `${site}/`);
const originOf = ([first]: readonly SitemapPage[]): string | undefined => first && `${new URL(first.url).origin}/`;
