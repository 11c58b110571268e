/** Judges what came back from a poll: read it, nothing new, gone, or failed and for how long to stay away. Pure; edge/net/fetch-source.ts brings the answer. */
import { originPattern } from '../address';
import { fingerprint } from './fingerprint';
import { type AnswerHeaders, freshMs, holdMs } from './freshness';
import type { SourceProblem } from './problem';
import { isSameBody, type SourceState, type Trace } from './source-state';
import { impersonalValidators } from './validators';

/** One request. Addresses of private machines are refused, unless it is this host and the reader typed it. */
export type FetchAsk = {
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly typedHost?: string | undefined;
};

/** What of an answer's headers anyone here reads. */
export const KEPT_HEADERS: readonly string[] = [
  'age',
  'cache-control',
  'content-language',
  'content-location',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'link',
  'retry-after',
];

export type Answer = {
  readonly status: number;
  readonly url: string; // after redirects
  readonly isRedirected: boolean;
  readonly headers: AnswerHeaders; // those of KEPT_HEADERS that came
  readonly body?: Uint8Array; // of a 200 only
  readonly isWhole: boolean; // false: the connection broke, and `body` is what had come by then
};

/** What a request comes to. It never throws: whatever the network does is data. */
export type Fetched = { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly problem: SourceProblem };

export type Verdict =
  | { readonly kind: 'read'; readonly body: Uint8Array; readonly headers: AnswerHeaders; readonly trace: Trace }
  | { readonly kind: 'unchanged'; readonly trace: Trace }
  | { readonly kind: 'failed'; readonly problem: SourceProblem; readonly heldMs: number };

/** `state` is the one the request was made from. */
export function judge(fetched: Fetched, state: SourceState, now: number): Verdict {
  if (!fetched.ok) return { kind: 'failed', problem: fetched.problem, heldMs: 0 };
  const { status, headers, body, isWhole } = fetched.answer;
  if (status === 304 && state.lastReadAt !== undefined) return { kind: 'unchanged', trace: traceOf(fetched.answer, undefined, now) };
  if ((status !== 200 && status !== 203) || body === undefined) {
    const heldMs = holdMs(headers, now) ?? 0;
    return { kind: 'failed', problem: problemOf(status, heldMs), heldMs };
  }
  const trace = traceOf(fetched.answer, isWhole ? fingerprint(body) : undefined, now);
  const isSame = trace.bodyPrint !== undefined && isSameBody(state, trace.bodyPrint, now);
  return isSame ? { kind: 'unchanged', trace } : { kind: 'read', body, headers, trace };
}

function problemOf(status: number, heldMs: number): SourceProblem {
  if (status === 429 || (status === 503 && heldMs > 0)) return { kind: 'busy', status };
  if (status === 401 || status === 402 || status === 403 || status === 407) return { kind: 'needs-login', status };
  if (status === 404) return { kind: 'missing' };
  if (status === 410) return { kind: 'gone' };
  if (status >= 300 && status < 400 && status !== 304) return { kind: 'leads-away' };
  return status >= 500 ? { kind: 'server-error', status } : { kind: 'odd-answer', status };
}

/** A body that broke off leaves no validators behind: the next poll must bring the rest. Nor does a 304: what it names anew, nothing explains. */
function traceOf({ url, isRedirected, headers, isWhole, body }: Answer, bodyPrint: string | undefined, now: number): Trace {
  const validators = isWhole && body !== undefined ? impersonalValidators(headers, body, now) : {};
  return { url, isRedirected, freshMs: freshMs(headers, now), ...validators, bodyPrint };
}

/** What to ask the reader for, where the browser may not fetch an address. */
export function permissionProblem(url: string): SourceProblem {
  return { kind: 'needs-permission', origin: originPattern(url) ?? url };
}
