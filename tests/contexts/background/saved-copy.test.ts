/** The copy of a saved page, in a small made-up browser: whole or not at all, whatever the page gives and wherever the disk is full. */
import { beforeEach, describe, expect, test } from 'vitest';
import { failed, ok } from '../../../src/core/problem';
import { putEssays } from '../../../src/edge/store/essays';
import { DAY, essay, got, NOW, onDisk } from '../../edge/store/library-fixture';
import { idle, never } from './fake-browser';
import {
  ADDRESS,
  browser,
  copier,
  copyOf,
  fullAt,
  HERE,
  openHere,
  PAGE,
  PIXEL,
  ready,
  save,
  setTheStage,
  stores,
  tells,
  whenCopied,
  withCopier,
} from './saving-world';

beforeEach(setTheStage);

describe('the copy', () => {
  test('has its pictures, each once, and says of the others why not', async () => {
    const urls = [
      'https://members.example/a.png',
      'https://cdn.example/same.png',
      'https://cdn.example/foreign.png',
      'https://cdn.example/page',
    ];
    copier.taken = copyOf({ pictures: urls });
    const worker = await ready();
    const answers: unknown[] = [];
    copier.pictures = async (key) => {
      const say = async (name: string, ask: object) => answers.push(await worker.hear({ name, ask: { key, ...ask } }, HERE));
      await say('keepPicture', { url: urls[0], type: 'image/png', base64: PIXEL });
      await say('keepPicture', { url: urls[1], type: 'image/png', base64: PIXEL });
      await say('keepPicture', { url: 'https://members.example/never-named.png', type: 'image/png', base64: PIXEL });
      await say('keepPicture', { url: urls[3], type: 'text/html', base64: PIXEL });
      await say('lostPicture', { url: urls[2], why: 'foreign' });
    };
    const { essayId } = await save(worker);
    await whenCopied(worker, essayId);
    const { copies: kept, blobs } = await stores();
    const hash = blobs[0]?.hash;
    expect(blobs).toHaveLength(1);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(kept[0]?.pictures).toEqual([
      { url: urls[0], hash },
      { url: urls[1], hash },
      { url: urls[2], lost: 'foreign' },
      { url: urls[3], lost: 'no-picture' },
    ]);
    expect(answers.slice(0, 4)).toEqual([ok('kept'), ok('kept'), ok('kept'), ok('kept')]);
  });

  test('of a reader who keeps no pictures asks for none', async () => {
    copier.taken = copyOf({ pictures: ['https://members.example/a.png'] });
    const worker = await ready();
    await worker.send('changeSettings', { change: { copyMegabytes: 0 } });
    copier.pictures = () => {
      throw new Error('asked for');
    };
    const { essayId } = await save(worker);
    await whenCopied(worker, essayId);
    expect((await stores()).copies[0]?.pictures).toEqual([{ url: 'https://members.example/a.png', lost: 'too-many' }]);
  });

  test('takes no picture from another tab, and none under a key that is not its own', async () => {
    copier.taken = copyOf({ pictures: ['https://members.example/a.png'] });
    const worker = await ready();
    const ask = { url: 'https://members.example/a.png', type: 'image/png', base64: PIXEL };
    const answers: unknown[] = [];
    copier.pictures = async (key) => {
      answers.push(await worker.hear({ name: 'keepPicture', ask: { key, ...ask } }, { ...HERE, tabId: 8 }));
      answers.push(await worker.hear({ name: 'keepPicture', ask: { key: 'guessed', ...ask } }, HERE));
      await worker.hear({ name: 'lostPicture', ask: { key, url: ask.url, why: 'failed' } }, HERE);
    };
    const { essayId } = await save(worker);
    await whenCopied(worker, essayId);
    expect(answers).toEqual([ok('enough'), ok('enough')]);
    expect((await stores()).blobs).toEqual([]);
  });

  test('is kept with what came when its page falls silent', async () => {
    copier.taken = copyOf({ pictures: ['https://members.example/a.png'] });
    const worker = await ready();
    const { essayId } = await save(worker);
    const copied = whenCopied(worker, essayId);
    await idle();
    await browser.pass(10_000);
    expect(await copied).toEqual(ok({ state: 'kept', isPartial: false }));
    expect((await stores()).copies[0]?.pictures).toEqual([{ url: 'https://members.example/a.png', lost: 'failed' }]);
  });

  test.each<[string, unknown]>([
    ['nothing to read', { refused: 'nothing-to-read' }],
    ['not what was agreed', { html: 5 }],
    ['nothing at all', undefined],
    ['another page by then', copyOf({ address: 'https://members.example/other' })],
  ])('of a page that gives %s there is none; the page stays saved', async (_what, given) => {
    copier.taken = given;
    const worker = await ready();
    const { essayId } = await save(worker);
    expect(await whenCopied(worker, essayId)).toEqual(ok({ state: 'none' }));
    const { saved, copies: kept, pages } = await stores();
    expect([saved.length, kept.length, pages[0]?.title, tells()]).toEqual([1, 0, PAGE.title, []]);
  });

  test('on the off list nothing is read', async () => {
    const worker = await ready();
    await worker.send('setSite', { host: 'members.example', off: true });
    const { essayId } = await save(worker);
    expect(await whenCopied(worker, essayId)).toEqual(ok({ state: 'none' }));
    expect(copier.asked).toBe(0);
  });

  test('on the off list no script runs, neither for what a page calls itself nor for the feeds that it names', async () => {
    const read: string[] = [];
    withCopier({
      pageSource: {
        readPageNames: async () => void read.push('names'),
        readOpenPage: async () => void read.push('page'),
      },
    });
    const worker = await ready();
    await worker.send('setSite', { host: 'members.example', off: true });
    worker.listeners.shortcut?.('save-page', 7);
    await idle();
    await worker.hear({ name: 'findHere', ask: { tabId: 7 } });
    const { saved, pages } = await stores();
    expect([read, saved.length, pages[0]?.url, pages[0]?.title]).toEqual([[], 1, PAGE.address, PAGE.title]);
    await worker.send('setSite', { host: 'members.example', off: false });
    worker.listeners.shortcut?.('save-page', 7);
    await idle();
    await worker.hear({ name: 'findHere', ask: { tabId: 7 } });
    expect(read).toEqual(['names', 'page']); // these eyes are open
  });

  test('of a page that was taken out of what is saved meanwhile is not kept', async () => {
    const worker = await ready();
    let goOn: () => void = () => {};
    withCopier({ copier: { takeCopy: () => new Promise((resolve) => (goOn = () => resolve(copyOf()))), sendPictures: async () => {} } });
    const later = browser.wake();
    const { essayId } = await save(later);
    await idle();
    await later.send('act', { essayId, act: { kind: 'unsave' }, from: 'popup' });
    goOn();
    await idle();
    expect((await stores()).copies).toEqual([]);
    void worker;
  });

  test('shorter by far than what the feed gave, it says that it is a part, and the essay keeps its text', async () => {
    const worker = await ready();
    const library = await openHere();
    const whole = 'All of it, as the feed has it. '.repeat(400);
    got(await putEssays(library, [essay('listed', { url: ADDRESS, title: PAGE.title, text: whole })], { from: 'poll', now: NOW }));
    const { essayId } = await save(worker);
    expect(await whenCopied(worker, essayId)).toEqual(ok({ state: 'kept', isPartial: true }));
    expect((await stores()).bodies).toEqual([]);
  });

  test('longer by far, it gives the essay its text, and the next poll with the feed’s own is no change', async () => {
    const worker = await ready();
    const library = await openHere();
    const listed = essay('listed', { url: ADDRESS, title: PAGE.title, text: 'A beginning that is long enough to be a text. '.repeat(30) });
    got(await putEssays(library, [listed], { from: 'poll', now: NOW }));
    await whenCopied(worker, (await save(worker)).essayId);
    expect((await stores()).bodies).toHaveLength(1);
    expect(got(await putEssays(library, [listed], { from: 'poll', now: NOW + DAY }))).toMatchObject({ revised: 0 });
    expect(await onDisk((db) => db.count('versions'))).toBe(0);
    got(await putEssays(library, [{ ...listed, text: 'Something else now. '.repeat(90) }], { from: 'poll', now: NOW + DAY }));
    expect(await onDisk((db) => db.count('versions'))).toBe(1);
  });
});

describe('a worker that is killed', () => {
  test('after the mark: the next one takes the copy', async () => {
    withCopier({ copier: { takeCopy: never, sendPictures: never } });
    const { essayId } = await save(await ready());
    await idle();
    withCopier();
    const later = browser.wake();
    await browser.pass(1_000);
    await later.settled();
    expect((await stores()).copies.map(({ id }) => id)).toEqual([essayId]);
  });

  test('while the pictures come: nothing of the copy is there, and then all of it', async () => {
    copier.taken = copyOf({ pictures: ['https://members.example/a.png'] });
    await save(await ready());
    await idle();
    expect(await onDisk(async (db) => [await db.count('copies'), await db.count('copyMarkup'), await db.count('blobs')])).toEqual([
      0, 0, 0,
    ]);
    const later = browser.wake();
    copier.pictures = (key) =>
      void later.hear({ name: 'keepPicture', ask: { key, url: 'https://members.example/a.png', type: 'image/png', base64: PIXEL } }, HERE);
    await browser.pass(1_000);
    await later.settled();
    const { copies: kept, blobs } = await stores();
    expect([kept.length, blobs.length]).toEqual([1, 1]);
  });
});

describe('a full disk', () => {
  test.each(['essays', 'marks', 'history', 'done'] as const)(
    'at the save, in %s: nothing of it is there, and it is said',
    async (store) => {
      const worker = await ready();
      const restore = fullAt(store);
      const reply = await worker.send('saveTab', { tabId: 7, page: PAGE, from: 'popup' });
      restore();
      expect(reply).toEqual(failed({ kind: 'disk-full' }));
      const { pages, saved, history } = await stores();
      expect([pages, saved, history]).toEqual([[], [], []]);
    },
  );

  test.each(['copies', 'copyMarkup', 'bodies', 'essays', 'unindexed', 'history'] as const)(
    'at the copy, in %s: the page is saved, nothing of the copy is there, and it is said',
    async (store) => {
      copier.taken = copyOf({ pictures: ['https://members.example/a.png'] });
      const worker = await ready();
      let restore = () => {};
      copier.pictures = (key) => {
        restore = fullAt(store);
        const ask = { key, url: 'https://members.example/a.png', type: 'image/png', base64: PIXEL };
        void worker.hear({ name: 'keepPicture', ask }, HERE);
      };
      const { essayId } = await save(worker);
      expect(await whenCopied(worker, essayId)).toEqual(failed({ kind: 'copy-full', title: PAGE.title }));
      restore();
      const { saved, copies: kept, markup, blobs, bodies, history } = await stores();
      expect([saved.length, kept, markup, blobs, bodies]).toEqual([1, [], [], [], []]);
      expect(history).not.toContain('copied popup');
      expect(tells()).toMatchObject([{ kind: 'copy-full', title: PAGE.title }]);
    },
  );
});

test('with no room for its pictures, a copy has its text, and it is said', async () => {
  copier.taken = copyOf({ pictures: ['https://members.example/a.png'] });
  const worker = await ready();
  let restore = () => {};
  copier.pictures = (key) => {
    restore = fullAt('blobs');
    void worker.hear({ name: 'keepPicture', ask: { key, url: 'https://members.example/a.png', type: 'image/png', base64: PIXEL } }, HERE);
  };
  const { essayId } = await save(worker);
  expect(await whenCopied(worker, essayId)).toEqual(failed({ kind: 'pictures-full', title: PAGE.title }));
  restore();
  const { copies: kept, blobs, bodies } = await stores();
  expect([kept[0]?.pictures, blobs, bodies.length]).toEqual([[{ url: 'https://members.example/a.png', lost: 'no-room' }], [], 1]);
  expect(tells()).toMatchObject([{ kind: 'pictures-full' }]);
});
