/**
 * What a reader makes of one page, from its login to the library page, is backed up, lost with all databases of the profile, and restored from the file.
 * And what another reader has exported comes in, is found, read, taken along, and taken back.
 */

import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FormatName, WRITERS } from '../../src/core/transfer/formats/format';
import { readImport } from '../../src/core/transfer/recognise';
import { bytesOf, packing } from '../../src/edge/store/packing';
import { openBackup } from '../../src/flows/open-backup';
import { LIBRARY } from '../../src/ui/library-address';
import { LAYOUTS, type MadeRow } from '../core/transfer/layouts';
import { MORE_LAYOUTS } from '../core/transfer/more-layouts';
import type { Page } from '../drive/driver';
import { type MovedClock, movedClock } from '../drive/moved-clock';
import { until } from '../drive/poll';
import { type FixtureServer, startServer } from '../drive/server';
import { davServer } from '../flows/sync/dav-server';
import { ask, ownPage, stored } from './follower';
import { BROWSER, OPTIONS, pressButton, type Session, startSession } from './person';

let session: Session;
let clock: MovedClock;
beforeAll(async () => {
  clock = movedClock(BROWSER);
  session = await startSession(clock);
});
afterAll(async () => {
  await session?.stop();
  clock?.remove();
});

const PICTURE = readFileSync(new URL('../../public/icons/icon-128.png', import.meta.url)).toString('base64');
const READER = 'src/contexts/reader/reader.html';
const TITLE = 'A clock for the harbour';
const QUOTED = 'one bell that nobody believed';
const NOTE = 'Nota bene: 思想';
const TIDE = 'The tide has no clock and is never late, and whoever waits on the quay has learned to tell it by the smell of the stones. ';
const ESSAY = `<!doctype html><html lang="en"><head><title>${TITLE}</title></head><body><article><h1>${TITLE}</h1>
<p>Nineteen ships, nineteen clocks, and ${QUOTED}.</p><p>${TIDE.repeat(6)}</p><figure><img src="/bell.png" alt="The bell" width="200" height="100">
<figcaption>The bell, as it hung in the harbourmaster’s porch.</figcaption></figure><p>${TIDE.repeat(6)}</p></article></body></html>`;
const LOGIN = '<!doctype html><title>Members</title><form action="/login"><button>Enter</button></form>';

/** A site for members: without the cookie that its login gives, it shows the way in and nothing else. */
function serveMembers(web: FixtureServer): string {
  const isMember = (cookies: string): boolean => cookies.includes('member=yes');
  web.serve('/login', { body: '', status: 303, headers: { location: '/essay', 'set-cookie': 'member=yes; Path=/' } });
  web.serve('/bell.png', (cookies) =>
    isMember(cookies)
      ? { body: Buffer.from(PICTURE, 'base64'), headers: { 'content-type': 'image/png' } }
      : { body: 'members only', status: 403 },
  );
  return web.serve('/essay', (cookies) => ({ body: isMember(cookies) ? ESSAY : LOGIN }));
}

test(`${BROWSER}: saved behind a login, read with its site gone, highlighted, noted, tagged, found, backed up, wiped and restored, all of it is there`, async () => {
  const { driver } = session;
  const page = await ownPage(driver);
  await ask(page, 'wake', {});
  const web = await startServer();
  const article = await driver.openPage(serveMembers(web));
  await article.click('button');
  await article.until((title) => document.title === title, TITLE);
  await pressButton(await driver.clickToolbar(), 'Save this page');
  const id = await until('the copy', async () => (await stored<{ readonly id: string }>(page, 'copies'))[0]?.id);
  await article.close();
  await web.stop();

  const reader = await driver.openExtensionPage(`${READER}?essay=${encodeURIComponent(id)}`);
  await reader.until(() => document.querySelector<HTMLImageElement>('.text img')?.naturalWidth);
  expect(await reader.eval(() => document.querySelector('.text figcaption')?.textContent)).toContain('The bell, as it hung');
  await reader.eval(choose, QUOTED);
  await reader.until(() => document.querySelector('.select-bar') !== null);
  await reader.keys('n');
  await reader.until(() => document.activeElement?.tagName === 'TEXTAREA');
  await reader.type(NOTE);
  await until('the note', async () => (await stored<{ readonly note?: readonly [string] }>(page, 'highlights'))[0]?.note?.[0] === NOTE);
  await reader.keys('Escape');
  await reader.until(() => document.activeElement?.tagName !== 'TEXTAREA' && document.querySelector('.select-bar') === null);
  await reader.keys('t');
  await reader.until(() => document.activeElement?.matches('dialog input'));
  await reader.type('sea');
  await reader.keys('Enter');
  await until('the tag', async () => JSON.stringify(await stored(page, 'marks')).includes('"sea"'));
  await reader.close();

  const library = await driver.openExtensionPage(LIBRARY);
  await library.click('input[type=search]');
  await library.type('harbourmaster');
  await library.until((title) => document.querySelector('.book-title')?.textContent === title, TITLE);
  await library.until(() => document.querySelector('.book mark')?.textContent?.startsWith('harbour')); // lit by what comes with the first search
  await library.close();

  const [other] = (await stored<{ readonly id: string }>(page, 'essays')).filter((each) => each.id !== id);
  await ask(page, 'act', { essayId: other?.id, act: { kind: 'refuse', page: 'https://example.com/' }, from: 'options' });
  await ask(page, 'changeSettings', { change: { badge: 'dot', muteWords: ['harbour'] } });
  await ask(page, 'setSite', { host: 'bank.example', off: true });

  const before = await backUp(page);
  await page.eval(wipe);
  await driver.killWorker();
  await ask(page, 'wake', {});
  expect(await stored(page, 'copies')).toEqual([]);

  await page.reload();
  await page.until(() => document.querySelector('[aria-labelledby="backup"] input') !== null);
  await page.eval(chooseFile, before);
  await page.click('#restore-found .button');
  await until('the restore', async () => (await stored<{ readonly state: string }>(page, 'restores')).at(-1)?.state === 'done');
  const after = await backUp(page);
  expect(await told(after)).toEqual(await told(before));
  expect(await page.eval(pictureOf)).toBe(PICTURE);
  const again = await driver.openExtensionPage(`${READER}?essay=${encodeURIComponent(id)}`);
  await again.until(() => [...CSS.highlights].some(([name, marks]) => name.startsWith('sidelight-ink') && marks.size === 1));
  await again.until((note) => document.querySelector('.beside-notes, .folded-note')?.textContent?.includes(note), NOTE);
  await again.close();
});

/** Two rows of each layout, each of a page of its own. */
const LAYOUTS_HERE = [...LAYOUTS, ...MORE_LAYOUTS].map(([format, write, holds]) => {
  const made = [0, 1].map((at): MadeRow => {
    const words = { title: `Row ${at} of ${format}`, note: 'A note', quote: `Words of ${format} ${at}` };
    return { ...words, path: `${format}/${at}`, at: 1_600_000_000 + at, tags: ['sea'], labels: ['sea'], isArchived: at === 1 };
  });
  return { format, holds, file: Buffer.from(write(made)).toString('base64') };
});

test(`${BROWSER}: a file of each format, all at once: each is told, every page comes in once, and goes back`, async () => {
  const page = await session.driver.openExtensionPage(OPTIONS);
  await page.until(() => document.querySelector('.bring input') !== null);
  const before = (await stored(page, 'essays')).length;
  await page.eval(chooseToBring, Object.fromEntries(LAYOUTS_HERE.map(({ format, file }) => [format, file])));
  await page.until(() => document.querySelector('#bring-found') !== null);
  const lines = await page.eval(() => [...document.querySelectorAll('#bring-found > p.aside')].map((each) => each.textContent ?? ''));
  for (const { format } of LAYOUTS_HERE)
    expect(lines).toContainEqual(expect.stringMatching(`^${format} .*${WRITERS[format as FormatName]}`)); // as: layouts are of these
  await page.click('#bring-found .backup-acts .button');
  const row = await until('the import', async () => (await stored<ImportRow>(page, 'restores')).find(isThatOfAll('done')));
  const pages = LAYOUTS_HERE.filter(({ holds }) => !holds.includes('loose')).length * 2;
  expect(row).toMatchObject({ fresh: pages, brought: { formats: LAYOUTS_HERE.map(({ format }) => format) } });
  const kept = await stored<{ readonly url: string }>(page, 'essays');
  expect(new Set(kept.map(({ url }) => url)).size).toBe(before + pages);
  await page.until(() => document.querySelector('.imports .button-plain:not([disabled])') !== null);
  await page.click('.imports .button-plain');
  await until('the way back', async () => (await stored<ImportRow>(page, 'restores')).some(isThatOfAll('undone')));
  expect((await stored(page, 'essays')).length).toBe(before);
  await page.close();
});

const isThatOfAll =
  (wanted: string) =>
  ({ state, brought }: ImportRow): boolean =>
    state === wanted && JSON.stringify(brought ?? '').includes('address-list');

const PHRASE = 'lantern orchard seventeen geese';

test(`${BROWSER}: another machine joins by address, name, password and phrase, and has the same library; the server has not one word of it`, async () => {
  const { driver } = session;
  const server = await davServer();
  await driver.grantOrigins(['http://127.0.0.1/*']);
  const page = await ownPage(driver);
  await ask(page, 'wake', {});
  const before = await kept(page);
  await lookAt(page, server.address);
  await page.until(() => document.querySelector('.found [name=again]') !== null);
  await typeInto(page, '.found [name=phrase]', PHRASE);
  await typeInto(page, '.found [name=again]', PHRASE);
  await page.click('.found .sync-form .button');
  await page.until(() => document.querySelector('.sync-ran') !== null);
  expect(await page.eval(() => document.querySelector('.sheet dd:last-child')?.textContent)).toBe(PHRASE);
  expect([...server.files.keys()].filter((name) => /\d-[0-9a-f]{16}$/.test(name))).not.toEqual([]);
  const left = Buffer.concat(server.sent).toString('latin1');
  for (const word of [TITLE, 'harbour', 'Nota bene', 'sea"', '127.0.0.1:']) expect(left).not.toContain(word);

  await page.eval(wipe);
  await driver.killWorker();
  await page.reload();
  await ask(page, 'wake', {});
  await lookAt(page, server.address);
  await page.until(() => document.querySelector('.found [name=phrase]') !== null);
  await typeInto(page, '.found [name=phrase]', 'not this one at all');
  await page.click('.found .sync-form .button');
  await page.until(() => document.querySelector('#sync')?.closest('section')?.textContent?.includes('That is not the phrase'));
  await typeInto(page, '.found [name=phrase]', PHRASE);
  await page.click('.found .sync-form .button');
  await page.until(() => document.querySelector('.sync-ran') !== null);
  expect(await kept(page)).toEqual(before);
  await server.close();
});

test(`${BROWSER}: an export with highlights and texts is looked at, brought in, found, read, taken along as Markdown, and three days later taken back`, async () => {
  let page = await session.driver.openExtensionPage(OPTIONS);
  await page.until(() => document.querySelector('.bring input') !== null);
  const before = (await stored(page, 'essays')).length;
  const library = await told(await backUp(page));
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
  const reader = await session.driver.openExtensionPage(`${READER}?essay=${encodeURIComponent(found)}`);
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

  clock.setAhead(3 * 24 * 3_600_000);
  await session.driver.restart();
  page = await session.driver.openExtensionPage(OPTIONS);
  await page.click('.imports .button-plain');
  await until('the way back', async () =>
    (await stored<ImportRow>(page, 'restores')).some(({ brought, state }) => brought && state === 'undone'),
  );
  expect((await stored(page, 'essays')).length).toBe(before);
  expect(await told(await backUp(page))).toEqual(library); // every part of it, by its checksum
  await page.close();
});

async function lookAt(page: Page, address: string): Promise<void> {
  await page.reload();
  await typeInto(page, '.sync-form [name=address]', address);
  await typeInto(page, '.sync-form [name=user]', 'ann');
  await typeInto(page, '.sync-form [name=password]', 'secret');
  await page.click('.sync-form .button');
}

async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await page.on(selector, (field) => {
    if (field instanceof HTMLInputElement) field.value = '';
  });
  await page.click(selector);
  await page.type(text);
}

/** What was done, as it stands in the store. */
async function kept(page: Page): Promise<object> {
  const marks = await stored<{ readonly id: string; readonly marks: object }>(page, 'marks');
  return { marks: marks.map(({ id, marks: done }) => ({ id, done })), highlights: await stored(page, 'highlights') };
}

/** Selects these words in the article, as a pointer leaves them. */
function choose(words: string): void {
  const walker = document.createTreeWalker(document.querySelector('.text') ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = (node as Text).data.indexOf(words);
    if (at === -1) continue;
    getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
    document.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    return;
  }
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

function chooseFile(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], 'sidelight.zip'));
  const input = document.querySelector<HTMLInputElement>('[aria-labelledby="backup"] input[type="file"]');
  if (input === null) throw new Error('there is nothing to choose a file with');
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
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
