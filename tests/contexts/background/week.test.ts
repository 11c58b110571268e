/**
 * A made-up week with five blogs: one that posts and edits, one that is quiet, one that dies, one on a host that rations, one that moves. Every day the
 * words of the popup, the icon and the page Sources are what happened, and nothing else.
 */
import { expect, test } from 'vitest';
import { newSource } from '../../../src/core/follow/new-source';
import type { FetchAsk, Fetched } from '../../../src/core/follow/response';
import { ok } from '../../../src/core/problem';
import { countNew } from '../../../src/edge/store/count-new';
import { readLedger } from '../../../src/edge/store/ledger';
import { latestEntries } from '../../../src/edge/store/lists';
import { newEntries } from '../../../src/edge/store/new-entries';
import { openForReading } from '../../../src/edge/store/open';
import { sourcesWithHealth } from '../../../src/edge/store/source-rows';
import { checkedWords } from '../../../src/ui/checking';
import { titleOf } from '../../../src/ui/followed';
import { healthWords } from '../../../src/ui/health-words';
import { got, NOW } from '../../edge/store/library-fixture';
import { fakeBrowser, idle } from './fake-browser';

const HOUR = 3_600_000;
const STEP = 2 * HOUR;
const NAMES = ['busy', 'quiet', 'dying', 'rate', 'old'] as const;

function rss(name: string, posts: readonly { readonly slug: string; readonly title: string }[]): string {
  const items = posts.map(
    ({ slug, title }) => `<item><title>${title}</title><link>https://${name}.example/${slug}</link><guid>${slug}</guid></item>`,
  );
  return `<rss version="2.0"><channel><title>The ${name} blog</title><link>https://${name}.example/</link>${items.join('')}</channel></rss>`;
}

const answer = (url: string, body: string | undefined, more: object = {}): Fetched => ({
  ok: true,
  answer: {
    status: 200,
    url,
    isRedirected: false,
    headers: {},
    isWhole: true,
    ...(body !== undefined && { body: new TextEncoder().encode(body) }),
    ...more,
  },
});

/** The web as it is on that day of the week, 0 to 6. */
function webOf(clock: () => number) {
  let servedAt = 0;
  let refusals = 0;
  const day = () => Math.floor((clock() - NOW) / (24 * HOUR));
  const upTo = (name: string, first: number) =>
    Array.from({ length: first + day() }, (_, at) => ({ slug: `p${at}`, title: `${name} ${at + 1}` })).reverse();
  const sites: Record<string, (url: string) => Fetched> = {
    busy: (url) => answer(url, rss('busy', upTo('Busy', 3)).replace('Busy 1<', day() >= 2 ? 'Busy one, edited<' : 'Busy 1<')),
    quiet: (url) => answer(url, rss('quiet', [{ slug: 'q', title: 'Quiet' }])),
    dying: (url) =>
      day() >= 2 ? answer(url, undefined, { status: 404 }) : answer(url, rss('dying', [{ slug: 'd', title: 'Last words' }])),
    rate: (url) => {
      const isSoon = clock() - servedAt < 6 * HOUR;
      if (isSoon) refusals += 1;
      else servedAt = clock();
      return isSoon
        ? answer(url, undefined, { status: 429, headers: { 'retry-after': '21600' } })
        : answer(url, rss('rate', upTo('Rate', 1)));
    },
    old: (url) => answer(day() >= 3 ? 'https://old.example/new-feed' : url, rss('old', upTo('Old', 1)), { isRedirected: day() >= 3 }),
  };
  return {
    refusals: () => refusals,
    fetchSource: async ({ url }: FetchAsk): Promise<Fetched> =>
      sites[new URL(url).hostname.replace('.example', '')]?.(url) ?? { ok: false, problem: { kind: 'unreachable' } },
  };
}

test('each day the words are what happened', async () => {
  const browser = fakeBrowser();
  const web = webOf(browser.now);
  browser.state.broken = { net: { fetchSource: web.fetchSource } };
  for (const name of NAMES) for (const www of ['', 'www.']) browser.state.granted.add(`https://${www}${name}.example/*`);
  const worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
  const sources = NAMES.map((name) => ({
    source: newSource({ kind: 'feed', url: `https://${name}.example/feed` }, browser.now()),
    wishes: { followed: true },
  }));
  expect(await worker.send('follow', { sources })).toEqual(ok('done'));
  await idle();

  const library = got(await openForReading());
  const said = async () => {
    const now = browser.now();
    const { rows } = await sourcesWithHealth(library, () => true, now);
    const since = (await readLedger(library)).lastLookedAt ?? 0;
    const fresh = await newEntries(library, { since });
    expect(await countNew(library, since)).toBe(fresh.length); // the pill and the icon are one
    return {
      badge: browser.state.badge,
      fresh: fresh.map(({ essay: { title } }) => title),
      checked: checkedWords(rows, undefined, now),
      health: Object.fromEntries(
        rows.map((row) => [titleOf(row).replace(/^The (\w+) blog$/, '$1'), healthWords(row.health, now).join(' ')]),
      ),
    };
  };
  const look = async () => {
    await worker.send('looked', {});
    await idle();
  };
  const dayPasses = async () => {
    for (let at = 0; at < 24 * HOUR; at += STEP) {
      await browser.pass(STEP);
      if ((browser.state.alarms.get('refresh') ?? Number.POSITIVE_INFINITY) <= browser.now()) void worker.listeners.ring?.('refresh'); // it waits for time that nobody lets pass
      await idle();
    }
  };

  await look();
  const first = await said();
  expect([first.badge, first.fresh, first.checked]).toEqual(['', [], { fact: 'Checked just now · 5 sources' }]); // what they held is no news
  expect(Object.values(first.health)).toEqual(
    Array.from({ length: 5 }, () => expect.stringMatching(/^Checked just now\. Next in \d+ \w+\.$/)),
  );

  await dayPasses();
  const second = await said();
  expect([second.badge, [...second.fresh].sort()]).toEqual(['3', ['Busy 4', 'Old 2', 'Rate 2']]);
  await look();
  expect((await said()).badge).toBe('');

  await dayPasses();
  const third = await said();
  const others = (fresh: readonly string[]) => fresh.filter((title) => !title.startsWith('Rate')).sort();
  expect([third.badge, others(third.fresh)]).toEqual([String(third.fresh.length), ['Busy 5', 'Old 3']]); // what was edited is not new
  const titles = (await latestEntries(library, { limit: 50 })).entries.map(({ essay: { title } }) => title);
  expect(titles).toContain('Busy one, edited');
  expect(titles).not.toContain('Busy 1');
  expect(third.health['dying']).toMatch(/^The site has nothing at this address\. Last worked .+\. Next try in \d+ \w+\.$/);
  expect(third.checked?.trouble).toBe('1 needs a look');

  for (let day = 3; day <= 6; day++) {
    await look();
    await dayPasses();
    const today = await said();
    expect(others(today.fresh), `day ${day}`).toEqual([`Busy ${day + 3}`, `Old ${day + 1}`]);
    expect(today.badge).toBe(String(today.fresh.length)); // the pill and the icon are one
    expect(today.health['rate']).not.toMatch(/asleep|nothing|login|trouble/i);
    expect(today.health['quiet']).toMatch(/^Checked .+\. Next in .+\.$/);
    expect(today.checked?.trouble).toBe('1 needs a look');
  }
  const { rows } = await sourcesWithHealth(library, () => true, browser.now());
  expect(rows.find(({ source }) => source.url.includes('old.'))?.health.movedTo).toBe('https://old.example/new-feed');
  const rate = (await latestEntries(library, { limit: 50 })).entries.filter(({ essay: { title } }) => title.startsWith('Rate'));
  expect(rate.length).toBeGreaterThanOrEqual(6); // of a host that rations, a post is some hours late at most
  expect(web.refusals()).toBeLessThan(10);
  expect(browser.state.told).toEqual([]);
});
