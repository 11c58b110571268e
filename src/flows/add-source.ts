/** From an address or an open page to what could be followed there, shown before anything is kept. Writes nothing; keeping is the store's. */
import { canonicalAddress } from '../core/address';
import type { Source } from '../core/essay';
import { decodeText } from '../core/feed/decode';
import { type Candidate, candidatesFor } from '../core/feed/page/discover';
import type { FeedProblem } from '../core/feed/problem';
import type { Elsewhere, Findings, Preview } from '../core/follow/findings';
import type { AnswerHeaders } from '../core/follow/freshness';
import { newSource, originsToAsk, typedAddress } from '../core/follow/new-source';
import { isPrivateAddress } from '../core/follow/private-address';
import type { SourceProblem } from '../core/follow/problem';
import { type FetchAsk, type Fetched, judge } from '../core/follow/response';
import { freshState } from '../core/follow/source-state';
import { fetchThrough } from './fetch-through';
import { type ReadEdges, type Reading, readSource } from './read-source';

export type AddEdges = ReadEdges & {
  readonly fetchSource: (ask: FetchAsk) => Promise<Fetched>;
  readonly mayFetch: (url: string) => Promise<boolean>;
  readonly knownSources: () => Promise<readonly { readonly source: Source; readonly isFollowed: boolean }[]>; // unfollowed ones too
};

const NEWEST = 5;
const MOST_ANNOUNCED = 3; // of these a person may choose; the rest are tags, comments and translations

type Page = { readonly url: string; readonly html: string };
type Got = { readonly url: string; readonly body: Uint8Array; readonly headers: AnswerHeaders };
type Search = { readonly edges: AddEdges; readonly typedHost: string | undefined };

/**
 * A feed, or a page that has one or is a list itself. Ask for `originsToAsk` in the same click, before this. `isTyped`: the reader wrote or
 * pasted the address; a link of a page may not lead to a private machine.
 */
export async function findByAddress(edges: AddEdges, address: string, isTyped: boolean): Promise<Findings> {
  const url = typedAddress(address);
  if (url === undefined) return { kind: 'none', problem: { kind: 'no-address' } };
  if (!(await edges.mayFetch(url))) return { kind: 'needs-permission', origins: originsToAsk(url) };
  const search: Search = { edges, typedHost: isTyped ? privateHost(url) : undefined };
  const got = await get(search, url);
  if ('problem' in got) return { kind: 'none', problem: got.problem };
  const reading = await readSource(got.body, { source: { kind: 'feed', siteUrl: got.url }, url: got.url, headers: got.headers }, edges);
  if (reading.ok) return { kind: 'found', previews: [await previewOf(search, 'feed', url, reading.value)], elsewhere: [] };
  const html = isPage(reading.problem) ? decodeText(got.body, got.headers['content-type']) : undefined;
  return html?.ok ? findOn(search, { url: got.url, html: html.value }) : none(reading.problem);
}

/** The page a person has open, as the browser has it. Its own host counts as typed: they went there, and ask for it. */
export function findOnPage(edges: AddEdges, page: Page): Promise<Findings> {
  return findOn({ edges, typedHost: privateHost(page.url) }, page);
}

/** Announced feeds first, then the first of the usual places, then the page itself. */
async function findOn(search: Search, page: Page): Promise<Findings> {
  const candidates = candidatesFor(page.html, page.url).filter(
    ({ url }) => !isPrivateAddress(url) || URL.parse(url)?.hostname === search.typedHost,
  );
  const open = await Promise.all(candidates.map(async (each) => ({ each, mayFetch: await search.edges.mayFetch(each.url) })));
  const elsewhere = open.filter(({ each, mayFetch }) => each.kind === 'announced' && !mayFetch).map(({ each }) => elsewhereOf(each));
  const reachable = open.filter(({ mayFetch }) => mayFetch).map(({ each }) => each);
  const announced = reachable.filter(({ kind }) => kind === 'announced').slice(0, MOST_ANNOUNCED);
  const usual = reachable.filter(({ kind }) => kind === 'usual');
  const previews = await firstOf(search, announced, MOST_ANNOUNCED);
  if (previews.length === 0 && elsewhere.length === 0) previews.push(...(await firstOf(search, usual, 1)));
  if (previews.length === 0 && elsewhere.length === 0) return itself(search, page);
  return { kind: 'found', previews, elsewhere };
}

/** One after the other: they are mostly on one host. */
async function firstOf(search: Search, candidates: readonly Candidate[], most: number): Promise<Preview[]> {
  const previews: Preview[] = [];
  for (const { url, title } of candidates) {
    if (previews.length >= most) break;
    const got = await get(search, url);
    if ('problem' in got) continue;
    const about = { source: { kind: 'feed', siteUrl: got.url }, url: got.url, headers: got.headers } as const;
    const reading = await readSource(got.body, about, search.edges);
    if (reading.ok) previews.push(await previewOf(search, 'feed', url, { ...(title !== undefined && { title }), ...reading.value }));
  }
  return previews;
}

async function itself(search: Search, { url, html }: Page): Promise<Findings> {
  const body = new TextEncoder().encode(html);
  const about = { source: { kind: 'listing', siteUrl: url }, url, headers: { 'content-type': 'text/html; charset=utf-8' } } as const;
  const reading = await readSource(body, about, search.edges);
  if (!reading.ok) return none(reading.problem);
  return { kind: 'found', previews: [await previewOf(search, 'listing', url, reading.value)], elsewhere: [] };
}

async function get({ edges, typedHost }: Search, url: string): Promise<Got | { readonly problem: SourceProblem }> {
  const fetched = await fetchThrough(edges, { url, typedHost });
  const verdict = judge(fetched, freshState(newSource({ kind: 'feed', url }, 0).id), edges.now());
  if (verdict.kind === 'read') return { url: verdict.trace.url, body: verdict.body, headers: verdict.headers };
  return { problem: verdict.kind === 'failed' ? verdict.problem : { kind: 'odd-answer', status: 304 } };
}

/** A source that the library has is shown as it is there, followed or not: it keeps its id, and with it its essays and marks. */
async function previewOf({ edges, typedHost }: Search, kind: Source['kind'], url: string, { posts, ...about }: Reading): Promise<Preview> {
  const known = (await edges.knownSources()).find(({ source }) => canonicalAddress(source.url) === canonicalAddress(url));
  const dated = [...posts].sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0));
  return {
    source: known?.source ?? newSource({ kind, url, ...about }, edges.now()),
    isFollowed: known?.isFollowed ?? false,
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
