/** The browser's menu of a page and of a link: following from there, and asking what speaks to the page. driver.ts says how far each browser lets a test go. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { until } from '../drive/poll';
import { BROWSER, demoPage, marksOn, OPTIONS, pressButton, type Session, startSession } from './person';

const DIST = process.env['SIDELIGHT_DIST'];
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const POST = '<item><title>A post</title><link>http://blog.example/a</link><guid>a</guid></item>';

let session: Session;
let web: MadeUpWeb;
beforeAll(async () => {
  web = await startWeb();
  web.put('http://blog.example/', {
    body: '<title>Blog</title><link rel="alternate" type="application/rss+xml" href="/rss"><h1>Blog</h1><p><a href="/rss">Feed</a></p>',
    headers: HTML,
  });
  web.put('http://blog.example/rss', { body: `<rss version="2.0"><channel><title>A blog</title>${POST}</channel></rss>` });
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  const ours = await session.driver.openExtensionPage(OPTIONS);
  await ours.until(isMenuThere, ['follow-site', 'follow-link', 'relate']); // a worker that is killed at its first start has not made it yet
  await ours.close();
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

test.each([
  ['follow-site', 'h1', 'http://blog.example/'],
  ['follow-link', 'a', 'http://blog.example/rss'],
])(
  `${BROWSER}: "%s" brings its address to the page "Sources", and nothing is asked for before a click there`,
  async (item, selector, address) => {
    const page = await session.driver.openPage('http://blog.example/');
    const asked = web.asked().length;
    await session.driver.killWorker(); // a choice wakes it
    await session.driver.chooseFromMenu(page, selector, item);
    await until(`${address} in the field`, async () => (await addressesGiven()).includes(address));
    expect(web.asked().slice(asked)).toEqual([]);
  },
);

test(`${BROWSER}: "relate" marks the page that was open`, async () => {
  web.put('http://essay.example/', { body: demoPage('who-owns-the-numbers.html'), headers: HTML });
  if (BROWSER === 'chromium') await session.driver.grantOrigins(['http://essay.example/*']); // which a real choice would not need
  const page = await session.driver.openPage('http://essay.example/');
  expect(await marksOn(page)).toBe(0);
  await session.driver.chooseFromMenu(page, 'h1', 'relate');
  await page.until(() => CSS.highlights.size > 0);
});

test(`${BROWSER}: a question that closed the popup and is answered late: the next popup opens on what was found`, async () => {
  web.put('http://late.example/', { body: '<title>Late</title><h1>Late</h1><p>No list, no feed.</p>', headers: HTML });
  web.put('http://late.example/rss', { body: `<rss version="2.0"><channel><title>A late blog</title>${POST}</channel></rss>` });
  await session.driver.leaveQuestionsOpen();
  const page = await session.driver.openPage('http://late.example/');
  await page.activate();
  const first = await session.driver.clickToolbar();
  await pressButton(first, 'Follow this site');
  await first.on('.sheet .add input', (field) => field.focus());
  await first.type('http://late.example/rss');
  await first.keys('Enter').catch(() => {}); // in Chromium the question closes the popup under the key
  if (BROWSER === 'firefox') {
    await first.until(() => document.querySelector('.finding')?.getAttribute('aria-busy') === 'true');
    await first.close(); // and with it whoever waited for the answer
  }
  const ours = await session.driver.openExtensionPage(OPTIONS);
  await ours.until(async () => (await chrome.storage.session.get('asked'))['asked'] !== undefined);
  await session.driver.killWorker();
  await session.driver.grantOrigins(['http', 'https'].flatMap((scheme) => ['', 'www.'].map((www) => `${scheme}://${www}late.example/*`)));
  await until('the look', () => web.asked().includes('http://late.example/rss'));
  await page.activate();
  const next = await session.driver.clickToolbar();
  await next.until(() => document.querySelector('.preview h3')?.textContent === 'A late blog');
  await pressButton(next, 'Follow: A late blog');
  await next.until(() => document.querySelector('.preview [role=status]')?.textContent?.startsWith('Followed'));
  await ours.close();
});

test(`${BROWSER}: nothing of this raised an error`, async () => {
  expect(await session.driver.errors()).toEqual([]);
});

/** Sent to a page of ours as text. */
async function isMenuThere(items: readonly string[]): Promise<boolean> {
  const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
  const found = await Promise.all(
    items.map((item) =>
      api.contextMenus.update(item, {}).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

/** What stands in the fields of the pages "Sources" that are open. */
async function addressesGiven(): Promise<readonly string[]> {
  const ours = await session.driver.openExtensionPage(OPTIONS);
  const given = await ours.eval(() =>
    chrome.extension
      .getViews({ type: 'tab' })
      .filter(({ location }) => location.search.startsWith('?add='))
      .flatMap(({ document: shown }) => [...shown.querySelectorAll<HTMLInputElement>('input[inputmode=url]')])
      .map(({ value }) => value),
  );
  await ours.close();
  return given;
}
