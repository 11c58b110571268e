/**
 * Fetches the servers that syncing is tried against, once, into node_modules/.servers: Apache and nginx from Debian, unpacked and not installed, so that
 * nothing of them starts by itself; and one from npm that speaks CouchDB's protocol. What cannot be had here is said, and its tests are skipped.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDebian, ROOT } from './ensure.mjs';

const PLACE = join(ROOT, 'node_modules', '.servers');
const LISTED = join(ROOT, 'tests', 'servers');
const DEBIAN = join(PLACE, 'debian');
const PACKAGES = ['apache2-bin', 'nginx', 'libnginx-mod-http-dav-ext'];
const LIMIT_MS = 240_000;
const [INSTALLED, UNPACKED] = ['installed', 'unpacked']; // files that say so: what was ended half way is not taken for whole

/** What is installed there. */
export const COUCH = PLACE;

/** Where Debian's files may be: the machine's own, then those that were unpacked here. `SIDELIGHT_SERVERS` names a folder of one's own. */
export const debianRoots = () => [process.env['SIDELIGHT_SERVERS'] ?? '', ...(existsSync(join(PLACE, UNPACKED)) ? [DEBIAN] : [])];

export const isCouchHere = () => existsSync(join(PLACE, INSTALLED));

export async function ensureServers() {
  await Promise.all([ensureCouch(), ensureDebian()]);
}

async function ensureCouch() {
  if (isCouchHere()) return;
  mkdirSync(PLACE, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(LISTED, file), join(PLACE, file));
  const given = ['ci', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (await ran('npm', given, PLACE)) writeFileSync(join(PLACE, INSTALLED), '');
  else console.log('A server for CouchDB’s protocol could not be installed from npm.');
}

async function ensureDebian() {
  const isThere = debianRoots().some((root) => existsSync(`${root}/usr/sbin/apache2`) && existsSync(`${root}/usr/sbin/nginx`));
  if (isThere || !isDebian() || process.getuid?.() !== 0) return;
  const archives = join(PLACE, 'archives');
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const waiting = ['-qq', '-o', 'DPkg::Lock::Timeout=200', '-o', 'APT::Sandbox::User=root'];
  const fetching = ['install', '-y', '--download-only', '--no-install-recommends', '-o', `Dir::Cache::archives=${archives}`, ...PACKAGES];
  const isFetched =
    (await ran('apt-get', [...waiting, ...fetching])) ||
    ((await ran('apt-get', [...waiting, 'update'])) && (await ran('apt-get', [...waiting, ...fetching])));
  const files = isFetched ? readdirSync(archives).filter((file) => file.endsWith('.deb')) : [];
  let areUnpacked = files.length > 0;
  for (const file of files) areUnpacked = (await ran('dpkg-deb', ['-x', join(archives, file), DEBIAN])) && areUnpacked;
  if (areUnpacked) writeFileSync(join(PLACE, UNPACKED), '');
  else console.log('Apache and nginx could not be fetched from Debian.');
}

/**
 * @param {string} program
 * @param {readonly string[]} given
 * @param {string} [folder]
 * @returns {Promise<boolean>} whether it ended well
 */
function ran(program, given, folder = ROOT) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve) => {
    const child = spawn(program, given, { cwd: folder, env, stdio: 'ignore', timeout: LIMIT_MS, shell: process.platform === 'win32' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

if (process.argv[1] === import.meta.filename) await ensureServers();
