/** Runs every check there is and counts: types, lint, unit, browser, build, and the built extension in both browsers. The last line is the count. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findBrowser } from './browsers.mjs';
import { ensureBrowsers, ensurePackages, ROOT, runTool, Stop } from './ensure.mjs';
import { runNode } from './node-program.mjs';
import { ensureServers } from './servers.mjs';

/** @typedef {import('./browsers.mjs').BrowserName} BrowserName */
/** @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly string[] }} Count failures: a line each, told again at the end */
/** @typedef {import('./node-program.mjs').Place} Place */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: FileReport[] }} Report of one run of vitest */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName?: string, failureMessages?: string[] }[] }} FileReport */
/** @typedef {{ name: string, needs: readonly BrowserName[], run: (place: Place) => Promise<Count> }} Stage */
/** @typedef {{ stages: readonly Stage[], isBehind?: boolean }} Lane its stages come one after the other; isBehind: in the time that the other lanes leave */

const node = (/** @type {string[]} */ ...path) => join(ROOT, 'node_modules', ...path);
const folder = mkdtempSync(join(tmpdir(), 'sidelight-test-'));
let didBuildFail = false;
/** @type {Promise<void> | undefined} */
let servers; // are fetched while what comes first is looked at

/** @type {Lane} */
const FIRST = {
  stages: [
    { name: 'types', needs: [], run: (place) => one([node('typescript', 'bin', 'tsc'), '--noEmit'], place) },
    {
      name: 'lint',
      needs: [],
      run: (place) => one([node('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'], place),
    },
    { name: 'build', needs: [], run: buildStage },
  ],
};
/** @type {Lane} */
const PARTS = {
  stages: [
    { name: 'unit', needs: ['chromium'], run: unitStage },
    { name: 'browser', needs: ['chromium'], run: (place) => vitest('browser', place) },
    { name: 'package', needs: [], run: (place) => afterBuild(() => vitest('package', place)) },
  ],
  isBehind: true,
};
/**
 * @param {BrowserName} browser
 * @returns {Lane}
 */
const wholeIn = (browser) => ({ stages: [{ name: `e2e-${browser}`, needs: [browser], run: (place) => endToEnd(browser, place) }] });

/**
 * Lanes in one line run side by side: a browser that is driven waits for most of its time, and the parts take what it leaves.
 *
 * @type {readonly (readonly Lane[])[]}
 */
const PLAN = [[FIRST], [wholeIn('firefox'), wholeIn('chromium'), PARTS]];

/** @param {Place} place */
async function unitStage(place) {
  await servers;
  return vitest('unit', place);
}

/** @param {Place} place */
async function buildStage(place) {
  const count = await one([join(import.meta.dirname, 'build.mjs')], place);
  didBuildFail = count.failed > 0;
  return count;
}

/**
 * @param {BrowserName} browser
 * @param {Place} place
 */
const endToEnd = (browser, place) => afterBuild(() => vitest('e2e', place, { SIDELIGHT_BROWSER: browser }));

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
 * @param {Place} place
 * @returns {Promise<Count>}
 */
async function one(given, place) {
  const isGood = (await runNode(given, place)) === 0;
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} project
 * @param {Place} place
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function vitest(project, place, env = {}) {
  const report = join(folder, `${place.name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runNode([node('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters], place, env);
  /** @type {Count} */
  const count = existsSync(report) ? countIn(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
  const tests = count.passed + count.failed + count.skipped;
  if (tests === 0) console.log(`No test ran in ${project}, which counts as a failure.`);
  const isUnexplained = (code !== 0 && count.failed === 0) || tests === 0; // the runner itself fell over
  return isUnexplained ? { ...count, failed: count.failed + 1 } : count;
}

/**
 * A file that could not be loaded has no tests in the report, and is one failure.
 *
 * @param {Report} report
 * @returns {Count}
 */
function countIn({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName = '', failureMessages = [] }) => `${relative(ROOT, name)}: ${fullName}\n${firstLines(failureMessages[0])}`),
  );
  const unread = unloaded.map(({ name, message }) => `${relative(ROOT, name)} could not be loaded\n${firstLines(message)}`);
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
    failures: [...failures, ...unread],
  };
}

const firstLines = (/** @type {string | undefined} */ text = '') =>
  text
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');

/**
 * @param {Stage} stage
 * @param {Omit<Place, 'name'>} place
 * @returns {Promise<Count>}
 */
async function runStage({ name, needs, run }, place) {
  const startedAt = Date.now();
  console.log(`\n== ${name}`);
  try {
    ensureBrowsers(needs);
    const found = findBrowser('chromium');
    if (found !== undefined) process.env['SIDELIGHT_CHROMIUM'] = found;
    const count = await run({ name, ...place });
    if (count.failed === 0) return count;
    const told = count.failures?.length ? count.failures : ['see its lines above'];
    return { ...count, failures: told.map((failure) => `${name}: ${failure}`) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(why);
    return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: ${why}`] };
  } finally {
    console.log(`== ${name} took ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  }
}

/**
 * @param {Lane} lane
 * @param {boolean} isAmong
 * @returns {Promise<readonly Count[]>}
 */
async function runLane({ stages, isBehind = false }, isAmong) {
  const counts = [];
  for (const stage of stages) counts.push(await runStage(stage, { isAmong, isBehind: isBehind && isAmong }));
  return counts;
}

/**
 * @param {readonly Lane[]} lanes
 * @returns {Promise<readonly Count[]>}
 */
async function runSideBySide(lanes) {
  try {
    ensureBrowsers([...new Set(lanes.flatMap(({ stages }) => stages.flatMap(({ needs }) => needs)))]); // at once, before anything runs
  } catch {
    // the stage that needs it says so
  }
  return (await Promise.all(lanes.map((lane) => runLane(lane, lanes.length > 1)))).flat();
}

/** @param {(stage: Stage) => boolean} isWanted */
function planFor(isWanted) {
  const wantedOf = (/** @type {Lane} */ lane) => ({ ...lane, stages: lane.stages.filter(isWanted) });
  return PLAN.map((lanes) => lanes.map(wantedOf).filter(({ stages }) => stages.length > 0)).filter((lanes) => lanes.length > 0);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(1));

await runTool(async () => {
  const wanted = process.argv[2];
  const plan = planFor(({ name }) => wanted === undefined || name === wanted || name.startsWith(`${wanted}-`));
  const all = PLAN.flatMap((lanes) => lanes.flatMap(({ stages }) => stages.map(({ name }) => name)));
  if (plan.length === 0) throw new Stop(`There is no stage ${wanted}; there are ${all.join(', ')}.`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const told = [];
  try {
    ensurePackages();
    if (plan.some((lanes) => lanes.some(({ stages }) => stages.some(({ name }) => name === 'unit')))) servers = ensureServers();
    for (const lanes of plan) {
      for (const { passed, failed, skipped, failures = [] } of await runSideBySide(lanes)) {
        told.push(...failures);
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
  if (told.length > 0) console.log(`\n== failed\n${told.join('\n')}`); // the lines above are many, and a reader of the end sees these
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed > 0 ? 1 : 0;
});
