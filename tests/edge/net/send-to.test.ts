/** When another reader's server asks to be left alone for a while, in each of the ways in which they say so. */
import { afterEach, expect, test, vi } from 'vitest';
import { postTo } from '../../../src/edge/net/send-to';

const NOW = Date.UTC(2026, 0, 1, 12);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test.each<[string, Record<string, string>, number | undefined]>([
  ['in seconds', { 'retry-after': '90' }, 90_000],
  ['as a date', { 'retry-after': 'Thu, 01 Jan 2026 12:05:00 GMT' }, 300_000],
  ['as a date of the past: soon', { 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 1_000],
  ['for longer than a day: a day', { 'retry-after': '999999' }, 86_400_000],
  ['by the second in which its minute begins anew', { 'x-ratelimit-reset': String(NOW / 1000 + 42) }, 42_000],
  ['in words that are none', { 'x-ratelimit-reset': 'soon' }, undefined],
  ['not at all', {}, undefined],
])('%s', async (_how, headers, wanted) => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 429, headers }));
  const answer = await postTo({ url: 'https://keep.example/save', headers: {}, body: '{}' });
  expect(answer).toEqual({ status: 429, body: '{}', ...(wanted !== undefined && { retryAfterMs: wanted }) });
});

test('without a body it is only looked at', async () => {
  const asked: RequestInit[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    asked.push(init);
    return new Response('{}');
  });
  await postTo({ url: 'https://keep.example/check', headers: {} });
  expect(asked[0]).toMatchObject({ method: 'GET', credentials: 'omit', redirect: 'error' });
  expect(asked[0]).not.toHaveProperty('body');
});
