/** What the popup was asked for when the browser's question closed it: done once the permission is given, in the life of a later worker too. */
import { beforeEach, expect, test } from 'vitest';
import { readAsked } from '../../../src/core/follow/asked';
import type { Fetched } from '../../../src/core/follow/response';
import { ok } from '../../../src/core/problem';
import { NOW } from '../../edge/store/library-fixture';
import { previewOf } from '../../ui/sources';
import { type FakeBrowser, fakeBrowser, idle } from './fake-browser';

const ORIGINS = ['https://blog.example/*', 'https://www.blog.example/*'];
const RSS =
  '<rss version="2.0"><channel><title>The blog</title><item><title>One</title><link>https://blog.example/1</link></item></channel></rss>';
const answer = (url: string, status = 200): Fetched => ({
  ok: true,
  answer: { status, url, isRedirected: false, headers: {}, isWhole: true, ...(status === 200 && { body: new TextEncoder().encode(RSS) }) },
});

let browser: FakeBrowser;
beforeEach(() => {
  browser = fakeBrowser();
});

const note = (wanted: object, more: object = {}) => browser.state.session.set('asked', { at: NOW, origins: ORIGINS, wanted, ...more });
const noted = () => readAsked(browser.state.session.get('asked'), browser.now());

/** The reader says yes; the worker that hears it is another one than the popup spoke to. */
async function allowed(status = 200): Promise<readonly string[]> {
  const asked: string[] = [];
  browser.state.broken = {
    net: {
      fetchSource: async ({ url }) => {
        asked.push(url);
        return answer(url, status);
      },
    },
  };
  const worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
  for (const origin of ORIGINS) browser.state.granted.add(origin);
  worker.listeners.added?.();
  await browser.pass(1_000);
  await idle();
  return asked;
}

test('a look is done, and its result waits for the next popup', async () => {
  note({ kind: 'look', address: 'https://blog.example/feed', isTyped: true });
  expect(await allowed()).toEqual(['https://blog.example/feed']);
  expect(noted()?.findings).toMatchObject({ kind: 'found', previews: [{ source: { title: 'The blog' } }] });
});

test('a look that comes to nothing gives the permission back', async () => {
  note({ kind: 'look', address: 'https://blog.example/feed', isTyped: true });
  await allowed(404);
  expect([noted()?.findings?.kind, [...browser.state.granted]]).toEqual(['none', []]);
});

test('a popup that is there goes on by itself, and nobody looks twice', async () => {
  note({ kind: 'look', address: 'https://blog.example/feed', isTyped: true }, { isTaken: true });
  expect(await allowed()).toEqual([]);
});

test('what is to be followed was kept before the question, and is looked at after it', async () => {
  const { source } = previewOf('a', { url: 'https://blog.example/feed', title: 'The blog' });
  const worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
  note({ kind: 'follow', preview: { source } });
  expect(await worker.send('follow', { sources: [{ source, wishes: { followed: true } }] })).toEqual(ok('done'));
  await idle();
  const asked = await allowed();
  await browser.pass(1_000);
  await idle();
  expect(asked).toContain('https://blog.example/feed');
});

test('a source goes on where it was found', async () => {
  const { source } = previewOf('a', { url: 'https://old.example/feed' });
  const worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
  await worker.send('follow', { sources: [{ source, wishes: { followed: true } }] });
  note({ kind: 'move', preview: { ...previewOf('a'), source, foundAt: { url: 'https://blog.example/feed', kind: 'feed' } } });
  expect(await allowed()).toContain('https://blog.example/feed');
  expect(noted()?.isDone).toBe(true);
});

test('what was asked for long ago, or is damaged, is not come back to', () => {
  const wanted = { kind: 'look', address: 'a.example', isTyped: true };
  expect(readAsked({ at: NOW - 2 * 3_600_000, origins: [], wanted }, NOW)).toBeUndefined();
  expect(readAsked({ at: NOW, origins: [], wanted: { kind: 'look' } }, NOW)).toBeUndefined();
  expect(readAsked('x', NOW)).toBeUndefined();
});
