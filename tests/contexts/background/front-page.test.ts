import { expect, test } from 'vitest';
import { type FrontPage, readFrontPage } from '../../../src/core/library/front-page';
import { ok } from '../../../src/core/problem';
import { type FakeBrowser, fakeBrowser, idle } from './fake-browser';

/** Nothing changes any more, and what is wanted is done. */
async function quiet(browser: FakeBrowser, worker: ReturnType<FakeBrowser['wake']>): Promise<void> {
  for (let at = 0; at < 6; at++) await browser.pass(400);
  await worker.settled();
}

async function begun() {
  const browser = fakeBrowser();
  const worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
  await quiet(browser, worker);
  const kept = (): FrontPage | undefined => readFrontPage(browser.state.session.get('frontPage'));
  const titles = (): readonly string[] | undefined => kept()?.entries.map(({ essay }) => essay.title);
  return { browser, worker, kept, titles };
}

test('the first page of the list is kept ready: rows, names, the welcome, what is new', async () => {
  const { kept, titles } = await begun();
  expect(titles()).toHaveLength(3);
  expect(kept()).toMatchObject({ since: 0, fresh: 3, isCut: false, hidden: 0, isCompact: false, welcome: { title: 'Bundled' } });
  expect(kept()?.names.map(([, name]) => name)).toEqual(['Bundled']);
});

test('it is taken away before a change is made, and made again when there is quiet', async () => {
  const { browser, worker, kept } = await begun();
  const essayId = kept()?.entries[0]?.essay.id;
  expect(await worker.send('act', { essayId, act: { kind: 'save' }, from: 'popup' })).toEqual(ok('done'));
  expect(kept(), 'whoever opens the list now reads it').toBeUndefined();
  await idle();
  expect(kept(), 'others may follow').toBeUndefined();
  await quiet(browser, worker);
  expect(kept()?.entries.find(({ essay }) => essay.id === essayId)?.marks.saved?.[0]).toBe(true);
});

test('of a worker that dies before that, nothing stands that is no longer true; the next one makes it', async () => {
  const { browser, worker, kept } = await begun();
  await worker.send('looked', {});
  expect(kept()).toBeUndefined();
  const next = browser.wake();
  await browser.pass(1_000);
  await next.settled();
  await quiet(browser, next);
  expect(kept()).toMatchObject({ fresh: 0 });
});

test('words that hide rows, and rows of one line, are settings of it', async () => {
  const { browser, worker, kept, titles } = await begun();
  await worker.send('changeSettings', { change: { muteWords: ['two'], compactRows: true } });
  await quiet(browser, worker);
  expect(titles()).toEqual(expect.arrayContaining(['Essay one', 'Essay three']));
  expect(kept()).toMatchObject({ hidden: 1, isCompact: true });
  expect(titles()).toHaveLength(2);
});

test('a change that begins while it is read leaves none', async () => {
  const { browser, worker, kept } = await begun();
  const essayId = kept()?.entries[0]?.essay.id;
  await worker.send('act', { essayId, act: { kind: 'save' }, from: 'popup' });
  void browser.pass(400); // it begins to read
  const second = worker.send('act', { essayId, act: { kind: 'unsave' }, from: 'popup' });
  await second;
  const stands = kept();
  expect([undefined, false]).toContain(stands?.entries.find(({ essay }) => essay.id === essayId)?.marks.saved?.[0]);
});

test('what does not read is none', () => {
  expect(readFrontPage(undefined)).toBeUndefined();
  expect(readFrontPage({})).toBeUndefined();
  expect(readFrontPage({ since: 0, fresh: 0, hidden: 0, entries: [], names: [] })).toBeUndefined();
  expect(
    readFrontPage({ since: 0, fresh: 0, hidden: 0, entries: [{ essay: { id: 'x' }, marks: {}, isUnread: true }], names: [] }),
  ).toBeUndefined();
});
