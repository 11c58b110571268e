/** The permission ladder: marks by themselves where that was granted, gone at once where it was taken back, never on the off list. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOST } from '../drive/card-frame';
import type { Page, Plain } from '../drive/driver';
import { storedEssays } from './follower';
import { BROWSER, marksOn, OPTIONS, pressButton, type Session, serveDemo, startSession } from './person';

const HERE = 'http://127.0.0.1/*';
let session: Session;
let address: string;
beforeAll(async () => {
  session = await startSession();
  address = serveDemo(session.server, 'who-owns-the-numbers.html');
});
afterAll(async () => {
  await session?.stop();
});

const isMarked = (page: Page) => page.until(() => CSS.highlights.size > 0);
const isClean = (page: Page) => page.until((host) => CSS.highlights.size === 0 && document.querySelector(host) === null, HOST);

test(`${BROWSER}: without a grant or a click nothing runs on a page`, async () => {
  const page = await session.driver.openPage(address);
  const options = await session.driver.openExtensionPage(OPTIONS);
  expect(await originsOf(options)).toEqual([]);
  expect(await marksOn(page)).toBe(0);
});

test(`${BROWSER}: "always on this site" marks the page that is open, and the next one by itself`, async () => {
  const open = await session.driver.openPage(address);
  await ask(await session.driver.openExtensionPage(OPTIONS), 'setMarks', { origins: [HERE], on: true }); // as the popup does, before it asks
  await session.driver.grantOrigins([HERE]);
  await open.activate();
  await isMarked(open);
  const next = await session.driver.openPage(address);
  await isMarked(next);
});

test(`${BROWSER}: a granted site is marked again after the worker died`, async () => {
  await session.driver.killWorker();
  const page = await session.driver.openPage(address);
  await isMarked(page);
});

test(`${BROWSER}: putting the site on the off list cleans the page at once and keeps the next one clean; one that is frozen keeps nobody waiting`, async () => {
  const page = await session.driver.openPage(address);
  await isMarked(page);
  const options = await session.driver.openExtensionPage(OPTIONS);
  const [essay] = await storedEssays(options);
  await page.freeze?.(true);
  await ask(options, 'setSite', { host: '127.0.0.1', off: true });
  await ask(options, 'act', { essayId: essay?.id, act: { kind: 'save' }, from: 'popup' });
  await ask(options, 'wake', {});
  await page.freeze?.(false);
  await page.activate();
  await isClean(page);
  const next = await session.driver.openPage(address);
  await next.activate();
  const popup = await session.driver.clickToolbar();
  await pressButton(popup, 'This page');
  expect(await popup.until(() => document.querySelector('.empty-fact')?.textContent ?? undefined)).toMatch(/off/i);
  expect(await marksOn(next)).toBe(0);
  await ask(options, 'setSite', { host: '127.0.0.1', off: false });
});

test(`${BROWSER}: taking the grant back cleans the page at once, and takes our style off it while it still may`, async () => {
  const page = await session.driver.openPage(address);
  await isMarked(page);
  const ours = await page.until((host) => document.querySelector(host)?.localName, HOST);
  expect(await styleOf(page, ours)).toBe('fixed');
  const options = await session.driver.openExtensionPage(OPTIONS);
  await ask(options, 'setMarks', { origins: [HERE], on: false });
  await page.activate();
  await isClean(page);
  expect(await originsOf(options)).toEqual([]);
  expect(await styleOf(page, ours)).toBe('static');
});

test(`${BROWSER}: a site that may be fetched is not marked for that`, async () => {
  await session.driver.grantOrigins([HERE]);
  const page = await session.driver.openPage(address);
  const options = await session.driver.openExtensionPage(OPTIONS);
  expect(await originsOf(options)).toEqual([HERE]);
  expect(await registeredScripts(options)).toBe(0);
  await page.activate();
  expect(await marksOn(page)).toBe(0);
});

test(`${BROWSER}: when Sidelight is reloaded or removed, its marks and its node go from the page`, async () => {
  const options = await session.driver.openExtensionPage(OPTIONS);
  await ask(options, 'setMarks', { origins: [HERE], on: true });
  await session.driver.grantOrigins([HERE]);
  const page = await session.driver.openPage(address);
  await isMarked(page);
  await options.eval(() => {
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
    setTimeout(() => api.runtime.reload());
  });
  await page.activate();
  await page.until((host) => document.querySelectorAll(host).length <= 1, HOST);
});

function originsOf(options: Page): Promise<string[]> {
  return options.eval(async () => {
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
    const { origins } = await api.permissions.getAll();
    return [...(origins ?? [])];
  });
}

/** What our style makes of an element of the name that ours had. */
function styleOf(page: Page, name: string): Promise<string> {
  return page.eval((called) => {
    const probe = document.body.appendChild(document.createElement(called));
    const { position } = getComputedStyle(probe);
    probe.remove();
    return position;
  }, name);
}

function registeredScripts(options: Page): Promise<number> {
  return options.eval(async () => {
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
    return (await api.scripting.getRegisteredContentScripts()).length;
  });
}

function ask(screen: Page, name: string, question: { readonly [name: string]: Plain }): Promise<unknown> {
  return screen.eval(
    async (called, asked) => {
      const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
      const reply: { ok: boolean } = await api.runtime.sendMessage({ name: called, ask: asked });
      if (!reply.ok) throw new Error(JSON.stringify(reply));
      return reply.ok;
    },
    name,
    question,
  );
}
