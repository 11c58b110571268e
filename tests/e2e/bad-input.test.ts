/** What goes wrong says so in a sentence, and costs nothing else: a damaged index, a library of a later version, a lost one, a false message. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../src/edge/store/database';
import type { Driver, Page, Screen } from '../drive/driver';
import { BROWSER, OPTIONS, openList, POPUP, rowsOnceThereAre, type Session, serveDemo, startSession } from './person';

const BUILT = fileURLToPath(new URL(`../../dist/${BROWSER}`, import.meta.url));
const LIBRARY_VERSION = MIGRATIONS.length;
let session: Session | undefined;
const copies: string[] = [];

afterEach(async () => {
  await session?.stop();
  session = undefined;
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true });
});

/** The built extension with its bundled index changed. */
function withIndex(change: (text: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), 'sidelight-dist-'));
  copies.push(copy);
  cpSync(BUILT, copy, { recursive: true });
  const file = join(copy, 'index', 'essays.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return copy;
}

const wordsOf = (screen: Screen) => screen.eval(() => document.body.textContent);

test(`${BROWSER}: a bundled index that is cut off is told, and the popup works`, async () => {
  session = await startSession({ dist: withIndex((text) => text.slice(0, 900)) });
  const popup = await session.driver.openExtensionPage(POPUP);
  await popup.until(() => document.querySelector('[role=alert], .banner') !== null);
  expect(await wordsOf(popup)).toMatch(/come with Sidelight could not be read.*What you saved is safe/);
});

test(`${BROWSER}: an item that does not read is skipped and counted; the others are there`, async () => {
  const dist = withIndex((text) => text.replace(/"title": "Data Mesh[^"]*"/, '"title": 7'));
  session = await startSession({ dist });
  const popup = await openList(session.driver);
  await rowsOnceThereAre(popup, 4);
  await popup.until(() => document.querySelector('.banner') !== null);
});

/** Puts a database in the library's place: no stores in it, or of another version. */
async function replaceLibrary(driver: Driver, version: number, isEmptied: boolean): Promise<Page> {
  const options = await driver.openExtensionPage(OPTIONS);
  await driver.killWorker();
  await options.eval(
    async (wanted, emptied) => {
      const settled = (request: IDBOpenDBRequest) =>
        new Promise<IDBDatabase>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      if (emptied) await settled(indexedDB.deleteDatabase('library'));
      (await settled(indexedDB.open('library', wanted)))?.close();
      return true;
    },
    version,
    isEmptied,
  );
  await driver.killWorker();
  await options.reload();
  return options;
}

test(`${BROWSER}: a library of a later version is left as it is, and the options offer its export`, async () => {
  session = await startSession();
  await rowsOnceThereAre(await openList(session.driver), 5);
  const options = await replaceLibrary(session.driver, 9_000, false);
  await options.until(
    () => /later version|newer/i.test(document.body.textContent ?? '') && /export/i.test(document.body.textContent ?? ''),
  );
  expect(await wordsOf(options)).not.toContain('delete my library');
  const list = await session.driver.openExtensionPage(POPUP);
  await list.until(() => /later version|newer/i.test(document.querySelector('.banner')?.textContent ?? ''));
});

/** One browser for all: the first two harm nothing, and each of the others leaves a library that is begun anew. */
describe('one after the other in one browser', () => {
  let shared: Session;
  beforeAll(async () => {
    shared = await startSession();
  });
  afterAll(() => shared?.stop());

  test(`${BROWSER}: a message of the wrong shape is answered as such, and the worker goes on`, async () => {
    const popup = await openList(shared.driver);
    const reply = await popup.eval(async () => {
      const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
      return (await api.runtime.sendMessage({ name: 'act', ask: { essayId: 7, act: 'erase' } })) as {
        ok: boolean;
        problem?: { kind: string };
      }; // as: what answer() gives
    });
    expect(reply).toMatchObject({ ok: false, problem: { kind: 'bug' } });
    await rowsOnceThereAre(popup, 5);
  });

  test(`${BROWSER}: a web page can neither reach Sidelight's files nor speak to it`, async () => {
    const file = shared.driver.extensionUrl('index/essays.json');
    const page = await shared.driver.openPage(serveDemo(shared.server, 'recipe.html'));
    const seen = await page.eval(async (address) => {
      const fetched = await fetch(address).then(
        (response) => response.ok,
        () => false,
      );
      const runtime = (globalThis as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime?.sendMessage; // as: what a page may or may not see
      return { fetched, canSpeak: runtime !== undefined };
    }, file);
    expect(seen).toEqual({ fetched: false, canSpeak: false });
  });

  test(`${BROWSER}: a database that does not open can be exported and, behind typed words, begun anew`, async () => {
    await rowsOnceThereAre(await openList(shared.driver), 5);
    const options = await replaceLibrary(shared.driver, LIBRARY_VERSION, true);
    await options.until(() => document.querySelector('#reset-words') !== null);
    expect(await options.on('form button[type=submit]', (button) => (button as HTMLButtonElement).disabled)).toBe(true);
    await options.click('#reset-words');
    await options.type('delete my library');
    await options.click('form button[type=submit]');
    await rowsOnceThereAre(await openList(shared.driver), 5);
  });

  test(`${BROWSER}: an emptied database is recognised as a loss, not taken for a first run`, async () => {
    const popup = await openList(shared.driver);
    await rowsOnceThereAre(popup, 5);
    await popup.keys('j', 's');
    await popup.until(() => document.querySelectorAll('.row-saved').length === 1);
    await popup.until(async () => {
      const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
      const { sentinel } = await api.storage.local.get('sentinel');
      return (sentinel as { saved?: number } | undefined)?.saved === 1; // as: what the background keeps there
    });
    await popup.until(async () => {
      const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome; // as: Firefox calls it browser
      return 'frontPage' in (await api.storage.session.get('frontPage')); // rows stand ready, whatever becomes of the store
    });
    await popup.close();
    const ours = await shared.driver.openExtensionPage('licences.txt'); // no script of it wakes the background
    await shared.driver.killWorker();
    await ours.eval(
      () =>
        new Promise<boolean>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase('library');
          deleting.onsuccess = () => resolve(true);
          deleting.onerror = () => reject(deleting.error);
        }),
    );
    const again = await openList(shared.driver);
    await again.until(() => /saved/.test(document.querySelector('.banner')?.textContent ?? ''));
    await rowsOnceThereAre(again, 5);
  });
});
