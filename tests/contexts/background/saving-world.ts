/** A page behind a login, a copier that gives what a test says, and what is kept of it: the stage of the tests that save. */

import { expect } from 'vitest';
import { type EssayId, SAVED_PAGES } from '../../../src/core/essay';
import type { Result } from '../../../src/core/problem';
import type { Tab } from '../../../src/edge/browser/tabs';
import type { Library } from '../../../src/edge/store/library';
import { openLibrary } from '../../../src/edge/store/open';
import type { Copied, Saved } from '../../../src/messages/contract';
import type { Sender } from '../../../src/messages/sender';
import { got, onDisk } from '../../edge/store/library-fixture';
import { type FakeBrowser, fakeBrowser } from './fake-browser';

export const PAGE = { address: 'https://members.example/notes/harbour?utm_source=letter', title: 'A clock for the harbour' };
export const ADDRESS = 'https://members.example/notes/harbour';
export const TEXT = `Nineteen ships, nineteen clocks, and one bell that nobody believed.\n\n${'The tide has no clock and is never late. '.repeat(60)}`;
export const PIXEL = 'iVBORw0KGgo=';
export const HERE: Sender = { who: 'page', tabId: 7, urls: [ADDRESS] };

export let browser: FakeBrowser; // of the test at hand
/** `asked`: how often it was. */
export const copier = { taken: undefined as unknown, asked: 0, pictures: (_key: string): unknown => undefined }; // as: whatever a page may give

/** Before each test. */
export function setTheStage(): void {
  browser = fakeBrowser();
  Object.assign(copier, { taken: copyOf(), asked: 0, pictures: () => {} });
  browser.tabs.set(7, tab(7, PAGE.address));
  withCopier();
}

export const tab = (id: number, url: string): Tab => ({ id, url, title: PAGE.title, isPrivate: false, isAsleep: false });
export const copyOf = (fields: object = {}) => ({
  address: ADDRESS,
  title: PAGE.title,
  author: 'Ada Field',
  siteName: 'The harbour',
  html: '<p>Nineteen ships</p><img data-src="https://members.example/a.png">',
  text: TEXT,
  pictures: [],
  ...fields,
});

export function withCopier(more: object = {}): void {
  browser.state.broken = {
    ...browser.state.broken,
    copier: {
      takeCopy: async () => {
        copier.asked += 1;
        return copier.taken;
      },
      sendPictures: async (_tabId, key) => void copier.pictures(key),
    },
    ...more,
  };
}

export async function ready() {
  const worker = browser.wake();
  expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
  return worker;
}
export type Worker = Awaited<ReturnType<typeof ready>>;

export const save = async (worker: Worker, page: object = PAGE) => {
  const reply = (await worker.send('saveTab', { tabId: 7, page, from: 'popup' })) as Result<Saved>; // as: the contract
  return got(reply);
};
export const whenCopied = (worker: Worker, essayId: EssayId) =>
  worker.hear({ name: 'whenCopied', ask: { essayId } }) as Promise<Result<Copied>>; // as: the contract
export const stores = () =>
  onDisk(async (db) => ({
    pages: (await db.getAll('essays')).filter((row) => row.sourceId === SAVED_PAGES),
    copies: await db.getAll('copies'),
    markup: await db.getAll('copyMarkup'),
    blobs: await db.getAll('blobs'),
    bodies: (await db.getAll('bodies')).filter(({ text }) => text === TEXT),
    saved: (await db.getAll('marks')).filter(({ savedStamp }) => savedStamp),
    history: (await db.getAll('history')).filter(({ from }) => from !== 'start').map(({ what, from }) => `${what} ${from}`),
  }));
export const openHere = async (): Promise<Library> =>
  got(await openLibrary({ wait: async () => {}, now: browser.now, newDevice: () => 'device-1' }));
export const tells = () => browser.state.told as { kind: string; title?: string }[]; // as: problems

/** The page's own script asks what is related, as it does whenever it reads. */
export async function read(worker: Worker): Promise<void> {
  const page = { url: ADDRESS, title: PAGE.title, text: 'One two. Three.', paragraphs: [[0, 15]] };
  expect(await worker.hear({ name: 'relatePage', ask: { page } }, HERE)).toMatchObject({ ok: true });
}

export async function answerOf(asked: string[], url: string) {
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
export function fullAt(store: string): () => void {
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
