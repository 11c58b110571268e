import { beforeEach, expect, test } from 'vitest';
import type { Essay } from '../../src/core/essay';
import type { Answer, Fetched } from '../../src/core/follow/response';
import { failed } from '../../src/core/problem';
import { putEssays } from '../../src/edge/store/essays';
import { followSources } from '../../src/edge/store/follow';
import type { Library } from '../../src/edge/store/library';
import { beginText, keepText, leaveText, restTexts, wantedTexts } from '../../src/edge/store/texts';
import { fetchTexts, type TextEdges } from '../../src/flows/fetch-texts';
import { essay, freshLibrary, got, NOW, onDisk, source, sourceId } from '../edge/store/library-fixture';
import { answered } from './followed-world';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const HTML = { 'content-type': 'text/html; charset=utf-8' };

type Site = (url: string) => Fetched | Promise<Fetched>;

let library: Library;
let now: number;
let asked: { readonly url: string; readonly at: number }[];
let sites: Map<string, Site>;

beforeEach(async () => {
  library = await freshLibrary();
  [now, asked, sites] = [NOW, [], new Map()];
});

/** A clock that goes on only while somebody waits. */
function edges(over: Partial<TextEdges> = {}): TextEdges {
  return {
    mayGoOn: async () => true,
    permitted: async () => () => true,
    wanted: (at) => wantedTexts(library, at),
    begin: (wanted, at) => beginText(library, wanted, at),
    fetchPage: async ({ url }) => {
      asked.push({ url, at: now });
      return sites.get(url)?.(url) ?? status(404)(url);
    },
    keep: (begun, text) => keepText(library, begun, text),
    leave: (begun, next) => leaveText(library, begun, next),
    rest: (id, until, origin) => restTexts(library, id, until, origin),
    wait: async (ms) => {
      now += ms;
    },
    yieldNow: () => Promise.resolve(),
    now: () => now,
    ...over,
  };
}

const status =
  (code: number, headers: Answer['headers'] = {}): Site =>
  (url) =>
    answered({ url }, undefined, { status: code, headers });
const silent: Site = () => ({ ok: false, problem: { kind: 'unreachable' } });
const sentences = (about: string) =>
  Array.from({ length: 12 }, (_, at) => `<p>In part ${at} it is told at some length what can be known of ${about}.</p>`).join('');
const pageOf = (title: string, body: string) =>
  `<!doctype html><title>${title} | Blog</title><nav>Home</nav><article><h1>${title}</h1>${body}</article>`;
const page =
  (html: string, fields: Partial<Answer> = {}): Site =>
  (url) =>
    answered({ url }, html, { headers: HTML, ...fields });

/** A followed source whose essays give a summary, and have their text on a page of their own. */
async function follow(
  host: string,
  ids: readonly string[],
  site: (title: string) => Site = (title) => page(pageOf(title, sentences(title))),
) {
  got(await followSources(library, [{ source: source(host), wishes: {} }], { from: 'options', now: NOW }));
  const essays = ids.map((id, at): Essay => {
    const url = `https://${host}.example/${id}`;
    sites.set(url, site(`Essay ${id}`));
    return essay(id, { url, sourceId: sourceId(host), publishedAt: NOW - (at + 1) * HOUR });
  });
  got(await putEssays(library, essays, { from: 'poll', now: NOW }));
}

const texts = async () => new Map((await onDisk((db) => db.getAll('bodies'))).map(({ id, text }) => [String(id), text]));
const urls = () => asked.map(({ url }) => url);

test('each essay’s page is asked once, newest first, and its text becomes the essay’s', async () => {
  await follow('a', ['new', 'old']);
  const report = await fetchTexts(edges());
  expect(urls()).toEqual(['https://a.example/new', 'https://a.example/old']);
  expect(report).toEqual({ kept: 2 });
  expect((await texts()).get('new')).toMatch(/^In part 0 it is told at some length what can be known of Essay new\.\nIn part 1/);
  await fetchTexts(edges());
  expect(asked).toHaveLength(2);
});

test('one page at a time of one host, with seconds in between, and no more than three hosts at once', async () => {
  let [open, most] = [0, 0];
  const here = new Map<string, number>();
  const slow = (title: string): Site => {
    const answer = page(pageOf(title, sentences(title)));
    return async (url) => {
      const { host } = new URL(url);
      expect(here.get(host) ?? 0).toBe(0);
      here.set(host, 1);
      most = Math.max(most, ++open);
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      open--;
      here.set(host, 0);
      return answer(url);
    };
  };
  for (const host of ['a', 'b', 'c', 'd', 'e']) await follow(host, [`${host}1`, `${host}2`, `${host}3`], slow);
  await fetchTexts(edges());
  expect(asked).toHaveLength(15);
  expect(most).toBeLessThanOrEqual(3);
  for (const host of ['a', 'b', 'c', 'd', 'e']) {
    const times = asked.filter(({ url }) => url.includes(`//${host}.`)).map(({ at }) => at);
    for (const [at, time] of times.entries()) expect(time - (times[at - 1] ?? NOW)).toBeGreaterThanOrEqual(5_000);
  }
});

test.each<[string, Partial<TextEdges>]>([
  ['where the reader wants none', { mayGoOn: async () => false }],
  ['where the browser permits none', { permitted: async () => () => false }],
])('nothing is asked %s', async (_claim, over) => {
  await follow('a', ['one']);
  expect(await fetchTexts(edges(over))).toEqual({ kept: 0 });
  expect(asked).toEqual([]);
});

test('switched off, or with a poll to do, it asks for nothing more', async () => {
  await follow('a', ['one', 'two', 'three']);
  await fetchTexts(edges({ mayGoOn: async () => asked.length < 1 }));
  expect(asked).toHaveLength(1);
  expect(await fetchTexts(edges({ mayGoOn: async () => asked.length < 2 }))).toEqual({ kept: 1 }); // and no time to go on
  expect(asked).toHaveLength(2);
});

test('a permission that is taken back meanwhile is not used', async () => {
  await follow('a', ['one', 'two']);
  await fetchTexts(edges({ permitted: async () => () => asked.length < 1 }));
  expect(asked).toHaveLength(1);
});

test('a waking is bounded, and says when to go on', async () => {
  for (const host of ['a', 'b', 'c', 'd'])
    await follow(
      host,
      Array.from({ length: 20 }, (_, at) => `${host}${at}`),
    );
  const first = await fetchTexts(edges());
  expect(first.kept).toBeLessThanOrEqual(42);
  expect(first.nextAt).toBe(now + 60_000);
  for (let more: { nextAt?: number } = first; more.nextAt !== undefined; more = await fetchTexts(edges()));
  expect(new Set(urls()).size).toBe(80);
  expect(asked).toHaveLength(80);
});

test.each<[string, Site]>([
  ['says no', status(403)],
  ['has nothing there', status(404)],
  ['says that it is gone', status(410)],
  ['asks for a login', status(401)],
  ['is no page', (url) => answered({ url }, undefined, { headers: { 'content-type': 'application/pdf' } })],
  ['leads to a machine at home', () => ({ ok: false, problem: { kind: 'private-address', host: '192.168.0.1' } })],
  ['has no more of the essay than its title', page('<title>Essay one</title><div id="app"></div>')],
  ['is too large', () => ({ ok: false, problem: { kind: 'too-large', limitBytes: 1 } })],
])('a site that %s is not asked again, and the other essays are', async (_claim, site) => {
  await follow('a', ['one', 'two']);
  sites.set('https://a.example/one', site);
  expect(await fetchTexts(edges())).toEqual({ kept: 1 });
  now += 100 * DAY;
  await fetchTexts(edges());
  expect(urls()).toEqual(['https://a.example/one', 'https://a.example/two']);
});

test.each<[string, Site]>([
  ['does not answer', silent],
  ['has trouble of its own', status(500)],
  ['shows another page', page(pageOf('Front page', sentences('nothing in particular')))],
  ['breaks off', page(pageOf('Essay one', sentences('Essay one')), { isWhole: false })],
])('a page that %s is tried twice more, days later', async (_claim, site) => {
  await follow('a', ['one'], () => site);
  let { nextAt } = await fetchTexts(edges());
  for (const days of [2, 5]) {
    expect(nextAt).toBe(now + days * DAY);
    now += days * DAY;
    ({ nextAt } = await fetchTexts(edges()));
  }
  expect(nextAt).toBeUndefined();
  expect(asked).toHaveLength(3);
  expect((await texts()).get('one')).toBeUndefined();
});

test('a host that does not answer is left alone for the rest of the walk, and for hours', async () => {
  await follow('a', ['one', 'two', 'three'], () => silent);
  await follow('b', ['four']);
  const { kept, nextAt } = await fetchTexts(edges());
  expect(kept).toBe(1);
  expect(urls().filter((url) => url.startsWith('https://a.'))).toHaveLength(1);
  expect((nextAt ?? 0) - now).toBeGreaterThan(5 * HOUR);
});

test('a site that asks for time gets it, for all its essays', async () => {
  await follow('a', ['one', 'two'], () => status(429, { 'retry-after': String(3 * 24 * 60 * 60) }));
  const { nextAt } = await fetchTexts(edges());
  expect(nextAt).toBe(now + 3 * DAY);
  now += 3 * DAY - 1;
  await fetchTexts(edges());
  expect(asked).toHaveLength(1);
});

test('a disk that is full ends the walk, says so, and is tried again later', async () => {
  await follow('a', ['one', 'two']);
  const report = await fetchTexts(edges({ keep: async () => failed({ kind: 'disk-full' }) }));
  expect(report).toMatchObject({ kept: 0, problem: { kind: 'disk-full' }, nextAt: now + HOUR });
  expect(asked).toHaveLength(1);
});

/** The same effects until one too many: then every await fails, before its work or after it, as when the background ends. */
function mortal(whole: TextEdges, effects: number): { readonly edges: TextEdges; readonly isDead: () => boolean } {
  let left = effects;
  const die = (): void => {
    if (left-- <= 0) throw new Error('ended');
  };
  const dying = Object.entries(whole).map(([name, effect]) => {
    const work = effect as (...given: unknown[]) => unknown; // as: every effect is one
    const until = async (...given: unknown[]): Promise<unknown> => {
      die();
      const done = await work(...given);
      die();
      return done;
    };
    return [name, name === 'now' ? work : until];
  });
  return { edges: Object.fromEntries(dying) as TextEdges, isDead: () => left < 0 }; // as: the same names, the same promises
}

test('ended at any await, it goes on where it was: every text is there in the end, and no page was asked more than twice', async () => {
  for (let effects = 0, isDead = true; isDead; effects++) {
    library = await freshLibrary();
    asked = [];
    await follow('a', ['a1', 'a2']);
    await follow('b', ['b1']);
    const dying = mortal(edges(), effects);
    await fetchTexts(dying.edges).catch(() => {});
    isDead = dying.isDead();
    now += 2 * HOUR;
    await fetchTexts(edges());
    expect([...(await texts()).values()].filter((text) => text === undefined)).toEqual([]);
    for (const url of new Set(urls())) expect(urls().filter((each) => each === url).length).toBeLessThanOrEqual(2);
  }
  expect.hasAssertions();
});

test('a redirect that leads off the list of what may be fetched gives no text, and is not tried again', async () => {
  await follow('a', ['led', 'stays'], (title) => page(pageOf(title, sentences(title))));
  sites.set(
    'https://a.example/led',
    page(pageOf('Essay led', sentences('Essay led')), { url: 'http://router.example/', isRedirected: true }),
  );
  const permitted = async () => (url: string) => url.startsWith('https://a.example/');
  await fetchTexts(edges({ permitted }));
  now += 30 * DAY;
  await fetchTexts(edges({ permitted }));
  expect(urls()).toEqual(['https://a.example/led', 'https://a.example/stays']);
  expect([...(await texts()).keys()]).toEqual(['stays']);
});

test('an essay whose whole address may not be asked is not asked, though its host may', async () => {
  await follow('a', ['one']);
  const permitted = async () => (url: string) => url.endsWith('/*');
  expect(await fetchTexts(edges({ permitted }))).toMatchObject({ kept: 0 });
  expect(asked).toEqual([]);
});
