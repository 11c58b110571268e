/**
 * Days in random order, with the background, the popup and the store that ship: blogs publish, edit, reorder, take down, re-date and move; the browser
 * is closed for days, restarted, offline or has its clock set back; the reader looks, reads, saves, marks all as seen, in two popups at once. After
 * every look what stands first is what arrived since the last one, each post is there once, and what was saved and read is as it was left.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { popupModel } from '../../../src/contexts/popup/model';
import { storeReads } from '../../../src/contexts/popup/reads';
import { newSource } from '../../../src/core/follow/new-source';
import type { FetchAsk, Fetched } from '../../../src/core/follow/response';
import { readFrontPage } from '../../../src/core/library/front-page';
import type { Entry } from '../../../src/core/library/marks';
import { ok } from '../../../src/core/problem';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { firstPageOf } from '../../../src/edge/store/latest';
import { openForReading } from '../../../src/edge/store/open';
import { isCommand } from '../../../src/messages/incoming';
import { shownOf } from '../../../src/ui/entry-row';
import { got } from '../../edge/store/library-fixture';
import { fakeNeeds } from '../popup/fakes';
import { fakeBrowser, idle } from './fake-browser';

const HOUR = 3_600_000;
const BLOGS = ['ash', 'birch', 'cedar'] as const;
type Blog = (typeof BLOGS)[number];
type Post = { readonly slug: string; title: string; at: number | undefined };

const DEED = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('publish' as const), blog: fc.constantFrom(...BLOGS) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('pass' as const, 'look' as const, 'check' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'reorder' as const, 'takeDown' as const, 'redate' as const, 'move' as const),
      blog: fc.constantFrom(...BLOGS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'read' as const,
        'save' as const,
        'allSeen' as const,
        'restart' as const,
        'closed' as const,
        'setBack' as const,
        'offline' as const,
        'online' as const,
        'twoPopups' as const,
      ),
    }),
  },
);

type Deed = typeof DEED extends fc.Arbitrary<infer D> ? D : never;

const WALKS = { numRuns: 4, seed: 14 }; // some hundred others were walked by hand: here the same ones each time

test('whatever the days bring, what is new is what came since the last look', async () => {
  await fc.assert(fc.asyncProperty(fc.array(DEED, { minLength: 10, maxLength: 40 }), walk), WALKS);
});

function rss(blog: Blog, posts: readonly Post[]): string {
  const items = posts.map(({ slug, title, at }) => {
    const date = at === undefined ? '' : `<pubDate>${new Date(at).toUTCString()}</pubDate>`;
    const text = `What ${slug} of ${blog} says about how clay turns to stone, and about those who sat by the kiln all night. `.repeat(2); // by which a post is known again when its title and its date are others
    return `<item><title>${title}</title><link>https://${blog}.example/${slug}</link><guid>${slug}</guid>${date}<description>${text}</description></item>`;
  });
  return `<rss version="2.0"><channel><title>${blog}</title><link>https://${blog}.example/</link>${items.join('')}</channel></rss>`;
}

/** Three blogs that a test may change, behind a line that may be cut. */
function webOf() {
  let serial = 0;
  const blogs = new Map<Blog, { posts: Post[]; moves: number }>(BLOGS.map((name) => [name, { posts: [], moves: 0 }]));
  const blogAt = (name: Blog) => blogs.get(name) ?? { posts: [], moves: 0 };
  const line = { isOnline: true };
  return {
    line,
    blogAt,
    publish(name: Blog, now: number): void {
      serial += 1;
      blogAt(name).posts.unshift({
        slug: `p${serial}`,
        title: `${name} ${serial}`,
        at: serial % 3 === 0 ? undefined : now - (serial % 4) * HOUR,
      });
    },
    fetchSource: async ({ url, etag }: FetchAsk & { readonly etag?: string }): Promise<Fetched> => {
      if (!line.isOnline) return { ok: false, problem: { kind: 'unreachable' } };
      const name = new URL(url).hostname.replace('.example', '') as Blog; // as: nobody else is asked
      const { posts, moves } = blogAt(name);
      const body = rss(name, posts.slice(0, 20));
      const tag = `"${body.length}-${posts.map(({ slug, title }) => slug + title).join()}-${posts.map(({ at }) => at).join()}"`;
      const here = {
        url: moves === 0 ? url : `https://${name}.example/feed-${moves}`,
        isRedirected: moves > 0 && !url.endsWith(`-${moves}`),
        headers: { etag: tag },
        isWhole: true,
      };
      return { ok: true, answer: etag === tag ? { ...here, status: 304 } : { ...here, status: 200, body: new TextEncoder().encode(body) } };
    },
  };
}

async function walk(deeds: readonly Deed[]): Promise<void> {
  const browser = fakeBrowser();
  const web = webOf();
  let isWalking = false;
  browser.state.broken = {
    net: { fetchSource: web.fetchSource, isOnline: () => web.line.isOnline },
    progress: {
      saveProgress: async ({ isRunning }) => {
        isWalking = isRunning;
      },
    },
  };
  for (const name of BLOGS) for (const www of ['', 'www.']) browser.state.granted.add(`https://${www}${name}.example/*`);
  for (const name of BLOGS) for (let at = 0; at < 4; at++) web.publish(name, browser.now());
  let worker = browser.wake();
  const send = async (name: string, ask: object) => {
    const reply = await (isCommand({ name }) ? worker.send(name, ask) : worker.hear({ name, ask }));
    await idle();
    return reply;
  };
  const reads = storeReads({
    loadSettings: async () => DEFAULT_SETTINGS,
    grantedOrigins: async () => [...browser.state.granted],
    loadProblems: async () => [],
  });
  const all = async (): Promise<readonly Entry[]> => {
    const entries: Entry[] = [];
    for (let before: unknown, isFirst = true; isFirst || before !== undefined; isFirst = false) {
      const batch = await reads.latest({ withHidden: true, unreadOnly: false, since: await reads.lastLookedAt() }, before);
      entries.push(...batch.entries);
      before = batch.next;
    }
    return entries.filter(({ essay }) => !essay.url.includes('bundled'));
  };

  const fresh = new Set<string>(); // arrived since the last look, and not read or seen
  const read = new Set<string>();
  const saved = new Map<string, string>(); // by address, the title it had
  let known = new Set<string>();
  const noteArrivals = async (): Promise<void> => {
    const urls = (await all()).map(({ essay }) => essay.url);
    for (const url of urls) if (!known.has(url)) fresh.add(url);
    known = new Set(urls);
  };
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 60 && (isWalking || turns === 0); turns++) await browser.pass(60_000);
    await noteArrivals();
  };
  const check = async (): Promise<void> => {
    await send('refresh', {});
    await settle();
    if (!web.line.isOnline) return;
    const titles = new Map((await all()).map(({ essay }) => [essay.url, essay.title]));
    for (const name of BLOGS) {
      for (const { slug, title } of web.blogAt(name).posts.slice(0, 20)) {
        const url = `https://${name}.example/${slug}`;
        expect([url, titles.get(url)]).toEqual([url, saved.get(url) ?? title]);
      }
    }
  };
  const pass = async (hours: number): Promise<void> => {
    for (let at = 0; at < hours; at++) {
      await browser.pass(HOUR);
      if ((browser.state.alarms.get('refresh') ?? Number.POSITIVE_INFINITY) > browser.now()) continue;
      void worker.listeners.ring?.('refresh'); // it waits for time that passes below
      await idle();
      await settle();
    }
  };
  const popup = () =>
    popupModel(
      fakeNeeds(
        [],
        {},
        {
          reads,
          send: send as never, // as: the background keeps the contract
          isOnline: () => web.line.isOnline,
          now: browser.now,
        },
      ).needs,
    );
  const look = async (): Promise<void> => {
    await worker.settled();
    const badge = browser.state.badge;
    const model = popup();
    await model.start();
    while (model.latest.hasMore()) await model.latest.more();
    const entries = model.latest.entries.value.filter(({ essay }) => !essay.url.includes('bundled'));
    const urls = entries.map(({ essay }) => essay.url);
    expect(urls.length).toBe(new Set(urls).size);
    expect(new Set(urls.slice(0, model.latest.fresh.value))).toEqual(fresh);
    expect([badge, model.news.count.value]).toEqual([fresh.size === 0 ? '' : String(fresh.size), fresh.size]);
    for (const entry of entries) {
      const { essay, isUnread } = entry;
      if (read.has(essay.url)) expect([essay.url, isUnread]).toEqual([essay.url, false]);
      if (fresh.has(essay.url)) expect([essay.url, isUnread]).toEqual([essay.url, true]);
      if (saved.has(essay.url)) expect([essay.title, shownOf(entry).isSaved]).toEqual([saved.get(essay.url), true]);
    }
    expect(model.lasting.value).toEqual([]);
    fresh.clear();
    await worker.settled();
    expect(browser.state.badge).toBe('');
  };
  const actOn = async (kind: 'markRead' | 'save'): Promise<void> => {
    const entry = (await all()).find(({ essay }) => !read.has(essay.url) && !saved.has(essay.url));
    if (entry === undefined) return;
    expect(await send('act', { essayId: entry.essay.id, act: { kind }, from: 'library' })).toEqual(ok('done'));
    if (kind === 'save') saved.set(entry.essay.url, entry.essay.title);
    else read.add(entry.essay.url);
    if (kind === 'markRead') fresh.delete(entry.essay.url);
  };
  const restart = async (): Promise<void> => {
    worker = browser.wake();
    isWalking = false;
    await send('wake', {});
    await settle();
  };

  await send('wake', {});
  const sources = BLOGS.map((name) => ({
    source: newSource({ kind: 'feed', url: `https://${name}.example/feed` }, browser.now()),
    wishes: { followed: true },
  }));
  expect(await send('follow', { sources })).toEqual(ok('done'));
  await settle();
  await check();
  await send('looked', {});
  fresh.clear();

  /** What the popup would begin with is what it would then read. */
  const kept = async (): Promise<boolean> => {
    const page = readFrontPage(browser.state.session.get('frontPage'));
    const read = await firstPageOf(got(await openForReading()), DEFAULT_SETTINGS);
    if (page !== undefined) expect(page).toEqual(read);
    return page !== undefined;
  };

  for (const deed of deeds) {
    await kept();
    for (let at = 0; at < 2; at++) await browser.pass(500); // nobody does two things in one moment, and after a change something may change again
    await worker.settled();
    expect(await kept(), 'it is made again once there is quiet').toBe(true);
    const blog = 'blog' in deed ? web.blogAt(deed.blog) : undefined;
    const first = blog?.posts[0];
    if (deed.do === 'publish') web.publish(deed.blog, browser.now());
    if (deed.do === 'edit' && first) first.title += ', edited';
    if (deed.do === 'redate' && first) first.at = browser.now();
    if (deed.do === 'reorder') blog?.posts.reverse();
    if (deed.do === 'takeDown' && blog && blog.posts.length > 4) blog.posts.splice(1, 1);
    if (deed.do === 'move' && blog) blog.moves += 1;
    if (deed.do === 'pass') await pass(5);
    if (deed.do === 'look') await look();
    if (deed.do === 'check') await check();
    if (deed.do === 'read') await actOn('markRead');
    if (deed.do === 'save') await actOn('save');
    if (deed.do === 'allSeen') {
      await send('markAllSeen', {});
      fresh.clear();
    }
    if (deed.do === 'restart') await restart();
    if (deed.do === 'closed') {
      await browser.pass(72 * HOUR);
      await restart();
    }
    if (deed.do === 'setBack') await browser.pass(-5 * HOUR);
    if (deed.do === 'offline' || deed.do === 'online') web.line.isOnline = deed.do === 'online';
    if (deed.do === 'twoPopups') {
      const both = [popup(), popup()];
      await Promise.all(both.map((model) => model.start()));
      for (const model of both) expect([model.latest.state.value, model.lasting.value]).toEqual(['ready', []]);
      fresh.clear();
    }
  }
  await look();
}
