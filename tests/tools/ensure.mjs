/** Makes a fresh machine ready: Node, packages, browsers. Uses Node alone, because it runs before anything is installed; changes nothing that is in order. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browsers.mjs';

/** @typedef {import('./browsers.mjs').BrowserName} BrowserName */
/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Locked a package as a lock file has it */

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEBIAN_PACKAGE = { chromium: 'chromium', firefox: 'firefox-esr' };
const SPOKEN = { chromium: 'Chromium', firefox: 'Firefox' };

/** Something only the person at this machine can put right; its message is one sentence that says how. */
export class Stop extends Error {}

/**
 * Runs a tool's main function; a Stop becomes its sentence and exit code 1.
 *
 * @param {() => Promise<number | void>} main gives the exit code, 0 if nothing
 */
export async function runTool(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** A home is where npm and the browsers keep their caches; some build machines have none. */
export function ensureHome() {
  if (process.env['HOME'] || process.platform === 'win32') return;
  process.env['HOME'] = join(tmpdir(), 'sidelight-home');
  mkdirSync(process.env['HOME'], { recursive: true });
}

export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(`Sidelight needs Node 20.19 or later and this is ${process.versions.node}: install a newer one from https://nodejs.org.`);
}

/** What npm says goes to standard error, so that a tool's own output stays clean. */
export function ensurePackages() {
  ensureNode();
  ensureHome();
  if (arePackagesFresh()) return;
  const npm = process.env['npm_execpath'];
  const [program, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const given = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync(program, given, { cwd: ROOT, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status !== 0) throw new Stop('The packages could not be installed: run `npm ci` here and see what it says.');
}

/** Whether node_modules holds what package-lock.json names; npm leaves a lock file of its own there. */
function arePackagesFresh() {
  const installed = lockedIn(join(ROOT, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  const wanted = Object.entries(lockedIn(join(ROOT, 'package-lock.json')) ?? {}).filter(([path]) => path !== '');
  return wanted.every(([path, { version, optional }]) => (installed[path] ? installed[path].version === version : optional));
}

/**
 * @param {string} file
 * @returns {Record<string, Locked> | undefined}
 */
function lockedIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/** @param {readonly BrowserName[]} names */
export function ensureBrowsers(names) {
  const missing = names.filter((name) => findBrowser(name) === undefined);
  if (missing.length === 0) return;
  if (isDebian() && process.getuid?.() === 0) installOnDebian(missing);
  const still = missing.filter((name) => findBrowser(name) === undefined);
  if (still.length > 0) throw new Stop(sayHow(still));
}

export const isDebian = () => existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')); // Ubuntu's chromium is a snap, which a container cannot run

/** @param {readonly BrowserName[]} names */
function installOnDebian(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const fonts = hasFonts() ? [] : ['fonts-dejavu-core', 'fonts-liberation'];
  const wanted = [...names.map((name) => DEBIAN_PACKAGE[name]), ...fonts];
  process.stderr.write(`Installing ${wanted.join(', ')} …\n`);
  const waiting = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  for (const given of [['update'], ['install', '-y', '--no-install-recommends', ...wanted]]) {
    spawnSync('apt-get', [...waiting, ...given], { env, stdio: ['ignore', 'ignore', 2] });
  }
}

function hasFonts() {
  const folder = '/usr/share/fonts';
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => /\.(ttf|otf|pfb|ttc)$/.test(String(file)));
}

/** @param {readonly BrowserName[]} names */
function sayHow(names) {
  const spoken = names.map((name) => SPOKEN[name]).join(' and ');
  const settings = names.map((name) => `SIDELIGHT_${name.toUpperCase()}`).join(' and ');
  const packages = names.map((name) => DEBIAN_PACKAGE[name]).join(' ');
  const how = isDebian() ? `run \`apt-get install ${packages}\` as root` : 'install it with the package manager of your system';
  return `${spoken} was not found: ${how}, or set ${settings} to where its program is.`;
}
