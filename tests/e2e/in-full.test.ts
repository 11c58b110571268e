/** Essays of which a feed gives only a summary are read in full from their own pages: once, politely, and not at all where the reader says so. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../drive/driver';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { until } from '../drive/poll';
import { ask, followAt, ownPage, refreshAll, storedEssays } from './follower';
import { BROWSER, pressButton, type Session, startSession } from './person';

const FEED = 'http://garden.example/feed';
const HIVE = 'http://garden.example/2026/the-hive';
const POND = 'http://garden.example/2026/the-pond';
const READING = 'http://weekly.example/swarms';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const DIST = process.env['SIDELIGHT_DIST'];

const ON_BEES = [
  'A swarm leaves the hive in May, when the old queen takes half of the workers with her and hangs from a branch.',
  'The beekeeper who cuts queen cells in time keeps the swarm at home, but a colony that means to swarm will find a way.',
  'Scouts dance on the hanging cluster until all of them dance for the same hollow tree, and only then does the swarm fly.',
  'Varroa mites weaken a colony before the winter, and drone brood, cut out in June, takes most of the mites along.',
  'Whoever hears the piping of a young queen at night knows that the prime swarm has gone and an afterswarm will follow.',
];
/** Of the same things in other words: what copies an essay is not related to it. */
const ABOUT_SWARMS = [
  'My first swarm hung from the neighbour’s plum tree, a cluster as long as an arm, with the old queen somewhere inside it.',
  'A beekeeper told me to wait for the scouts: while they dance for different hollows, nothing leaves the branch.',
  'Cutting queen cells did not help, for the colony swarmed again nine days later, and the afterswarm was harder to catch.',
  'At night I heard a young queen piping, which is said to mean that the prime swarm is gone.',
  'In June we cut out drone brood against varroa, and counted the mites in it, which was no pleasure.',
  'Half of the workers had left with the swarm, and the brood that stayed was enough for a small colony before the winter.',
];
const ON_THE_POND = Array.from(
  { length: 8 },
  (_, at) => `In spring ${at} the newts were back below the lilies before the ice had gone from the shade.`,
);

let session: Session;
let web: MadeUpWeb;
beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  await session.driver.grantOrigins(['http://garden.example/*']);
  web.put(FEED, { body: feedWith('A note from the garden.') });
  web.put(HIVE, { body: pageOf('The Hive', ON_BEES), headers: HTML });
  web.put(POND, { body: pageOf('The Pond', ON_THE_POND), headers: HTML });
  web.put(READING, { body: pageOf('What to do about swarms', ABOUT_SWARMS), headers: HTML });
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

function feedWith(summary: string): string {
  const item = (title: string, url: string) =>
    `<item><title>${title}</title><link>${url}</link><description>${summary}</description></item>`;
  return `<rss version="2.0"><channel><title>Garden</title><link>http://garden.example/</link>${item('The Hive', HIVE)}${item('The Pond', POND)}</channel></rss>`;
}

function pageOf(title: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('');
  return `<!doctype html><html lang="en"><title>${title}</title><nav><a href="/">Home</a></nav><main><h1>${title}</h1>${body}</main></html>`;
}

const askedFor = (url: string) => web.asked().filter((each) => each === url).length;
const textOf = async (ours: Page, url: string) => (await storedEssays(ours)).find((essay) => essay.url === url)?.text;
const hasTextAlarm = (ours: Page) => ours.eval(async () => (await chrome.alarms.get('texts')) !== undefined);

/** A click on "This page": what the popup says, and the titles it shows. */
async function aboutTheReading(): Promise<string> {
  const page = await session.driver.openPage(READING);
  await page.activate();
  const popup = await session.driver.clickToolbar();
  await pressButton(popup, 'This page');
  const says = await popup.until(() => document.querySelector('.page-summary, .empty-fact') && document.body.textContent);
  await popup.close();
  return says;
}

test(`${BROWSER}: with the setting off no page is asked, and what stands only in the text is not known`, async () => {
  const ours = await ownPage(session.driver);
  await ask(ours, 'changeSettings', { change: { readsInFull: false } });
  await followAt(ours, FEED);
  await refreshAll(ours);
  expect(await aboutTheReading()).not.toContain('The Hive');
  expect(await hasTextAlarm(ours), 'nothing is planned either').toBe(false);
  expect([askedFor(HIVE), askedFor(POND)]).toEqual([0, 0]);
});

test(`${BROWSER}: switched on, each essay is read once, one after the other, and speaks to the page that shares only its text`, async () => {
  const ours = await ownPage(session.driver);
  web.countAnew();
  await ask(ours, 'changeSettings', { change: { readsInFull: true } });
  await until('both texts', async () => (await textOf(ours, POND)) && (await textOf(ours, HIVE)), 60_000); // seconds lie between them
  expect(await textOf(ours, HIVE)).toBe(ON_BEES.join('\n'));
  expect(web.mostAtOnce()).toBe(1);
  const says = await aboutTheReading();
  expect(says).toContain('The Hive');
  expect(says).not.toContain('The Pond');
  await refreshAll(ours);
  await session.driver.killWorker();
  await refreshAll(ours);
  expect([askedFor(HIVE), askedFor(POND)]).toEqual([1, 1]);
  expect(await textOf(ours, HIVE), 'a refresh that brings the summary takes no text away').toBe(ON_BEES.join('\n'));
});

test(`${BROWSER}: switched off in the middle it stops, and a refresh in the middle goes first`, async () => {
  const ours = await ownPage(session.driver);
  const days = ['monday', 'tuesday', 'wednesday'].map((day) => `http://garden.example/${day}`);
  for (const url of days) web.put(url, { body: pageOf('The Pond', ON_THE_POND), headers: HTML });
  const items = days.map((url) => `<item><title>The Pond</title><link>${url}</link></item>`).join('');
  const feed = 'http://garden.example/diary/feed';
  web.put(feed, {
    body: `<rss version="2.0"><channel><title>Diary</title><link>http://garden.example/diary</link>${items}</channel></rss>`,
  });
  const asked = () => days.filter((url) => askedFor(url) > 0).length;
  await followAt(ours, feed);
  await until('the first page', () => asked() > 0, 30_000);
  await ask(ours, 'changeSettings', { change: { readsInFull: false } });
  await until('the end of the walk', async () => !(await hasTextAlarm(ours)), 30_000);
  expect(asked()).toBe(1);
  await ask(ours, 'changeSettings', { change: { readsInFull: true } });
  await refreshAll(ours);
  await until('the others', async () => (await Promise.all(days.map((url) => textOf(ours, url)))).every((text) => text), 60_000);
  expect(days.map(askedFor)).toEqual([1, 1, 1]);
});
