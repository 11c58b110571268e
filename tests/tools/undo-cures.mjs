/**
 * Undoes what keeps a promise, one cure of cures.json at a time, and runs the test that must turn red: `node tests/tools/undo-cures.mjs [--only WORDS]
 * [--in firefox]`. Works in this folder and puts each file back; refuses to touch one that has changes of its own.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './ensure.mjs';

/** @typedef {{ what: string, file: string, cure: string, undone: string, test: string }} Cure */

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, in: { type: 'string', default: 'chromium' } } });
/** @type {readonly Cure[]} */
const cures = JSON.parse(readFileSync(join(import.meta.dirname, 'cures.json'), 'utf8'));

/** @param {readonly string[]} given @param {Readonly<Record<string, string>>} env */
const run = (given, env = {}) => spawnSync(process.execPath, given, { cwd: ROOT, env: { ...process.env, ...env }, encoding: 'utf8' });

/** @param {Cure} cure */
function isSeen({ test }) {
  const project = test.startsWith('tests/e2e/') ? 'e2e' : test.includes('.browser.') ? 'browser' : 'unit';
  if (project === 'e2e' && run([join(import.meta.dirname, 'build.mjs')]).status !== 0) throw new Error('without it nothing can be built');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const { status, stdout } = run([vitest, 'run', '--project', project, '--bail=1', test], { SIDELIGHT_BROWSER: values.in, NO_COLOR: '1' });
  const [failed] = /(?<=^\s*× ).*/m.exec(stdout) ?? [];
  if (status !== 0 && failed === undefined) throw new Error(`the test did not run:\n${stdout.slice(-2_000)}`);
  return failed;
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(1));
let blind = 0;
for (const cure of cures.filter(({ what }) => what.includes(values.only))) {
  const path = join(ROOT, cure.file);
  const { stdout } = spawnSync('git', ['status', '--porcelain', '--', cure.file], { cwd: ROOT, encoding: 'utf8' });
  if (stdout !== '') throw new Error(`${cure.file} has changes that are not committed`);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(cure.cure)) throw new Error(`${cure.what}: ${cure.file} has no "${cure.cure}" any more. What keeps it now?`);
  const putBack = () => writeFileSync(path, whole);
  process.once('exit', putBack);
  writeFileSync(
    path,
    whole.replace(cure.cure, () => cure.undone),
  );
  const red = isSeen(cure);
  putBack();
  process.off('exit', putBack);
  if (red === undefined) blind += 1;
  console.log(red === undefined ? `NOT SEEN  ${cure.what} (${cure.test})` : `red       ${cure.what}: ${red.trim()}`);
}
console.log(blind === 0 ? 'Every cure is missed.' : `${blind} cures could go, and no test would tell.`);
process.exitCode = blind === 0 ? 0 : 1;
