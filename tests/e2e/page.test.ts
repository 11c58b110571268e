/** Related reading on the page one has open: by a click, marked, explained, and silent where nothing speaks to it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CopyRow } from '../../src/edge/store/database';
import { HOST } from '../drive/card-frame';
import type { Page, Screen } from '../drive/driver';
import { until } from '../drive/poll';
import { isCardShown, readyCard, shownCard } from '../drive/sidelight';
import { stored } from './follower';
import { BROWSER, demoPage, marksOn, openList, pressButton, type Session, serveDemo, startSession } from './person';

let session: Session;
beforeAll(async () => {
  session = await startSession();
});
afterAll(async () => {
  await session?.stop();
});

/** A real click on the toolbar, then on "This page"; waits for the answer and gives its words. */
async function askAbout(page: Page): Promise<{ popup: Screen; says: string; quotes: string[] }> {
  await page.activate();
  const popup = await session.driver.clickToolbar();
  await pressButton(popup, 'This page');
  const says = await popup.until(() => document.querySelector('.page-summary, .empty-fact')?.textContent ?? undefined);
  const quotes = await popup.eval(() => [...document.querySelectorAll('.pair > :first-child dd')].map((quote) => quote.textContent ?? ''));
  return { popup, says, quotes };
}

test(`${BROWSER}: on the demo page a click finds the data mesh essay and marks a passage that speaks of owning data`, async () => {
  const page = await session.driver.openPage(serveDemo(session.server, 'who-owns-the-numbers.html'));
  expect(await marksOn(page)).toBe(0);
  const { popup, says, quotes } = await askAbout(page);
  expect(says).toMatch(/in your library (is|are) related to this page/);
  const titles = await popup.eval(() => [...document.querySelectorAll('.card-title')].map((title) => title.textContent ?? ''));
  expect(titles).toContain('Data Mesh: Decentralized Ownership in Practice');
  expect(quotes.join(' ')).toMatch(/\b(own|owns|owner|owners|ownership|domain)\b/i);
  expect(await marksOn(page)).toBeGreaterThan(0);
});

test(`${BROWSER}: the page itself is untouched: one node more, no attribute, no class, the same text`, async () => {
  const address = serveDemo(session.server, 'who-owns-the-numbers.html');
  const page = await session.driver.openPage(address);
  const before = await pictureOf(page);
  await askAbout(page);
  await page.until(() => CSS.highlights.size > 0);
  const after = await pictureOf(page);
  expect(after.text).toBe(before.text);
  expect(after.markup.replace(/<([a-z]{12}-x) popover="manual"><\/\1>/, '')).toBe(before.markup);
  expect(after.elements).toBe(before.elements + 1);
});

test(`${BROWSER}: resting on a mark opens its card, and the card never lies over the mark`, async () => {
  const page = await session.driver.openPage(serveDemo(session.server, 'who-owns-the-numbers.html'));
  const { quotes } = await askAbout(page);
  const mark = await boxOf(page, quotes[0] ?? '');
  await page.hover({ x: mark.left + 12, y: mark.top + mark.height / 2 });
  const { card, box } = await shownCard(page);
  const words = await card.eval(() => document.body.textContent ?? '');
  for (const part of [/Open/, /Here/, /There/]) expect(words).toMatch(part);
  expect(box.top >= mark.top + mark.height || box.bottom <= mark.top || box.left >= mark.left + mark.width).toBe(true);
});

test(`${BROWSER}: the card opens by keyboard, saves the essay and closes by Escape`, async () => {
  const page = await session.driver.openPage(serveDemo(session.server, 'who-owns-the-numbers.html'));
  const { popup } = await askAbout(page);
  await popup.close();
  await page.activate();
  await page.click('h1');
  await tabToMarks(page);
  const { card } = await shownCard(page);
  expect(await wordsOf(page)).toMatch(/1 of/);
  await page.keys('Enter');
  await card.until(() => document.hasFocus());
  await card.until(async () => {
    const save = document.querySelector<HTMLElement>('.button-plain');
    save?.focus();
    return document.activeElement === save;
  });
  await readyCard(page);
  await card.keys('Enter');
  await card.until(() => document.querySelector('[aria-pressed=true]') !== null);
  await card.keys('Escape');
  await until('the card to be gone', async () => !(await isCardShown(page)));
});

test(`${BROWSER}: the shortcuts ask about a page that was not asked yet, and go from mark to mark`, async () => {
  const page = await session.driver.openPage(serveDemo(session.server, 'who-owns-the-numbers.html'));
  // Chromium's driver can only play the event of a shortcut, which grants nothing; there the page is asked by a click first.
  if (BROWSER === 'chromium') await (await askAbout(page)).popup.close();
  await page.activate();
  await session.driver.command('next-mark');
  expect(await wordsOf(page)).toMatch(/1 of/);
  await session.driver.command('next-mark');
  const { card } = await shownCard(page);
  await card.until(() => document.body.textContent?.includes('2 of') === true);
  await session.driver.command('previous-mark');
  await card.until(() => document.body.textContent?.includes('1 of') === true);
  await session.driver.command('toggle-card');
  await until('the card to be gone', async () => !(await isCardShown(page)));
});

test(`${BROWSER}: a page that forbids every script, style and connection is marked all the same`, async () => {
  const address = serveDemo(session.server, 'who-owns-the-numbers.html', {
    'content-security-policy': "default-src 'none'; style-src 'none'; require-trusted-types-for 'script'",
  });
  const page = await session.driver.openPage(address);
  const { says, quotes } = await askAbout(page);
  expect(says).toMatch(/(is|are) related to this page/);
  const mark = await boxOf(page, quotes[0] ?? '');
  await page.hover({ x: mark.left + 12, y: mark.top + mark.height / 2 });
  const { card } = await shownCard(page);
  expect(await card.eval(() => getComputedStyle(document.querySelector('.button') ?? document.body).borderRadius)).not.toBe('0px');
});

const PASSWORD = '<form><label>Password <input type="password"></label></form>';
const EDITOR = '<script>document.querySelector("article").contentEditable = "true"</script>';

test.each([
  ['a recipe', 'recipe.html', '', /Nothing in your library is related to this page/],
  ['the demo page once it asks for a password', 'who-owns-the-numbers.html', PASSWORD, /password/],
  ['the demo page once one writes in it', 'who-owns-the-numbers.html', EDITOR, /edit|writ/],
])(`${BROWSER}: nothing appears on %s`, async (_what, file, addition, words) => {
  const body = demoPage(file).replace('</body>', `${addition}</body>`);
  const page = await session.driver.openPage(session.server.serve('/quiet', { body }));
  const { says } = await askAbout(page);
  expect(says).toMatch(words);
  expect(await marksOn(page)).toBe(0);
  expect(await page.eval((host) => document.querySelector(host) !== null, HOST)).toBe(false);
});

test(`${BROWSER}: a page behind a login is kept by one key, with its text and its picture, and the button says so when one comes back`, async () => {
  const { server, driver } = session;
  const isMember = (cookies: string) => cookies.includes('member=yes');
  const login = server.serve('/login', { body: '<title>In</title><p>Come in', headers: { 'set-cookie': 'member=yes; Path=/' } });
  const picture = server.serve('/members/clock.png', (cookies) =>
    isMember(cookies) ? { body: CLOCK, headers: { 'content-type': 'image/png' } } : { body: 'members only', status: 403 },
  );
  const address = server.serve('/members/harbour', (cookies) =>
    isMember(cookies) ? { body: membersPage(picture) } : { body: '<title>Log in</title>', status: 403 },
  );
  const page = await driver.openPage(login);
  await page.goto(`${address}?utm_source=letter`);
  const popup = await driver.clickToolbar();
  await popup.until(() => document.querySelector('.save-page:not(.is-saved)'));
  await popup.keys('d');
  await popup.until(() => /^Saved · \d+ min$/.test(document.querySelector('.save-words')?.textContent ?? ''));
  const [copy] = await stored<CopyRow>(popup, 'copies');
  const [markup] = await stored<{ readonly html: string }>(popup, 'copyMarkup');
  expect(copy).toMatchObject({
    title: 'A clock for the harbour',
    pictures: [{ url: picture, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
  expect(await stored(popup, 'blobs')).toMatchObject([{ hash: copy?.pictures[0]?.hash, type: 'image/png', bytes: CLOCK.length }]);
  expect(markup?.html).toContain('Nineteen ships came in on tide 7');
  await page.goto(address);
  const again = await driver.clickToolbar();
  await again.until(() => document.querySelector('.save-page.is-saved'));
});

test(`${BROWSER}: what one highlights is painted, saves the page, and is there again when one comes back`, async () => {
  const page = await session.driver.openPage(serveDemo(session.server, 'who-owns-the-numbers.html'));
  await (await askAbout(page)).popup.close();
  await page.activate();
  const words = await page.eval(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('p') ?? document.body);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return String(range).replace(/\s+/g, ' ').trim();
  });
  await session.driver.command('highlight');
  await page.until(inked, words);
  await page.reload();
  await askAbout(page);
  await page.until(inked, words);
  const popup = await openList(session.driver);
  await pressButton(popup, 'Saved');
  await popup.until(
    (title) => [...document.querySelectorAll('.row-title')].some((row) => row.textContent === title),
    await page.eval(() => document.title),
  );
  await popup.close();
});

function inked(words: string): boolean {
  const ours = [...CSS.highlights].filter(([name]) => /^[a-z]{12}-i0$/.test(name)).flatMap(([, highlight]) => [...highlight]);
  return ours.length === 1 && String(ours[0]).replace(/\s+/g, ' ').trim() === words;
}

test(`${BROWSER}: a page of the browser's own is left alone with a sentence`, async () => {
  const page = await session.driver.openPage('about:blank');
  const { says } = await askAbout(page);
  expect(says.length).toBeGreaterThan(20);
});

test(`${BROWSER}: nothing of this raised an error`, async () => {
  expect((await session.driver.errors()).filter((error) => !/Content.Security.Policy/.test(error) && !error.includes('favicon'))).toEqual(
    [],
  );
});

function pictureOf(page: Page) {
  return page.eval(() => ({
    text: document.body.textContent,
    markup: document.documentElement.outerHTML,
    elements: document.querySelectorAll('*').length,
  }));
}

/** Where a sentence of the page stands, on its first line. */
async function boxOf(page: Page, quote: string): Promise<{ left: number; top: number; width: number; height: number }> {
  await page.until(() => CSS.highlights.size > 0);
  return page.until(
    (wanted) => {
      const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const at = (node.nodeValue ?? '').indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const line = range.getClientRects()[0];
        return line && { left: line.left, top: line.top, width: line.width, height: line.height };
      }
      return undefined;
    },
    quote.slice(0, 24),
  );
}

async function wordsOf(page: Page): Promise<string> {
  const { card } = await shownCard(page);
  return card.eval(() => document.body.textContent ?? '');
}

const CLOCK = readFileSync(fileURLToPath(new URL('../../public/icons/icon-128.png', import.meta.url)));

function membersPage(picture: string): string {
  const paragraphs = Array.from(
    { length: 40 },
    (_, at) => `<p>Nineteen ships came in on tide ${at}, and nobody believed the bell that said so.</p>`,
  );
  const head = '<title>A clock for the harbour</title><link rel="canonical" href="/members/harbour">';
  return `<!doctype html>${head}<article><h1>A clock for the harbour</h1><img src="${picture}" width="600" height="400" alt="The clock">${paragraphs.join('')}</article>`;
}

/** Tab until the first of the marks' buttons has the focus, as somebody without a mouse does. */
async function tabToMarks(page: Page): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keys('Tab');
    if (await page.eval((host) => document.activeElement?.matches(host) === true, HOST)) return;
  }
  throw new Error('Tab never reached the marks');
}
