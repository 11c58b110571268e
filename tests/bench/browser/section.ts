/** The rows that need a browser: a killed worker to painted marks, and the popup over a large library. Real Chromium and real Firefox, on the last build. */
import type { BrowserName, Driver, Page, Screen } from '../../drive/driver';
import { startServer } from '../../drive/server';
import { startDriver } from '../../drive/start';
import { ask, ownPage } from '../../e2e/follower';
import { demoPage, POPUP } from '../../e2e/person';
import { type BenchEssay, essays } from '../essays';
import { browserPolls, hostileFeeds } from '../refresh/section';
import type { Asked, Row, Section } from '../section';
import { copies } from './copies';
import { imports } from './imports';
import { killedImports } from './killed-imports';
import { largePage } from './large-page';
import { fill, untilIndexed } from './library';
import { opening, timesOfPage } from './library-page';
import { realPages } from './pages';
import { FLOOR, type PageTimes, probedBuild, type Times } from './probed';
import { readingWays } from './reads';
import { HERE, row, type Stage, wordsOf } from './stage';
import { wholeLibrary } from './whole-library';

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];
const RUNS = 9;
const MARKED_ESSAYS = 10_000;
const LISTED_ESSAYS = 100_000;
const A_FEW_ESSAYS = 5_000; // of a year of following
const SETTLED_MS = 2_000; // what a worker does after it has answered must neither wake the next one nor keep it busy
const DEMO = 'who-owns-the-numbers.html';
/** Runs in the page from its first moment: when the first mark was there, counted from the page's load. */
const WATCH = `<script>addEventListener('load', () => {
  const loadedAt = performance.now();
  const look = () => { if (CSS.highlights.size > 0) window.markedAfterMs = performance.now() - loadedAt; else setTimeout(look, 4); };
  look();
});</script>`;

export const SECTIONS: readonly Section[] = [
  { name: 'marks: a page with always-on marks, 10,000 essays', rows: (asked) => inEach(asked, marks, probedBuild) },
  { name: 'page: what the content script costs real pages', rows: (asked) => inEach(asked, realPages, probedBuild) },
  { name: 'page: what marks cost sixty thousand elements', rows: (asked) => inEach(asked, largePage, probedBuild) },
  { name: 'popup: open to first rows, 5,000 essays', rows: (asked) => inEach(asked, (stage) => popup(stage, A_FEW_ESSAYS), probedBuild) },
  { name: 'popup: open to first rows, 100,000 essays', rows: (asked) => inEach(asked, popup, probedBuild) },
  { name: 'library: 100,000 essays, 10,000 of them with copies', rows: (asked) => inEach(asked, wholeLibrary, probedBuild) },
  { name: 'imports: 100,000 rows of another reader', rows: (asked) => inEach(asked, imports) },
  { name: 'imports killed: twenty times in and twenty times back, byte for byte', rows: (asked) => inEach(asked, killedImports) },
  browserPolls,
  hostileFeeds,
  copies,
  { name: 'reading from 8 MB: Blobs, files, rows of IndexedDB, ms', rows: (asked) => inEach(asked, reading) },
];

async function inEach(
  { say, folder, browsers }: Asked,
  measure: (stage: Stage) => Promise<readonly Row[]>,
  build?: (browser: BrowserName, folder: string) => string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of BROWSERS.filter((each) => browsers.includes(each))) {
    const server = await startServer();
    const driver = await startDriver(name, build && { dist: build(name, folder) });
    try {
      for (const row of await measure({ driver, server, say: (line) => say(`${name}: ${line}`) }))
        rows.push({ browser: `${name} ${driver.version}`, ...row });
    } finally {
      await driver.stop();
      await server.stop();
    }
  }
  return rows;
}

async function marks({ driver, server, say }: Stage): Promise<readonly Row[]> {
  const html = demoPage(DEMO);
  const address = server.serve(`/${DEMO}`, { body: `${html}${WATCH}` });
  const ours = await ownPage(driver);
  await ask(ours, 'setMarks', { origins: [HERE], on: true });
  await driver.grantOrigins([HERE]);
  await ours.until(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0); // or the worker dies over it
  say(`filling in ${MARKED_ESSAYS} essays`);
  await fill(driver, ours, server, withOneThatSpeaks(html, MARKED_ESSAYS));
  const page = await driver.openPage(address);
  await untilIndexed(ours, page, MARKED_ESSAYS);
  await markedAfter(page, address); // once for nothing: the browser's own caches
  const runs = async (before: () => Promise<void>) => {
    const all: { readonly marked: number; readonly times: Times }[] = [];
    for (let run = 0; run < RUNS; run++) {
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      await before();
      await page.activate();
      const marked = await markedAfter(page, address);
      all.push({ marked, times: await timesOf(ours, address) });
    }
    return all;
  };
  say('asking a worker that was killed, and one that lives');
  const killed = await runs(() => driver.killWorker());
  const alive = await runs(async () => {});
  return [
    row(
      'killed worker → painted marks, from the page’s load, ms',
      killed.map(({ marked }) => marked),
      300,
    ),
    ...steps(
      killed.map(({ times }) => times),
      true,
    ),
    row(
      'worker that lives → painted marks, from the page’s load, ms',
      alive.map(({ marked }) => marked),
    ),
    ...steps(
      alive.map(({ times }) => times),
      false,
    ),
  ];
}

/** What stands between the load and the marks. A worker that was killed wakes while the page is read. */
function steps(all: readonly Times[], isKilled: boolean): readonly Row[] {
  const from = (what: string, a: keyof Times, b: keyof Times) =>
    row(
      `  ${what}`,
      all.map((times) => (times[b] ?? 0) - (times[a] ?? 0)),
    );
  return [
    from('load → script started', 'loaded', 'started'),
    ...(isKilled
      ? [
          from('script started → worker born', 'started', 'born'),
          from('worker born → first line of its script', 'born', 'first'),
          from('first line → script has run', 'first', 'evaluated'),
        ]
      : []),
    from('script started → page read and asked', 'started', 'asked'),
    from('asked → question heard', 'asked', 'heard'),
    from('question heard → answered in the worker', 'heard', 'replied'),
    from('answered → on the page', 'replied', 'answered'),
    from('on the page → painted', 'answered', 'painted'),
  ];
}

async function markedAfter(page: Page, address: string): Promise<number> {
  await page.goto(address);
  return page.until(() => (window as unknown as { markedAfterMs?: number }).markedAfterMs); // as: WATCH sets it
}

/** What probed.ts noted, read from the world of the content script. */
function timesOf(ours: Screen, address: string): Promise<Times> {
  return ours.eval(async (url) => {
    const tab = (await chrome.tabs.query({})).find((each) => each.url === url);
    const func = (): unknown => {
      const [{ loadEventStart = 0 } = {}] = performance.getEntriesByType('navigation') as { readonly loadEventStart?: number }[]; // as: the type of such entries
      const { sidelightTimes } = globalThis as { readonly sidelightTimes?: object };
      return { loaded: performance.timeOrigin + loadEventStart, ...sidelightTimes };
    };
    const [frame] = await chrome.scripting.executeScript({ target: { tabId: tab?.id ?? 0 }, func });
    return frame?.result as never;
  }, address);
}

/** The demo page must have something to be marked for, in a library of any size: one essay begins as the page does. */
async function* withOneThatSpeaks(html: string, count: number): AsyncGenerator<BenchEssay> {
  const words = wordsOf(html);
  yield { id: 'speaks', title: words.slice(0, 8).join(' '), summary: words.slice(0, 120).join(' ') };
  yield* essays(count - 1);
}

async function reading({ driver }: Stage): Promise<readonly Row[]> {
  const ways = await readingWays(await ownPage(driver));
  return ways.map(({ what, ms }) => ({ what, blob: Math.round(ms.blob), file: Math.round(ms.file), rows: Math.round(ms.rows) }));
}

/** In a tab: the browser's own time to make the popup's window is not ours, and no test can see it. The worker sleeps, as it mostly does. */
async function popup({ driver, server, say }: Stage, count = LISTED_ESSAYS): Promise<readonly Row[]> {
  const ours = await ownPage(driver);
  await ask(ours, 'wake', {}); // the library is there
  say(`filling in ${count} essays`);
  await fill(driver, ours, server, essays(count));
  say('opening the popup');
  const all: PageTimes[] = [];
  const floor: PageTimes[] = [];
  for (let run = 0; run <= RUNS; run++) {
    await driver.killWorker();
    floor.push(await timesOfFloor(driver));
    const opened = await driver.openExtensionPage(POPUP);
    all.push(await opened.until(timesOfPage));
    await opened.until(() => document.querySelector('.waiting') === null);
    await opened.close();
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  }
  const alone = floor.slice(1).map(({ painted }) => painted);
  return [...opening('popup', all, 100), row('  a page of ours that shows one word and runs nothing, in the same runs, ms', alone)];
}

async function timesOfFloor(driver: Driver): Promise<PageTimes> {
  const page = await driver.openExtensionPage(FLOOR);
  const times = await page.until(timesOfPage);
  await page.close();
  return times;
}
