/** What the background asks the network for where the browser permits everything: a recorder sees sources that are followed, their sites, and nothing else. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Source } from '../../../src/core/essay';
import type { Fetched } from '../../../src/core/follow/response';
import { ok } from '../../../src/core/problem';
import { source } from '../../edge/store/library-fixture';
import { publicSuffixList } from '../../tools/build/public-suffixes';
import { BUNDLE, type FakeBrowser, fakeBrowser } from './fake-browser';

const HOUR = 60 * 60_000;
const ALL = ['http://*/*', 'https://*/*'];
const FEED = { headers: { 'content-type': 'application/rss+xml' } };
const PAGE = { headers: { 'content-type': 'text/html; charset=utf-8' } };

let browser: FakeBrowser;
let asked: string[];
let web: Map<string, (url: string) => Fetched>;

const answer =
  (body: string, kind: typeof FEED | typeof PAGE, at?: string) =>
  (url: string): Fetched => ({
    ok: true,
    answer: { status: 200, url: at ?? url, isRedirected: at !== undefined, body: new TextEncoder().encode(body), isWhole: true, ...kind },
  });
const item = (title: string, url: string) => `<item><title>${title}</title><link>${url}</link><description>Little.</description></item>`;
const feed = (site: string, ...items: readonly string[]) =>
  answer(`<rss version="2.0"><channel><title>A</title><link>${site}</link>${items.join('')}</channel></rss>`, FEED);

beforeEach(() => {
  browser = fakeBrowser();
  asked = [];
  web = new Map();
  const fetching = async ({ url }: { url: string }): Promise<Fetched> => {
    asked.push(url);
    return web.get(url)?.(url) ?? { ok: false, problem: { kind: 'missing' } };
  };
  browser.state.broken = {
    permissions: { hasOrigins: async () => true, grantedOrigins: async () => ALL },
    net: {
      fetchSource: fetching,
      fetchPage: fetching,
      fetchBundle: async (address) => ok(address.endsWith('suffixes.txt') ? publicSuffixList() : JSON.stringify(BUNDLE)),
    },
  };
});

async function ready() {
  const worker = browser.wake();
  expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
  return worker;
}

/** Whatever rings does, and what it set going. */
async function days(worker: Awaited<ReturnType<typeof ready>>): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    for (const name of ['refresh', 'texts'] as const) {
      void worker.listeners.ring?.(name);
      for (const ms of [10_000, 10_000, HOUR]) await browser.pass(ms);
    }
  }
}

async function follow(worker: Awaited<ReturnType<typeof ready>>, one: Partial<Source>): Promise<void> {
  await worker.send('follow', { sources: [{ source: { ...source('a'), ...one }, wishes: {} }] });
  await days(worker);
}

test('with marks on all sites and nothing followed, nothing is asked: not by time, not by a look, not for a saved essay', async () => {
  const worker = await ready();
  await worker.send('setMarks', { origins: ALL, on: true });
  worker.listeners.added?.();
  await worker.send('act', { essayId: 'one', act: { kind: 'save' }, from: 'popup' });
  await worker.send('refresh', {});
  await days(worker);
  expect(asked).toEqual([]);
});

test('the welcome is asked once it is followed', async () => {
  const worker = await ready();
  const welcome = { id: 'https://bundled.example/feed', url: 'https://bundled.example/feed', siteUrl: 'https://bundled.example/' };
  await follow(worker, welcome as Partial<Source>); // as: a made-up id
  expect(new Set(asked.map((url) => new URL(url).hostname))).toEqual(new Set(['bundled.example']));
});

describe('a source that is followed', () => {
  test.each([
    ['on its site', 'https://a.example/1', true],
    ['below its site', 'https://en.a.example/1', true],
    ['on another site', 'https://tracker.example/1', false],
    ['on another port', 'https://a.example:8443/1', false],
    ['at home', 'http://192.168.1.1/1', false],
  ])('has the page of an essay %s asked: %s, %j', async (_where, url, isAsked) => {
    const worker = await ready();
    web.set('https://a.example/feed', feed('https://a.example/', item('One', url)));
    await follow(worker, { url: 'https://a.example/feed', siteUrl: 'https://a.example/' });
    expect(asked).toContain('https://a.example/feed');
    expect(asked.includes(url)).toBe(isAsked);
  });

  test('cannot claim a site by sharing a suffix with it', async () => {
    const worker = await ready();
    web.set('https://me.github.io/feed', feed('https://me.github.io/', item('One', 'https://you.github.io/1')));
    await follow(worker, { url: 'https://me.github.io/feed', siteUrl: 'https://me.github.io/' });
    expect(asked.filter((url) => url.includes('you.'))).toEqual([]);
  });

  test('is not followed to where a signpost page points', async () => {
    const worker = await ready();
    web.set('https://a.example/feed', answer('<meta http-equiv="refresh" content="0; url=https://elsewhere.example/feed">', PAGE));
    await follow(worker, { url: 'https://a.example/feed', siteUrl: 'https://a.example/' });
    expect(asked).toContain('https://a.example/feed');
    expect(asked.filter((url) => url.includes('elsewhere'))).toEqual([]);
  });
});

describe('looking for what to follow', () => {
  const announcing = '<!doctype html><link rel="alternate" type="application/rss+xml" href="https://feeds.example/a"><p>Hello</p>';

  test('asks the site of the address, and offers what is announced elsewhere', async () => {
    const worker = await ready();
    web.set('https://a.example/', answer(announcing, PAGE));
    expect(await worker.send('findAt', { address: 'https://a.example/', isTyped: true })).toMatchObject({
      value: { kind: 'found', elsewhere: [{ url: 'https://feeds.example/a' }] },
    });
    expect(new Set(asked.map((url) => new URL(url).hostname))).toEqual(new Set(['a.example']));
  });

  test('asks for that when the reader says so', async () => {
    const worker = await ready();
    web.set('https://feeds.example/a', feed('https://a.example/', item('One', 'https://a.example/1')));
    await worker.send('findAt', { address: 'https://feeds.example/a', isTyped: false });
    expect(asked).toEqual(['https://feeds.example/a']);
  });
});
