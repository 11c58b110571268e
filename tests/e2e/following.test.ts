/** Following sites: what is new arrives once, what is known stays what it was, and a background that dies anywhere loses nothing. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Essay, Source } from '../../src/core/essay';
import { newSource } from '../../src/core/follow/new-source';
import type { Screen } from '../drive/driver';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { until } from '../drive/poll';
import { ask, find, follow, followAt, healthIn, ownPage, progressOf, refreshAll, stored, titlesOf, whileWalking } from './follower';
import { BROWSER, badgeBecomes, badgeText, openList, pressButton, rowsOf, type Session, startSession } from './person';

const DIST = process.env['SIDELIGHT_DIST'];
const HTML = { 'content-type': 'text/html; charset=utf-8' };

let session: Session;
let web: MadeUpWeb;
beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  await session.driver.grantOrigins(['http://*/*']);
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

function rss(posts: readonly string[], guid: (post: string) => string = (post) => post): string {
  const items = posts.map(
    (post) =>
      `<item><title>Post ${post}</title><link>http://blog.example/${post}</link><guid isPermaLink="false">${guid(post)}</guid></item>`,
  );
  return `<rss version="2.0"><channel><title>Blog</title><link>http://blog.example/</link>${items.join('')}</channel></rss>`;
}

test(`${BROWSER}: a blog without a feed is followed by its list; a new post appears, the badge counts it, reading clears it`, async () => {
  const ours = await ownPage(session.driver);
  await ask(ours, 'wake', {}); // what comes with Sidelight is there before anybody looks
  await ask(ours, 'looked', {});
  await badgeBecomes(ours, '');
  const before = readFileSync(new URL('../fixtures/feeds/tag-page.html', import.meta.url), 'utf8');
  web.put('http://lindqvist.example/tags/data', { body: before, headers: HTML });
  const source = await followAt(ours, 'http://lindqvist.example/tags/data');
  expect(source.kind).toBe('listing');
  expect(await titlesOf(ours, source.id)).toHaveLength(5);
  expect(await badgeText(ours), 'what was there when it was added is not new').toBe('');

  const post =
    '<article class="post-entry"><div class="meta"><span>2 Oct 2025</span></div><h2><a href="/posts/2025/a-fresh-one">A Fresh One This Week</a></h2><p>Short.</p></article>';
  web.put('http://lindqvist.example/tags/data', { body: before.replace('<article', `${post}<article`), headers: HTML });
  await refreshAll(ours, [source.id]);
  await badgeBecomes(ours, '1');
  const fresh = (await stored<Essay>(ours, 'essays')).find(({ title }) => title === 'A Fresh One This Week');
  expect(fresh?.url).toBe('http://lindqvist.example/posts/2025/a-fresh-one');
  await ask(ours, 'act', { essayId: fresh?.id, act: { kind: 'markRead' }, from: 'popup' });
  await badgeBecomes(ours, '');
  await ask(ours, 'act', { essayId: fresh?.id, act: { kind: 'markUnread' }, from: 'popup' });
  await badgeBecomes(ours, '1');
  const list = await openList(session.driver);
  expect((await rowsOf(list)).map(({ title }) => title)).toContain('A Fresh One This Week');
  await badgeBecomes(list, '');
});

test(`${BROWSER}: a feed whose guids change, that turns to tracking links and another order, brings nothing back`, async () => {
  const ours = await ownPage(session.driver);
  web.put('http://blog.example/feed', { body: rss(['a', 'b', 'c', 'd']) });
  const source = await followAt(ours, 'http://blog.example/feed');
  const essays = (await stored<Essay>(ours, 'essays')).filter(({ sourceId }) => sourceId === source.id);
  for (const { id } of essays) await ask(ours, 'act', { essayId: id, act: { kind: 'markRead' }, from: 'popup' });
  const changed = rss(['d', 'c', 'b', 'a'], (post) => `anew-${post}`).replaceAll('http://blog.example/', 'https://www.blog.example/');
  web.put('http://blog.example/feed', { body: changed.replace(/<\/link>/g, '?utm_source=rss</link>') });
  await refreshAll(ours, [source.id]);
  const after = (await stored<Essay>(ours, 'essays')).filter(({ sourceId }) => sourceId === source.id);
  expect(after.map(({ id, firstSeenAt }) => [id, firstSeenAt]).sort()).toEqual(
    essays.map(({ id, firstSeenAt }) => [id, firstSeenAt]).sort(),
  );
  expect(await badgeText(ours)).toBe('');
});

test(`${BROWSER}: a takeover is one question; no post is taken in until it is answered`, async () => {
  const ours = await ownPage(session.driver);
  web.put('http://sold.example/feed', { body: rss(['x', 'y', 'z']).replaceAll('blog.example', 'sold.example') });
  const source = await followAt(ours, 'http://sold.example/feed');
  const casino = Array.from({ length: 100 }, (_, at) => `casino-${at}`);
  web.put('http://sold.example/feed', { body: rss(casino).replaceAll('blog.example', 'casino.example') });
  await refreshAll(ours, [source.id]);
  expect((await healthIn(ours)).get(source.id)).toMatchObject({ condition: 'question', question: { strangers: 100 } });
  expect(await titlesOf(ours, source.id)).toHaveLength(3);
  expect(await badgeText(ours)).toBe('');
  await whileWalking(ours, () => ask(ours, 'answerQuestion', { sourceId: source.id, isWelcome: true }));
  expect(await titlesOf(ours, source.id)).toHaveLength(103);
  await ask(ours, 'unfollow', { sourceId: source.id });
  expect(await titlesOf(ours, source.id)).toHaveLength(0);
});

test(`${BROWSER}: 410 stops a source, and a person wakes it`, async () => {
  const ours = await ownPage(session.driver);
  web.put('http://ended.example/feed', { body: rss(['p']) });
  const source = await followAt(ours, 'http://ended.example/feed');
  web.put('http://ended.example/feed', { status: 410 });
  await refreshAll(ours, [source.id]);
  expect((await healthIn(ours)).get(source.id)).toMatchObject({ condition: 'gone', problem: { kind: 'gone' } });
  web.put('http://ended.example/feed', { body: rss(['p', 'q']) });
  await refreshAll(ours, [source.id]);
  expect((await healthIn(ours)).get(source.id)?.condition).toBe('well');
  expect(await titlesOf(ours, source.id)).toHaveLength(2);
});

test(`${BROWSER}: the background killed 50 times during a poll of 40 sources: no post twice, none missing`, async () => {
  const ours = await ownPage(session.driver);
  const published = new Map<string, string[]>();
  const sources = Array.from({ length: 40 }, (_, at) =>
    newSource({ kind: 'feed', url: `http://many${at}.example/feed`, title: `Many ${at}` }, Date.now()),
  );
  for (const [at, { url }] of sources.entries()) {
    const posts = [`${at}-0`];
    published.set(url, posts);
    web.put(url, () => {
      if (posts.length < 60) posts.unshift(`${at}-${posts.length}`);
      return { body: rss(posts, (post) => `many-${post}`), afterMs: 5 };
    });
  }
  await follow(
    ours,
    sources.map((source) => ({ source, wishes: {} })),
  );
  let seed = 7;
  const dice = () => {
    seed = (Math.imul(seed, 48_271) + 11) >>> 0;
    return seed / 2 ** 32;
  };
  for (let kill = 0; kill < 50; kill++) {
    await ask(ours, 'refresh', {}).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, dice() * 400)); // at random: that is the test
    await session.driver.killWorker();
  }
  await refreshAll(ours);
  const essays = await stored<Essay>(ours, 'essays');
  const wrong = sources.flatMap(({ id, url }) => {
    const here = essays
      .filter(({ sourceId }) => sourceId === id)
      .map(({ title }) => title)
      .sort();
    const there = (published.get(url) ?? []).map((post) => `Post ${post}`).sort();
    return JSON.stringify(here) === JSON.stringify(there) ? [] : [{ url, here: here.length, there: there.length }];
  });
  expect(wrong).toEqual([]);
  const known = new Set(sources.map(({ id }) => id));
  const health = await healthIn(ours);
  expect([...known].map((id) => health.get(id)?.condition)).toEqual(sources.map(() => 'well'));
}, 300_000);

test(`${BROWSER}: a walk that was cut short goes on at the next alarm, without anyone asking`, async () => {
  const ours = await ownPage(session.driver);
  const before = web.asked().filter((url) => url.startsWith('http://many')).length;
  await ask(ours, 'refresh', {});
  await until('the first answers', () => web.asked().filter((url) => url.startsWith('http://many')).length > before + 5);
  await session.driver.killWorker();
  await until(
    'the alarm and the rest of the walk',
    async () => {
      const states = await stored<{ readonly nextDueAt: number; readonly sourceId: string }>(ours, 'sourceStates');
      return states.every(({ nextDueAt }) => nextDueAt > Date.now()) && (await progressOf(ours))?.isRunning === false;
    },
    110_000,
  );
});

test(`${BROWSER}: a redirect to another site is followed where that site is permitted too`, async () => {
  const ours = await ownPage(session.driver);
  web.put('http://new.example/feed', { body: rss(['n1', 'n2']) });
  web.put('http://old.example/feed', { status: 302, headers: { location: 'http://new.example/feed' } });
  const source = await followAt(ours, 'http://old.example/feed');
  expect(await titlesOf(ours, source.id)).toHaveLength(2);
});

test(`${BROWSER}: a page announces a feed elsewhere, and an address without anything is told`, async () => {
  const ours = await ownPage(session.driver);
  web.put('http://page.example/', { body: '<link rel="alternate" type="application/rss+xml" href="/its-feed"><p>Hello', headers: HTML });
  web.put('http://page.example/its-feed', { body: rss(['1', '2']) });
  expect(await find(ours, 'http://page.example/')).toMatchObject({
    kind: 'found',
    previews: [{ count: 2, source: { url: 'http://page.example/its-feed' } }],
  });
  expect(await find(ours, 'http://nowhere.example/')).toMatchObject({ kind: 'none', problem: { kind: 'missing' } });
  expect(await find(ours, 'https://page.example/')).toMatchObject({ kind: 'needs-permission' });
});

test(`${BROWSER}: the site that is open is followed from the toolbar: look, see the newest titles, follow`, async () => {
  web.put('http://open.example/', { body: '<link rel="alternate" type="application/rss+xml" href="/rss"><p>Hello', headers: HTML });
  web.put('http://open.example/rss', { body: rss(['o1', 'o2', 'o3']).replaceAll('blog.example', 'open.example') });
  await session.driver.grantOrigins(['https://open.example/*', 'https://www.open.example/*']); // what the click asks for besides
  const page = await session.driver.openPage('http://open.example/');
  await page.activate();
  const popup = await session.driver.clickToolbar();
  await pressInPopup(popup, 'Follow this site');
  await popup.until(() => document.querySelectorAll('.preview-posts li').length === 3);
  await pressButton(popup, 'Follow: Blog'); // really: the browser gives a permission to nothing less
  await popup.until(() => document.querySelector('.preview [role=status]')?.textContent?.startsWith('Followed'));
  const ours = await ownPage(session.driver);
  await until('the posts', async () => {
    const essays = await stored<Essay>(ours, 'essays');
    return essays.filter(({ url }) => url.startsWith('http://open.example/')).length === 3;
  });
});

test(`${BROWSER}: nothing of this raised an error`, async () => {
  expect(await errorsIn(session)).toEqual([]);
});

describe(`${BROWSER}: the source that comes along`, () => {
  const LISTING = 'http://www.hlibco.com/tags/data';
  const POSTS: readonly (readonly [path: string, day: string, title: string])[] = [
    ['2025/trillion-row-creative-insights-scaling-netflix-muse', '25 Sep 2025', 'Trillion-Row Creative Insights: Scaling Netflix Muse'],
    ['2022/golden-thread-managing-building-data-integrity', '5 Feb 2022', 'The Golden Thread: Managing Building Data Integrity'],
    ['2022/data-plus-architecture-integrating-data-into-design', '6 Jan 2022', 'Data Plus Architecture: Integrating Data into Design'],
    ['2021/data-mesh-decentralized-ownership-practice', '28 May 2021', 'Data Mesh: Decentralized Ownership in Practice'],
    ['2020/why-data-lakes-failing-modern-enterprise', '19 May 2020', 'Why Data Lakes are Failing the Modern Enterprise'],
  ];
  const article = ([path, day, title]: (typeof POSTS)[number]) =>
    `<article><span>${day}</span><h2><a href="https://www.hlibco.com/posts/${path}">${title}</a></h2><p>A line of our own.</p></article>`;
  let fresh: Session;
  beforeAll(async () => {
    fresh = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  });
  afterAll(async () => {
    await fresh?.stop();
  });

  test('is a welcome that asks for nothing, whatever is permitted; followed, it knows its essays again', async () => {
    const ours = await ownPage(fresh.driver);
    await badgeBecomes(ours, '5');
    await moveSource(ours, 'hlibco-data', LISTING);
    web.put(LISTING, { body: `<title>Data</title><main>${POSTS.map(article).join('')}</main>`, headers: HTML });
    await fresh.driver.grantOrigins(['http://*/*']); // marks on all sites
    await refreshAll(ours);
    expect([(await stored(ours, 'sourceStates')).length, web.asked().filter((url) => url.includes('hlibco'))]).toEqual([0, []]);
    const before = await stored<Essay>(ours, 'essays');
    const [source] = (await stored<Source>(ours, 'sources')).filter(({ id }) => id === 'hlibco-data');
    if (source === undefined) throw new Error('it is not there');
    await ask(ours, 'follow', { sources: [{ source, wishes: { followed: true } }] });
    await until('the first poll, for which nobody asked', async () => (await healthIn(ours)).get('hlibco-data')?.lastSuccessAt);
    const after = await stored<Essay>(ours, 'essays');
    expect(after.map(({ id, firstSeenAt }) => [id, firstSeenAt])).toEqual(before.map(({ id, firstSeenAt }) => [id, firstSeenAt]));
    const odd = after.find(({ title }) => title.startsWith('Data Plus'));
    expect(odd?.url).toBe('https://www.hlibco.com/posts/2022/data-plus-architecture-integrating-data-into-design');
    expect(odd?.summary.length, 'its summary is that of the bundle').toBeGreaterThan(100);
    await badgeBecomes(ours, '5');
  });

  test('and nothing of this raised an error', async () => {
    expect(await errorsIn(fresh)).toEqual([]);
  });
});

/** Without what browsers say of sites that are down. */
async function errorsIn({ driver }: Session): Promise<readonly string[]> {
  return (await driver.errors()).filter((error) => !/Failed to load resource|net::ERR|404|500|410/.test(error));
}

/** Without the pointer: headless Firefox shows less of a popup than it holds, and what is below cannot be pointed at. */
async function pressInPopup(popup: Screen, name: string): Promise<void> {
  await popup.until((wanted) => {
    const buttons = [...document.querySelectorAll('button')];
    const found = buttons.find((button) => (button.getAttribute('aria-label') ?? button.textContent?.trim()) === wanted);
    found?.click();
    return found !== undefined;
  }, name);
}

/** No test can serve the real address. */
async function moveSource(screen: Screen, id: string, url: string): Promise<void> {
  await screen.eval(
    (key, address) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('library');
        opening.onsuccess = () => {
          const store = opening.result.transaction('sources', 'readwrite').objectStore('sources');
          const asked = store.get(key);
          asked.onsuccess = () => {
            const put = store.put({ ...asked.result, url: address });
            put.onerror = () => reject(put.error);
            put.transaction?.addEventListener('complete', () => {
              opening.result.close();
              resolve();
            });
          };
        };
      }),
    id,
    url,
  );
}
