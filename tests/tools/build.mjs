/** Builds the extension for both browsers, packs it, prints the sizes, and refuses a build that is too large or asks for too much. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensurePackages, ROOT, runTool, Stop } from './ensure.mjs';
import { zipOf } from './zip.mjs';

/** @typedef {import('./browsers.mjs').BrowserName} BrowserName */
/** @typedef {{ web_accessible_resources?: { resources: string[] }[], permissions?: string[], host_permissions?: unknown, content_scripts?: unknown }} Manifest */

/** @type {readonly BrowserName[]} */
const BROWSERS = ['chromium', 'firefox'];
const CARD = 'src/contexts/card/card.html';
export const CONTENT_SCRIPT = 'src/contexts/content/main.iife.js';
export const SHOWING_SCRIPT = 'src/contexts/content/showing.iife.js'; // on pages with something to show
export const MAX_CONTENT_BYTES = 20_000; // gzip; every page that is read pays for it
export const MAX_SHOWING_BYTES = 7_000; // gzip; a page with marks pays for this as well
export const MAX_PACKAGE_BYTES = 700_000; // zip
const PERMISSIONS = ['storage', 'unlimitedStorage', 'alarms', 'scripting', 'activeTab', 'contextMenus']; // what an update may never add to
const PACKED_AT = new Date('2026-01-01T00:00:00'); // so that the same files make the same package

export const DIST = resolve(ROOT, process.env['SIDELIGHT_DIST'] ?? 'dist');

export async function build() {
  ensurePackages();
  for (const browser of BROWSERS) {
    runVite(browser);
    shipWords(browser);
    checkManifest(browser);
    dropDescriptions(browser);
    checkSizes(browser);
  }
}

/** Whether the last build is as new as everything it is made of. */
export function isBuildFresh() {
  const built = BROWSERS.map((browser) => join(DIST, browser, 'manifest.json'));
  if (!built.every((file) => existsSync(file))) return false;
  const builtAt = Math.min(...built.map((file) => statSync(file).mtimeMs));
  const folders = ['src', 'public'].flatMap((folder) => filesIn(join(ROOT, folder)));
  const alone = ['manifest.json', 'vite.config.ts', 'package-lock.json', 'tsconfig.json'].map((file) => join(ROOT, file));
  return [...folders, ...alone].every((file) => statSync(file).mtimeMs <= builtAt);
}

/** @param {BrowserName} browser */
function runVite(browser) {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', '--mode', browser], { cwd: ROOT, env, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  throw new Stop(`The ${browser} build failed; what Vite said is above.`);
}

/**
 * Descriptions are for whoever translates, and so are the names of what is filled in: browsers take its number.
 *
 * @param {BrowserName} browser
 */
function shipWords(browser) {
  for (const file of filesIn(join(DIST, browser, '_locales'))) {
    /** @type {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} */
    const messages = JSON.parse(readFileSync(file, 'utf8'));
    /** @type {[string, { message: string }][]} */
    const shipped = Object.entries(messages).map(([key, { message, placeholders = {} }]) => {
      const numbers = new Map(Object.entries(placeholders).map(([name, { content }]) => [name.toLowerCase(), content]));
      return [key, { message: message.replace(/\$(\w+)\$(?!\d)/g, (whole, name) => numbers.get(name.toLowerCase()) ?? whole) }];
    });
    if (shipped.some(([, { message }]) => /\$[a-z]\w*\$/i.test(message)))
      throw new Stop(`In ${file} something to be filled in has no number.`);
    writeFileSync(file, JSON.stringify(Object.fromEntries(shipped)));
  }
}

/** @param {BrowserName} browser */
function checkManifest(browser) {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(DIST, browser, 'manifest.json'), 'utf8'));
  const accessible = JSON.stringify((manifest.web_accessible_resources ?? []).flatMap(({ resources }) => resources));
  if (accessible !== JSON.stringify([CARD]))
    throw new Stop(`In the ${browser} manifest ${accessible} is web-accessible; only the card may be.`);
  for (const field of /** @type {const} */ (['host_permissions', 'content_scripts'])) {
    if (manifest[field] !== undefined) throw new Stop(`The ${browser} manifest has ${field}, and may not.`);
  }
  const added = (manifest.permissions ?? []).filter((permission) => !PERMISSIONS.includes(permission));
  if (added.length > 0) throw new Stop(`The ${browser} manifest asks for ${added.join(', ')}, which no update may add.`);
}

/**
 * What is said of each message to its translators is for them alone, and a third of the packed file.
 * @param {BrowserName} browser
 */
function dropDescriptions(browser) {
  const locales = join(DIST, browser, '_locales');
  for (const file of filesIn(locales)) {
    /** @type {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} */
    const messages = JSON.parse(readFileSync(file, 'utf8'));
    const shipped = Object.entries(messages).map(([name, { message, placeholders }]) => {
      const filled = Object.entries(placeholders ?? {}).map(([each, { content }]) => [each, { content }]);
      return [name, { message, ...(filled.length > 0 && { placeholders: Object.fromEntries(filled) }) }];
    });
    writeFileSync(file, JSON.stringify(Object.fromEntries(shipped)));
  }
}

/** @param {BrowserName} browser */
function checkSizes(browser) {
  const folder = join(DIST, browser);
  const names = filesIn(folder).map((file) => file.slice(folder.length + 1).replaceAll('\\', '/'));
  const maps = names.filter((name) => name.endsWith('.map'));
  if (maps.length > 0) throw new Stop(`The ${browser} package holds ${maps.join(', ')}, which is not for shipping.`);
  const [content = 0, showing = 0] = [CONTENT_SCRIPT, SHOWING_SCRIPT].map(
    (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
  );
  const packed = zipOf(
    names.sort().map((name) => [name, readFileSync(join(folder, name))]),
    PACKED_AT,
  );
  writeFileSync(join(DIST, `sidelight-${browser}.zip`), packed);
  console.log(
    `${browser.padEnd(8)}  content script ${inKb(content)} gzip of ${inKb(MAX_CONTENT_BYTES)} (and ${inKb(showing)} of ${inKb(MAX_SHOWING_BYTES)} with marks), package ${inKb(packed.length)} zip of ${inKb(MAX_PACKAGE_BYTES)}`,
  );
  if (content > MAX_CONTENT_BYTES) throw new Stop(`The content script is ${inKb(content)} gzip, and may be ${inKb(MAX_CONTENT_BYTES)}.`);
  if (showing > MAX_SHOWING_BYTES) throw new Stop(`What shows marks is ${inKb(showing)} gzip, and may be ${inKb(MAX_SHOWING_BYTES)}.`);
  if (packed.length > MAX_PACKAGE_BYTES)
    throw new Stop(`The ${browser} package is ${inKb(packed.length)}, and may be ${inKb(MAX_PACKAGE_BYTES)}.`);
}

/** @param {number} bytes */
const inKb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** @param {string} folder */
function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
}

if (process.argv[1] === import.meta.filename) await runTool(build);
