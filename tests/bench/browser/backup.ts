/** A backup of a large library by one click in Options: how long it takes, and by how much a process of the browser grows meanwhile. */
import { growthDuring } from '../../drive/memory';
import { until } from '../../drive/poll';
import { ask } from '../../e2e/follower';
import { OPTIONS } from '../../e2e/person';
import type { Row } from '../section';
import { row, type Stage } from './stage';

const ESSAYS = 100_000;
const COPIES = 10_000;
const MOST_GROWN_MB = 150;
const MOST_MS = 10 * 60_000;

export async function backup({ driver, say }: Stage): Promise<readonly Row[]> {
  const page = await driver.openExtensionPage(OPTIONS);
  await ask(page, 'wake', {});
  say(`filling in ${ESSAYS} essays, ${COPIES} of them saved with a copy`);
  await page.eval(putAll, ESSAYS, COPIES);
  await page.reload();
  await until('what takes how much', () => page.eval(() => document.querySelector('.room') !== null), MOST_MS);
  say('backing up');
  const began = performance.now();
  const grown = await growthDuring(driver.profile, async () => {
    await page.click('.backup-acts .button');
    await until('the backup', () => page.eval(() => (document.querySelector('.told')?.textContent ?? '') !== ''), MOST_MS);
  });
  return [
    row(`backup of ${ESSAYS} essays and ${COPIES} copies → a file, ms`, [performance.now() - began]),
    row('  a process of the browser grew by, MB', [grown / 1_000_000], MOST_GROWN_MB),
  ];
}

/** Sent to the page as text. Rows like those that saving writes; a tenth of the copies has a picture. */
async function putAll(essays: number, copies: number): Promise<void> {
  const words = 'the quick brown fox essay reader library index marks passages sentence thought writing people'.split(' ');
  let seed = 1;
  const word = (): string => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return `${words[seed % words.length]}${(seed & 7) === 0 ? seed.toString(36) : ''}`;
  };
  const text = (count: number): string => Array.from({ length: count }, word).join(' ');
  const pictures: { readonly hash: string; readonly blob: Blob }[] = [];
  for (let at = 0; at < copies / 10; at++) {
    const bytes = new Uint8Array(50_000).fill(at & 255);
    bytes[1] = at >> 8;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    pictures.push({ hash: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''), blob: new Blob([bytes]) });
  }
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('library');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const stamp = '0123456789ab0000device';
  const page = { at: 1, version: 1, title: 'Kept', letters: 4, markupBytes: 15_000 };
  for (let from = 0; from < essays; from += 2_000) {
    const tx = db.transaction(['essays', 'bodies', 'marks', 'copies', 'copyMarkup', 'blobs'], 'readwrite', { durability: 'relaxed' });
    const ended = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    });
    for (let at = from; at < Math.min(essays, from + 2_000); at++) {
      const id = `bench.${String(at).padStart(7, '0')}`;
      const url = `https://bench.example/${at}`;
      const facts = { sourceId: 'bench', url, title: text(8), summary: text(60), tags: [], firstSeenAt: 1, datedAt: 1 };
      tx.objectStore('essays').put({ id, ...facts, ...(at < copies && { textLetters: 9_000, textPrint: 'x' }) });
      const picture = at < copies ? pictures[Math.floor(at / 10)] : undefined;
      if (picture === undefined) continue;
      tx.objectStore('bodies').put({ id, text: text(1_500) });
      tx.objectStore('marks').put({ id, marks: { saved: [true, stamp] }, savedStamp: stamp, laterStamp: stamp });
      const shown = [{ url: `${url}.png`, hash: picture.hash }];
      tx.objectStore('copies').put({ id, address: url, ...page, pictures: shown, hashes: [picture.hash] });
      tx.objectStore('copyMarkup').put({ id, html: `<p>${text(2_500)}</p>` });
      if (at % 10 === 0) tx.objectStore('blobs').put({ hash: picture.hash, type: 'image/png', bytes: 50_000, blob: picture.blob });
    }
    await ended;
  }
  db.close();
}
