/**
 * Other readers' servers, each by its documented call: one small table. Pure: says what is to be asked and what an answer means; asking is edge/net/send-to.ts.
 *
 * Source  Karakeep: docs.karakeep.app/api (bookmarks, tags). linkding: its docs, "REST API". wallabag: its /api/doc (entries, OAuth2 by password).
 *         Readeck: its /docs/api (bookmarks). Linkwarden: docs.linkwarden.app/api/create-link. Shaarli: its docs, "REST API" (links, JWT by HS512).
 *         Readwise: its reader_api page (save). Raindrop: its developer pages (create raindrop).
 */
import { webAddress } from '../address';

export const SERVICES = ['karakeep', 'linkding', 'wallabag', 'readeck', 'linkwarden', 'shaarli', 'readwise', 'raindrop'] as const;
export type Service = (typeof SERVICES)[number];

export type SecretName = 'token' | 'secret' | 'clientId' | 'clientSecret' | 'user' | 'password';

/** What each is to be told besides its address; in the order of `secrets`. */
export const SECRETS: Readonly<Record<Service, readonly SecretName[]>> = {
  karakeep: ['token'],
  linkding: ['token'],
  wallabag: ['clientId', 'clientSecret', 'user', 'password'],
  readeck: ['token'],
  linkwarden: ['token'],
  shaarli: ['secret'],
  readwise: ['token'],
  raindrop: ['token'],
};

/** Whose each is, by the name that is the same in every language. */
export const NAMES: Readonly<Record<Service, string>> = {
  ...{ karakeep: 'Karakeep', linkding: 'linkding', wallabag: 'wallabag', readeck: 'Readeck', linkwarden: 'Linkwarden', shaarli: 'Shaarli' },
  ...{ readwise: 'Readwise Reader', raindrop: 'Raindrop' },
};

/** Those that stand at one address for everybody. */
export const FIXED: Readonly<Partial<Record<Service, string>>> = { readwise: 'https://readwise.io', raindrop: 'https://api.raindrop.io' };

export type Account = { readonly service: Service; readonly address: string; readonly secrets: readonly string[] }; // address: without a slash at its end
export type Parcel = {
  readonly url: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly isArchived: boolean;
};
export type Request = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }; // all are POST
export type Answer = { readonly status: number; readonly body: string; readonly retryAfterMs?: number };

/** waits: it is tried again. refused: not before its reader has changed something. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'waits'; readonly why: Waits; readonly afterMs?: number }
  | { readonly kind: 'refused'; readonly why: Refuses };
export type Waits = 'unreachable' | 'busy' | 'server';
export type Refuses = 'login' | 'address' | 'content';

/** `sign`: HMAC-SHA512 of a text by a secret, as base64url. */
export type Asking = {
  readonly ask: (request: Request) => Promise<Answer | 'unreachable'>;
  readonly sign: (secret: string, text: string) => Promise<string>;
  readonly now: () => number; // ms since 1970, UTC
};

type Call = (account: Account, login: string, parcel: Parcel) => Request;
type Entry = {
  readonly login?: (account: Account, asking: Asking) => Promise<string | Outcome>; // else the first secret
  readonly save: Call;
  readonly already?: number; // the status that says that it is there
  readonly more?: (account: Account, login: string, parcel: Parcel, saved: string) => Request | undefined;
};

const json = (url: string, authorization: string, body: object): Request => ({
  url,
  headers: {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    ...(authorization !== '' && { Authorization: authorization }),
  },
  body: JSON.stringify(body),
});
const bearer = (token: string): string => `Bearer ${token}`;

const TABLE: Readonly<Record<Service, Entry>> = {
  karakeep: {
    save: ({ address }, token, { url, title, note, isArchived }) =>
      json(`${address}/api/v1/bookmarks`, bearer(token), { type: 'link', url, title, ...(note !== '' && { note }), archived: isArchived }),
    more: ({ address }, token, { tags }, saved) => {
      const id = fieldIn(saved, 'id');
      if (id === undefined || tags.length === 0) return undefined;
      return json(`${address}/api/v1/bookmarks/${encodeURIComponent(id)}/tags`, bearer(token), {
        tags: tags.map((tagName) => ({ tagName })),
      });
    },
  },
  linkding: {
    save: ({ address }, token, { url, title, tags, note, isArchived }) =>
      json(`${address}/api/bookmarks/`, `Token ${token}`, {
        ...{ url, title, notes: note, tag_names: tags.map((tag) => tag.replace(/[\s,]+/g, '-')), is_archived: isArchived },
      }),
  },
  wallabag: {
    login: async ({ address, secrets: [clientId = '', clientSecret = '', user = '', password = ''] }, asking) => {
      const body = { grant_type: 'password', client_id: clientId, client_secret: clientSecret, username: user, password };
      const answer = await asking.ask(json(`${address}/oauth/v2/token`, '', body));
      const token = answer === 'unreachable' ? undefined : fieldIn(answer.body, 'access_token');
      if (token !== undefined) return token;
      const judged = judge(answer, undefined);
      return judged.kind === 'waits'
        ? judged
        : { kind: 'refused', why: judged.kind === 'refused' && judged.why === 'address' ? 'address' : 'login' };
    },
    save: ({ address }, token, { url, title, tags, isArchived }) =>
      json(`${address}/api/entries.json`, bearer(token), {
        url,
        title,
        tags: tags.map((tag) => tag.replaceAll(',', ' ')).join(','),
        archive: isArchived ? 1 : 0,
      }),
  },
  readeck: {
    save: ({ address }, token, { url, title, tags }) => json(`${address}/api/bookmarks`, bearer(token), { url, title, labels: tags }),
  },
  linkwarden: {
    already: 409,
    save: ({ address }, token, { url, title, tags, note }) =>
      json(`${address}/api/v1/links`, bearer(token), { url, name: title, description: note, tags: tags.map((name) => ({ name })) }),
  },
  shaarli: {
    already: 409,
    login: async ({ secrets: [secret = ''] }, { sign, now }) => {
      const part = (value: object): string => base64url(JSON.stringify(value));
      const text = `${part({ typ: 'JWT', alg: 'HS512' })}.${part({ iat: Math.floor(now() / 1000) })}`;
      return `${text}.${await sign(secret, text)}`;
    },
    save: ({ address }, token, { url, title, tags, note }) =>
      json(`${address}/api/v1/links`, bearer(token), {
        url,
        title,
        description: note,
        tags: tags.map((tag) => tag.replace(/\s+/g, '-')),
        private: true,
      }),
  },
  readwise: {
    save: ({ address }, token, { url, title, tags, note, isArchived }) =>
      json(`${address}/api/v3/save/`, `Token ${token}`, {
        ...{ url, title, tags, location: isArchived ? 'archive' : 'later', saved_using: 'Sidelight' },
        ...(note !== '' && { notes: note }),
      }),
  },
  raindrop: {
    save: ({ address }, token, { url, title, tags, note }) =>
      json(`${address}/rest/v1/raindrop`, bearer(token), { link: url, title, tags, note, pleaseParse: {} }),
  },
};

/** One page to one server. Never rejects at what a server says. */
export async function sendTo(account: Account, parcel: Parcel, asking: Asking): Promise<Outcome> {
  const { login, save, already, more } = TABLE[account.service];
  const token = login === undefined ? (account.secrets[0] ?? '') : await login(account, asking);
  if (typeof token !== 'string') return token;
  const answer = await asking.ask(save(account, token, parcel));
  const outcome = judge(answer, already);
  const next = outcome.kind === 'sent' && answer !== 'unreachable' ? more?.(account, token, parcel, answer.body) : undefined;
  return next === undefined ? outcome : judge(await asking.ask(next), undefined);
}

function judge(answer: Answer | 'unreachable', already: number | undefined): Outcome {
  if (answer === 'unreachable') return { kind: 'waits', why: 'unreachable' };
  const { status, retryAfterMs } = answer;
  if ((status >= 200 && status < 300) || status === already) return { kind: 'sent' };
  if (status === 401 || status === 403) return { kind: 'refused', why: 'login' };
  if (status === 404 || status === 405 || status === 410 || (status >= 300 && status < 400)) return { kind: 'refused', why: 'address' };
  if (status === 429 || status === 408 || status === 425)
    return { kind: 'waits', why: 'busy', ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) };
  return status >= 500
    ? { kind: 'waits', why: 'server', ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) }
    : { kind: 'refused', why: 'content' };
}

/** A field of a stranger's JSON, as text. */
function fieldIn(body: string, name: string): string | undefined {
  try {
    const raw: unknown = JSON.parse(body);
    const value = typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>)[name] : undefined; // as: an object's fields are unknown
    return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}

export const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Undefined where the address is none, or a secret is missing. */
export function readAccount(raw: unknown): Account | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { service, address, secrets } = raw as Readonly<Record<string, unknown>>; // as: every field is checked below
  const known = SERVICES.find((each) => each === service);
  if (known === undefined || !Array.isArray(secrets)) return undefined;
  const href = FIXED[known] ?? (typeof address === 'string' && address.length <= 2_000 ? webAddress(address) : undefined);
  const url = href === undefined ? null : URL.parse(href);
  const needed = SECRETS[known].length;
  const areSaid =
    secrets.length === needed && secrets.every((each) => typeof each === 'string' && each.trim() !== '' && each.length <= 2_000);
  if (url === null || url.username !== '' || url.password !== '' || !areSaid) return undefined;
  return {
    service: known,
    address: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    secrets: secrets.map((each: string) => each.trim()),
  };
}

const FIRST_MS = 60_000;
const LONGEST_MS = 6 * 60 * 60_000;

/** When a page that was not taken is tried next: longer and longer, or when the server says. `tries`: so far. */
export function nextTryAt(now: number, tries: number, outcome: Exclude<Outcome, { kind: 'sent' }>): number {
  if (outcome.kind === 'refused') return now + LONGEST_MS;
  return now + Math.max(outcome.afterMs ?? 0, Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, tries - 1))));
}
