/** A hundred thousand rows of another reader, looked at and brought in by Options: how long one waits, how long the page stands still, what it takes. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Page } from '../../drive/driver';
import { growthDuring, workDuring } from '../../drive/memory';
import { until } from '../../drive/poll';
import { ask } from '../../e2e/follower';
import { OPTIONS } from '../../e2e/person';
import type { Row } from '../section';
import { row, type Stage } from './stage';

const ROWS = 100_000;
const MOST_PREVIEW_MS = 3_000;
const MOST_PAUSE_MS = 100;
const MOST_GROWN_MB = 200;
const MOST_MS = 20 * 60_000;

type ImportRow = { readonly state: string; readonly brought?: Readonly<Record<string, never>>; readonly fresh?: number };

export async function imports({ driver, say }: Stage): Promise<readonly Row[]> {
  const page = await driver.openExtensionPage(OPTIONS);
  await ask(page, 'wake', {});
  await page.reload();
  await page.until(() => document.querySelector('.bring input') !== null);
  await page.eval(makeFile, ROWS);
  await page.eval(watchPauses);
  const pauseOf = async (screen: Page): Promise<number> => Number(await screen.eval(() => document.body.getAttribute('data-pause')));

  say(`looking at ${ROWS} rows`);
  let [looked, grown] = [0, 0];
  await page.eval(forgetPauses);
  const lookWork = await workDuring(driver.profile, async () => {
    grown = await growthDuring(driver.profile, async () => {
      await page.eval(chooseFile);
      looked = Number(await until('the counts', () => page.eval(() => document.body.getAttribute('data-looked') ?? undefined), MOST_MS));
    });
  });
  const lookPause = await pauseOf(page);

  say('bringing them in');
  let grownAll = 0;
  let fresh = 0;
  await page.eval(forgetPauses);
  const machine = monitorEventLoopDelay({ resolution: 5 });
  machine.enable();
  const began = performance.now();
  const keepWork = await workDuring(driver.profile, async () => {
    grownAll = await growthDuring(driver.profile, async () => {
      await page.click('#bring-found .backup-acts .button');
      ({ fresh = 0 } = await until('the import', () => page.eval(doneImport), MOST_MS));
    });
  });
  const keptMs = performance.now() - began;
  return [
    row(`${ROWS} rows chosen → counts and first rows, ms`, [looked], MOST_PREVIEW_MS),
    row('  work of all processors for it, ms', [lookWork], MOST_PREVIEW_MS),
    row('  the longest that the page stood still meanwhile, ms', [lookPause], MOST_PAUSE_MS),
    row('  a process of the browser grew by, MB', [grown / 1_000_000], MOST_GROWN_MB),
    row(`${fresh} rows kept, from the press, ms`, [keptMs]),
    row('  work of all processors for it, ms', [keepWork]),
    row('  the longest that the page stood still meanwhile, ms', [await pauseOf(page)], MOST_PAUSE_MS),
    row('  the longest that this program stood still meanwhile, which only waits: what the machine does, ms', [machine.max / 1_000_000]),
    row('  a process of the browser grew by, MB', [grownAll / 1_000_000], MOST_GROWN_MB),
  ];
}

/** Sent to the page as text, as all that follow. */
async function doneImport(): Promise<ImportRow | undefined> {
  const rows = await new Promise<ImportRow[]>((resolve, reject) => {
    const opening = indexedDB.open('library');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('restores').objectStore('restores').getAll();
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result);
      };
    };
  });
  await new Promise((done) => setTimeout(done, 500)); // whoever asks all the time is in the way
  const done = rows.find(({ state, brought }) => brought !== undefined && state === 'done');
  return done && { state: done.state, fresh: done.fresh ?? 0 };
}

/** Made before anything is measured: a reader's file lies on the disk. */
function makeFile(rows: number): void {
  const lines = Array.from(
    { length: rows },
    (_, at) =>
      `"Row ${at}, of a list that somebody kept for years",https://shelf-${at % 997}.example/essays/${at},${1_300_000_000 + at * 60},sea|time-${at % 50},${at % 3 === 0 ? 'archive' : 'unread'}`,
  );
  const files = new DataTransfer();
  files.items.add(new File([`title,url,time_added,tags,status\n${lines.join('\n')}\n`], 'part_000000.csv'));
  const input = document.querySelector<HTMLInputElement>('.bring input');
  if (input === null) throw new Error('there is nothing to choose a file with');
  input.files = files.files;
}

function chooseFile(): void {
  const began = performance.now();
  const look = (): void => {
    if (document.querySelector('#bring-found') === null) setTimeout(look, 5);
    else document.body.setAttribute('data-looked', String(performance.now() - began));
  };
  document.querySelector('.bring input')?.dispatchEvent(new Event('change', { bubbles: true }));
  look();
}

function watchPauses(): void {
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    const longest = Number(document.body.getAttribute('data-pause'));
    if (now - last > longest) document.body.setAttribute('data-pause', String(now - last));
    last = now;
  }, 5);
}

function forgetPauses(): void {
  document.body.setAttribute('data-pause', '0');
}
