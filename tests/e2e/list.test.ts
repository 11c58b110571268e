/** The list in the toolbar: first start, reading, saving, and what outlives a killed worker and a closed browser. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROWSER, badgeBecomes, OPTIONS, openList, pressButton, rowsOf, rowsOnceThereAre, type Session, startSession } from './person';

const TITLES = [
  'Trillion-Row Creative Insights: Scaling Netflix Muse',
  'The Golden Thread: Managing Building Data Integrity',
  'Data Plus Architecture: Integrating Data into Design',
  'Data Mesh: Decentralized Ownership in Practice',
  'Why Data Lakes are Failing the Modern Enterprise',
];

let session: Session;
beforeAll(async () => {
  session = await startSession();
});
afterAll(async () => {
  await session?.stop();
});

test(`${BROWSER}: on first start the badge counts five new essays; it can be off, and comes back as it was`, async () => {
  const options = await session.driver.openExtensionPage(OPTIONS);
  await badgeBecomes(options, '5');
  await options.click('input[value=off]');
  await badgeBecomes(options, '');
  await options.click('input[value=dot]');
  await badgeBecomes(options, '•');
  await options.click('input[value=number]');
  await badgeBecomes(options, '5');
});

test(`${BROWSER}: the five bundled essays are listed, newest first`, async () => {
  const popup = await openList(session.driver);
  const rows = await rowsOnceThereAre(popup, 5);
  expect(rows.map(({ title }) => title)).toEqual(TITLES);
  expect(rows.every(({ isUnread, isSaved }) => isUnread && !isSaved)).toBe(true);
  expect(rows[0]?.about).toContain('Felipe Hlibco');
  expect(rows[4]?.about).toContain('May 19, 2020');
});

test(`${BROWSER}: looking at the list starts the badge again`, async () => {
  const popup = await openList(session.driver);
  await badgeBecomes(popup, '');
});

test(`${BROWSER}: by keyboard alone an essay is found, saved and marked read`, async () => {
  const popup = await openList(session.driver);
  await rowsOnceThereAre(popup, 5);
  await popup.keys('j', 'j', 's');
  await popup.until(() => document.querySelectorAll('.row-saved').length === 1);
  await popup.keys('m');
  await popup.until(() => document.querySelectorAll('.is-read').length === 1);
  await popup.keys('/');
  await popup.type('mesh');
  const found = await rowsOnceThereAre(popup, 1);
  expect(found[0]?.title).toBe(TITLES[3]);
  await popup.keys('Escape', 'Escape', '?');
  await popup.until(() => document.querySelector('[role=dialog], dialog[open]') !== null);
});

test(`${BROWSER}: saved and read survive the death of the worker`, async () => {
  const before = await rowsOf(await openListOf(5));
  await session.driver.killWorker();
  const after = await rowsOf(await openListOf(5));
  expect(after).toEqual(before);
  expect(after.filter(({ isSaved }) => isSaved)).toHaveLength(1);
  expect(after.filter(({ isUnread }) => !isUnread)).toHaveLength(1);
});

test(`${BROWSER}: an act after the worker's death counts, even when the popup is gone before the worker is awake`, async () => {
  const popup = await openListOf(5);
  await session.driver.killWorker();
  await pressButton(popup, `Save: ${TITLES[0]}`);
  await popup.until(() => document.querySelectorAll('.row-saved').length === 2);
  await popup.reload();
  await popup.until(() => document.querySelectorAll('.row-saved').length === 2);
});

test(`${BROWSER}: "mark all seen" takes every dot away, and undo brings them back`, async () => {
  const popup = await openListOf(5);
  const unread = (await rowsOf(popup)).filter((row) => row.isUnread).length;
  await popup.keys('u'); // nothing is new: the step stands beside what is unread
  await pressButton(popup, 'Mark all seen');
  await popup.until(() => document.querySelectorAll('.is-unread').length === 0);
  await pressButton(popup, 'Undo');
  await popup.until((count) => document.querySelectorAll('.is-unread').length === count, unread);
});

test(`${BROWSER}: opening an essay reads it, in a new tab`, async () => {
  const popup = await openListOf(5);
  const address = session.server.serve('/opened', { body: '<title>opened</title>' });
  expect(address).toContain('127.0.0.1');
  await popup.keys('Home', 'Control+Enter');
  await popup.until(() => document.querySelector('.row')?.classList.contains('is-read') === true);
});

test(`${BROWSER}: "mark all seen" after the worker's death counts, even when the popup is gone before the worker is awake`, async () => {
  const popup = await openListOf(5);
  await popup.keys('u');
  await session.driver.killWorker();
  await pressButton(popup, 'Mark all seen');
  await popup.reload();
  await popup.until(() => document.querySelectorAll('.row').length > 0 && document.querySelectorAll('.is-unread').length === 0);
});

test(`${BROWSER}: what was saved and read is there after the browser was closed and started again`, async () => {
  const before = await rowsOf(await openListOf(5));
  await session.driver.restart();
  const after = await rowsOf(await openListOf(5));
  expect(after).toEqual(before);
  expect(after.some(({ isSaved }) => isSaved)).toBe(true);
});

// Chromium answers no to every extension and keeps what has unlimitedStorage all the same; Firefox says yes.
test.runIf(BROWSER === 'firefox')(`${BROWSER}: the browser was asked never to clear the library, and said yes`, async () => {
  const popup = await openListOf(5);
  await popup.until(() => navigator.storage.persisted());
});

test(`${BROWSER}: in the library an essay is found by a word, tagged, archived with all the others, and brought back`, async () => {
  const library = await session.driver.openExtensionPage('src/contexts/library/library.html');
  await library.until(() => document.querySelectorAll('.book-title').length === 5);
  await library.keys('/');
  await library.type('high-rise');
  await library.until(() => document.querySelectorAll('.book-title').length === 1 && document.querySelector('.book-said mark') !== null);
  await library.keys('Enter', 't');
  await library.until(() => document.querySelector('dialog[open] input') === document.activeElement);
  await library.type('building');
  await library.keys('Enter');
  await library.until(() => document.querySelector('.tag-name')?.textContent === 'building');
  await library.keys('/', 'Escape');
  await library.until(() => document.querySelectorAll('.book-title').length === 5);
  await library.keys('Escape', 'j', 'Control+a', 'e');
  await library.until(() => document.querySelector('.bulk-fact')?.textContent === '5 archived');
  await library.keys('z');
  await library.until(() => document.querySelector('.bulk-fact')?.textContent === 'Undone.');
  const archive = await session.driver.openExtensionPage('src/contexts/library/library.html?shelf=archive');
  await archive.until(() => document.querySelector('.empty-fact')?.textContent === 'Nothing is archived yet.');
});

test(`${BROWSER}: nothing of this raised an error`, async () => {
  expect(await session.driver.errors()).toEqual([]);
});

async function openListOf(count: number) {
  const popup = await openList(session.driver);
  await rowsOnceThereAre(popup, count);
  return popup;
}
