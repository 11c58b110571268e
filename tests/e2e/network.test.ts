/** Nothing a person reads leaves the machine: a recorder sees every request of the browser, and counts those that no test made. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recorder, startRecorder } from '../drive/recorder';
import { BROWSER, openList, pressButton, rowsOnceThereAre, type Session, serveDemo, startSession } from './person';

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
