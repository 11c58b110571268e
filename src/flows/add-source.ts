/** From an address or an open page to what could be followed there, shown before anything is kept. Writes nothing; keeping is the store's. */
import { canonicalAddress } from '../core/address';
import type { Source, SourceId } from '../core/essay';
import { decodeText } from '../core/feed/decode';
import { type Candidate, candidatesFor, isOfAnotherPage } from '../core/feed/page/discover';
import type { FeedProblem } from '../core/feed/problem';
import type { Elsewhere, Findings, Preview } from '../core/follow/findings';
import { atAddress, followedAs, type KnownSource } from '../core/follow/followed-as';
import type { AnswerHeaders } from '../core/follow/freshness';
import { newSource, originsToAsk } from '../core/follow/new-source';
import { isPrivateAddress } from '../core/follow/private-address';
import type { SourceProblem } from '../core/follow/problem';
import { type FetchAsk, type Fetched, judge } from '../core/follow/response';
import { freshState } from '../core/follow/source-state';
import { addressesMeant } from '../core/typed-address';
import { fetchThrough } from './fetch-through';
import { type ReadEdges, type Reading, readSource } from './read-source';

export type AddEdges = ReadEdges & {
  readonly fetchSource: (ask: FetchAsk) => Promise<Fetched>;
  readonly mayFetch: (url: string) => Promise<boolean>;
  readonly knownSources: () => Promise<readonly KnownSource[]>; // unfollowed ones too
  readonly shownBy: (urls: readonly string[]) => Promise<ReadonlyMap<SourceId, number>>; // how many of these pages each source shows
};

const NEWEST = 5;
const LOOKED_AT = 20; // newest posts, to know a feed by
const MOST_SHOWN = 3; // of these a person may choose; the rest are tags, comments and translations
const MOST_ASKED = 24; // requests for one page, nearly all to one host

type Page = { readonly url: string; readonly html: string; readonly link?: string | undefined };
type Got = { readonly url: string; readonly body: Uint8Array; readonly headers: AnswerHeaders };
type Search = { readonly edges: AddEdges; readonly typedHost: string | undefined; asked: number };

/**
 * A feed, or a page that has one or is a list itself. Ask for `originsToAsk` in the same click, before this. `isTyped`: the reader wrote or
 * pasted the address; a link of a page may not lead to a private machine. Without a scheme https is tried, then http.
 */
export async function findByAddress(edges: AddEdges, address: string, isTyped: boolean): Promise<Findings> {
  const urls = addressesMeant(address);
  const [first] = urls;
  if (first === undefined) return { kind: 'none', problem: { kind: 'no-address' } };
  if (!(await edges.mayFetch(first))) return { kind: 'needs-permission', origins: originsToAsk(urls.at(-1) ?? first) };
  const search: Search = { edges, typedHost: isTyped ? privateHost(first) : undefined, asked: 0 };
  let problem: SourceProblem | undefined;
  for (const url of urls) {
    const got = (await edges.mayFetch(url)) ? await get(search, url) : undefined;
    if (got !== undefined && !('problem' in got)) return findIn(search, url, got);
    problem ??= got?.problem;
    if (problem !== undefined && problem.kind !== 'unreachable' && problem.kind !== 'too-slow') break; // it is there, and says no
  }
  return { kind: 'none', problem: problem ?? { kind: 'unreachable' } };
}

async function findIn(search: Search, url: string, got: Got): Promise<Findings> {
  const { edges } = search;
  const reading = await readSource(got.body, { source: { kind: 'feed', siteUrl: got.url }, url: got.url, headers: got.headers }, edges);
  if (reading.ok) return { kind: 'found', previews: [await previewOf(search, 'feed', url, reading.value)], elsewhere: [] };
  const html = isPage(reading.problem) ? decodeText(got.body, got.headers['content-type']) : undefined;
  return html?.ok ? findOn(search, { url: got.url, html: html.value, link: got.headers['link'] }) : none(reading.problem);
}

/**
 * The page a person has open, as the browser has it. Its own host counts as typed: they went there, and ask for it. After a walk inside a page the
 * head may be that of the page before, and a feed that is open in a tab is shown as something else: where it may be asked, the address says best.
 */
export async function findOnPage(edges: AddEdges, page: Page): Promise<Findings> {
  const search: Search = { edges, typedHost: privateHost(page.url), asked: 0 };
  const isStale = isOfAnotherPage(page.html, page.url);
  if (isStale && !(await edges.mayFetch(page.url))) return { kind: 'needs-permission', origins: originsToAsk(page.url) };
  if (isStale || isOddlyShown(page.html)) {
    const got = (await edges.mayFetch(page.url)) ? await get(search, page.url) : undefined;
    if (got !== undefined && !('problem' in got)) return findIn(search, page.url, got);
  }
  return findOn(search, page);
}

/** What browsers and style sheets make of a feed in a tab names no feed itself. */
function isOddlyShown(html: string): boolean {
  return !/<link[^>]+rel\s*=\s*["']?[^>]*alternate/i.test(html) && /\b(?:rss|atom|feed)\b/i.test(html.slice(0, SHOWN_CHARS));
}
const SHOWN_CHARS = 20_000;

/** What the page names, in order until three live; then what its address suggests, then the usual places; then what is aside; then the page itself. */
async function findOn(search: Search, page: Page): Promise<Findings> {
  const candidates = candidatesFor(page).filter(({ url }) => !isPrivateAddress(url) || URL.parse(url)?.hostname === search.typedHost);
  const open = await Promise.all(candidates.map(async (each) => ({ each, mayFetch: await search.edges.mayFetch(each.url) })));
  const elsewhere = open.filter(({ each, mayFetch }) => isNamed(each) && !mayFetch).map(({ each }) => elsewhereOf(each));
  const of = (kinds: readonly Candidate['kind'][]) =>
    open.filter(({ each, mayFetch }) => mayFetch && kinds.includes(each.kind)).map(({ each }) => each);
  const named = await firstOf(search, of(['announced', 'linked']), MOST_SHOWN);
  const isNamedAnywhere = named.previews.length > 0 || elsewhere.length > 0;
  const guessed = isNamedAnywhere ? undefined : await firstOf(search, of(['derived', 'usual']), 1);
  const first = [...named.previews, ...(guessed?.previews ?? [])];
  const aside = await firstOf(search, of(['aside']), MOST_SHOWN - first.length);
  const previews = [...first, ...aside.previews];
  if (previews.length === 0 && elsewhere.length === 0) return itself(search, page);
  const more = named.more + aside.more + Math.max(0, elsewhere.length - MOST_SHOWN);
  return { kind: 'found', previews, elsewhere: elsewhere.slice(0, MOST_SHOWN), ...(more > 0 && { more }) };
}

const isNamed = ({ kind }: Candidate): boolean => kind === 'announced' || kind === 'linked';

/** One after the other, because they are mostly on one host. Dead ones and doubles take no place; `more` were not asked. */
async function firstOf(
  search: Search,
  candidates: readonly Candidate[],
  most: number,
): Promise<{ readonly previews: Preview[]; readonly more: number }> {
  const previews: Preview[] = [];
  let left = candidates.length;
  for (const { url, title } of candidates) {
    if (previews.length >= most || search.asked >= MOST_ASKED) break;
    left--;
    const got = await get(search, url);
    if ('problem' in got) continue;
    const about = { source: { kind: 'feed', siteUrl: got.url }, url: got.url, headers: got.headers } as const;
    const reading = await readSource(got.body, about, search.edges);
    if (!reading.ok) continue;
    const preview = await previewOf(search, 'feed', url, { ...(title !== undefined && { title }), ...reading.value });
    if (!previews.some((each) => isSame(each, preview))) previews.push(preview);
  }
  return { previews, more: left };
}

/** RSS and Atom of one list are one choice. */
function isSame(a: Preview, b: Preview): boolean {
  const titles = ({ newest }: Preview) => newest.map(({ title, url }) => `${title} ${canonicalAddress(url)}`).join('\n');
  return a.source.id === b.source.id || (a.count === b.count && a.count > 0 && titles(a) === titles(b));
}

async function itself(search: Search, { url, html }: Page): Promise<Findings> {
  const body = new TextEncoder().encode(html);
  const about = { source: { kind: 'listing', siteUrl: url }, url, headers: { 'content-type': 'text/html; charset=utf-8' } } as const;
  const reading = await readSource(body, about, search.edges);
  if (!reading.ok) return none(reading.problem);
  return { kind: 'found', previews: [await previewOf(search, 'listing', url, reading.value)], elsewhere: [] };
}

async function get(search: Search, url: string): Promise<Got | { readonly problem: SourceProblem }> {
  const { edges, typedHost } = search;
  search.asked++;
  const fetched = await fetchThrough(edges, { url, typedHost });
  const verdict = judge(fetched, freshState(newSource({ kind: 'feed', url }, 0).id), edges.now());
  if (verdict.kind === 'read') return { url: verdict.trace.url, body: verdict.body, headers: verdict.headers };
  return { problem: verdict.kind === 'failed' ? verdict.problem : { kind: 'odd-answer', status: 304 } };
}

/** A source that the library has is shown as it is there, followed or not: it keeps its id, and with it its essays and marks. */
async function previewOf({ edges, typedHost }: Search, kind: Source['kind'], url: string, { posts, ...about }: Reading): Promise<Preview> {
  const sources = await edges.knownSources();
  const there = atAddress(sources, url);
  const urls = posts.slice(0, LOOKED_AT).flatMap((post) => (post.hasOwnAddress ? post.url : []));
  const elsewhere = there?.isFollowed ? undefined : followedAs(sources, { ...about, url, posts: urls.length }, await edges.shownBy(urls));
  const known = elsewhere ?? there;
  const dated = [...posts].sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0));
  return {
    source: known?.source ?? newSource({ kind, url, ...about }, edges.now()),
    isFollowed: known?.isFollowed ?? false,
    ...(elsewhere !== undefined && { foundAt: { url, kind } }),
    count: posts.length,
    newest: dated
      .slice(0, NEWEST)
      .map(({ title, url: address, publishedAt }) => ({ title, url: address, ...(publishedAt !== undefined && { publishedAt }) })),
    ...(typedHost !== undefined && { typedHost }),
  };
}

function elsewhereOf({ url, title }: Candidate): Elsewhere {
  return { url, ...(title !== undefined && { title }), origins: originsToAsk(url) };
}

const privateHost = (url: string): string | undefined => (isPrivateAddress(url) ? URL.parse(url)?.hostname : undefined);
const isPage = ({ kind }: FeedProblem): boolean => kind === 'web-page' || kind === 'not-a-feed';
const none = (problem: FeedProblem): Findings => ({ kind: 'none', problem: { kind: 'unreadable', problem } });
