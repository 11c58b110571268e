/** Fetches an address, and goes on where a signpost page stands there instead, as a browser would: once, and only where the browser permits it. */
import { refreshTarget } from '../core/feed/page/refresh-target';
import type { FetchAsk, Fetched } from '../core/follow/response';

export type FetchEdges = {
  readonly mayFetch: (url: string) => Promise<boolean>; // has the browser's permission
  readonly fetchSource: (ask: FetchAsk) => Promise<Fetched>;
};

/** Where the signpost leads to nothing, its own answer is what came. */
export async function fetchThrough({ fetchSource, mayFetch }: FetchEdges, ask: FetchAsk): Promise<Fetched> {
  const fetched = await fetchSource(ask);
  const { body, url = ask.url } = fetched.ok ? fetched.answer : {};
  const target = body === undefined ? undefined : refreshTarget(body, url);
  if (target === undefined || !(await mayFetch(target))) return fetched;
  const there = await fetchSource({ url: target, typedHost: ask.typedHost });
  return there.ok && there.answer.body !== undefined ? { ok: true, answer: { ...there.answer, isRedirected: true } } : fetched;
}
