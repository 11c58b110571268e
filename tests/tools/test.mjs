/** Runs every check there is and counts: types, lint, unit, browser, build, and the built extension in both browsers. The last line is the count. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browsers.mjs';
import { ensureBrowsers, ensurePackages, ROOT, runTool, Stop } from './ensure.mjs';

/** @typedef {import('./browsers.mjs').BrowserName} BrowserName */
/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ name: string, needs: readonly BrowserName[], run: () => Promise<Count>, beside?: true }} Stage beside: side by side with the one before */

const STAGE_MS = 14 * 60_000; // a stage that hangs is ended and counted as failed
const node = (/** @type {string[]} */ ...path) => join(ROOT, 'node_modules', ...path);
const folder = mkdtempSync(join(tmpdir(), 'sidelight-test-'));
let didBuildFail = false;

/** @type {readonly Stage[]} */
const STAGES = [
  { name: 'types', needs: [], run: () => one([node('typescript', 'bin', 'tsc'), '--noEmit']) },
  { name: 'lint', needs: [], run: () => one([node('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.']) },
  { name: 'unit', needs: ['chromium'], run: () => vitest('unit') },
  { name: 'browser', needs: ['chromium'], run: () => vitest('browser') },
  { name: 'build', needs: [], run: buildStage },
  { name: 'package', needs: [], run: () => afterBuild(() => vitest('package')) },
  { name: 'e2e-chromium', needs: ['chromium'], run: () => endToEnd('chromium') },
  { name: 'e2e-firefox', needs: ['firefox'], run: () => endToEnd('firefox'), beside: true }, // each browser keeps one core busy
];

async function buildStage() {
  const count = await one([join(import.meta.dirname, 'build.mjs')]);
  didBuildFail = count.failed > 0;
  return count;
}

/** @param {BrowserName} browser */
const endToEnd = (browser) => afterBuild(() => vitest('e2e', { SIDELIGHT_BROWSER: browser }));

/** @param {() => Promise<Count>} check */
async function afterBuild(check) {
  if (!didBuildFail) return check();
  console.log('The build failed, so there is nothing to test.');
  return { passed: 0, failed: 1, skipped: 0 };
}

/**
 * A check that either holds or does not.
 *
 * @param {string[]} given
 * @returns {Promise<Count>}
 */
async function one(given) {
  const isGood = (await run(given)) === 0;
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} project
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function vitest(project, env = {}) {
  const report = join(folder, `${project}-${env['SIDELIGHT_BROWSER'] ?? ''}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run([node('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters], env);
  const count = existsSync(report) ? countIn(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
  const tests = count.passed + count.failed + count.skipped;
  if (tests === 0) console.log(`No test ran in ${project}, which counts as a failure.`);
  const isUnexplained = (code !== 0 && count.failed === 0) || tests === 0; // the runner itself fell over
  return isUnexplained ? { ...count, failed: count.failed + 1 } : count;
}

/**
 * A file that could not be loaded has no tests in the report, and is one failure.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Count}
 */
function countIn({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length, skipped: numPendingTests + numTodoTests };
}

/**
 * Runs a Node program to its end, with everything it says shown as it says it.
 *
 * @param {string[]} given
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 */
function run(given, env = {}) {
  const child = spawn(process.execPath, given, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const endGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };
  process.once('exit', endGroup);
  const clock = setTimeout(() => {
    console.log(`Ended after ${STAGE_MS / 60_000} minutes.`);
    endGroup();
  }, STAGE_MS);
  return new Promise((resolve) => {
    const done = (/** @type {number} */ code) => {
      clearTimeout(clock);
      endGroup(); // what a crashed runner left behind
      process.off('exit', endGroup);
      resolve(code);
    };
    child.on('exit', (code) => done(code ?? 1));
    child.on('error', () => done(1));
  });
}

/** @param {Stage} stage */
async function runStage({ name, needs, run: check }) {
  const startedAt = Date.now();
  console.log(`\n== ${name}`);
  try {
    ensureBrowsers(needs);
    const found = findBrowser('chromium');
    if (found !== undefined) process.env['SIDELIGHT_CHROMIUM'] = found;
    return await check();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    console.log(`== ${name} took ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  }
}

/**
 * @param {readonly Stage[]} stages
 * @returns {Stage[][]}
 */
function sideBySide(stages) {
  /** @type {Stage[][]} */
  const groups = [];
  for (const stage of stages) {
    const last = groups.at(-1);
    if (stage.beside && last !== undefined) last.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(1));

await runTool(async () => {
  const wanted = process.argv[2];
  const stages = STAGES.filter(({ name }) => wanted === undefined || name === wanted || name.startsWith(`${wanted}-`));
  if (stages.length === 0) throw new Stop(`There is no stage ${wanted}; there are ${STAGES.map(({ name }) => name).join(', ')}.`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  try {
    ensurePackages();
    for (const together of sideBySide(stages)) {
      for (const { passed, failed, skipped } of await Promise.all(together.map(runStage))) {
        total.passed += passed;
        total.failed += failed;
        total.skipped += skipped;
      }
    }
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed > 0 ? 1 : 0;
});
