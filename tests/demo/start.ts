/** `npm start`: a browser with Sidelight on the demo essay. With a display it stays until it is closed; without one it shows what it found in words and pictures. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageReport } from '../../src/core/related/answer';
import type { BrowserName, Driver, Page, Screen } from '../drive/driver';
import { until } from '../drive/poll';
import { startServer } from '../drive/server';
import { openCard, paintedOn, reportOf } from '../drive/sidelight';
import { startDriver } from '../drive/start';
import { DIST } from '../tools/build.mjs';
import { ROOT } from '../tools/ensure.mjs';

type Found = Extract<PageReport, { state: 'related' }>;

const ESSAY = 'who-owns-the-numbers.html';
const SHOWN_TERMS = 6;
const IN_README = ['page-card-light.png', 'popup-latest-light.png', 'popup-this-page-dark.png'];
const README_PICTURES = join(ROOT, 'tests', 'demo', 'pictures'); // made anew with `npm start -- --headless --pictures`

const given = process.argv.slice(2);
const name: BrowserName = given.includes('--firefox') ? 'firefox' : 'chromium';
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
const visible = hasDisplay && !given.includes('--headless');
const pictures = join(ROOT, 'out', name);

const server = await startServer();
const url = server.serve(`/${ESSAY}`, { body: readFileSync(join(ROOT, 'tests', 'demo', ESSAY)) });
let driver: Driver | undefined;
try {
  driver = await startDriver(name, { dist: join(DIST, name), visible });
  await (visible ? stay(driver) : show(driver));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await driver?.stop();
  await server.stop();
}

async function stay({ openPage, version, ended }: Driver): Promise<void> {
  await openPage(url);
  console.log(`Sidelight is in ${version}. Click its icon, then "This page". Close the browser to end.`);
  await ended();
}

async function show(browser: Driver): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await walk(browser, 'dark');
  const { page, report } = await walk(browser, 'light');
  await sayFound(browser, page, report);
  console.log(`\nPictures of the popup, the page and the card are in ${pictures}.`);
  if (given.includes('--pictures')) for (const picture of IN_README) copyFileSync(join(pictures, picture), join(README_PICTURES, picture));
}

/** What a reader does: opens the essay, clicks the icon, asks for this page, rests on a passage. A picture at every step. */
async function walk(browser: Driver, scheme: 'dark' | 'light'): Promise<{ page: Page; report: Found }> {
  const picture = (screen: Screen, what: string) => screen.screenshot(join(pictures, `${what}-${scheme}.png`));
  await browser.look({ scheme, reducedMotion: true }); // what fades in is there at once
  const page = await browser.openPage(url);
  const popup = await browser.clickToolbar();
  await popup.until(() => document.querySelector('.row-title') && document.documentElement.style.getPropertyValue('--window-width') !== ''); // listed, and fitted to its window
  await picture(popup, 'popup-latest');
  await popup.click('#tab-page');
  const report = await until('an answer about the page', async () => settled(await reportOf(popup, url)));
  if (report.state !== 'related') throw new Error(`Nothing was found on the demo page (${JSON.stringify(report)}), where there should be.`);
  await popup.until(() => document.querySelector('.page-summary'));
  await picture(popup, 'popup-this-page');
  await popup.close();
  await until('the passages to be painted', async () => (await paintedOn(page)).length === report.marked);
  await picture(page, 'page');
  await openCard(page);
  await picture(page, 'page-card');
  return { page, report };
}

function settled(report: PageReport): PageReport | undefined {
  return report.state === 'not-asked' ? undefined : report;
}

async function sayFound({ version }: Driver, page: Page, { related }: Found): Promise<void> {
  const painted = await paintedOn(page);
  console.log(
    `In ${version}, ${related.essays.length} of the essays in the library are related to "${await page.eval(() => document.title)}".\n`,
  );
  for (const essay of related.essays) {
    const shared = essay.shared.slice(0, SHOWN_TERMS).map(({ words, weight }) => `${words} ${weight.toFixed(3)}`);
    console.log(`${essay.title}\n  ${essay.url}\n  score ${essay.score.toFixed(3)}; shares ${shared.join(', ')}`);
    for (const { there } of related.passages.filter(({ essayId }) => essayId === essay.id)) console.log(`  says "${there}"`);
    console.log();
  }
  console.log(`Marked on the page, ${painted.length} of ${related.passages.length + related.more.length} passages:`);
  for (const { text } of painted) console.log(`  "${text.replaceAll(/\s+/g, ' ')}"`);
}
