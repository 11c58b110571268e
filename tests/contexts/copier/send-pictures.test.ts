import { expect, test } from 'vitest';
import { MOST, type PictureEdges, sendPictures } from '../../../src/contexts/copier/send-pictures';
import type { FetchedPicture } from '../../../src/edge/net/fetch-picture';

const GIF = Uint8Array.from([...'GIF89a'].map((letter) => letter.charCodeAt(0)));

function world(over: Partial<PictureEdges> & { readonly enoughAfter?: number } = {}) {
  const kept: unknown[] = [];
  const lost: Record<string, string> = {};
  let [now, most] = [0, 0];
  const edges: PictureEdges = {
    send: (async (name: string, ask: { url: string; why: string }) => {
      if (name === 'lostPicture') lost[ask.url] = ask.why;
      else kept.push(ask);
      return { ok: true, value: kept.length >= (over.enoughAfter ?? Number.POSITIVE_INFINITY) ? 'enough' : 'kept' };
    }) as never, // as: a fake of two messages
    get: async (): Promise<FetchedPicture> => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return { bytes: GIF };
    },
    draw: async () => undefined,
    base64: async (bytes) => String(bytes.byteLength),
    within: () => new AbortController().signal,
    here: 'https://quiet.example/a',
    ...over,
  };
  const send = (...urls: readonly string[]) => sendPictures(edges, 'key', new Map(urls.map((url) => [url, url])));
  return { kept, lost, send, edges, most: () => most };
}

const at = (i: number | string): string => `https://quiet.example/${i}.gif`;

test('each is sent by itself with the kind that its bytes say', async () => {
  const { kept, lost, send } = world();
  await send(at(1), 'data:image/png;base64,R0lGODlh');
  expect(new Set(kept)).toEqual(
    new Set([
      { key: 'key', url: at(1), type: 'image/gif', base64: '6' },
      { key: 'key', url: 'data:image/png;base64,R0lGODlh', type: 'image/gif', base64: '6' },
    ]),
  );
  expect(lost).toEqual({});
});

test('four are fetched at once', async () => {
  const { send, most, kept } = world();
  await send(...Array.from({ length: 20 }, (_, i) => at(i)));
  expect([most(), kept.length]).toEqual([4, 20]);
});

test.each([
  ['another site that lets nobody read', { lost: 'unread' }, 'https://cdn.example/a.png', 'foreign'],
  ['its own site, which fails', { lost: 'unread' }, at(1), 'failed'],
  ['too large', { lost: 'too-large' }, at(1), 'too-large'],
  ['no picture', { bytes: Uint8Array.from([60, 104]) }, at(1), 'no-picture'],
] as const)('%s is said to be lost', async (_what, got, url, why) => {
  const { lost, send, kept } = world({ get: async () => got });
  await send(url);
  expect(lost).toEqual({ [url]: why });
  expect(kept).toEqual([]);
});

test('what cannot be fetched is drawn', async () => {
  const { kept, send } = world({ get: async () => ({ lost: 'unread' }), draw: async () => GIF });
  await send(at(1));
  expect(kept).toHaveLength(1);
});

test('no more are fetched than a copy may have', async () => {
  const { kept, lost, send } = world();
  await send(...Array.from({ length: MOST.pictures + 3 }, (_, i) => at(i)));
  expect(kept).toHaveLength(MOST.pictures);
  expect(Object.values(lost)).toEqual(['too-many', 'too-many', 'too-many']);
});

test('where the background has enough, nothing more is fetched', async () => {
  let fetched = 0;
  const { send } = world({
    enoughAfter: 2,
    get: async () => {
      fetched += 1;
      return { bytes: GIF };
    },
  });
  await send(...Array.from({ length: 30 }, (_, i) => at(i)));
  expect(fetched).toBeLessThanOrEqual(8); // those that were under way
});

test('after the time is over the rest has failed, and nothing waits', async () => {
  const { send, lost } = world({ within: () => AbortSignal.abort(), get: () => new Promise(() => {}) });
  await send(at(1), at(2));
  expect(lost).toEqual({ [at(1)]: 'failed', [at(2)]: 'failed' });
});
