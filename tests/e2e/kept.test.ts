/** What a reader does is kept, once, whatever dies or hangs meanwhile; and what stands where content scripts can write is never done. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOST } from '../drive/card-frame';
import type { Page } from '../drive/driver';
import { until } from '../drive/poll';
import { ask, ownPage, stored } from './follower';
import { BROWSER, openList, rowsOnceThereAre, type Session, serveDemo, startSession } from './person';

const HERE = 'http://127.0.0.1/*';
const KILLS = 50;
let session: Session;
beforeAll(async () => {
  session = await startSession();
});
afterAll(async () => {
  await session?.stop();
});

const isMarked = (page: Page) => page.until(() => CSS.highlights.size > 0);
const isClean = (page: Page) => page.until((host) => CSS.highlights.size === 0 && document.querySelector(host) === null, HOST);

test(`${BROWSER}: ${KILLS} kills while commands are given lose none and do none twice`, async () => {
  const list = await openList(session.driver);
  await rowsOnceThereAre(list, 5);
  await list.keys('j');
  for (let kills = 0; kills < KILLS; kills++) {
    await list.keys('s');
    await session.driver.killWorker();
  }
  await list.keys('s');
  await until('every act', async () => (await actsIn(list)).length > KILLS);
  await until('an empty outbox', async () => (await stored(list, 'outbox', 'desk')).length === 0);
  expect(await actsIn(list)).toEqual(Array.from({ length: KILLS + 1 }, (_, at) => (at % 2 === 0 ? 'save' : 'unsave')));
  await list.until(() => document.querySelectorAll('.row-saved').length === 1);
  await list.close();
});

test(`${BROWSER}: while a marked page computes without end, its site is put off and an essay is read; the page is met afterwards`, async () => {
  let isOver = false;
  session.server.serve('/over', () => ({ body: isOver ? 'yes' : 'no' }));
  const options = await ownPage(session.driver);
  await ask(options, 'setMarks', { origins: [HERE], on: true });
  await session.driver.grantOrigins([HERE]);
  const busy = await session.driver.openPage(serveDemo(session.server, 'who-owns-the-numbers.html'));
  await isMarked(busy);
  await busy.eval(computeUntilOver);
  await until('the page to compute', () => session.server.requests().includes('GET /over'));
  await ask(options, 'setSite', { host: '127.0.0.1', off: true });
  const [essay] = await stored<{ readonly id: string }>(options, 'essays');
  await ask(options, 'act', { essayId: essay?.id, act: { kind: 'markRead' }, from: 'options' });
  await ask(options, 'wake', {});
  isOver = true; // only now: all of that was answered while the page had no turn for anyone
  await busy.activate();
  await isClean(busy);
  await ask(options, 'setSite', { host: '127.0.0.1', off: false });
});

test(`${BROWSER}: what stands in storage.local is no command and no setting, whoever put it there`, async () => {
  const options = await ownPage(session.driver);
  await options.eval(async () => {
    const emptied = { name: 'changeSettings', ask: { change: { offHosts: [] } } };
    await chrome.storage.local.set({ 'command:0zzzzzzzz-000001-x': emptied, settings: { offHosts: [] } });
  });
  await session.driver.killWorker();
  await ask(options, 'wake', {});
  await options.reload();
  await options.until(() => document.body.textContent?.includes('mail.google.com'));
  expect(await session.driver.errors()).toEqual([]);
});

/** Gives no turn to anyone, its own content scripts included, until the server says that it is over. */
function computeUntilOver(): void {
  setTimeout(() => {
    let answer = '';
    while (answer !== 'yes') {
      const asking = new XMLHttpRequest();
      asking.open('GET', '/over', false);
      asking.send();
      answer = asking.responseText;
    }
  });
}

async function actsIn(page: Page): Promise<readonly string[]> {
  const rows = await stored<{ readonly what: string }>(page, 'history');
  return rows.map(({ what }) => what).filter((what) => what === 'save' || what === 'unsave');
}
