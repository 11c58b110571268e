/** Where a source that is gone may go on: what the page in its place announces, or else its site. Keeps nothing, and says nothing where it is not sure. */
import { canonicalAddress } from '../core/address';
import { decodeText } from '../core/feed/decode';
import type { KnownPosts } from '../core/feed/merge';
import { candidatesFor } from '../core/feed/page/discover';
import type { Followed } from '../core/follow/poll';
import { isPrivateAddress } from '../core/follow/private-address';
import type { Offer } from '../core/follow/source-state';
import { pageOf } from '../core/library/same-page';
import { type FetchEdges, fetchThrough } from './fetch-through';
import { type ReadEdges, readSource } from './read-source';

type PlaceEdges = ReadEdges & FetchEdges & { readonly knownPosts: (id: Followed['source']['id']) => Promise<KnownPosts> };
export type Bytes = { readonly url: string; readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> };

const MOST_TRIED = 3;

/**
 * `instead`: the page that stands where the feed was. A feed that may be asked is offered only if something known stands in it: a site that was sold
 * announces one as well. One that may not be asked is offered as it is announced, for the reader to judge.
 */
export async function findNewPlace(edges: PlaceEdges, followed: Followed, instead: Bytes | undefined): Promise<Offer | undefined> {
  const { source, state, wishes } = followed;
  const page = instead ?? (await fetchedAt(edges, followed, source.siteUrl));
  const html = page && decodeText(page.body, page.headers['content-type']);
  if (page === undefined || !html?.ok) return undefined;
  const own = new Set([source.url, state.movedTo ?? source.url].map(canonicalAddress));
  const announced = candidatesFor({ html: html.value, url: page.url, link: page.headers['link'] })
    .filter(({ kind, url }) => kind === 'announced' && !own.has(canonicalAddress(url)))
    .filter(({ url }) => !isPrivateAddress(url) || URL.parse(url)?.hostname === wishes.typedHost);
  for (const { url, title } of announced.slice(0, MOST_TRIED)) {
    const isOurs = !(await edges.mayFetch(url)) || (await isFamiliar(edges, followed, url));
    if (isOurs) return { url, ...(title !== undefined && { title }) };
  }
  return undefined;
}

async function fetchedAt(edges: PlaceEdges, { wishes }: Followed, url: string): Promise<Bytes | undefined> {
  if (!(await edges.mayFetch(url))) return undefined;
  const fetched = await fetchThrough(edges, { url, typedHost: wishes.typedHost });
  if (!fetched.ok || fetched.answer.body === undefined) return undefined;
  return { url: fetched.answer.url, body: fetched.answer.body, headers: fetched.answer.headers };
}

/** Whether a feed stands there, and in it a post that the source had; where it had none, any feed will do. */
async function isFamiliar(edges: PlaceEdges, followed: Followed, url: string): Promise<boolean> {
  const there = await fetchedAt(edges, followed, url);
  if (there === undefined) return false;
  const about = { source: { kind: 'feed', siteUrl: followed.source.siteUrl }, url: there.url, headers: there.headers } as const;
  const reading = await readSource(there.body, about, edges);
  if (!reading.ok) return false;
  const { essays } = await edges.knownPosts(followed.source.id);
  const pages = new Set(essays.map((essay) => pageOf(essay.url)));
  return essays.length === 0 || reading.value.posts.some((post) => post.hasOwnAddress && pages.has(pageOf(post.url)));
}
