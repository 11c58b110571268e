/** What marks cost a page of sixty thousand elements: the longest stop of its main thread, as the page itself meets it, and what the coming of our style makes of that. */
import type { Page } from '../../drive/driver';
import { ask, ownPage } from '../../e2e/follower';
import { demoPage } from '../../e2e/person';
import type { Row } from '../section';
import { fill, untilIndexed } from './library';
import { workOn } from './pages';
import { HERE, row, type Stage, wordsOf } from './stage';

const ELEMENTS = 60_000;
const RUNS = 5;
const MARKED_MS = 60_000;
const UNMARKED_MS = 3_000; // what a page of this size does by itself when it comes is over by then
const DEMO = 'who-owns-the-numbers.html';
/** From when it is drawn on: how long the page's own next task was kept waiting at most. */
const BEAT = `<script>addEventListener('load', () => setTimeout(() => {
  const channel = new MessageChannel();
  let last = performance.now();
  window.longestStopMs = 0;
  channel.port1.onmessage = () => {
    const now = performance.now();
    window.longestStopMs = Math.max(window.longestStopMs, now - last);
    last = now;
    setTimeout(() => { last = performance.now(); channel.port2.postMessage(0); });
  };
  channel.port2.postMessage(0);
}))</script>`;

export async function largePage({ driver, server, say }: Stage): Promise<readonly Row[]> {
  const html = demoPage(DEMO);
  const many = '<div><p><span></span></p></div>'.repeat(ELEMENTS / 3);
  const address = server.serve('/large.html', { body: html.replace('</body>', `${many}${BEAT}</body>`) });
  const ours = await ownPage(driver);
  await ask(ours, 'setMarks', { origins: [HERE], on: true });
  await driver.grantOrigins([HERE]);
  await ours.until(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0);
  const words = wordsOf(html);
  await fill(
    driver,
    ours,
    server,
    (async function* () {
      yield { id: 'speaks', title: words.slice(0, 8).join(' '), summary: words.slice(0, 120).join(' ') };
    })(),
  );
  const page = await driver.openPage(address);
  await untilIndexed(ours, page, 1);
  say(`reading a page of ${ELEMENTS} elements`);
  const without: number[] = [];
  const stops: number[] = [];
  const pieces: number[] = [];
  const restyled: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await page.goto(address.replace('127.0.0.1', 'localhost')); // where Sidelight does not run
    await new Promise((resolve) => setTimeout(resolve, UNMARKED_MS));
    without.push(await longestStop(page));
    const work = await workOn(page, ours, address, MARKED_MS);
    stops.push(await longestStop(page));
    pieces.push(Math.max(...work.pieces));
    restyled.push(work.restyled ?? Number.NaN);
  }
  return [
    row(`the longest stop of a page of ${ELEMENTS} elements by itself, ms`, without),
    row('  the same page with marks', stops),
    row('  the longest piece of the content script', pieces, undefined, undefined, 50),
    row('  its styles anew, when ours came', restyled, undefined, undefined, 50),
  ];
}

function longestStop(page: Page): Promise<number> {
  return page.eval(() => (window as { longestStopMs?: number }).longestStopMs ?? 0); // as: BEAT sets it
}
