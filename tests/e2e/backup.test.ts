/**
 * A library with all that a reader can make of it is backed up, lost with the whole profile's databases, and restored from the file: all of it is there.
 * And what another reader has exported comes in, is found, read, taken along, and taken back.
 */
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readImport } from '../../src/core/transfer/recognise';
import { bytesOf, packing } from '../../src/edge/store/packing';
import { openBackup } from '../../src/flows/open-backup';
import type { Page } from '../drive/driver';
import { until } from '../drive/poll';
import { ask, ownPage, stored } from './follower';
import { BROWSER, OPTIONS, type Session, startSession } from './person';

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
  await page.until(() => document.querySelector('#backup') !== null);
  await page.eval(choose, before);
  await page.click('#restore-found .button');
  await until('the restore', async () => (await stored<{ readonly state: string }>(page, 'restores')).at(-1)?.state === 'done');
  const after = await backUp(page);
  expect(await told(after)).toEqual(await told(before));
  expect(await page.eval(pictureOf)).toBe(PICTURE);
});

test(`${BROWSER}: an export with highlights and texts is looked at, brought in, found, read, taken along as Markdown, and taken back`, async () => {
  const page = await session.driver.openExtensionPage(OPTIONS);
  await page.until(() => document.querySelector('.bring input') !== null);
  const before = (await stored(page, 'essays')).length;
  await page.eval(chooseToBring, { 'pocket.zip': pocketZip(), 'wallabag.json': Buffer.from(WALLABAG).toString('base64') });
  await page.until(() => document.querySelector('#bring-found') !== null);
  expect(await page.eval(() => document.querySelector('#bring-found tbody td')?.textContent)).toBe('2'); // new
  expect((await stored(page, 'essays')).length).toBe(before);
  await page.click('#bring-found .backup-acts .button');
  const row = await until('the import', async () =>
    (await stored<ImportRow>(page, 'restores')).find(({ brought, state }) => brought && state === 'done'),
  );
  expect(row).toMatchObject({ fresh: 2, brought: { names: ['pocket.zip', 'wallabag.json'], highlights: 2, texts: 1 } });

  const found = await until('the text in the index', async () => {
    const { essays } = await ask<{ readonly essays: readonly string[] }>(page, 'search', { query: 'weighbridge noon', within: {} });
    return essays[0];
  });
  const reader = await session.driver.openExtensionPage(`src/contexts/reader/reader.html?essay=${encodeURIComponent(found)}`);
  await reader.until(() => document.querySelector('.text')?.textContent?.includes('The scales were set at noon.'));
  await reader.until(() =>
    [...(CSS.highlights?.get('sidelight-ink-plain') ?? [])].some((range) => String(range) === 'The scales were set at noon.'),
  );
  await reader.close();

  await page.activate();
  const file = await madeFile(page, '[aria-labelledby="take"] .button-plain');
  const read = readImport(new Uint8Array(Buffer.from(file, 'base64')));
  expect(read).toMatchObject({ ok: true, value: { format: 'sidelight-markdown' } });
  const items = read.ok ? read.value.incoming.items : [];
  expect(items.find(({ title }) => title === 'On weights')).toMatchObject({
    tags: ['scales'],
    highlights: [{ text: 'The scales were set at noon.' }],
  });
  expect(items.find(({ title }) => title === 'A clock')).toMatchObject({
    state: 'archived',
    addedAt: 1_600_000_000_000,
    tags: ['sea', 'time'],
  });

  await page.click('.imports .button-plain');
  await until('the way back', async () =>
    (await stored<ImportRow>(page, 'restores')).some(({ brought, state }) => brought && state === 'undone'),
  );
  expect((await stored(page, 'essays')).length).toBe(before);
  await page.close();
});

type ImportRow = { readonly state: string; readonly fresh?: number; readonly brought?: object };

const WALLABAG = JSON.stringify([
  {
    ...{ is_archived: 0, is_starred: 0, tags: ['scales'], title: 'On weights', url: 'https://shelf.example/weights' },
    ...{
      created_at: '2021-05-01T10:00:00+0200',
      content: '<h1>On weights</h1><p>Of a weighbridge.</p><p>The scales were set at noon.</p>',
    },
    annotations: [{ text: '', quote: 'The scales were set at noon.', created_at: '2021-05-02T10:00:00+0200', ranges: [] }],
  },
]);

function pocketZip(): string {
  const highlights = [{ quote: 'Nobody had asked the tide.', created_at: 1600000100 }];
  const files = {
    'part_000000.csv': strToU8('title,url,time_added,tags,status\nA clock,https://shelf.example/clock,1600000000,sea|time,archive\n'),
    'annotations/part_000000.json': strToU8(JSON.stringify([{ url: 'https://shelf.example/clock', title: 'A clock', highlights }])),
  };
  return Buffer.from(zipSync(files)).toString('base64');
}

function chooseToBring(given: Readonly<Record<string, string>>): void {
  const files = new DataTransfer();
  for (const [name, base64] of Object.entries(given))
    files.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
  const input = document.querySelector<HTMLInputElement>('.bring input');
  if (input === null) throw new Error('there is nothing to choose a file with');
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What a backup says that it holds: a checksum of every part. */
async function told(base64: string): Promise<object> {
  const backup = await openBackup(bytesOf(new Blob([Buffer.from(base64, 'base64')])), packing);
  if (typeof backup === 'string') throw new Error(`no backup: ${backup}`);
  const { parts, counts, leftOut } = backup.manifest;
  return { parts, counts, leftOut };
}

const backUp = (page: Page): Promise<string> => madeFile(page, '[aria-labelledby="backup"] .backup-acts .button');

/** Presses the button and takes the file on its way to the downloads. */
async function madeFile(page: Page, button: string): Promise<string> {
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
  await page.click(button);
  return page.until(() => document.body.getAttribute('data-file'));
}

function choose(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], 'sidelight.zip'));
  const input = document.querySelector<HTMLInputElement>('[aria-labelledby="backup"] input[type="file"]');
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
