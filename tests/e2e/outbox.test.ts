/** Commands that a page gives while the background sleeps, and whose page is closed at once: each is done, whoever is left to hear of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../drive/driver';
import { type MadeUpWeb, type SiteAnswer, startWeb } from '../drive/made-up-web';
import { until } from '../drive/poll';
import { ask, ownPage, stored } from './follower';
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

test(`${BROWSER}: what is saved goes to another reader's server too; failed, it waits through the worker's end and says why`, async () => {
  const server = madeUpServer('http://keep.example/api/bookmarks/');
  const fresh = { body: '{"bookmark":null}' }; // it is asked first whether it has the page, and says so when it is well
  web.put(`http://keep.example/api/bookmarks/check/?url=${encodeURIComponent('http://blog.example/kept')}`, () =>
    server.answer !== 'broken' && server.answer.status === 201 ? fresh : server.answer,
  );
  const page = await session.driver.openExtensionPage(OPTIONS);
  await page.on('#send-service', () => true);
  await page.eval(() => {
    const select = document.querySelector<HTMLSelectElement>('#send-service');
    if (select) select.value = 'linkding';
    select?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.click('#send-address');
  await page.type('http://keep.example');
  await page.click('#send-token');
  await page.type('a-token');
  await pressButton(page, 'Connect');
  await until('the account', async () => (await sendRows(page)).some(({ service }) => service === 'linkding'));
  server.answer = { status: 503 };
  await ask(page, 'saveLink', { page: { address: 'http://blog.example/kept', title: 'Kept' }, from: 'menu' });
  await until('a server in trouble', () => waitsFor(page, 'server'));
  for (const [why, answer] of [
    ['login', { status: 401 }],
    ['busy', { status: 429, headers: { 'retry-after': '7200' } }],
    ['unreachable', 'broken'],
  ] as const) {
    await session.driver.killWorker();
    server.answer = answer;
    await ask(page, 'sendAgain', {});
    await until(why, () => waitsFor(page, why));
    if (why === 'busy') expect((await sendRows(page)).find((row) => row.why === why)?.nextAt).toBeGreaterThan(Date.now() + 3_600_000);
  }
  await session.driver.killWorker();
  server.answer = { status: 201, body: '{}' };
  server.heard.length = 0;
  await ask(page, 'sendAgain', {});
  await until('nothing that waits', async () => (await sendRows(page)).every(({ why }) => why === undefined));
  expect(server.heard).toEqual([
    { authorization: 'Token a-token', body: expect.objectContaining({ url: 'http://blog.example/kept', title: 'Kept' }) },
  ]);
});

test(`${BROWSER}: a server without tokens is asked as its own way has it: signed here, or logged in to`, async () => {
  const page = await session.driver.openExtensionPage(OPTIONS);
  const signed = madeUpServer('http://links.example/api/v1/links');
  signed.answer = { status: 201, body: '{}' };
  await ask(page, 'sendSavedTo', { account: { service: 'shaarli', address: 'http://links.example', secrets: ['a secret'] } });
  await ask(page, 'saveLink', { page: { address: 'http://blog.example/signed', title: 'Signed' }, from: 'menu' });
  await until('the signed one', async () => signed.heard.length === 1);
  expect(signed.heard[0]?.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]{86}$/);
  const [login, entries] = [madeUpServer('http://bag.example/oauth/v2/token'), madeUpServer('http://bag.example/api/entries.json')];
  login.answer = { body: '{"access_token":"for-an-hour"}' };
  entries.answer = { body: '{"id":1}' };
  await ask(page, 'sendSavedTo', { account: { service: 'wallabag', address: 'http://bag.example', secrets: ['id', 'key', 'me', 'word'] } });
  await ask(page, 'saveLink', { page: { address: 'http://blog.example/bagged', title: 'Bagged' }, from: 'menu' });
  await until('the one behind a login', async () => entries.heard.length === 1);
  expect(entries.heard[0]).toEqual({
    authorization: 'Bearer for-an-hour',
    body: expect.objectContaining({ url: 'http://blog.example/bagged' }),
  });
  await ask(page, 'sendSavedTo', {});
  await page.close();
});

test(`${BROWSER}: nothing waits any more, and nothing of this raised an error`, async () => {
  const ours = await ownPage(session.driver);
  await ours.until(async () => !Object.keys(await chrome.storage.session.get(null)).some((key) => key.startsWith('command:')));
  await until('an empty outbox', async () => (await stored(ours, 'outbox', 'desk')).length === 0);
  expect(await session.driver.errors()).toEqual([]);
});

type Heard = { readonly authorization: string | undefined; readonly body: unknown };

/** Answers as it is told to, and keeps what it was sent. */
function madeUpServer(url: string) {
  const server: { answer: SiteAnswer | 'broken'; readonly heard: Heard[] } = { answer: { status: 500 }, heard: [] };
  web.put(url, (request) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () =>
      server.heard.push({ authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(parts).toString()) }),
    );
    return server.answer;
  });
  return server;
}

type SendRow = { readonly service?: string; readonly why?: string; readonly nextAt?: number };

/** What stands about the other reader's server, in the library. */
async function sendRows(page: Page): Promise<readonly SendRow[]> {
  return (await stored<unknown>(page, 'syncState')).filter((row) => typeof row === 'object' && row !== null) as readonly SendRow[]; // as: edge/store/sendings.ts
}

const waitsFor = async (page: Page, why: string): Promise<boolean> => (await sendRows(page)).some((row) => row.why === why);

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
