/** Commands that a page gives while the background sleeps, and whose page is closed at once: each is done, whoever is left to hear of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../drive/driver';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { until } from '../drive/poll';
import { ownPage, stored } from './follower';
import { BROWSER, OPTIONS, pressButton, type Session, startSession } from './person';

const SOURCES = `${OPTIONS}#sources`;
const DIST = process.env['SIDELIGHT_DIST'];
const FEED = 'http://blog.example/feed';

let session: Session;
let web: MadeUpWeb;
beforeAll(async () => {
  web = await startWeb();
  const post = '<item><title>A post</title><link>http://blog.example/a</link><guid>a</guid></item>';
  web.put(FEED, { body: `<rss version="2.0"><channel><title>A blog</title>${post}</channel></rss>` });
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  await session.driver.grantOrigins(['http://*/*', 'https://*/*']);
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

test(`${BROWSER}: a source is followed`, async () => {
  const page = await session.driver.openExtensionPage(SOURCES);
  await page.click('input[inputmode=url]');
  await page.type(FEED);
  await pressButton(page, 'Find');
  await page.on('.preview-posts', () => true);
  await giveAndClose(page, () => page.click('.preview-steps .button'));
  await until('blog.example followed', async () => (await wishesFor(FEED))?.['followed'] === true);
  await until('its post', async () => (await storedNow<{ readonly title: string }>('essays')).some(({ title }) => title === 'A post'));
});

test(`${BROWSER}: a source is muted`, async () => {
  const page = await openBlog();
  await giveAndClose(page, () => page.click('.source-details .check input'));
  await until('blog.example muted', async () => (await wishesFor(FEED))?.['muted'] === true);
});

test(`${BROWSER}: a source is unfollowed`, async () => {
  const page = await openBlog();
  await giveAndClose(page, () => pressButton(page, 'Unfollow'));
  await until('blog.example unfollowed', async () => (await wishesFor(FEED))?.['followed'] === false);
});

test(`${BROWSER}: a setting is changed`, async () => {
  const page = await session.driver.openExtensionPage(OPTIONS);
  await page.until(() => document.querySelector<HTMLInputElement>('input[value=number]')?.checked);
  await giveAndClose(page, () => page.click('input[value=dot]'));
  const later = await session.driver.openExtensionPage(OPTIONS);
  await later.until(() => document.querySelector<HTMLInputElement>('input[value=dot]')?.checked);
  await later.close();
});

test(`${BROWSER}: nothing waits any more, and nothing of this raised an error`, async () => {
  const ours = await ownPage(session.driver);
  await ours.until(async () => !Object.keys(await chrome.storage.session.get(null)).some((key) => key.startsWith('command:')));
  await until('an empty outbox', async () => (await stored(ours, 'outbox', 'desk')).length === 0);
  expect(await session.driver.errors()).toEqual([]);
});

/** The worker sleeps when the command is given, and the page is gone before anything can come back. */
async function giveAndClose(page: Page, give: () => Promise<void>): Promise<void> {
  await session.driver.killWorker();
  await give();
  await page.close();
  await until('the worker to wake', session.driver.isWorkerAlive);
}

async function openBlog(): Promise<Page> {
  const page = await session.driver.openExtensionPage(SOURCES);
  await page.on('[aria-expanded=false]', () => true);
  const toggle = await page.until(() => {
    const found = [...document.querySelectorAll<HTMLElement>('[aria-expanded=false]')].find((each) => each.textContent?.includes('A blog'));
    found?.setAttribute('data-blog', '');
    return found === undefined ? undefined : '[data-blog]';
  });
  await page.click(toggle);
  await page.on('.source-details', () => true);
  return page;
}

type Wishes = Readonly<Record<string, unknown>>;

async function wishesFor(url: string): Promise<Wishes | undefined> {
  const source = (await storedNow<{ readonly id: string; readonly url: string }>('sources')).find((each) => each.url === url);
  const rows = await storedNow<{ readonly id: string; readonly marks: Readonly<Record<string, readonly [unknown, string]>> }>(
    'sourceMarks',
  );
  const marks = rows.find(({ id }) => id === source?.id)?.marks;
  return marks && Object.fromEntries(Object.entries(marks).map(([name, [value]]) => [name, value]));
}

/** From a page of the extension that runs none of our code, and so wakes nobody. */
async function storedNow<Row>(store: string): Promise<readonly Row[]> {
  const plain = await session.driver.openExtensionPage('manifest.json');
  const rows = await stored<Row>(plain, store);
  await plain.close();
  return rows;
}
