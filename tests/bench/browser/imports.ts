/** A hundred thousand rows of another reader, looked at and brought in by Options: how long one waits, how long the page stands still, what it takes. */
import { growthDuring } from '../../drive/memory';
import { until } from '../../drive/poll';
import { ask, stored } from '../../e2e/follower';
import { OPTIONS } from '../../e2e/person';
import type { Row } from '../section';
import { row, type Stage } from './stage';

const ROWS = 100_000;
const MOST_PREVIEW_MS = 3_000;
const MOST_PAUSE_MS = 100;
const MOST_GROWN_MB = 200;
const MOST_MS = 20 * 60_000;

type ImportRow = { readonly state: string; readonly brought?: object; readonly fresh?: number };

export async function imports({ driver, say }: Stage): Promise<readonly Row[]> {
  const page = await driver.openExtensionPage(OPTIONS);
  await ask(page, 'wake', {});
  await page.reload();
  await page.until(() => document.querySelector('.bring input') !== null);
  say(`looking at ${ROWS} rows`);
  let looked = { ms: 0, pause: 0 };
  const grown = await growthDuring(driver.profile, async () => {
    await page.eval(choose, ROWS);
    looked = JSON.parse(await until('the counts', () => page.eval(() => document.body.getAttribute('data-looked') ?? undefined), MOST_MS));
  });
  say('bringing them in');
  const began = performance.now();
  let kept: ImportRow | undefined;
  const grownAll = await growthDuring(driver.profile, async () => {
    await page.click('#bring-found .backup-acts .button');
    kept = await until(
      'the import',
      async () => (await stored<ImportRow>(page, 'restores')).find(({ state, brought }) => brought !== undefined && state === 'done'),
      MOST_MS,
    );
  });
  const pause = await page.eval(() => Number(document.body.getAttribute('data-pause')));
  return [
    row(`${ROWS} rows chosen → counts and first rows, ms`, [looked.ms], MOST_PREVIEW_MS),
    row('  the longest that the page stood still meanwhile, ms', [looked.pause], MOST_PAUSE_MS),
    row('  a process of the browser grew by, MB', [grown / 1_000_000], MOST_GROWN_MB),
    row(`${kept?.fresh ?? 0} rows kept, from the press, ms`, [performance.now() - began]),
    row('  the longest that the page stood still meanwhile, ms', [pause], MOST_PAUSE_MS),
    row('  a process of the browser grew by, MB', [grownAll / 1_000_000], MOST_GROWN_MB),
  ];
}

/** Sent to the page as text. */
function choose(rows: number): void {
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
  setTimeout(() => {
    const began = performance.now();
    let [last, longest, isFound] = [began, 0, false];
    setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (!isFound && document.querySelector('#bring-found') !== null) {
        isFound = true;
        document.body.setAttribute('data-looked', JSON.stringify({ ms: now - began, pause: longest }));
        longest = 0;
      }
      document.body.setAttribute('data-pause', String(longest));
    }, 5);
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, 500);
}
