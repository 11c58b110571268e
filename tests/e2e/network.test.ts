/** Nothing a person reads leaves the machine: a recorder sees every request of the browser, and counts those that no test made. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recorder, startRecorder } from '../drive/recorder';
import { shownCard } from '../drive/sidelight';
import { BROWSER, demoPage, openList, pressButton, rowsOnceThereAre, type Session, serveDemo, startSession } from './person';

let session: Session;
let recorder: Recorder;
beforeAll(async () => {
  recorder = await startRecorder();
  session = await startSession({ proxy: recorder.port });
});
afterAll(async () => {
  await session?.stop();
  await recorder?.stop();
});

test(`${BROWSER}: first start, list, saving, relating and the worker's death ask nobody for anything`, async () => {
  const address = serveDemo(session.server, 'who-owns-the-numbers.html');
  const page = await session.driver.openPage(address);
  await page.activate();
  const popup = await session.driver.clickToolbar();
  await pressButton(popup, 'This page');
  await popup.until(() => document.querySelector('.page-summary')?.textContent ?? undefined);
  const list = await openList(session.driver);
  await rowsOnceThereAre(list, 5);
  await list.keys('j', 's', 'm');
  await list.until(() => document.querySelectorAll('.row-saved').length === 1);
  await session.driver.killWorker();
  await list.reload();
  await rowsOnceThereAre(list, 5);

  const asked = [...new Set(recorder.requests())].filter((request) => !request.endsWith('/favicon.ico'));
  expect(asked).toEqual([`GET ${address}`]);
});

/** Which of these words stand in anything that Sidelight keeps: rows, their keys, bytes, and what the browser keeps for extensions. */
async function keptOf(words: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const look = (text: string) => {
    for (const word of words) if (text.includes(word)) found.add(word);
  };
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  async function walk(value: unknown): Promise<void> {
    if (value instanceof Blob) look(await value.text());
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) look(new TextDecoder('latin1').decode(value));
    else if (typeof value === 'string') look(value);
    else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) await walk(key).then(() => walk(each));
  }
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
      await walk([keys, values]);
    }
    database.close();
  }
  const api = globalThis as unknown as Record<string, { readonly storage: { readonly local: { get(): Promise<unknown> } } } | undefined>; // as: both browsers have one of the two
  await walk(await (api['browser'] ?? api['chrome'])?.storage.local.get());
  return [...found];
}

test(`${BROWSER}: what a page says, and where it stands, is kept nowhere by being read, related and looked at`, async () => {
  const body = demoPage('who-owns-the-numbers.html')
    .replace('</h1>', ' by Zephyrquill</h1>')
    .replace('</body>', '<p>Marbleotter.</p></body>');
  const page = await session.driver.openPage(session.server.serve('/vexedharp', { body }));
  await page.activate();
  const popup = await session.driver.clickToolbar();
  await pressButton(popup, 'This page');
  await popup.until(() => document.querySelector('.page-summary')?.textContent ?? undefined);
  await popup.close();
  await session.driver.command('toggle-card');
  const { card } = await shownCard(page);
  await card.keys('Escape');
  const list = await openList(session.driver);
  await rowsOnceThereAre(list, 5);
  expect(await list.eval(keptOf, ['Zephyrquill', 'Marbleotter', 'vexedharp'])).toEqual([]);
  expect(await list.eval(keptOf, ['Hlibco'])).toEqual(['Hlibco']); // these eyes are open
});
