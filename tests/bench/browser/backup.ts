/** A backup of a large library by one click in Options: how long it takes, and by how much a process of the browser grows meanwhile. */
import { growthDuring } from '../../drive/memory';
import { until } from '../../drive/poll';
import { OPTIONS } from '../../e2e/person';
import type { Row } from '../section';
import { row, type Stage } from './stage';

const MOST_GROWN_MB = 150;
const MOST_MS = 10 * 60_000;

export async function backup({ driver }: Stage): Promise<readonly Row[]> {
  const page = await driver.openExtensionPage(OPTIONS);
  await until('what takes how much', () => page.eval(() => document.querySelector('.room') !== null), MOST_MS);
  const began = performance.now();
  const grown = await growthDuring(driver.profile, async () => {
    await page.click('.backup-acts .button');
    await until('the backup', () => page.eval(() => (document.querySelector('.told')?.textContent ?? '') !== ''), MOST_MS);
  });
  return [
    row('a backup of all of it → a file, ms', [performance.now() - began]),
    row('  a process of the browser grew by, MB', [grown / 1_000_000], MOST_GROWN_MB),
  ];
}
