/** A package that says nothing of its licence, or brings no text of it, is not shipped: the build ends. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { licences } from './build/licences';

/** What the build writes of one package that is made of these files, or how it ends. */
function told(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sidelight-licence-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = join(folder, 'node_modules', 'pencil');
  mkdirSync(at, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  let written = '';
  const bundle = {
    getModuleIds: () => [join(at, 'index.js'), join(folder, 'own.js')],
    emitFile: ({ source }: { readonly source: string }) => (written += source),
  };
  (licences('LICENSE', []).generateBundle as unknown as (this: typeof bundle) => void).call(bundle); // as: that is what the plugin has of a bundle
  return written;
}

const about = (more: Readonly<Record<string, string>>) => JSON.stringify({ name: 'pencil', version: '2.0.0', ...more });

test('the text that a package brings stands in the file, with its notice', () => {
  const written = told({ 'package.json': about({ license: 'Apache-2.0' }), LICENSE: 'Apache terms', NOTICE: 'Made by hand' });
  for (const each of ['pencil 2.0.0 (Apache-2.0)', 'Apache terms', 'Made by hand', 'MIT License']) expect(written).toContain(each);
});

test('MIT without a text has its terms, with the author that the package names', () => {
  expect(told({ 'package.json': about({ license: 'MIT', author: 'A. Writer' }) })).toContain('Copyright (c) A. Writer');
});

test.each([
  ['names no licence', about({}), /names no licence/],
  ['brings no text', about({ license: 'Apache-2.0' }), /brings no text/],
  ['says MIT and not whose', about({ license: 'MIT' }), /brings no text/],
])('one that %s ends the build', (_what, packageJson, why) => {
  expect(() => told({ 'package.json': packageJson })).toThrow(why);
});
