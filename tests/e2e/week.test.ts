/** A week with five blogs, day by day: posts, a corrected title, a site that rations, one that ends and one that moves. Every word is read each evening. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Screen } from '../drive/driver';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { type MovedClock, movedClock } from '../drive/moved-clock';
import { until } from '../drive/poll';
import { followAt, ownPage } from './follower';
import { BROWSER, badgeBecomes, OPTIONS, openList, type Session, startSession } from './person';

const HOUR = 3_600_000;
const MONDAY = new Date(2031, 2, 3, 18, 10).getTime(); // where the machine is; far ahead, so that no alarm that is set by it rings meanwhile
const ROW = 80; // letters of a row: its title, source and date
const LONG_MS = 15_000;
const TIME = /\b\d{1,2}:\d{2}(\s?[AP]M)?/gi; // a run takes its minutes

type Post = { readonly name: string; title: string; readonly at: number };

let session: Session;
let web: MadeUpWeb;
let clock: MovedClock;
let evening = 0; // of how many days after the first
beforeAll(async () => {
  web = await startWeb();
  clock = movedClock(BROWSER, MONDAY - Date.now());
  session = await startSession({ proxy: web.port, ...clock });
  await session.driver.grantOrigins(['http://*/*']);
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
  clock?.remove();
});

const onDay = (day: number): number => MONDAY + day * 24 * HOUR - 9 * HOUR;
const post = (name: string, title: string, day: number): Post => ({ name, title, at: onDay(day) });
const posts = {
  harbour: [post('quay', 'A quay of one’s own', -1), post('tides', 'Tides and clocks', -3)],
  slow: [post('first', 'The first letter', -40)],
  ended: [post('before', 'Before the end', -9)],
  ration: [post('few', 'Few words', -5)],
  house: [post('old', 'From the old house', -2)],
};
type Blog = keyof typeof posts;
const NAMES: Readonly<Record<Blog, string>> = {
  harbour: 'Harbour Notes',
  slow: 'Slow Letters',
  ended: 'Ended',
  ration: 'Rationed',
  house: 'House',
};

function serve(blog: Blog, host = `${blog}.example`): void {
  const items = posts[blog].map(
    ({ name, title, at }) =>
      `<item><title>${title}</title><link>http://${blog}.example/${name}</link><guid>${blog}-${name}</guid><pubDate>${new Date(at).toUTCString()}</pubDate></item>`,
  );
  const body = `<rss version="2.0"><channel><title>${NAMES[blog]}</title><link>http://${blog}.example/</link>${items.join('')}</channel></rss>`;
  web.put(`http://${host}/feed`, { body });
}

/** The browser is closed, and opened on the next day, six minutes later than on the one before. */
async function nextEvening(): Promise<void> {
  evening += 1;
  clock.setAhead(MONDAY + evening * 24.1 * HOUR - Date.now());
  await session.driver.restart();
}

type Evening = {
  readonly badge: string;
  readonly sources: readonly string[]; // by name: what is said of each
  readonly parts: readonly string[]; // of Latest
  readonly rows: readonly string[]; // the newest three
  readonly foot: string;
};

/** What stands where, after "Check all now" in Options and a look at the popup. It is read until it is so, or for long. */
async function reads(expected: Evening): Promise<void> {
  const options = await session.driver.openExtensionPage(`${OPTIONS}#sources`);
  await options.until((count) => document.querySelectorAll('.source').length === count, Object.keys(posts).length);
  if (evening > 0) await options.click('.checked .button-words');
  await is(() => wordsIn(options, '.source'), expected.sources);
  await badgeBecomes(options, expected.badge);
  await options.close();
  const popup = await openList(session.driver);
  await popup.activate();
  const inPopup = async () => {
    const [parts, rows, foot] = [await wordsIn(popup, '.part-heading'), await wordsIn(popup, '.row'), await wordsIn(popup, '.foot-fact')];
    return { parts, rows: rows.slice(0, 3).map((row) => row.slice(0, ROW)), foot: foot.join(' ') };
  };
  const { parts, rows, foot } = expected;
  await is(inPopup, { parts, rows, foot });
  await badgeBecomes(popup, ''); // seen
  await popup.close();
}

async function is<T>(read: () => Promise<T>, expected: T): Promise<void> {
  let last: T | undefined;
  const isSo = async (): Promise<boolean> => {
    last = await read();
    return JSON.stringify(last) === JSON.stringify(expected);
  };
  await until('the words to be so', isSo, LONG_MS).catch(() => {}); // what they are instead is said below
  expect(last).toEqual(expected);
}

async function wordsIn(screen: Screen, selector: string): Promise<readonly string[]> {
  const all = await screen.eval(
    (sought) => [...document.querySelectorAll<HTMLElement>(sought)].map(({ innerText }) => innerText.replace(/\s+/g, ' ').trim()),
    selector,
  );
  return all.map((words) => words.replace(TIME, 'o’clock'));
}

test(`${BROWSER}: Monday: five are followed; what they held is seen, and what came with Sidelight is new`, async () => {
  const ours = await ownPage(session.driver);
  for (const blog of Object.keys(posts) as Blog[]) {
    serve(blog); // as: the keys of an object of ours
    await followAt(ours, `http://${blog}.example/feed`);
  }
  await ours.close();
  await reads({
    badge: '5',
    sources: [ENDED, 'Harbour Notes harbour.example checked just now', 'House house.example checked just now', RATIONED, SLOW],
    parts: ['New · 5 Mark all seen', 'Earlier'],
    rows: [
      'Trillion-Row Creative Insights: Scaling Netflix Muse New. Felipe Hlibco: Data Sep 25, 2025'.slice(0, ROW),
      'The Golden Thread: Managing Building Data Integrity New. Felipe Hlibco: Data Feb 5, 2022'.slice(0, ROW),
      'Data Plus Architecture: Integrating Data into Design New. Felipe Hlibco: Data Jan 6, 2022'.slice(0, ROW),
    ],
    foot: 'Checked just now · 5 sources',
  });
});

const ENDED = 'Ended ended.example checked just now';
const RATIONED = 'Rationed ration.example checked just now';
const SLOW = 'Slow Letters slow.example checked just now';
const GONE = 'Ended ended.example The site says that this address is gone for good. What came from it stays. Try once more';
const NEW = ['New since yesterday o’clock · 1 Mark all seen', 'Earlier'];

test(`${BROWSER}: Tuesday: one post is new, and everything counts it once`, async () => {
  posts.harbour.unshift(post('fog', 'Fog on Tuesday', 1));
  serve('harbour');
  await nextEvening();
  await reads({
    badge: '1',
    sources: [
      ENDED,
      'Harbour Notes 1 unread harbour.example about 4 posts a week checked just now',
      'House house.example checked just now',
      RATIONED,
      SLOW,
    ],
    parts: NEW,
    rows: [
      'Fog on Tuesday New. Harbour Notes 9 hours ago',
      'A quay of one’s own Harbour Notes 2 days ago',
      'From the old house House 3 days ago',
    ],
    foot: 'Checked just now · 5 sources',
  });
});

test(`${BROWSER}: Wednesday: a title that is corrected is not new, and a site that wants to be left alone is`, async () => {
  const [fog] = posts.harbour;
  if (fog) fog.title = 'Fog on Tuesday, corrected';
  posts.slow.unshift(post('second', 'The second letter', 2));
  serve('harbour');
  serve('slow');
  web.put('http://ration.example/feed', { status: 429, headers: { 'retry-after': String(2 * 24 * 3600) } });
  await nextEvening();
  await reads({
    badge: '1',
    sources: [
      ENDED,
      'Harbour Notes 1 unread harbour.example about 4 posts a week checked just now',
      'House house.example checked just now',
      'Rationed ration.example The site has too much to do and asks to be left alone for a while. Last worked 1 day ago. Next try in 2 days.',
      'Slow Letters 1 unread slow.example about 9 posts a year checked just now',
    ],
    parts: NEW,
    rows: [
      'The second letter New. Slow Letters 9 hours ago',
      'Fog on Tuesday, corrected Unread. Harbour Notes 1 day ago',
      'A quay of one’s own Harbour Notes 3 days ago',
    ],
    foot: '4 of 5 checked just now',
  });
});

test(`${BROWSER}: Thursday: a blog that is gone for good says so, one that moved goes on, and who asked for two days is not asked`, async () => {
  posts.house.unshift(post('new', 'From the new house', 3));
  web.put('http://ended.example/feed', { status: 410 });
  web.put('http://house.example/feed', { status: 301, headers: { location: 'http://new-house.example/feed' } });
  serve('house', 'new-house.example');
  const asked = web.asked().length;
  await nextEvening();
  await reads({
    badge: '1',
    sources: [
      GONE,
      'Harbour Notes 1 unread harbour.example about 3 posts a week checked just now',
      'House 1 unread house.example about 1 post a week checked just now',
      'Rationed ration.example The site has too much to do and asks to be left alone for a while. Last worked 2 days ago. Next try in 1 day.',
      'Slow Letters 1 unread slow.example about 9 posts a year checked just now',
    ],
    parts: NEW,
    rows: [
      'From the new house New. House 9 hours ago',
      'The second letter Unread. Slow Letters 1 day ago',
      'Fog on Tuesday, corrected Unread. Harbour Notes 2 days ago',
    ],
    foot: '3 of 5 checked just now 1 needs a look',
  });
  expect(web.asked().slice(asked)).not.toContain('http://ration.example/feed');
});

test(`${BROWSER}: Friday: the two days are over, and what was written meanwhile is new`, async () => {
  posts.ration.unshift(post('more', 'A few words more', 3.1));
  serve('ration');
  await nextEvening();
  await reads({
    badge: '1',
    sources: [
      GONE,
      'Harbour Notes 1 unread harbour.example about 2 posts a week checked just now',
      'House 1 unread house.example about 1 post a week checked just now',
      'Rationed 1 unread ration.example about 4 posts a month checked just now',
      'Slow Letters 1 unread slow.example about 9 posts a year checked just now',
    ],
    parts: NEW,
    rows: [
      'A few words more New. Rationed 1 day ago',
      'From the new house Unread. House 1 day ago',
      'The second letter Unread. Slow Letters 2 days ago',
    ],
    foot: '4 of 5 checked just now 1 needs a look',
  });
});

test(`${BROWSER}: Saturday: nothing is new, and nothing says that something is`, async () => {
  await nextEvening();
  await reads({
    badge: '',
    sources: [
      GONE,
      'Harbour Notes 1 unread harbour.example about 2 posts a week checked just now',
      'House 1 unread house.example about 1 post a week checked just now',
      'Rationed 1 unread ration.example about 4 posts a month checked just now',
      'Slow Letters 1 unread slow.example about 9 posts a year checked just now',
    ],
    parts: [],
    rows: [
      'A few words more Unread. Rationed 2 days ago',
      'From the new house Unread. House 2 days ago',
      'The second letter Unread. Slow Letters 3 days ago',
    ],
    foot: '4 of 5 checked just now 1 needs a look',
  });
});

test(`${BROWSER}: Sunday: a calm post, and no error in the whole week`, async () => {
  posts.harbour.unshift(post('calm', 'A calm Sunday', 6));
  serve('harbour');
  await nextEvening();
  await reads({
    badge: '1',
    sources: [
      GONE,
      'Harbour Notes 2 unread harbour.example about 2 posts a week checked just now',
      'House 1 unread house.example about 1 post a week checked just now',
      'Rationed 1 unread ration.example about 4 posts a month checked just now',
      'Slow Letters 1 unread slow.example about 9 posts a year checked just now',
    ],
    parts: NEW,
    rows: [
      'A calm Sunday New. Harbour Notes 9 hours ago',
      'A few words more Unread. Rationed 3 days ago',
      'From the new house Unread. House 3 days ago',
    ],
    foot: '4 of 5 checked just now 1 needs a look',
  });
  expect((await session.driver.errors()).filter((error) => !/Failed to load resource|net::ERR/.test(error))).toEqual([]);
});
