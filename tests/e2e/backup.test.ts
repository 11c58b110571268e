/** A library with all that a reader can make of it is backed up, lost with the whole profile's databases, and restored from the file: all of it is there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesOf, packing } from '../../src/edge/store/packing';
import { openBackup } from '../../src/flows/open-backup';
import type { Page } from '../drive/driver';
import { until } from '../drive/poll';
import { ask, ownPage, stored } from './follower';
import { BROWSER, type Session, startSession } from './person';

let session: Session;
beforeAll(async () => {
  session = await startSession();
});
afterAll(async () => {
  await session?.stop();
});

const PICTURE = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'; // one pixel

test(`${BROWSER}: backed up, wiped and restored, everything is there`, async () => {
  const page = await ownPage(session.driver);
  await ask(page, 'wake', {});
  const [first, second] = await stored<{ readonly id: string }>(page, 'essays');
  const [one, two] = [first?.id ?? '', second?.id ?? ''];
  for (const act of [{ kind: 'save' }, { kind: 'tag', tag: 'data' }, { kind: 'note', text: 'Nota bene: 思想' }, { kind: 'archive' }])
    await ask(page, 'act', { essayId: one, act, from: 'options' });
  await ask(page, 'act', { essayId: two, act: { kind: 'refuse', page: 'https://example.com/' }, from: 'options' });
  await ask(page, 'changeSettings', { change: { badge: 'dot', muteWords: ['harbour'] } });
  await ask(page, 'setSite', { host: 'bank.example', off: true });
  await page.eval(putCopy, one, PICTURE);

  const before = await backUp(page);
  await page.eval(wipe);
  await session.driver.killWorker();
  await ask(page, 'wake', {});
  expect(await stored(page, 'copies')).toEqual([]);

  await page.reload();
  await page.until(() => document.querySelector('.file-button input') !== null);
  await page.eval(choose, before);
  await page.click('#restore-found .button');
  await until('the restore', async () => (await stored<{ readonly state: string }>(page, 'restores')).at(-1)?.state === 'done');
  const after = await backUp(page);
  expect(await told(after)).toEqual(await told(before));
  expect(await page.eval(pictureOf)).toBe(PICTURE);
});

/** What a backup says that it holds: a checksum of every part. */
async function told(base64: string): Promise<object> {
  const backup = await openBackup(bytesOf(new Blob([Buffer.from(base64, 'base64')])), packing);
  if (typeof backup === 'string') throw new Error(`no backup: ${backup}`);
  const { parts, counts, leftOut } = backup.manifest;
  return { parts, counts, leftOut };
}

/** Presses the button and takes the file on its way to the downloads. */
async function backUp(page: Page): Promise<string> {
  await page.eval(() => {
    const give = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (given) => {
      if (given instanceof Blob) {
        const reader = new FileReader();
        reader.onload = () => document.body.setAttribute('data-file', String(reader.result).replace(/^.*base64,/, ''));
        reader.readAsDataURL(given);
      }
      return give(given);
    };
  });
  await page.eval(() => document.body.removeAttribute('data-file'));
  await page.click('.backup-acts .button');
  return page.until(() => document.body.getAttribute('data-file'));
}

function choose(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], 'sidelight.zip'));
  const input = document.querySelector<HTMLInputElement>('.file-button input');
  if (input === null) throw new Error('there is nothing to choose a file with');
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** A copy with a picture and a highlight, as they are kept. */
async function putCopy(id: string, picture: string): Promise<void> {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const stamp = '0123456789ab0000device';
  const quote = { exact: 'a sentence', prefix: 'before ', suffix: ' after', start: 7 };
  const facts = { address: 'https://example.com/1', at: 1, version: 1, title: 'Kept', letters: 4, markupBytes: 11 };
  const pictures = [{ url: 'https://example.com/a.gif', hash }];
  const rows: readonly (readonly [string, object])[] = [
    ['blobs', { hash, type: 'image/gif', bytes: bytes.length, blob: new Blob([bytes], { type: 'image/gif' }) }],
    ['copies', { id, ...facts, pictures, hashes: [hash] }],
    ['copyMarkup', { id, html: '<p>Kept</p>' }],
    ['highlights', { id: 'h1', essayId: id, quote, madeAt: 5, ink: ['dashed', stamp], note: ['mine', stamp] }],
  ];
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('library');
    opening.onsuccess = () => {
      const tx = opening.result.transaction(
        rows.map(([store]) => store),
        'readwrite',
      );
      for (const [store, row] of rows) tx.objectStore(store).put(row);
      tx.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      tx.onabort = () => reject(tx.error);
    };
  });
}

async function wipe(): Promise<void> {
  await chrome.storage.local.clear();
  for (const { name = '' } of await indexedDB.databases()) {
    await new Promise<void>((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(name);
      deleting.onsuccess = () => resolve();
      deleting.onerror = () => reject(deleting.error);
    });
  }
}

async function pictureOf(): Promise<string> {
  const row = await new Promise<{ readonly blob: Blob } | undefined>((resolve) => {
    const opening = indexedDB.open('library');
    opening.onsuccess = () => {
      const get = opening.result.transaction('blobs').objectStore('blobs').getAll();
      get.onsuccess = () => {
        opening.result.close();
        resolve(get.result[0]);
      };
    };
  });
  const bytes = new Uint8Array((await row?.blob.arrayBuffer()) ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes));
}
