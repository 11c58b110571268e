/** Firefox with Sidelight in it, through Marionette's chrome context alone: pages, the real popup, the background, permissions. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Driver, Look, Page, Screen, StartOptions } from './driver';
import { listenForErrors, takeErrors } from './firefox-errors';
import { userPrefs } from './firefox-prefs';
import { firefoxPage, firefoxScreen, POPUP } from './firefox-screen';
import { type Leashed, newProfile, onLeash, removeProfile } from './leash';
import { type Marionette, marionetteOf, PORT_FILE } from './marionette';
import { until } from './poll';
import { builtAt, programOf } from './under-test';

type Running = { readonly browser: Leashed; readonly firefox: Marionette; readonly host: string };

const ID = '{d1c0f8a4-6a1e-4f3b-9c57-2b7e5d90a3e6}';
const KEYSET = `ext-keyset-id-${ID.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}`;

const END_MS = 20_000; // to write down what it holds; after that it is ended

export async function startFirefox(options: StartOptions = {}): Promise<Driver> {
  const program = programOf('firefox');
  const dist = builtAt('firefox', options.dist);
  const profile = options.profile ?? newProfile();
  const isOurs = options.profile === undefined;
  const errors: string[] = [];
  let look: Look = {};
  let now: Running | undefined;
  let lastTab = 0;

  const running = (): Running => {
    if (now === undefined) throw new Error('the browser is not running');
    return now;
  };

  async function start(isFirst: boolean): Promise<void> {
    rmSync(join(profile, PORT_FILE), { force: true });
    writeFileSync(join(profile, 'user.js'), userPrefs(options));
    const browser = onLeash(program, flagsFor(options, profile), isOurs ? profile : '', ENVIRONMENT);
    try {
      const firefox = await marionetteOf(browser, profile);
      await firefox.chrome(listenForErrors);
      if (isFirst || (await firefox.chrome(hostOf, ID)) === undefined) await install(firefox, dist, profile);
      now = { browser, firefox, host: await until('the extension', () => firefox.chrome(hostOf, ID)) };
      if (isFirst) await until('the background', isWorkerAlive); // later on it waits for an event
      await firefox.chrome(showLook, look);
    } catch (error) {
      now = undefined;
      await browser.end();
      throw error;
    }
  }

  async function close(): Promise<void> {
    const { browser, firefox } = running();
    errors.push(...(await firefox.chrome(takeErrors)));
    now = undefined;
    await firefox.send('Marionette:Quit', { flags: ['eAttemptQuit'] }).catch(() => {}); // it may end before it answers
    await Promise.race([browser.gone, new Promise((resolve) => setTimeout(resolve, END_MS).unref())]);
    await browser.end();
  }

  const extensionUrl = (path: string) => `moz-extension://${running().host}/${path}`;
  const isWorkerAlive = () => running().firefox.chrome((id) => WebExtensionPolicy.getByID(id)?.extension.backgroundState === 'running', ID);

  async function open(url: string): Promise<Page> {
    lastTab += 1;
    const { firefox } = running();
    await firefox.chrome(addTab, String(lastTab));
    const page = firefoxPage(firefox, `tab[data-sidelight="${lastTab}"]`);
    await page.goto(url);
    return page;
  }

  async function clickToolbar(): Promise<Screen> {
    const { firefox } = running();
    await firefox.chrome(hidePopup, POPUP);
    await until('the end of the last popup', () => firefox.chrome((popup) => document.querySelector(popup) === null, POPUP));
    await firefox.chrome(clickButton, `${ID.replace(/[^\w-]/g, '_')}-browser-action`);
    const popup = firefoxScreen(firefox, POPUP);
    await popup.until(() => document.readyState === 'complete' && location.protocol === 'moz-extension:');
    await until('the popup to be shown', () => firefox.chrome(isPopupOpen, POPUP));
    return popup;
  }

  await start(true);
  return {
    name: 'firefox',
    version: `Firefox/${await running().firefox.chrome(() => Services.appinfo.version)}`,
    profile,
    extensionUrl,
    openPage: open,
    openExtensionPage: (path) => open(extensionUrl(path)),
    clickToolbar,
    async command(name) {
      const commands = Object.entries(commandsOf(dist));
      const withKeys = commands.filter(([, { suggested_key }]) => suggested_key !== undefined).map(([each]) => each);
      if (!commands.some(([each]) => each === name)) throw new Error(`there is no command ${name}`);
      if (withKeys.includes(name)) await running().firefox.chrome(pressShortcut, KEYSET, withKeys.indexOf(name));
      else await running().firefox.chrome(runCommand, ID, name);
    },
    async chooseFromMenu(page, selector, item) {
      await page.click(selector, 'right');
      const entry = `${ID.replace(/[^\w-]/g, '_')}-menuitem-_${item}`;
      await until(`the entry ${item} of the menu`, () => running().firefox.chrome(chooseEntry, entry));
    },
    grantOrigins: (patterns) => running().firefox.chrome(grant, ID, patterns),
    leaveQuestionsOpen: () =>
      running().firefox.chrome(() => Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', true)),
    findInPage: (word) => running().firefox.chrome(findInPage, word),
    isWorkerAlive,
    killWorker: () => running().firefox.chrome(endBackground, ID),
    async look(wanted) {
      look = { ...look, ...wanted };
      await running().firefox.chrome(showLook, look);
    },
    async errors() {
      if (now !== undefined) errors.push(...(await now.firefox.chrome(takeErrors)));
      return errors;
    },
    async restart() {
      await close();
      await start(false);
    },
    ended: () => running().browser.gone,
    async stop() {
      if (now !== undefined) await close();
      if (isOurs) removeProfile(profile);
    },
  };
}

const ENVIRONMENT = {
  MOZ_HEADLESS_WIDTH: '1280',
  MOZ_HEADLESS_HEIGHT: '900',
  MOZ_CRASHREPORTER_DISABLE: '1',
  MOZ_REMOTE_SETTINGS_DEVTOOLS: '1', // without it the pref services.settings.server is ignored
};

function flagsFor({ visible }: StartOptions, profile: string): string[] {
  return ['--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access', ...(visible ? [] : ['--headless'])];
}

/** For good where unsigned add-ons are let in (ESR, Developer Edition), so that a restart finds it; for this run elsewhere. */
async function install(firefox: Marionette, dist: string, profile: string): Promise<void> {
  const path = join(profile, 'sidelight.xpi');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(dist, file)).isFile());
  writeFileSync(path, zipSync(Object.fromEntries(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(dist, file))]))));
  const add = (temporary: boolean) => firefox.send('Addon:Install', { path, temporary });
  await add(false).catch(() => add(true));
}

function commandsOf(dist: string): Readonly<Record<string, { readonly suggested_key?: unknown }>> {
  return JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')).commands;
}

/* What follows runs in Firefox's own window, and so sees nothing of this file. */

function hostOf(id: string): string | undefined {
  return WebExtensionPolicy.getByID(id)?.mozExtensionHostname;
}

function addTab(name: string): void {
  const tab = gBrowser.addTab('about:blank', { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
  tab.setAttribute('data-sidelight', name);
  gBrowser.selectedTab = tab;
  tab.linkedBrowser.focus();
}

/** As a person types it into the find bar: what Firefox says of it. */
async function findInPage(word: string): Promise<boolean> {
  const bar = await gBrowser.getFindBar();
  return new Promise((resolve) => {
    const listener = {
      onFindResult({ result, searchString }: { readonly result: number; readonly searchString: string }): void {
        if (searchString !== word) return;
        bar.browser.finder.removeResultListener(listener);
        resolve(result !== 1); // 1: nsITypeAheadFind.FIND_NOTFOUND
      },
    };
    bar.browser.finder.addResultListener(listener);
    bar.browser.finder.fastFind(word, false, false);
  });
}

function hidePopup(popup: string): void {
  (document.querySelector(popup)?.closest('panel') as { hidePopup?(): void } | null)?.hidePopup?.(); // as: a XUL panel
}

function isPopupOpen(popup: string): boolean {
  const shown = document.querySelector(popup) as FirefoxBrowser | null; // as: the selector names a browser
  const isOpen = (shown?.closest('panel') as { state?: string } | null)?.state === 'open'; // as: a XUL panel
  if (isOpen) shown?.focus();
  return isOpen;
}

function clickButton(widget: string): void {
  CustomizableUI.addWidgetToArea(widget, 'nav-bar');
  const item = document.getElementById(widget);
  const button = item?.querySelector<HTMLElement>('.unified-extensions-item-action-button') ?? item;
  if (!button) throw new Error('Sidelight has no toolbar button');
  button.click();
}

/** False while the menu is not open or has no such entry. */
function chooseEntry(id: string): boolean {
  const menu = document.getElementById('contentAreaContextMenu') as (HTMLElement & { state?: string; hidePopup?(): void }) | null; // as: a XUL popup
  const entry = document.getElementById(id) as (HTMLElement & { doCommand?(): void }) | null; // as: a XUL menu item
  if (menu?.state !== 'open' || entry === null || !menu.contains(entry)) return false;
  entry.doCommand?.();
  menu.hidePopup?.();
  return true;
}

/** Firefox keeps one <key> for each command with a shortcut, in the manifest's order. */
function pressShortcut(keyset: string, index: number): void {
  const key = document.querySelectorAll(`keyset[id="${keyset}"] > key`)[index];
  if (key === undefined) throw new Error('no such command has a shortcut');
  key.dispatchEvent(new Event('command'));
}

/** What its key would do, if the reader had given it one. */
function runCommand(id: string, name: string): void {
  const extension = WebExtensionPolicy.getByID(id)?.extension;
  extension?.tabManager.addActiveTabPermission();
  extension?.shortcuts.onCommand(name);
}

/** A background that is woken at once is running again, but it is another one. */
async function endBackground(id: string): Promise<void> {
  const extension = WebExtensionPolicy.getByID(id)?.extension;
  const life = extension?.backgroundContext;
  const [pause, most, again] = [25, 1200, 20]; // ms, times
  for (let tries = 0; tries < most; tries += 1) {
    if (tries % again === 0) await extension?.terminateBackground({ ignoreDevToolsAttached: true }); // one that is only just starting does not hear it
    if (!life || extension?.backgroundContext !== life) return;
    await new Promise((done) => setTimeout(done, pause));
  }
}

async function grant(id: string, patterns: readonly string[]): Promise<void> {
  const extension = WebExtensionPolicy.getByID(id)?.extension;
  if (extension === undefined) throw new Error('Sidelight is not installed');
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  await ExtensionPermissions.add(id, { permissions: [], origins: patterns }, extension);
}

function showLook({ scheme, reducedMotion, forcedColors }: Look): void {
  if (scheme !== undefined) Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', scheme === 'dark' ? 0 : 1);
  if (scheme !== undefined) Services.prefs.setIntPref('ui.systemUsesDarkTheme', scheme === 'dark' ? 1 : 0);
  if (reducedMotion !== undefined) Services.prefs.setIntPref('ui.prefersReducedMotion', reducedMotion ? 1 : 0);
  if (forcedColors !== undefined) Services.prefs.setIntPref('browser.display.document_color_use', forcedColors ? 2 : 0);
}
