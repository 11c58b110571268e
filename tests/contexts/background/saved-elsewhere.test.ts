/** A page that was saved without being open: copied where it is open, or read next, or fetched where that is permitted. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../../src/core/problem';
import { putEssays } from '../../../src/edge/store/essays';
import type { Saved } from '../../../src/messages/contract';
import type { Sender } from '../../../src/messages/sender';
import { essay, got, NOW } from '../../edge/store/library-fixture';
import { idle } from './fake-browser';
import {
  ADDRESS,
  answerOf,
  browser,
  copier,
  HERE,
  openHere,
  PAGE,
  read,
  ready,
  save,
  setTheStage,
  stores,
  tab,
  withCopier,
} from './saving-world';

beforeEach(setTheStage);

describe('a page that was saved without being open', () => {
  test('is copied when it is next read, and its icon says that it is saved', async () => {
    browser.tabs.clear();
    const worker = await ready();
    const saved = got((await worker.send('saveLink', { page: { address: ADDRESS }, from: 'menu' })) as Result<Saved>); // as: the contract
    expect((await stores()).pages).toMatchObject([{ id: saved.essayId, title: 'members.example/notes/harbour' }]);
    expect(copier.asked).toBe(0);
    browser.tabs.set(7, tab(7, ADDRESS));
    await read(worker);
    await idle();
    await worker.settled();
    expect((await stores()).pages).toMatchObject([{ id: saved.essayId, title: PAGE.title }]);
    expect(browser.state.icons.get(7)).toBe(true);
    await read(worker);
    await idle();
    expect(copier.asked).toBe(1);
  });

  test('is known, while one reads, by what its page calls itself', async () => {
    const worker = await ready();
    await save(worker);
    const elsewhere = 'https://members.example/x?session=9';
    browser.tabs.set(8, tab(8, elsewhere));
    const page = { url: elsewhere, title: PAGE.title, text: 'One two. Three.', paragraphs: [[0, 15]] };
    const there: Sender = { who: 'page', tabId: 8, urls: [elsewhere] };
    await worker.hear({ name: 'relatePage', ask: { page } }, there);
    await idle();
    expect(browser.state.icons.get(8)).toBe(false);
    await worker.hear({ name: 'relatePage', ask: { page, canonical: '/notes/harbour' } }, there);
    await idle();
    expect(browser.state.icons.get(8)).toBe(true);
    await worker.hear({ name: 'relatePage', ask: { page, canonical: 'https://elsewhere.example/notes/harbour' } }, there);
    await idle();
    expect(browser.state.icons.get(8)).toBe(false);
  });

  test('one that cannot be copied there is not tried at every look', async () => {
    browser.tabs.clear();
    const worker = await ready();
    await worker.send('saveLink', { page: { address: ADDRESS }, from: 'menu' });
    browser.tabs.set(7, tab(7, ADDRESS));
    copier.taken = { refused: 'nothing-to-read' };
    for (let looks = 0; looks < 3; looks++) {
      await read(worker);
      await idle();
    }
    expect(copier.asked).toBe(1);
  });

  test('is copied where it happens to be open', async () => {
    const worker = await ready();
    await worker.send('saveLink', { page: { address: ADDRESS }, from: 'menu' });
    await idle();
    expect((await stores()).copies).toHaveLength(1);
  });

  test.each([
    ['that nobody lists', undefined],
    ['that a source lists', essay('listed', { url: ADDRESS, title: PAGE.title })],
  ])('a page %s is saved and copied by what is highlighted on it', async (_what, listed) => {
    const worker = await ready();
    if (listed !== undefined) got(await putEssays(await openHere(), [listed], { from: 'poll', now: NOW }));
    const quote = { exact: 'the words', prefix: 'before ', suffix: ' after', start: 7 };
    expect(await worker.hear({ name: 'highlight', ask: { title: PAGE.title, quote, ink: 'plain', from: 'page' } }, HERE)).toMatchObject({
      ok: true,
    });
    await idle();
    const { saved, copies: kept } = await stores();
    expect([saved.length, kept.map(({ id }) => id)]).toEqual([1, saved.map(({ id }) => id)]);
  });

  test('a row that is saved is copied where its page is open', async () => {
    const worker = await ready();
    got(await putEssays(await openHere(), [essay('listed', { url: ADDRESS })], { from: 'poll', now: NOW }));
    await worker.send('act', { essayId: 'listed', act: { kind: 'save' }, from: 'popup' });
    await idle();
    expect((await stores()).copies.map(({ id }) => id)).toEqual(['listed']);
  });

  test('a link is fetched where that is permitted, and gets the name of its page', async () => {
    browser.tabs.clear();
    browser.state.granted.add('https://members.example/*');
    const asked: string[] = [];
    withCopier({ net: { fetchPage: async ({ url }: { url: string }) => answerOf(asked, url) } });
    const worker = await ready();
    await worker.send('saveLink', { page: { address: ADDRESS }, from: 'menu' });
    await idle();
    await browser.pass(5_000);
    await idle();
    expect(asked).toEqual([ADDRESS]);
    const { pages } = await stores();
    expect(pages).toMatchObject([{ title: 'A clock for the harbour', textLetters: expect.any(Number) }]);
    expect(pages[0]?.summary).not.toBe('');
  });

  test('a link to where nothing is permitted is asked for nothing', async () => {
    browser.tabs.clear();
    const asked: string[] = [];
    withCopier({ net: { fetchPage: async ({ url }: { url: string }) => answerOf(asked, url) } });
    const worker = await ready();
    await worker.send('saveLink', { page: { address: ADDRESS }, from: 'menu' });
    await idle();
    await browser.pass(60_000);
    expect(asked).toEqual([]);
  });
});
