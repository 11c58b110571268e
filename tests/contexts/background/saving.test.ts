/** Saving a page, in a small made-up browser: the mark first, the copy whole or not at all, once however often it is asked for. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type EssayId, SAVED_PAGES, type SourceId } from '../../../src/core/essay';
import { essayOfPage } from '../../../src/core/library/saved-page';
import { failed, ok, type Result } from '../../../src/core/problem';
import type { Tab } from '../../../src/edge/browser/tabs';
import { countNew } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import { letGo } from '../../../src/edge/store/let-go';
import type { Library } from '../../../src/edge/store/library';
import { commitAct } from '../../../src/edge/store/marks';
import { newEntries } from '../../../src/edge/store/new-entries';
import { openLibrary } from '../../../src/edge/store/open';
import type { Copied, Saved } from '../../../src/messages/contract';
import type { Sender } from '../../../src/messages/sender';
import { DAY, essay, got, NOW, onDisk, sourceId } from '../../edge/store/library-fixture';
import { type FakeBrowser, fakeBrowser, idle, never } from './fake-browser';

const PAGE = { address: 'https://members.example/notes/harbour?utm_source=letter', title: 'A clock for the harbour' };
const ADDRESS = 'https://members.example/notes/harbour';
const TEXT = `Nineteen ships, nineteen clocks, and one bell that nobody believed.\n\n${'The tide has no clock and is never late. '.repeat(60)}`;
const PIXEL = 'iVBORw0KGgo=';
const HERE: Sender = { who: 'page', tabId: 7, urls: [ADDRESS] };

let browser: FakeBrowser;
let taken: unknown;
let copies: number; // how often the copier was asked
let pictures: (key: string) => void;
beforeEach(() => {
  browser = fakeBrowser();
  taken = copyOf();
  copies = 0;
  pictures = () => {};
  browser.tabs.set(7, tab(7, PAGE.address));
  withCopier();
});

const tab = (id: number, url: string): Tab => ({ id, url, title: PAGE.title, isPrivate: false, isAsleep: false });
const copyOf = (fields: object = {}) => ({
  address: ADDRESS,
  title: PAGE.title,
  author: 'Ada Field',
  siteName: 'The harbour',
  html: '<p>Nineteen ships</p><img data-src="https://members.example/a.png">',
  text: TEXT,
  pictures: [],
  ...fields,
});

function withCopier(more: object = {}): void {
  browser.state.broken = {
    ...browser.state.broken,
    copier: {
      takeCopy: async () => {
        copies += 1;
        return taken;
      },
      sendPictures: async (_tabId, key) => pictures(key),
    },
    ...more,
  };
}

async function ready() {
  const worker = browser.wake();
  expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
  return worker;
}
type Worker = Awaited<ReturnType<typeof ready>>;

const save = async (worker: Worker, page: object = PAGE) => {
  const reply = (await worker.send('saveTab', { tabId: 7, page, from: 'popup' })) as Result<Saved>; // as: the contract
  return got(reply);
};
const whenCopied = (worker: Worker, essayId: EssayId) => worker.hear({ name: 'whenCopied', ask: { essayId } }) as Promise<Result<Copied>>; // as: the contract
const stores = () =>
  onDisk(async (db) => ({
    pages: (await db.getAll('essays')).filter((row) => row.sourceId === SAVED_PAGES),
    copies: await db.getAll('copies'),
    markup: await db.getAll('copyMarkup'),
    blobs: await db.getAll('blobs'),
    bodies: (await db.getAll('bodies')).filter(({ text }) => text === TEXT),
    saved: (await db.getAll('marks')).filter(({ savedStamp }) => savedStamp),
    history: (await db.getAll('history')).filter(({ from }) => from !== 'start').map(({ what, from }) => `${what} ${from}`),
  }));
const openHere = async (): Promise<Library> =>
  got(await openLibrary({ wait: async () => {}, now: browser.now, newDevice: () => 'device-1' }));
const tells = () => browser.state.told as { kind: string; title?: string }[]; // as: problems

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
    expect([pages.length, saved.length, copies]).toEqual([1, 1, 1]);
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

  test('is no news: neither badge nor list counts it', async () => {
    const worker = await ready();
    const library = await openHere();
    const before = await countNew(library, NOW - 1);
    await save(worker);
    expect(await countNew(library, NOW - 1)).toBe(before);
    expect((await newEntries(library, { since: NOW - 1 })).filter(({ essay: { sourceId: of } }) => of === SAVED_PAGES)).toEqual([]);
  });
});

describe('the copy', () => {
  test('has its pictures, each once, and says of the others why not', async () => {
    const urls = [
      'https://members.example/a.png',
      'https://cdn.example/same.png',
      'https://cdn.example/foreign.png',
      'https://cdn.example/page',
    ];
    taken = copyOf({ pictures: urls });
    const worker = await ready();
    const answers: unknown[] = [];
    pictures = async (key) => {
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
    taken = copyOf({ pictures: ['https://members.example/a.png'] });
    const worker = await ready();
    await worker.send('changeSettings', { change: { copyMegabytes: 0 } });
    pictures = () => {
      throw new Error('asked for');
    };
    const { essayId } = await save(worker);
    await whenCopied(worker, essayId);
    expect((await stores()).copies[0]?.pictures).toEqual([{ url: 'https://members.example/a.png', lost: 'too-many' }]);
  });

  test('takes no picture from another tab, and none under a key that is not its own', async () => {
    taken = copyOf({ pictures: ['https://members.example/a.png'] });
    const worker = await ready();
    const ask = { url: 'https://members.example/a.png', type: 'image/png', base64: PIXEL };
    const answers: unknown[] = [];
    pictures = async (key) => {
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
    taken = copyOf({ pictures: ['https://members.example/a.png'] });
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
    taken = given;
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
    expect(copies).toBe(0);
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
    taken = copyOf({ pictures: ['https://members.example/a.png'] });
    await save(await ready());
    await idle();
    expect(await onDisk(async (db) => [await db.count('copies'), await db.count('copyMarkup'), await db.count('blobs')])).toEqual([
      0, 0, 0,
    ]);
    const later = browser.wake();
    pictures = (key) =>
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
      taken = copyOf({ pictures: ['https://members.example/a.png'] });
      const worker = await ready();
      let restore = () => {};
      pictures = (key) => {
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
  taken = copyOf({ pictures: ['https://members.example/a.png'] });
  const worker = await ready();
  let restore = () => {};
  pictures = (key) => {
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

describe('a page that was saved without being open', () => {
  test('is copied when it is next read, and its icon says that it is saved', async () => {
    browser.tabs.clear();
    const worker = await ready();
    const saved = got((await worker.send('saveLink', { page: { address: ADDRESS }, from: 'menu' })) as Result<Saved>); // as: the contract
    expect((await stores()).pages).toMatchObject([{ id: saved.essayId, title: 'members.example/notes/harbour' }]);
    expect(copies).toBe(0);
    browser.tabs.set(7, tab(7, ADDRESS));
    await read(worker);
    await idle();
    await worker.settled();
    expect((await stores()).pages).toMatchObject([{ id: saved.essayId, title: PAGE.title }]);
    expect(browser.state.icons.get(7)).toBe(true);
    await read(worker);
    await idle();
    expect(copies).toBe(1);
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
    taken = { refused: 'nothing-to-read' };
    for (let looks = 0; looks < 3; looks++) {
      await read(worker);
      await idle();
    }
    expect(copies).toBe(1);
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

describe('what is taken out again', () => {
  test('is whole for a day, then the page and its copy go; a tag keeps them', async () => {
    taken = copyOf({ pictures: [] });
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

/** The page's own script asks what is related, as it does whenever it reads. */
async function read(worker: Worker): Promise<void> {
  const page = { url: ADDRESS, title: PAGE.title, text: 'One two. Three.', paragraphs: [[0, 15]] };
  expect(await worker.hear({ name: 'relatePage', ask: { page } }, HERE)).toMatchObject({ ok: true });
}

async function answerOf(asked: string[], url: string) {
  asked.push(url);
  const paragraphs = Array.from(
    { length: 30 },
    (_, at) => `<p>Tide ${at} has no clock and is never late, which is more than one can say of ship ${at}.</p>`,
  );
  const html = `<title>A clock for the harbour</title><article><h1>A clock for the harbour</h1>${paragraphs.join('')}</article>`;
  return {
    ok: true as const,
    answer: {
      ...{ status: 200, url, isRedirected: false, headers: { 'content-type': 'text/html' }, isWhole: true },
      body: new TextEncoder().encode(html),
    },
  };
}

/** From now on nothing more has room in this store. Gives back the way to make some. */
function fullAt(store: string): () => void {
  const { put, add } = IDBObjectStore.prototype;
  const full = (write: typeof put): typeof put =>
    function (this: IDBObjectStore, ...given) {
      if (this.name === store) throw new DOMException('no room', 'QuotaExceededError');
      return write.apply(this, given);
    };
  IDBObjectStore.prototype.put = full(put);
  IDBObjectStore.prototype.add = full(add);
  return () => {
    IDBObjectStore.prototype.put = put;
    IDBObjectStore.prototype.add = add;
  };
}
