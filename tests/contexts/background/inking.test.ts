/** What is highlighted on a page of the web, and what a page may say and hear of it. */
import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../../src/core/problem';
import type { Sender } from '../../../src/messages/sender';
import { got, onDisk } from '../../edge/store/library-fixture';
import { type FakeBrowser, fakeBrowser, idle } from './fake-browser';

const QUOTE = { exact: 'the words', prefix: 'before ', suffix: ' after', start: 7 };
const HERE: Sender = { who: 'page', tabId: 1, urls: ['https://a.example/essay?utm_source=mail'] };
const ELSEWHERE: Sender = { who: 'page', tabId: 2, urls: ['https://b.example/essay'] };
const ask = { quote: QUOTE, ink: 'plain', title: 'An essay', from: 'page' };

let browser: FakeBrowser;
let worker: ReturnType<FakeBrowser['wake']>;
beforeEach(async () => {
  browser = fakeBrowser();
  worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
});

const highlight = async (by = HERE) => {
  const made = await worker.hear({ name: 'highlight', ask }, by);
  return got(made as { ok: true; value: { id: string } }).id; // as: no other answer is one
};
const injected = () => browser.state.log.filter((line) => line.startsWith('inject'));
const inked = async (by: Sender) => {
  const reply = (await worker.hear({ name: 'inkHere', ask: { bornAt: 1 } }, by)) as { value: { highlights: { id: string }[] } }; // as: it is answered
  return reply.value.highlights.map(({ id }) => id);
};

const highlightsKept = () => onDisk((db) => db.count('highlights'));

test('a page that no source lists is saved by what is highlighted on it, and tells it again under any of its addresses', async () => {
  const id = await highlight();
  expect(await onDisk(async (db) => (await db.getAll('marks')).filter(({ savedStamp }) => savedStamp).length)).toBe(1);
  expect(await onDisk(async (db) => (await db.getAll('essays')).map(({ url, title }) => [url, title]))).toContainEqual([
    'https://a.example/essay?utm_source=mail',
    'An essay',
  ]);
  expect(await inked({ ...HERE, urls: ['http://www.a.example/essay/'] })).toEqual([id]);
});

test('no other page hears of it, and none may change it', async () => {
  const id = await highlight();
  expect(await inked(ELSEWHERE)).toEqual([]);
  expect(await worker.hear({ name: 'changeHighlight', ask: { id, change: { isGone: true }, from: 'page' } }, ELSEWHERE)).toMatchObject({
    ok: false,
  });
  expect(await inked(HERE)).toEqual([id]);
  expect(await worker.hear({ name: 'changeHighlight', ask: { id, change: { isGone: true }, from: 'page' } }, HERE)).toEqual(ok('done'));
  expect(await inked(HERE)).toEqual([]);
});

test('a page writes no note', async () => {
  const id = await highlight();
  expect(await worker.hear({ name: 'changeHighlight', ask: { id, change: { note: 'a page’s words' }, from: 'page' } }, HERE)).toMatchObject(
    { ok: false },
  );
});

test('words that were chosen on a page reach the window that answers for them, and none from a site that is off', async () => {
  expect(await worker.hear({ name: 'chosenWords', ask: {} })).toMatchObject({ ok: false });
  await worker.hear({ name: 'aboutHere', ask: { text: 'the words' } }, HERE);
  await idle();
  expect(browser.state.log).toContain('about');
  expect(await worker.hear({ name: 'chosenWords', ask: {} })).toEqual(ok({ text: 'the words', url: HERE.urls[0] }));
  expect(await worker.hear({ name: 'chosenWords', ask: {} }, HERE)).toMatchObject({ ok: false });
  await worker.send('setSite', { host: 'b.example', off: true });
  expect(await worker.hear({ name: 'aboutHere', ask: { text: 'others' } }, ELSEWHERE)).toMatchObject({ ok: false });
});

test('the script that paints comes to a page where something is highlighted, and to no other', async () => {
  await highlight();
  browser.state.log.length = 0;
  await worker.hear({ name: 'getReady', ask: {} }, HERE);
  await worker.hear({ name: 'getReady', ask: {} }, ELSEWHERE);
  await idle();
  expect(injected()).toEqual(['inject 1 assets/inking.iife.js']);
});

test('on a site that is off nothing is painted and no bar comes', async () => {
  await highlight();
  await worker.send('setSite', { host: 'a.example', off: true });
  browser.state.log.length = 0;
  expect(await inked(HERE)).toEqual([]);
  await worker.hear({ name: 'inkable', ask: {} }, HERE);
  expect(injected()).toEqual([]);
  expect(await worker.hear({ name: 'highlight', ask }, HERE)).toMatchObject({ ok: false });
  expect(await highlightsKept()).toBe(1);
});
