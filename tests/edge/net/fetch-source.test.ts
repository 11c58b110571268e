import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Answer, FetchAsk } from '../../../src/core/follow/response';
import { fetchPage, fetchSource } from '../../../src/edge/net/fetch-source';
import { type Loopback, loopback, type Reply } from './loopback';

const FEED = '<rss version="2.0"><channel><title>Täglich</title></channel></rss>';
const LIMITS = { bytes: 10_000, ms: 2_000 };
let site: Loopback;

beforeAll(async () => {
  site = await loopback();
});
afterAll(() => site.close());

const asked = (path: string, rest: Partial<FetchAsk> = {}) => fetchSource({ url: site.url(path), typedHost: '127.0.0.1', ...rest }, LIMITS);

async function answerOf(path: string, reply?: Reply, rest: Partial<FetchAsk> = {}): Promise<Answer> {
  if (reply) site.on(path, reply);
  const fetched = await asked(path, rest);
  if (!fetched.ok) throw new Error(`expected an answer, got ${JSON.stringify(fetched.problem)}`);
  return fetched.answer;
}

async function problemOf(path: string, reply?: Reply): Promise<string> {
  if (reply) site.on(path, reply);
  const fetched = await asked(path);
  if (fetched.ok) throw new Error(`expected a problem, got ${fetched.answer.status}`);
  return fetched.problem.kind;
}

const text = (answer: Answer) => new TextDecoder().decode(answer.body);
const sendFeed: Reply = (_request, response) => response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(FEED);
const redirectTo =
  (status: number, location: string): Reply =>
  (_request, response) =>
    response.writeHead(status, { location }).end();

test('a feed comes whole, with the headers that matter and no others', async () => {
  const answer = await answerOf('/plain', (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/xml', etag: '"v1"', 'last-modified': 'Mon, 01 Jun 2026 10:00:00 GMT', 'x-other': '1' })
      .end(FEED),
  );
  expect(answer).toMatchObject({ status: 200, isRedirected: false, isWhole: true, url: site.url('/plain') });
  expect(text(answer)).toBe(FEED);
  expect(answer.headers).toMatchObject({ 'content-type': 'text/xml', etag: '"v1"', 'last-modified': 'Mon, 01 Jun 2026 10:00:00 GMT' });
  expect(answer.headers).not.toHaveProperty('x-other');
});

test('says nothing of the reader: no cookie, no referrer, no login from the address', async () => {
  await answerOf('/quiet', (_request, response) => response.writeHead(200, { 'set-cookie': 'seen=1' }).end(FEED));
  await answerOf('/quiet');
  const requests = site.asked.filter(({ path }) => path === '/quiet');
  expect(requests).toHaveLength(2);
  for (const { headers } of requests) expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['cookie']));
  for (const { headers } of requests) expect(headers.referer ?? headers.origin ?? headers.authorization).toBeUndefined();
});

test('sends its validators, asks caches to ask the site, and brings a 304 without a body', async () => {
  const answer = await answerOf('/same', (_request, response) => response.writeHead(304, { etag: '"v2"' }).end(), {
    etag: '"v1"',
    lastModified: 'Mon, 01 Jun 2026 10:00:00 GMT',
  });
  expect(answer).toMatchObject({ status: 304, headers: { etag: '"v2"' } });
  expect(answer.body).toBeUndefined();
  const { headers } = site.asked.findLast(({ path }) => path === '/same') ?? {};
  expect(headers).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': 'Mon, 01 Jun 2026 10:00:00 GMT',
    'cache-control': 'max-age=0',
  });
});

test.each([301, 302, 307, 308])('follows a %i and says where it ended', async (status) => {
  site.on('/target', sendFeed);
  const answer = await answerOf(`/moved-${status}`, redirectTo(status, '/target'));
  expect(answer).toMatchObject({ status: 200, isRedirected: true, url: site.url('/target') });
});

test.each([
  ['a loop', '/loop', redirectTo(302, '/loop')],
  ['a data: address', '/to-data', redirectTo(302, 'data:application/rss+xml,<rss/>')],
  ['a javascript: address', '/to-script', redirectTo(301, 'javascript:alert(1)')],
  ['an empty address, which is itself', '/to-nothing', redirectTo(308, '')],
])('a redirect to %s leads away', async (_what, path, reply) => {
  expect(await problemOf(path, reply)).toBe('leads-away');
});

test('a redirect to a site without permission ends there, and the site is asked nothing', async () => {
  site.on('/inner', sendFeed);
  const inner = site.url('/inner').replace('127.0.0.1', 'localhost');
  expect(await problemOf('/to-inner', redirectTo(302, inner))).toBe('leads-away');
  expect(site.asked.filter(({ path }) => path === '/inner')).toEqual([]);
});

test('a redirect to another private machine is refused, though the first was typed and every site is permitted', async () => {
  const ownFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => ownFetch(url, { ...init, mode: 'cors' })); // Node knows no permissions
  try {
    site.on('/inner', sendFeed);
    const inner = site.url('/inner').replace('127.0.0.1', 'localhost');
    expect(await problemOf('/to-inner', redirectTo(302, inner))).toBe('private-address');
  } finally {
    vi.unstubAllGlobals();
  }
});

test('a private address is not asked at all unless it was typed', async () => {
  site.on('/private', sendFeed);
  expect(await fetchSource({ url: site.url('/private') }, LIMITS)).toEqual({
    ok: false,
    problem: { kind: 'private-address', host: '127.0.0.1' },
  });
  expect(site.asked.some(({ path }) => path === '/private')).toBe(false);
});

test('an address with a password in it is not asked', async () => {
  const fetched = await fetchSource({ url: site.url('/x').replace('http://', 'http://me:secret@'), typedHost: '127.0.0.1' }, LIMITS);
  expect(fetched).toEqual({ ok: false, problem: { kind: 'password-in-address' } });
});

test.each([
  ['gzip', { 'content-encoding': 'gzip' }, gzipSync(FEED)],
  ['no content type', {}, Buffer.from(FEED)],
  ['chunks', { 'transfer-encoding': 'chunked' }, Buffer.from(FEED)],
])('reads a body sent with %s', async (what, headers, body) => {
  expect(text(await answerOf(`/sent-${what.length}`, (_request, response) => response.writeHead(200, headers).end(body)))).toBe(FEED);
});

test.each([410, 404, 401, 429, 500, 503])('an answer of %i is an answer, with its Retry-After and without its body', async (status) => {
  const answer = await answerOf(`/status-${status}`, (_request, response) =>
    response.writeHead(status, { 'retry-after': '120' }).end('x'.repeat(100)),
  );
  expect(answer).toMatchObject({ status, headers: { 'retry-after': '120' } });
  expect(answer.body).toBeUndefined();
});

test('a body that says it is too large is not begun', async () => {
  expect(
    await problemOf('/announced', (_request, response) => response.writeHead(200, { 'content-length': '20000' }).end('x'.repeat(20_000))),
  ).toBe('too-large');
});

test('a body without an end is stopped at the limit, not after', async () => {
  let sent = 0;
  let isClosed = false;
  const kind = await problemOf('/endless', (_request, response) => {
    response.on('close', () => {
      isClosed = true;
    });
    const more = (): void => {
      while (!response.destroyed && sent < 50_000_000) {
        sent += 1_000;
        if (!response.write('x'.repeat(1_000))) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  });
  expect(kind).toBe('too-large');
  await expect.poll(() => isClosed).toBe(true);
  expect(sent).toBeLessThan(20_000_000);
});

test('zipped bytes of which no header tells are unzipped, under the same limit, and once', async () => {
  const sends =
    (body: Uint8Array, headers = {}): Reply =>
    (_, response) =>
      void response.writeHead(200, headers).end(body);
  const bodyOf = async (path: string, reply: Reply) => new TextDecoder().decode((await answerOf(path, reply)).body);
  expect(await bodyOf('/zipped', sends(gzipSync(FEED)))).toBe(FEED);
  expect(await problemOf('/zipped-flood', sends(gzipSync('x'.repeat(20_000))))).toBe('too-large');
  const cutOff = await answerOf('/zipped-cut', sends(gzipSync(FEED.repeat(40)).subarray(0, -12)));
  expect(cutOff.isWhole).toBe(false);
  const twice = await answerOf('/zipped-twice', sends(gzipSync(gzipSync(FEED)), { 'content-encoding': 'gzip' }));
  expect(twice.body?.[0]).toBe(0x1f);
});

test('a small answer that unpacks to a large one is stopped too', async () => {
  const bomb = gzipSync(Buffer.alloc(5_000_000, 32));
  expect(await problemOf('/bomb', (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))).toBe(
    'too-large',
  );
});

test.each([
  ['headers that never come', '/silent', (() => {}) as Reply],
  ['headers, then silence', '/hang', ((_request, response) => response.writeHead(200).flushHeaders()) as Reply],
  [
    'a body that drips',
    '/drip',
    ((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.writeHead(200).on('close', () => clearInterval(drip));
    }) as Reply,
  ],
])('gives up on %s when the time is over', async (_what, path, reply) => {
  site.on(path, reply);
  const fetched = await fetchSource({ url: site.url(path), typedHost: '127.0.0.1' }, { ...LIMITS, ms: 150 });
  expect(fetched).toEqual({ ok: false, problem: { kind: 'too-slow', limitMs: 150 } });
});

test('a connection that breaks in the body leaves what had come, marked as not whole', async () => {
  const answer = await answerOf('/cut', (_request, response) => {
    response.writeHead(200, { 'content-length': '5000', etag: '"v1"' }).write(FEED, () => setTimeout(() => response.destroy(), 30));
  });
  expect(answer.isWhole).toBe(false);
  expect(text(answer)).toBe(FEED);
});

test('a connection that breaks before anything came is silence', async () => {
  expect(await problemOf('/dropped', (request) => request.socket.destroy())).toBe('unreachable');
});

test('a body that is not what its encoding says is not whole, or told as garbled', async () => {
  site.on('/no-gzip', (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is no gzip'));
  const fetched = await asked('/no-gzip');
  expect(fetched.ok ? fetched.answer.isWhole : fetched.problem.kind).toBe('garbled');
});

test('a port where nobody listens is silence', async () => {
  const closed = await loopback();
  const url = closed.url('/feed');
  await closed.close();
  expect(await fetchSource({ url, typedHost: '127.0.0.1' }, LIMITS)).toEqual({ ok: false, problem: { kind: 'unreachable' } });
});

const page = (path: string) => fetchPage({ url: site.url(path), typedHost: '127.0.0.1' }, LIMITS);

test('an essay’s page is asked for as HTML, without cookie or referrer', async () => {
  site.on('/essay', (_request, response) => response.writeHead(200, { 'content-type': 'Text/HTML; charset=utf-8' }).end('<p>Essay'));
  const fetched = await page('/essay');
  expect(fetched.ok && text(fetched.answer)).toBe('<p>Essay');
  const { headers } = site.asked.findLast(({ path }) => path === '/essay') ?? {};
  expect(headers?.accept).toBe('text/html, application/xhtml+xml');
  expect(headers?.cookie ?? headers?.referer ?? headers?.['if-none-match']).toBeUndefined();
});

test.each(['application/pdf', 'text/plain', 'image/png', ''])('of a page that is %j no byte is read', async (type) => {
  site.on('/other', (_request, response) => response.writeHead(200, type === '' ? {} : { 'content-type': type }).write('x')); // and never ends
  const fetched = await page('/other');
  expect(fetched).toMatchObject({ ok: true, answer: { status: 200 } });
  expect(fetched.ok && fetched.answer.body).toBeFalsy();
});

test('a page that cannot be had costs its site one request', async () => {
  site.on('/loop', redirectTo(302, '/loop'));
  site.on('/hung-up', (request) => request.socket.destroy());
  expect(await page('/hung-up')).toEqual({ ok: false, problem: { kind: 'unreachable' } });
  expect(site.asked.filter(({ path }) => path === '/hung-up')).toHaveLength(1);
  expect(await page('/loop')).toEqual({ ok: false, problem: { kind: 'unreachable' } });
});

test('a page on a private machine is not asked for, unless its host was typed', async () => {
  expect(await fetchPage({ url: site.url('/private') }, LIMITS)).toMatchObject({ ok: false, problem: { kind: 'private-address' } });
  expect(site.asked.filter(({ path }) => path === '/private')).toEqual([]);
});
