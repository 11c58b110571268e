/** Fetches one feed, list or essay's page: no cookies, no referrer, a limit on bytes and on time. Whatever the network does comes back as data; it never throws. */
import { MAX_FEED_BYTES } from '../../core/feed/limits';
import { isPrivateHost } from '../../core/follow/private-address';
import type { SourceProblem } from '../../core/follow/problem';
import { type Answer, type FetchAsk, type Fetched, KEPT_HEADERS } from '../../core/follow/response';
import { isGzip, joined, unzipped } from './unzip';

/** Chromium ends a worker whose fetch takes longer than 30 s, and the rest of the walk with it. */
const LIMIT_MS = 25_000;
const FEED =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5';
const PAGE = 'text/html, application/xhtml+xml';
const IS_PAGE = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;

type Accept = typeof FEED | typeof PAGE;

type FetchLimits = { readonly bytes: number; readonly ms: number };
const LIMITS: FetchLimits = { bytes: MAX_FEED_BYTES, ms: LIMIT_MS };

/**
 * One GET. The browser follows redirects, because `redirect: 'manual'` hides status and target even from an extension (Fetch Standard,
 * opaque-redirect filtered response; seen in Chromium 156). So nothing here knows 301 from 302; core/follow/source-state.ts remembers an
 * address that stays the same for several polls.
 *
 * To an extension every site it has permission for is its own origin, so with `mode: 'same-origin'` a redirect to a site without permission
 * fails before that site is asked for anything (seen in Chromium 156 and Firefox 153; with `cors` Chromium sends it a preflight). With permission
 * for every site the browser does ask a private machine that a redirect names, and its answer is thrown away unread: to stop that needs the
 * target before the browser goes there, which only the permissions `webRequest` and `declarativeNetRequest` would tell, and we ask for neither.
 *
 * Units   limits in bytes after decompression, and in ms for the whole of it.
 * Cost    memory at most twice the byte limit.
 */
export function fetchSource(ask: FetchAsk, limits: FetchLimits = LIMITS): Promise<Fetched> {
  return get(ask, limits, FEED);
}

/** The same for the page of an essay: one request, whatever comes of it, and of anything but HTML no body is read. */
export function fetchPage(ask: FetchAsk, limits: FetchLimits = LIMITS): Promise<Fetched> {
  return get(ask, limits, PAGE);
}

async function get(ask: FetchAsk, limits: FetchLimits, accept: Accept): Promise<Fetched> {
  const refusal = refusalOf(ask.url, ask.typedHost);
  if (refusal !== undefined) return { ok: false, problem: refusal };
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort({ kind: 'too-slow', limitMs: limits.ms } satisfies SourceProblem), limits.ms);
  try {
    const response = await fetch(ask.url, requestOf(ask, accept, stop.signal));
    return await read(response, ask, limits, { stop, accept });
  } catch {
    if (stop.signal.aborted) return { ok: false, problem: stop.signal.reason as SourceProblem }; // as: every abort here gives one
    if (accept === PAGE) return { ok: false, problem: { kind: 'unreachable' } };
    return { ok: false, problem: { kind: (await isRedirect(ask.url, stop.signal)) ? 'leads-away' : 'unreachable' } };
  } finally {
    clearTimeout(timer);
  }
}

/** Our own validators, and no cache between. Cache-Control is named because 'no-store' adds `no-cache`, to which many servers never say 304. */
function requestOf({ etag, lastModified }: Omit<FetchAsk, 'url'>, accept: Accept, signal: AbortSignal): RequestInit {
  return {
    credentials: 'omit',
    mode: 'same-origin',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    redirect: 'follow',
    priority: 'low',
    signal,
    headers: {
      Accept: accept,
      'Cache-Control': 'max-age=0',
      ...(etag !== undefined && { 'If-None-Match': etag }),
      ...(lastModified !== undefined && { 'If-Modified-Since': lastModified }),
    },
  };
}

type Reading = { readonly stop: AbortController; readonly accept: Accept };

async function read(response: Response, ask: FetchAsk, limits: FetchLimits, { stop, accept }: Reading): Promise<Fetched> {
  const url = response.url === '' ? ask.url : response.url;
  const refusal = refusalOf(url, ask.typedHost);
  const isUnread = response.status !== 200 || (accept === PAGE && !IS_PAGE.test(response.headers.get('content-type') ?? ''));
  if (refusal !== undefined || isUnread) {
    stop.abort(); // the rest of an answer that nobody reads
    return refusal === undefined ? { ok: true, answer: answerOf(response, url) } : { ok: false, problem: refusal };
  }
  const sent = await readBody(response, limits, stop);
  const { bytes, isWhole } = response.headers.has('content-encoding') ? sent : await unzippedBody(sent, limits, stop);
  if (bytes.length === 0 && !isWhole) return { ok: false, problem: { kind: 'garbled' } };
  return { ok: true, answer: { ...answerOf(response, url), body: bytes, isWhole } };
}

function answerOf(response: Response, url: string): Answer {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return { status: response.status, url, isRedirected: response.redirected, headers: Object.fromEntries(kept), isWhole: true };
}

type Body = { readonly bytes: Uint8Array; readonly isWhole: boolean };

/** Where a header told of compression, the browser has undone it, and what is packed a second time is no feed. */
async function unzippedBody(body: Body, limits: FetchLimits, stop: AbortController): Promise<Body> {
  if (!isGzip(body.bytes)) return body;
  const inside = await unzipped(body.bytes, 'gzip', limits.bytes);
  if (inside === 'too-large') return refuseSize(limits, stop);
  return inside.bytes.length === 0 ? body : { bytes: inside.bytes, isWhole: body.isWhole && inside.isWhole };
}

/** Stops at the limit while reading, not after. A connection that breaks leaves what came before: a feed cut short still has whole items. */
async function readBody(response: Response, limits: FetchLimits, stop: AbortController): Promise<Body> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (Number(response.headers.get('content-length') ?? 0) > limits.bytes) refuseSize(limits, stop);
  while (reader !== undefined) {
    const step = await reader.read().catch(() => undefined);
    if (stop.signal.aborted) throw stop.signal.reason;
    if (step === undefined) return { bytes: joined(chunks, size), isWhole: false };
    if (step.done) break;
    size += step.value.length;
    if (size > limits.bytes) refuseSize(limits, stop);
    chunks.push(step.value);
  }
  return { bytes: joined(chunks, size), isWhole: true };
}

function refuseSize(limits: FetchLimits, stop: AbortController): never {
  stop.abort({ kind: 'too-large', limitBytes: limits.bytes } satisfies SourceProblem);
  throw stop.signal.reason;
}

function refusalOf(address: string, typedHost: string | undefined): SourceProblem | undefined {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return { kind: 'leads-away' };
  if (url.username !== '' || url.password !== '') return { kind: 'password-in-address' };
  return isPrivateHost(url.hostname) && url.hostname !== typedHost ? { kind: 'private-address', host: url.hostname } : undefined;
}

/** Asks once more without following, to tell a redirect that may not be followed (a loop, another scheme, a site without permission) from silence. */
async function isRedirect(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { ...requestOf({}, FEED, signal), redirect: 'manual' });
    await response.body?.cancel();
    return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
  } catch {
    return false;
  }
}
