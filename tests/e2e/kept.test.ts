/** What a reader does is kept, once, whatever dies or hangs meanwhile; and what stands where content scripts can write is never done. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOST } from '../drive/card-frame';
import type { Page } from '../drive/driver';
import { until } from '../drive/poll';
import { ask, ownPage, stored } from './follower';
import { BROWSER, openList, POPUP, rowsOnceThereAre, type Session, serveDemo, startSession } from './person';

const HERE = 'http://127.0.0.1/*';
const KILLS = 50;
const FOLLOWED = 20;
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
  await options.until(() => document.body.textContent?.includes('127.0.0.1')); // a page that was open all the while hears of it
  await ask(options, 'setSite', { host: '127.0.0.1', off: false });
});

test(`${BROWSER}: a page that moves on by script is read under its new address: that is where its tab says it is`, async () => {
  const options = await ownPage(session.driver);
  await ask(options, 'setMarks', { origins: [HERE], on: true });
  await session.driver.grantOrigins([HERE]);
  const page = await session.driver.openPage(serveDemo(session.server, 'who-owns-the-numbers.html'));
  await isMarked(page);
  await page.eval(() => history.pushState(undefined, '', '/moved-on'));
  await page.until(() => CSS.highlights.size === 0);
  await isMarked(page);
  await page.close();
});

test(`${BROWSER}: a content script's world reaches neither settings nor outbox, and what it leaves where it does reach is never done`, async () => {
  const options = await ownPage(session.driver);
  const page = await session.driver.openPage(serveDemo(session.server, 'recipe.html'));
  const reached = await options.eval(inContentWorld, await page.url());
  expect(reached).toEqual({ hasSettings: false, hasSession: false });
  await session.driver.killWorker();
  await ask(options, 'wake', {});
  await options.reload();
  await options.until(() => document.body.textContent?.includes('mail.google.com'));
  await page.close();
});

test(`${BROWSER}: with ${FOLLOWED} sources followed and nothing saved, emptied databases are told and filled again`, async () => {
  const options = await ownPage(session.driver);
  const sources = Array.from({ length: FOLLOWED }, (_, at) => sourceOf(`${session.server.url(`/feed-${at}`)}`));
  await ask(options, 'follow', { sources });
  await ask(options, 'act', { essayId: await firstEssay(options), act: { kind: 'unsave' }, from: 'options' }); // saved above
  await options.until(async (wanted) => {
    const { reserve, sentinel } = (await chrome.storage.local.get(['reserve', 'sentinel'])) as Remembered;
    return reserve?.followed.length === wanted && sentinel?.saved === 0;
  }, FOLLOWED); // the one that comes with Sidelight is a welcome, and not followed
  await session.driver.killWorker();
  await options.eval(deleteDatabases);
  const list = await session.driver.openExtensionPage(POPUP);
  await list.until((wanted) => document.querySelector('.banner')?.textContent?.includes(`${wanted} sources`), FOLLOWED);
  const marks = await stored<{ readonly marks: { readonly followed?: readonly [boolean, string] } }>(list, 'sourceMarks');
  expect(marks.filter(({ marks: { followed } }) => followed?.[0]).length).toBe(FOLLOWED);
  expect(await session.driver.errors()).toEqual([]);
});

type Remembered = { readonly reserve?: { readonly followed: readonly unknown[] }; readonly sentinel?: { readonly saved: number } };

function sourceOf(url: string) {
  return { source: { id: url, kind: 'feed', url, siteUrl: url, title: url, addedAt: Date.now() }, wishes: {} };
}

async function firstEssay(page: Page): Promise<string | undefined> {
  const saved = await stored<{ readonly id: string; readonly savedStamp?: string }>(page, 'marks');
  return saved.find(({ savedStamp }) => savedStamp)?.id;
}

async function deleteDatabases(): Promise<boolean> {
  for (const name of ['library', 'desk']) {
    await new Promise<void>((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(name);
      deleting.onsuccess = () => resolve();
      deleting.onerror = () => reject(deleting.error);
    });
  }
  return true;
}

/** From a page of ours into the world in which its content scripts run: looks, and leaves a command there where it can. */
async function inContentWorld(url: string): Promise<{ readonly hasSettings: boolean; readonly hasSession: boolean }> {
  const [tab] = (await chrome.tabs.query({})).filter((each) => each.url === url);
  const [done] = await chrome.scripting.executeScript({
    target: { tabId: tab?.id ?? -1 },
    func: async () => {
      const emptied = { name: 'changeSettings', ask: { change: { offHosts: [] } } };
      const planted = { 'command:0zzzzzzzz-000001-x': emptied, settings: { offHosts: [] } };
      const seen = await chrome.storage.local.get(null).catch(() => ({}));
      await chrome.storage.local.set(planted).catch(() => {});
      const session = await Promise.resolve()
        .then(() => chrome.storage.session.get(null))
        .then(
          () => true,
          () => false,
        );
      return { hasSettings: 'settings' in seen, hasSession: session };
    },
  });
  return done?.result ?? { hasSettings: true, hasSession: true };
}

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
