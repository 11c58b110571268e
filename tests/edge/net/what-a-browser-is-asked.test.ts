/** README: sources are asked "with no cookies and no referrer". Node has neither to send, so what the browser is asked for is looked at itself. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchPage, fetchSource } from '../../../src/edge/net/fetch-source';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { postTo } from '../../../src/edge/net/send-to';

const ADDRESS = 'https://blog.example/feed';

/** Every request that this makes, as it is handed to the browser. */
async function requestsOf(ask: () => Promise<unknown>, answer: () => Response = () => new Response('<p>Late')): Promise<RequestInit[]> {
  const requests: RequestInit[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    requests.push(init);
    return answer();
  });
  await ask();
  return requests;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const NAMELESS = { credentials: 'omit', mode: 'same-origin', referrerPolicy: 'no-referrer', cache: 'no-store' };

const WALKS: readonly (readonly [string, () => Promise<unknown>, RequestInit['redirect']])[] = [
  ['a feed', () => fetchSource({ url: ADDRESS }), 'follow'],
  ['an essay’s own page', () => fetchPage({ url: ADDRESS }), 'follow'],
  [
    'another reader’s server',
    () => postTo({ url: ADDRESS, headers: {}, body: '{}' }), // its token is for one address
    'error',
  ],
  [
    'the server that keeps machines the same',
    () => syncNet('https://blog.example', { user: 'me', password: 'mine' }).ask({ method: 'GET', url: ADDRESS }),
    'manual',
  ],
];

describe('no cookie, no login, no referrer, nothing of a cache, and no site without permission', () => {
  test.each(WALKS)('%s', async (_what, ask, redirect) => {
    const requests = await requestsOf(ask);
    expect(requests.length).toBe(1);
    expect(requests[0]).toMatchObject({ ...NAMELESS, redirect });
  });

  test('a feed that fails and is asked whether it leads elsewhere', async () => {
    const requests = await requestsOf(
      () => fetchSource({ url: ADDRESS }),
      () => {
        throw new TypeError('no answer');
      },
    );
    expect(requests.map(({ redirect }) => redirect)).toEqual(['follow', 'manual']);
    for (const request of requests) expect(request).toMatchObject(NAMELESS);
  });
});

test('no header names the reader, but the token for the one server that it was typed for', async () => {
  const named: string[] = [];
  for (const [what, ask] of WALKS) {
    for (const { headers } of await requestsOf(ask)) named.push(...Object.keys(headers ?? {}).map((name) => `${what}: ${name}`));
  }
  expect(named).toEqual([
    'a feed: Accept',
    'a feed: Cache-Control',
    'an essay’s own page: Accept',
    'an essay’s own page: Cache-Control',
    'the server that keeps machines the same: Authorization',
  ]);
});

test('the server that keeps machines the same is the only one that is spoken to, whatever it says', async () => {
  const elsewhere = () =>
    syncNet('https://blog.example', { user: 'me', password: 'mine' }).ask({ method: 'GET', url: 'https://other.example/' });
  expect(await requestsOf(elsewhere)).toEqual([]);
});
