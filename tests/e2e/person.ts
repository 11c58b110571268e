/** What a person does with Sidelight, in the words of the tests: the same steps in either browser. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserName, Driver, Page, Screen } from '../drive/driver';
import { type FixtureServer, type Served, startServer } from '../drive/server';
import { startDriver } from '../drive/start';

export const BROWSER: BrowserName = process.env['SIDELIGHT_BROWSER'] === 'firefox' ? 'firefox' : 'chromium';
export const POPUP = 'src/contexts/popup/popup.html';
export const OPTIONS = 'src/contexts/options/options.html';

export type Session = { readonly driver: Driver; readonly server: FixtureServer; readonly stop: () => Promise<void> };

export async function startSession(options: Parameters<typeof startDriver>[1] = {}): Promise<Session> {
  const server = await startServer();
  const driver = await startDriver(BROWSER, options);
  return {
    driver,
    server,
    stop: async () => {
      await driver.stop();
      await server.stop();
    },
  };
}

/** A page of tests/demo, served under its own name. */
export function serveDemo(server: FixtureServer, file: string, headers: NonNullable<Served['headers']> = {}): string {
  return server.serve(`/${file}`, { body: demoPage(file), headers });
}

export function demoPage(file: string): string {
  return readFileSync(fileURLToPath(new URL(`../demo/${file}`, import.meta.url)), 'utf8');
}

export type Row = { readonly title: string; readonly isUnread: boolean; readonly isSaved: boolean; readonly about: string };

export function rowsOf(popup: Screen): Promise<Row[]> {
  return popup.eval(() =>
    [...document.querySelectorAll('.row')].map((row) => ({
      title: row.querySelector('.row-title')?.textContent ?? '',
      isUnread: row.classList.contains('is-unread'),
      isSaved: row.querySelector('.row-saved') !== null,
      about: row.querySelector('.row-about')?.textContent ?? '',
    })),
  );
}

/** Waits until the list shows this many rows. */
export async function rowsOnceThereAre(popup: Screen, count: number): Promise<Row[]> {
  await popup.until((wanted) => document.querySelectorAll('.row').length === wanted, count);
  return rowsOf(popup);
}

/** The popup as a page of its own, for what needs no open page beside it. */
export async function openList(driver: Driver): Promise<Page> {
  const popup = await driver.openExtensionPage(POPUP);
  await popup.until(() => document.querySelector('.row, .empty-fact') !== null);
  await popup.until(() => document.documentElement.style.getPropertyValue('--window-width') !== ''); // fitted: nothing moves under a click
  return popup;
}

/** The button that says so, wherever it stands. */
export function pressButton(screen: Screen, name: string): Promise<void> {
  return clickMarked(screen, name);
}

async function clickMarked(screen: Screen, name: string): Promise<void> {
  const mark = await screen.until((wanted) => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button, [role=tab], a')];
    const found = buttons.find(
      (button) => button.getAttribute('aria-label') === wanted || button.textContent?.trim().startsWith(wanted) === true,
    );
    if (found === undefined) return undefined;
    found.dataset['pressed'] = wanted;
    return `[data-pressed=${JSON.stringify(wanted)}]`;
  }, name);
  await screen.click(mark);
}

/** Asks the browser's own extension API from one of our pages. */
export function badgeText(screen: Screen): Promise<string> {
  return screen.eval(() => {
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
    return api.action.getBadgeText({});
  });
}

export async function badgeBecomes(screen: Screen, wanted: string): Promise<void> {
  await screen.until(async (text) => {
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: likewise
    return (await api.action.getBadgeText({})) === text;
  }, wanted);
}

/** How many highlights of ours the page holds; a page sees the registry, not what is ours to say about it. */
export function marksOn(page: Screen): Promise<number> {
  return page.eval(() => CSS.highlights.size);
}
