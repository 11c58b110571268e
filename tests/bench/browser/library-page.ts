/** The library page over a large library: from asked for to its first rows, and from a key in its search field to the rows that answer. */

import { LIBRARY } from '../../../src/ui/library-address';
import type { Driver, Page } from '../../drive/driver';
import type { BenchEssay } from '../essays';
import type { Row } from '../section';
import type { PageTimes } from './probed';
import { row } from './stage';

const RUNS = 9;
const SETTLED_MS = 2_000; // what a worker does after it has answered must neither wake the next one nor keep it busy
const TITLES = 8; // of which so many letters are typed, one after the other
const LETTERS = 14;

/** The worker sleeps, as it mostly does. */
export async function libraryOpens(driver: Driver): Promise<readonly Row[]> {
  const all: PageTimes[] = [];
  for (let run = 0; run <= RUNS; run++) {
    await driver.killWorker();
    const opened = await driver.openExtensionPage(LIBRARY);
    all.push(await opened.until(timesOfPage));
    await opened.until(() => (document.querySelector('.top-count')?.textContent ?? '').length > 0);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    await opened.close();
  }
  return opening('library page', all, 150);
}

/** The steps from asked for to the first rows on the screen. */
export function opening(what: string, all: readonly PageTimes[], goal: number): readonly Row[] {
  const from = (words: string, a: keyof PageTimes | undefined, b: keyof PageTimes) =>
    row(
      `  ${words}`,
      all.slice(1).map((times) => times[b] - (a === undefined ? 0 : times[a])),
    );
  const painted = all.map((times) => times.painted);
  return [
    row(`${what} asked for → first rows on the screen, ms`, painted.slice(1), goal),
    row('  the first time, ms', painted.slice(0, 1)),
    from('asked for → its scripts run', undefined, 'parsed'),
    from('scripts run → something is shown', 'parsed', 'shown'),
    from('something is shown → rows', 'shown', 'rows'),
    from('rows → painted', 'rows', 'painted'),
  ];
}

type KeyTimes = { readonly stands: number; readonly painted: number }; // ms from the key

export async function libraryFinds(driver: Driver, essays: readonly BenchEssay[]): Promise<readonly Row[]> {
  await driver.killWorker();
  const page = await driver.openExtensionPage(LIBRARY);
  await page.until(timesOfPage);
  const step = Math.max(1, Math.floor(essays.length / TITLES));
  const titles = Array.from({ length: TITLES }, (_, at) =>
    (essays[at * step]?.title ?? '').replace(/["-]/g, ' ').replace(/\s+/g, ' ').trimStart(),
  );
  const first = await typed(page, 'a');
  await typed(page, '');
  const all: KeyTimes[] = [];
  for (const title of titles) {
    for (let letters = 1; letters <= Math.min(LETTERS, title.length); letters++) all.push(await typed(page, title.slice(0, letters)));
    await typed(page, '');
  }
  await page.close();
  return [
    row(
      'a key → the rows that answer are on the screen, ms',
      all.map(({ painted }) => painted),
      50,
    ),
    row(
      '  they stand in the page',
      all.map(({ stands }) => stands),
    ),
    row('  the first key, for which the worker wakes', [first.painted]),
  ];
}

const typed = (page: Page, text: string): Promise<KeyTimes> => page.eval(typeInto, text);

/** These are sent as text into the page. */
export function timesOfPage(): PageTimes | undefined {
  const { sidelightTimes } = globalThis as { readonly sidelightTimes?: Partial<PageTimes> }; // as: what probed.ts keeps
  return sidelightTimes?.painted === undefined ? undefined : (sidelightTimes as PageTimes); // as: painted comes last
}

async function typeInto(text: string): Promise<KeyTimes> {
  const field = document.querySelector<HTMLInputElement>('input[type=search]');
  if (field === null) throw new Error('there is no field to search in');
  const shown = new Promise<number>((resolve, reject) => {
    const watch = new PerformanceObserver((list) => {
      const found = list.getEntriesByName('found-shown').find((mark) => (mark as PerformanceMark).detail === text);
      if (found === undefined) return;
      watch.disconnect();
      resolve(found.startTime);
    });
    watch.observe({ type: 'mark' });
    if (text.trim() !== '')
      setTimeout(() => reject(new Error(`nothing answers ${text}: ${document.querySelector('.list')?.textContent?.slice(0, 80)}`)), 30_000);
  });
  const from = performance.now();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  if (text.trim() === '') return { stands: 0, painted: 0 };
  const stands = (await shown) - from;
  await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return { stands, painted: performance.now() - from };
}
