/** Asks another reader's server: with the token that its reader gave and nothing else that is theirs. Follows no redirect, for the token is for one address. */
import type { Answer } from '../../core/save-to/answers';
import { base64url, type Request } from '../../core/save-to/calls';
import { retryAt } from '../../core/sync/answer';

const LIMIT_MS = 20_000; // Chromium ends a worker whose fetch takes longer than 30 s
const MOST_BODY_CHARS = 100_000;
const LONGEST_WAIT_MS = 86_400_000;

export async function postTo({ url, headers, body }: Request): Promise<Answer | 'unreachable'> {
  try {
    const response = await fetch(url, {
      ...{
        method: body === undefined ? 'GET' : 'POST',
        ...(body !== undefined && { body }),
        headers,
        credentials: 'omit',
        mode: 'same-origin',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
      },
      ...{ redirect: 'error', signal: AbortSignal.timeout(LIMIT_MS) },
    });
    const now = Date.now();
    const retryAfterMs = Math.min(askedToWait(response.headers, now), LONGEST_WAIT_MS);
    const text = (await response.text()).slice(0, MOST_BODY_CHARS);
    return { status: response.status, body: text, ...(retryAfterMs > 0 && { retryAfterMs }) };
  } catch {
    return 'unreachable';
  }
}

/** In seconds or as a date; Raindrop says by another name when its minute begins anew. */
function askedToWait(headers: Headers, now: number): number {
  const [asked, resetsAt] = [headers.get('retry-after'), headers.get('x-ratelimit-reset')];
  if (asked !== null) return retryAt(asked, now) - now;
  return resetsAt !== null && /^\d{9,11}$/.test(resetsAt) ? Number(resetsAt) * 1000 - now : 0;
}

/** HMAC-SHA512, as base64url. */
export async function signWith(secret: string, text: string): Promise<string> {
  const [key, bytes] = [new TextEncoder().encode(secret), new TextEncoder().encode(text)];
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-512' }, false, ['sign']);
  return base64url(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes))));
}
