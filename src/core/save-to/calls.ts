/**
 * Other readers' servers, each by its documented call: one small table. Pure: says what is to be asked; asking is edge/net/send-to.ts.
 *
 * Each call was held against its server's own code or documents; docs/in-and-out.md names them. What is there already stays as it is there: no call here
 * takes a note, a tag or a shelf away.
 */
import { shortened } from '../text/shortened';
import { type Answer, fieldIn, judge, type Outcome } from './answers';
import type { Account, Service } from './services';

export type Parcel = {
  readonly url: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly isArchived: boolean;
};
/** With a body it is a POST, else a GET. */
export type Request = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string };
/** `sign`: HMAC-SHA512 of a text by a secret, as base64url. */
export type Asking = {
  readonly ask: (request: Request) => Promise<Answer | 'unreachable'>;
  readonly sign: (secret: string, text: string) => Promise<string>;
  readonly now: () => number; // ms since 1970, UTC
};

type Call = (account: Account, login: string, parcel: Parcel) => Request;
export type Entry = {
  readonly login?: (account: Account, asking: Asking) => Promise<string | Outcome>; // else the first secret
  readonly isThere?: (account: Account, login: string, parcel: Parcel) => { readonly ask: Request; readonly field: string }; // it is, where the field holds something
  readonly save: Call;
  readonly already?: number; // the status that says that it is there
  readonly more?: (account: Account, login: string, parcel: Parcel, saved: string) => Request | undefined;
};

const asking = (authorization: string): Request['headers'] => ({
  Accept: 'application/json',
  ...(authorization !== '' && { Authorization: authorization }),
});
const json = (url: string, authorization: string, body: object): Request => ({
  url,
  headers: { 'Content-Type': 'application/json', ...asking(authorization) },
  body: JSON.stringify(body),
});
const bearer = (token: string): string => `Bearer ${token}`;

/** Each server refuses what is longer than it keeps, and the page with it. */
const atMost = (chars: number, text: string): string => (text.length <= chars ? text : shortened(text, chars));
const allAtMost = (chars: number, tags: readonly string[]): string[] => [...new Set(tags.map((tag) => atMost(chars, tag.trim())))];
const CLOCK_APART_S = 60; // Shaarli refuses a token of the future, and takes one for nine minutes

export const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

export const TABLE: Readonly<Record<Service, Entry>> = {
  karakeep: {
    save: ({ address }, token, { url, title, note, isArchived }) =>
      json(`${address}/api/v1/bookmarks`, bearer(token), {
        ...{ type: 'link', url, title: atMost(1_000, title), archived: isArchived },
        ...(note !== '' && { note }),
      }),
    more: ({ address }, token, { tags }, saved) => {
      const id = fieldIn(saved, 'id');
      if (id === undefined || tags.length === 0) return undefined;
      return json(`${address}/api/v1/bookmarks/${encodeURIComponent(id)}/tags`, bearer(token), {
        tags: tags.map((tagName) => ({ tagName })),
      });
    },
  },
  linkding: {
    // saved twice, linkding puts the second's note and tags in the place of the first's
    isThere: ({ address }, token, { url }) => ({
      ask: { url: `${address}/api/bookmarks/check/?url=${encodeURIComponent(url)}`, headers: asking(`Token ${token}`) },
      field: 'bookmark',
    }),
    save: ({ address }, token, { url, title, tags, note, isArchived }) =>
      json(`${address}/api/bookmarks/`, `Token ${token}`, {
        ...{ url, title: atMost(512, title), notes: note, is_archived: isArchived },
        tag_names: allAtMost(
          64,
          tags.map((tag) => tag.replace(/[\s,]+/g, '-')),
        ),
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
        ...{ url, title, tags: tags.map((tag) => tag.replaceAll(',', ' ')).join(',') },
        ...(isArchived && { archive: 1 }), // a 0 would take one that is there out of the archive
      }),
  },
  readeck: {
    save: ({ address }, token, { url, title, tags }) =>
      json(`${address}/api/bookmarks`, bearer(token), { url, title: atMost(1_024, title), labels: tags }),
  },
  linkwarden: {
    already: 409,
    save: ({ address }, token, { url, title, tags, note }) =>
      json(`${address}/api/v1/links`, bearer(token), {
        ...{ url, name: atMost(2_048, title), description: atMost(2_048, note) },
        tags: allAtMost(50, tags).map((name) => ({ name })),
      }),
  },
  shaarli: {
    already: 409,
    login: async ({ secrets: [secret = ''] }, { sign, now }) => {
      const part = (value: object): string => base64url(JSON.stringify(value));
      const text = `${part({ typ: 'JWT', alg: 'HS512' })}.${part({ iat: Math.floor(now() / 1000) - CLOCK_APART_S })}`;
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
      json(`${address}/rest/v1/raindrop`, bearer(token), {
        ...{ link: url, title: atMost(1_000, title), tags, note: atMost(10_000, note), pleaseParse: {} },
      }),
  },
};
