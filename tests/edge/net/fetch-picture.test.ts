/** A picture that is too large is never read to its end, whether its server says how large it is or not. */
import { afterEach, expect, test, vi } from 'vitest';
import { fetchPicture } from '../../../src/edge/net/fetch-picture';

const MOST = 5_000_000;
const CHUNK = 65_536;
const HUGE = 200 * 2 ** 20;

afterEach(() => vi.unstubAllGlobals());

/** Sends on and on, and counts what was taken of it. */
function serving(headers: Record<string, string>, bytes = HUGE) {
  const sent = { bytes: 0, isCancelled: false };
  vi.stubGlobal('fetch', async () => {
    const body = new ReadableStream({
      pull(controller) {
        if (sent.bytes >= bytes) return controller.close();
        sent.bytes += CHUNK;
        controller.enqueue(new Uint8Array(CHUNK));
      },
      cancel() {
        sent.isCancelled = true;
      },
    });
    return new Response(body, { headers });
  });
  return sent;
}

const get = () => fetchPicture('https://quiet.example/a.png', MOST, new AbortController().signal);

test('200 MB that its server tells of: nothing of it is read', async () => {
  const sent = serving({ 'content-length': String(HUGE) });
  expect(await get()).toEqual({ lost: 'too-large' });
  expect([sent.isCancelled, sent.bytes <= 2 * CHUNK]).toEqual([true, true]);
});

test.each([
  ['says nothing', {}],
  ['says that it is small', { 'content-length': '9' }],
] as const)('200 MB of which its server %s: no more is read than it may be', async (_what, headers) => {
  const sent = serving(headers);
  expect(await get()).toEqual({ lost: 'too-large' });
  expect([sent.isCancelled, sent.bytes <= MOST + 3 * CHUNK]).toEqual([true, true]);
});

test('one that is not too large comes whole', async () => {
  serving({}, 3 * CHUNK);
  const got = await get();
  expect('bytes' in got && got.bytes.byteLength).toBe(3 * CHUNK);
});

test('one that cannot be read is asked for once more past the cache, and then lost', async () => {
  const asked: (string | undefined)[] = [];
  vi.stubGlobal('fetch', async (_address: string, { cache }: RequestInit) => {
    asked.push(cache);
    throw new TypeError('Failed to fetch');
  });
  expect(await get()).toEqual({ lost: 'unread' });
  expect(asked).toEqual(['force-cache', 'no-cache']);
});
