/** One request to the server that its reader named: no cookies, no referrer, nobody is asked where a redirect leads. Whatever the net does is data; never throws. */
import type { Heard } from '../../core/sync/answer';
import { type Answer, came, stopped } from '../../core/sync/problem';
import { joined } from './unzip';

/** Chromium ends a worker whose fetch has no answer after 30 s. */
const LIMIT_MS = 25_000;
const LEAST_BYTES_A_MS = 1; // of what comes after that: a slow line takes its time, and one that only trickles is not waited for
const MOST_MS = 240_000;
const MOST_BYTES = 8_000_000;

export type Login = { readonly user: string; readonly password: string };
export type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly mostBytes?: number; // of the answer
};

export type SyncNet = {
  readonly ask: (request: Request) => Promise<Answer<Heard>>;
  readonly counts: () => { readonly requests: number; readonly sent: number; readonly received: number }; // bytes of bodies
  readonly serverDate: () => number | undefined; // of the last answer that had one
};

/** `origin`: nothing else is spoken to, whatever a server says. */
export function syncNet(origin: string, login: Login, limitMs = LIMIT_MS): SyncNet {
  const token = `Basic ${base64(`${login.user}:${login.password}`)}`;
  let [requests, sent, received] = [0, 0, 0];
  let date: number | undefined;
  return {
    counts: () => ({ requests, sent, received }),
    serverDate: () => date,
    async ask({ method, url, headers = {}, body, mostBytes = MOST_BYTES }) {
      if (URL.parse(url)?.origin !== origin) return stopped({ kind: 'leads-away' });
      const stop = new AbortController();
      const patience = patienceOf(limitMs, () => stop.abort());
      requests += 1;
      sent += body === undefined ? 0 : typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;
      try {
        const response = await fetch(url, {
          ...{ method, credentials: 'omit', mode: 'same-origin', redirect: 'manual', referrerPolicy: 'no-referrer', cache: 'no-store' },
          ...{ signal: stop.signal, headers: { ...headers, ...(login.user !== '' && { Authorization: token }) } },
          ...(body !== undefined && { body: body as Uint8Array<ArrayBuffer> | string }), // as: what is sent is never shared
        });
        const bytes = await bodyOf(response, mostBytes, patience.heard);
        if (bytes === undefined) return stopped({ kind: 'too-much' });
        received += bytes.length;
        const heard = heardOf(response, bytes);
        date = heard.date ?? date;
        return came(heard);
      } catch {
        return stopped({ kind: patience.isOver() ? 'too-slow' : 'unreachable' });
      } finally {
        patience.end();
        stop.abort();
      }
    },
  };
}

/** Until an answer begins, and from then on as long as enough of it comes. */
function patienceOf(limitMs: number, giveUp: () => void) {
  const beganAt = performance.now();
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  const heard = (bytes: number): void => {
    clearTimeout(timer);
    const leftMs = Math.min(limitMs + bytes / LEAST_BYTES_A_MS, MOST_MS) - (performance.now() - beganAt);
    timer = setTimeout(() => {
      isOver = true;
      giveUp();
    }, leftMs);
  };
  heard(0);
  return { heard, isOver: () => isOver, end: () => clearTimeout(timer) };
}

function heardOf(response: Response, bytes: Uint8Array): Heard {
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  const [etag, retryAfter, server, dav] = [header('etag'), header('retry-after'), header('server'), header('dav')];
  const [date, modified] = [Date.parse(header('date') ?? ''), Date.parse(header('last-modified') ?? '')];
  return {
    status: response.type === 'opaqueredirect' ? 0 : response.status,
    type: (header('content-type') ?? '').trim().toLowerCase(),
    bytes,
    ...(etag !== undefined && { etag }),
    ...(Number.isFinite(date) && { date }),
    ...(Number.isFinite(modified) && { modified }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(server !== undefined && { server: server.slice(0, 100) }),
    ...(dav !== undefined && { dav }),
  };
}

/** Undefined: too much. Stops as soon as it is. A connection that breaks throws, for half an answer is none. */
async function bodyOf(response: Response, mostBytes: number, heard: (bytes: number) => void): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) return undefined;
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let step = await reader?.read(); step !== undefined && !step.done; step = await reader?.read()) {
    size += step.value.length;
    if (size > mostBytes) return undefined;
    chunks.push(step.value);
    heard(size);
  }
  return joined(chunks, size);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
