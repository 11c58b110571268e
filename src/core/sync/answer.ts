/** What the answer of a server means, before anyone reads what is in it. Pure. */
import type { SyncProblem } from './problem';

/** As the net gives it. `date`: the server's clock, where it says. */
export type Heard = {
  readonly status: number;
  readonly type: string; // of its content, lower case
  readonly etag?: string;
  readonly date?: number; // ms since 1970, UTC
  readonly modified?: number; // the same
  readonly retryAfter?: string;
  readonly server?: string; // as it calls itself
  readonly dav?: string;
  readonly bytes: Uint8Array;
};

const SOON_MS = 60_000;
const LATEST_MS = 24 * 60 * 60_000; // who asks for longer is asked again tomorrow

/** Undefined for a yes. A page for people in the place of what was asked for is none. */
export function problemOf(
  heard: Pick<Heard, 'status' | 'type' | 'retryAfter'>,
  now: number,
  expects: 'anything' | 'data' = 'data',
): SyncProblem | undefined {
  const { status, type } = heard;
  if (status === 0 || (status >= 300 && status < 400 && status !== 304)) return { kind: 'leads-away' };
  if (status >= 200 && status < 300) return expects === 'data' && isPage(type) ? { kind: 'page-instead' } : undefined;
  switch (status) {
    case 304:
      return undefined;
    case 401:
    case 403:
      return { kind: 'refused' };
    case 404:
    case 410:
      return { kind: 'not-found' };
    case 409:
    case 412:
      return { kind: 'changed' };
    case 413:
      return { kind: 'too-large' };
    case 423:
      return { kind: 'locked' };
    case 507:
      return { kind: 'full' };
    case 429:
    case 503:
      return { kind: 'busy', until: retryAt(heard.retryAfter, now) };
    case 511:
      return { kind: 'page-instead' };
    default:
      return { kind: 'server', status };
  }
}

const isPage = (type: string): boolean => /^(?:text\/html|application\/xhtml\+xml)\b/.test(type);

/**
 * The tag by which a file is asked for again; none where its moment is too near to tell two versions apart: nginx makes tags of seconds and sizes, so
 * what is written twice in one second may bear one tag.
 */
export function lastingTag({ etag = '', date, modified }: Pick<Heard, 'etag' | 'date' | 'modified'>): string {
  return date !== undefined && modified !== undefined && date - modified < SETTLED_MS ? '' : etag;
}

const SETTLED_MS = 2_000; // both are told in whole seconds

/** What a tag is asked by: Apache adds `-gzip` to those of what it packs, and knows its own only without (bug 45023). */
export function tagsToAsk(tag: string): string {
  const bare = tag.replace(/-(?:gzip|deflate|br)"$/, '"');
  return bare === tag ? tag : `${bare}, ${tag}`;
}

/** Seconds, or a date. */
export function retryAt(retryAfter: string | undefined, now: number): number {
  const said = retryAfter?.trim() ?? '';
  const at = /^\d+$/.test(said) ? now + Number(said) * 1000 : Date.parse(said);
  return Number.isFinite(at) ? Math.min(Math.max(at, now + 1000), now + LATEST_MS) : now + SOON_MS;
}

/** The names below a folder that a server lists (RFC 4918): last parts of paths. Reads what is there, whatever else is in it. */
export function listedIn(xml: string, folder: string): readonly string[] {
  const base = pathOf(folder);
  const hrefs = [...xml.matchAll(/<(?:[\w.-]{1,40}:)?href(?:\s[^>]{0,200})?>([^<]{1,2000})<\//gi)].map(([, href = '']) =>
    pathOf(unescaped(href.trim())),
  );
  return [
    ...new Set(hrefs.filter((path) => path !== base && path.startsWith(base)).map((path) => path.slice(base.length).replace(/\/$/, ''))),
  ].filter((name) => name !== '' && !name.includes('/'));
}

/** With a slash at the end, so that a folder is above what is in it. */
function pathOf(address: string): string {
  const path = URL.parse(address, 'https://sidelight.invalid/')?.pathname ?? '/';
  return `${readable(path).replace(/\/+$/, '')}/`;
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const unescaped = (text: string): string => text.replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>');
