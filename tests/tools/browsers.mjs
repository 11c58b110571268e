/** Where a browser is on this machine. Looks in the usual places and starts nothing; installing is ensure.mjs. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** @typedef {'chromium' | 'firefox'} BrowserName */

const { env, platform } = process;

/** Chromium before Google Chrome: a Chrome that is used every day keeps its own profile and policies. */
const ON_PATH = {
  chromium: ['chromium', 'chromium-browser', 'chrome-for-testing', 'google-chrome-stable', 'google-chrome', 'chrome'],
  firefox: ['firefox-esr', 'firefox-developer-edition', 'firefox'],
};

/** @type {Record<BrowserName, readonly string[]>} */
const ON_MACOS = {
  chromium: ['Chromium', 'Google Chrome for Testing', 'Google Chrome'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`),
  firefox: ['Firefox ESR', 'Firefox Developer Edition', 'Firefox'].map((app) => `/Applications/${app}.app/Contents/MacOS/firefox`),
};

/** @type {Record<BrowserName, readonly string[]>} */
const ON_WINDOWS = {
  chromium: ['Chromium\\Application\\chrome.exe', 'Google\\Chrome for Testing\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'],
  firefox: ['Firefox ESR\\firefox.exe', 'Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
};

/**
 * The browser's program, or undefined. SIDELIGHT_CHROMIUM and SIDELIGHT_FIREFOX go before everything else.
 *
 * @param {BrowserName} name
 * @returns {string | undefined}
 */
export function findBrowser(name) {
  const named = env[`SIDELIGHT_${name.toUpperCase()}`];
  if (named) return existsSync(named) ? named : undefined;
  return [...placesFor(name), ...(name === 'chromium' ? playwrightsOwn() : [])].find((place) => existsSync(place));
}

/** @param {BrowserName} name */
function placesFor(name) {
  if (platform === 'darwin') return ON_MACOS[name];
  if (platform === 'win32') {
    const roots = [env['LOCALAPPDATA'], env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].filter((root) => root !== undefined);
    return ON_WINDOWS[name].flatMap((place) => roots.map((root) => join(root, place)));
  }
  const folders = (env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter).filter((folder) => folder !== '');
  return ON_PATH[name].flatMap((program) => [...folders, '/snap/bin'].map((folder) => join(folder, program)));
}

/** A Chromium that playwright downloaded earlier, newest first. */
function playwrightsOwn() {
  const home = env['HOME'] || homedir();
  const root = { darwin: 'Library/Caches/ms-playwright', win32: 'AppData/Local/ms-playwright' }[String(platform)] ?? '.cache/ms-playwright';
  const program = {
    darwin: 'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    win32: 'chrome-win/chrome.exe',
  }[String(platform)];
  const cache = join(home, root);
  if (!existsSync(cache)) return [];
  const builds = readdirSync(cache).filter((folder) => /^chromium-\d+$/.test(folder));
  return builds
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .map((build) => join(cache, build, program ?? 'chrome-linux/chrome'));
}
