/** What is shipped, as it lies in the built folders: whose work it holds, whom it names, and that anyone can build the same bytes. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'dist');
const BROWSERS = ['chromium', 'firefox'] as const;
const MADE_OF = [
  'src',
  'public',
  'tests/tools',
  'manifest.json',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'LICENSE',
];
const TEXTS = /\.(js|json|html|css)$/;

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

function run(script: string, given: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [join(ROOT, script), ...given], { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
}

test('two folders, two time zones: equal bytes', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sidelight-copy-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const each of MADE_OF) cpSync(join(ROOT, each), join(folder, each), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'tests/tools/build.mjs')], {
    cwd: folder,
    env: { ...process.env, TZ: 'Pacific/Kiritimati', SIDELIGHT_DIST: 'built' },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  for (const browser of BROWSERS) {
    const name = `sidelight-${browser}.zip`;
    expect(readFileSync(join(folder, 'built', name)).equals(readFileSync(join(DIST, name)))).toBe(true);
  }
});

test.each(BROWSERS)('%s: the licence of every package that the lock file says is shipped stands in it', (browser) => {
  const licences = readFileSync(join(DIST, browser, 'licences.txt'), 'utf8');
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }; // as: our own file
  const names = Object.entries(dependencies).map(([name, version]) => `${name} ${version} (`);
  expect(names.filter((name) => !licences.includes(name))).toEqual([]);
  expect(licences.startsWith('Sidelight\n\nMIT License')).toBe(true);
});

test.each(BROWSERS)(
  '%s: pages may load one file of it, nothing runs or is asked for without being wished, and it has an id for life',
  (browser) => {
    const manifest = JSON.parse(readFileSync(join(DIST, browser, 'manifest.json'), 'utf8')) as Record<string, unknown>; // as: it is looked at next
    const inPages = { resources: ['src/contexts/card/card.html'], matches: ['http://*/*', 'https://*/*'] };
    expect(manifest['web_accessible_resources']).toEqual([browser === 'chromium' ? { ...inPages, use_dynamic_url: true } : inPages]);
    for (const never of ['content_scripts', 'host_permissions', 'externally_connectable']) expect(manifest).not.toHaveProperty(never);
    expect(manifest).toHaveProperty('incognito', 'not_allowed');
    if (browser === 'firefox')
      expect(manifest).toHaveProperty('browser_specific_settings.gecko.id', '{d1c0f8a4-6a1e-4f3b-9c57-2b7e5d90a3e6}');
  },
);

test.each(BROWSERS)('%s: docs/hosts.md names every host that is named in it, and no other', (browser) => {
  const folder = join(DIST, browser);
  const texts = filesIn(folder).filter((name) => TEXTS.test(name));
  const hosts = texts.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/https?:\/\/([a-z\d.-]*[a-z\d])/gi)].map((found) => found[1]),
  );
  const listed = [...readFileSync(join(ROOT, 'docs', 'hosts.md'), 'utf8').matchAll(/^- (\S+)$/gm)].map((found) => found[1]);
  expect([...new Set(hosts)].sort()).toEqual(listed.sort());
});

test('Mozilla’s linter has nothing to say', () => {
  const { stdout } = run('node_modules/web-ext/bin/web-ext.js', ['lint', '--output', 'json', '--source-dir', join(DIST, 'firefox')], ROOT);
  const { errors, warnings, notices } = JSON.parse(stdout) as Record<'errors' | 'warnings' | 'notices', unknown[]>; // as: the linter's own form
  expect({ errors, warnings, notices }).toEqual({ errors: [], warnings: [], notices: [] });
});

test.each(BROWSERS)('%s: nothing shipped turns text into markup or code', (browser) => {
  const folder = join(DIST, browser);
  const scripts = filesIn(folder).filter((name) => name.endsWith('.js'));
  const found = scripts.flatMap(
    (name) =>
      readFileSync(join(folder, name), 'utf8').match(/\.(inner|outer)HTML\s*=(?!=)|\beval\(|new Function\(|document\.write\(/g) ?? [],
  );
  expect(found).toEqual([]);
});
