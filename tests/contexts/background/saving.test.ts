/** Saving a page, in a small made-up browser: the mark first, once however often it is asked for. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type EssayId, SAVED_PAGES, type SourceId } from '../../../src/core/essay';
import { essayOfPage } from '../../../src/core/library/saved-page';
import { ok } from '../../../src/core/problem';
import { countNew } from '../../../src/edge/store/count-new';
import { putEssays } from '../../../src/edge/store/essays';
import { letGo } from '../../../src/edge/store/let-go';
import { commitAct } from '../../../src/edge/store/marks';
import { newEntries } from '../../../src/edge/store/new-entries';
import { DAY, essay, got, NOW, onDisk, sourceId } from '../../edge/store/library-fixture';
import { idle, never } from './fake-browser';
import {
  ADDRESS,
  browser,
  copier,
  copyOf,
  openHere,
  PAGE,
  ready,
  save,
  setTheStage,
  stores,
  tab,
  type Worker,
  whenCopied,
  withCopier,
} from './saving-world';

beforeEach(setTheStage);

describe('one act', () => {
  test('saves the page with its text, and its thread tells so', async () => {
    const worker = await ready();
    const { essayId, wasSaved } = await save(worker);
    expect(wasSaved).toBe(false);
    expect(await whenCopied(worker, essayId)).toEqual(ok({ state: 'kept', isPartial: false }));
    const { pages, copies: kept, bodies, saved, history } = await stores();
    expect(pages).toMatchObject([{ id: essayId, title: PAGE.title, author: 'Ada Field', siteName: 'The harbour' }]);
    expect(pages[0]?.summary).toMatch(/^Nineteen ships, nineteen clocks/);
    expect(kept).toMatchObject([{ id: essayId, address: ADDRESS }]);
    expect(bodies.map(({ id }) => id)).toEqual([essayId]);
    expect(saved.map(({ id }) => id)).toEqual([essayId]);
    expect(history).toEqual(['firstSeen popup', 'save popup', 'copied popup']);
    await worker.settled();
    expect(browser.state.icons.get(7)).toBe(true);
  });

  test('is answered before anything is read, and whatever the page does', async () => {
    withCopier({ copier: { takeCopy: never, sendPictures: never } });
    const { essayId } = await save(await ready());
    expect((await stores()).saved.map(({ id }) => id)).toEqual([essayId]);
    expect((await stores()).copies).toEqual([]);
  });

  test('saved twice, under another address and by another way, it is saved once', async () => {
    const worker = await ready();
    const { essayId } = await save(worker);
    await whenCopied(worker, essayId);
    expect(await save(worker, { address: 'http://www.members.example/notes/harbour/#tide' })).toEqual({ essayId, wasSaved: true });
    worker.listeners.shortcut?.('save-page', 7);
    worker.listeners.menu?.({ item: 'save-page', tabId: 7 });
    worker.listeners.menu?.({ item: 'save-link', url: `${ADDRESS}/` });
    await idle();
    const { pages, saved, history } = await stores();
    expect([pages.length, saved.length, copier.asked]).toEqual([1, 1, 1]);
    expect(history).toEqual(['firstSeen popup', 'save popup', 'copied popup']);
  });

  test.each<[string, (worker: Worker) => void]>([
    ['key', (worker) => worker.listeners.shortcut?.('save-page', 7)],
    ['menu', (worker) => worker.listeners.menu?.({ item: 'save-page', tabId: 7 })],
  ])('by %s it has the same id as on every machine', async (from, press) => {
    const worker = await ready();
    press(worker);
    await idle();
    const { pages, history } = await stores();
    expect(pages.map(({ id }) => id)).toEqual([essayOfPage({ address: ADDRESS }, 0)?.id]);
    expect(history).toContain(`copied ${from}`);
  });

  test('on a page that a followed source lists saves that essay', async () => {
    const worker = await ready();
    const library = await openHere();
    got(await putEssays(library, [essay('listed', { url: ADDRESS, title: PAGE.title })], { from: 'poll', now: NOW }));
    expect(await save(worker)).toEqual({ essayId: 'listed', wasSaved: false });
    await whenCopied(worker, 'listed' as EssayId); // as: made up
    const { pages, copies: kept, bodies } = await stores();
    expect([pages, kept.map(({ id }) => id), bodies.map(({ id }) => id)]).toEqual([[], ['listed'], ['listed']]);
  });

  test('a page that says it is another address of one that is saved is that one', async () => {
    const worker = await ready();
    const { essayId } = await save(worker);
    browser.tabs.set(8, tab(8, 'https://members.example/x?session=9'));
    withCopier({
      pageSource: { readPageNames: async () => ({ address: 'https://members.example/x?session=9', canonical: '/notes/harbour' }) },
    });
    const later = browser.wake();
    later.listeners.shortcut?.('save-page', 8);
    await idle();
    expect((await stores()).saved.map(({ id }) => id)).toEqual([essayId]);
  });

  test('shows on the icon of a tab that comes to the front, as far as its address may be known', async () => {
    const worker = await ready();
    await save(worker);
    browser.tabs.set(8, tab(8, 'http://members.example/notes/harbour/'));
    browser.tabs.set(9, { id: 9, isPrivate: false, isAsleep: false });
    browser.tabs.set(10, { ...tab(10, ADDRESS), isPrivate: true });
    browser.tabs.set(11, tab(11, 'https://members.example/other'));
    for (const id of [8, 9, 10, 11]) worker.listeners.activated?.(id);
    await idle();
    expect([8, 9, 10, 11].map((id) => browser.state.icons.get(id))).toEqual([true, undefined, undefined, false]);
  });

  test('is no news: neither badge nor list counts it', async () => {
    const worker = await ready();
    const library = await openHere();
    const before = await countNew(library, NOW - 1);
    await save(worker);
    expect(await countNew(library, NOW - 1)).toBe(before);
    expect((await newEntries(library, { since: NOW - 1 })).filter(({ essay: { sourceId: of } }) => of === SAVED_PAGES)).toEqual([]);
  });
});

describe('what is taken out again', () => {
  test('is whole for a day, then the page and its copy go; a tag keeps them', async () => {
    copier.taken = copyOf({ pictures: [] });
    const worker = await ready();
    const { essayId } = await save(worker);
    await whenCopied(worker, essayId);
    await worker.send('act', { essayId, act: { kind: 'unsave' }, from: 'popup' });
    await worker.settled();
    expect(browser.state.icons.get(7)).toBe(false);
    const library = await openHere();
    got(await letGo(library, browser.now() + DAY / 2));
    expect((await stores()).copies).toHaveLength(1);
    got(await commitAct(library, { essayId, act: { kind: 'tag', tag: 'sea' }, from: 'popup', now: browser.now() }));
    got(await letGo(library, browser.now() + 2 * DAY));
    expect((await stores()).copies).toHaveLength(1);
    got(await commitAct(library, { essayId, act: { kind: 'untag', tag: 'sea' }, from: 'popup', now: browser.now() }));
    got(await letGo(library, browser.now() + 2 * DAY));
    const { pages, copies: kept, markup } = await stores();
    expect([pages, kept, markup]).toEqual([[], [], []]);
  });

  test('an essay of a source stays, without its copy', async () => {
    const worker = await ready();
    const library = await openHere();
    got(await putEssays(library, [essay('listed', { url: ADDRESS, title: PAGE.title })], { from: 'poll', now: NOW }));
    const { essayId } = await save(worker);
    await whenCopied(worker, essayId);
    await worker.send('act', { essayId, act: { kind: 'unsave' }, from: 'popup' });
    got(await letGo(library, browser.now() + 2 * DAY));
    expect(await onDisk(async (db) => [await db.count('copies'), await db.getKey('essays', essayId)])).toEqual([0, 'listed']);
  });
});

test('a source that lists the page later shows the one that was saved', async () => {
  const worker = await ready();
  const { essayId } = await save(worker);
  await whenCopied(worker, essayId);
  const library = await openHere();
  await onDisk((db) =>
    db.put('sources', {
      id: 'feed' as SourceId,
      kind: 'feed',
      url: 'https://members.example/rss',
      siteUrl: 'https://members.example/',
      title: 'F',
      addedAt: NOW,
    }),
  ); // as: made up
  got(
    await putEssays(library, [essay('feed.1', { sourceId: sourceId('feed'), url: ADDRESS, title: PAGE.title })], {
      from: 'poll',
      now: NOW,
    }),
  );
  expect(await onDisk(async (db) => (await db.getAll('essays')).filter(({ url }) => url.includes('harbour')).map(({ id }) => id))).toEqual([
    essayId,
  ]);
  expect((await save(worker)).wasSaved).toBe(true);
});
