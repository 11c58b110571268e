import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok } from '../src/core/problem';
import { DEFAULT_LOOK } from '../src/core/reader-look';
import { newTicket } from '../src/core/ticket';
import { answer } from '../src/messages/answer';
import type { HandlersOf, ToBackground } from '../src/messages/contract';
import { isCommand, mayAsk, readToBackground, ticketFor, ticketOf } from '../src/messages/incoming';
import { MAX_PAGE_CHARS } from '../src/messages/readers';
import { OURS, type Sender } from '../src/messages/sender';
import { TO_BACKGROUND } from '../src/messages/to-background';

const heard: unknown[] = [];
const echo = async (ask: unknown) => {
  heard.push(ask);
  return ok(ask);
};
const handlers = Object.fromEntries(Object.keys(readToBackground).map((name) => [name, echo])) as unknown as HandlersOf<
  ToBackground,
  string
>; // as: every handler echoes
const ask = (name: string, raw: unknown) => answer(readToBackground, handlers, { name, ask: raw }, 'test');
const SOURCE = { id: 's1', kind: 'feed', url: 'https://a.example/feed', siteUrl: 'https://a.example/', title: 'A', addedAt: 5 };
const KEY = '0123456789abcdef0123456789abcdef';
const CONTENT = { essay: { title: 'A' }, passage: { there: 'B.' }, position: 1, total: 2, host: 'example.org', isDark: false };
const page = {
  url: 'https://example.org/a',
  title: 'A',
  text: 'One two. Three.',
  paragraphs: [
    [0, 8],
    [9, 15],
  ],
};

test.each([
  ['act', { essayId: 'e1', act: { kind: 'save' }, from: 'popup' }],
  ['act', { essayId: 'e1', act: { kind: 'refuse', page: 'https://example.org/a' }, from: 'page' }],
  ['openEssay', { essayId: 'e1', from: 'page', beside: false }],
  ['openEssay', { essayId: 'e1', from: 'page', beside: false, at: 'A sentence.' }],
  ['openEssay', { essayId: 'e1', from: 'popup', beside: true, isTurned: true }],
  ['saveTab', { tabId: 3, page: { address: 'https://example.org/a', canonical: '/b', title: 'A' }, from: 'popup' }],
  ['saveLink', { page: { address: 'https://example.org/a' }, from: 'menu' }],
  ['whenCopied', { essayId: 'e1' }],
  ['keepPicture', { key: 'k', url: 'https://example.org/a.png', type: 'image/png', base64: 'AAAA' }],
  ['lostPicture', { key: 'k', url: 'https://example.org/a.png', why: 'foreign' }],
  ['markAllSeen', { until: 5 }],
  ['markAllSeen', { until: undefined }],
  ['changeSettings', { change: { badge: 'off' } }],
  ['changeSettings', { change: { badge: 'dot', muteWords: ['product hunt'] } }],
  ['changeSettings', { change: { readsInFull: false } }],
  ['changeSettings', { change: { readsHere: false } }],
  ['changeSettings', { change: { compactRows: true } }],
  ['changeSettings', { change: { reader: { ...DEFAULT_LOOK, size: 22, paper: 'sepia' } } }],
  ['changeSettings', { change: { copyMegabytes: 100 } }],
  ['findAt', { address: 'a.example', isTyped: true }],
  ['syncLook', { address: 'https://dav.example/files/', user: 'ann', password: 'secret' }],
  ['syncJoin', { address: 'https://dav.example/files/', user: 'ann', password: '', kind: 'dav', phrase: 'some words of mine' }],
  ['syncJoin', { address: 'https://couch.example/marks', user: '', password: '', kind: 'couch', phrase: undefined }],
  ['syncPhrase', { phrase: 'other words of mine', isNew: true }],
  ['syncNow', {}],
  ['syncLeave', {}],
  ['syncDecide', { takes: false }],
  ['syncRepair', {}],
  ['readerLook', { address: 'https://reader.example/api/greader.php', user: 'ann', password: 'secret' }],
  ['readerJoin', { address: 'https://reader.example/', user: 'ann', password: 'secret' }],
  ['readerNow', {}],
  ['readerLeave', {}],
  ['bringCopy', { essayId: 'e1' }],
  ['findHere', { tabId: 3 }],
  ['follow', { sources: [{ source: SOURCE, wishes: { folder: 'Data' } }] }],
  ['unfollow', { sourceId: 's1', forget: false }],
  ['unfollow', { sourceId: 's1', forget: true }],
  ['changeSource', { sourceId: 's1', change: { muted: true } }],
  ['answerQuestion', { sourceId: 's1', isWelcome: false }],
  [
    'bringIn',
    {
      ...{ id: 5, rowsInAll: 0 },
      brought: {
        ...{ names: ['a.zip'], formats: ['pocket-zip'], pages: 3, highlights: 0, texts: 1, left: 2 },
        followed: [{ id: 's1', isNew: true }],
      },
    },
  ],
  ['sendSavedTo', { account: { service: 'linkding', address: 'https://home.example', secrets: ['t'] } }],
  ['sendSavedTo', { account: undefined }],
  ['sendAgain', {}],
  ['undoImport', { id: 5 }],
  ['forgetImport', { id: 5 }],
  ['refresh', { sourceIds: ['s1'] }],
  ['refresh', { sourceIds: undefined }],
  ['stopRefresh', {}],
  ['setSite', { host: 'example.org', off: true }],
  ['takeBack', { origins: ['https://example.org/*'] }],
  ['giveBack', { origins: ['https://example.org/*'] }],
  ['relateTab', { tabId: 3 }],
  ['showMore', { tabId: 3, areMore: false }],
  ['refuseBeside', { tabId: 3, essayId: 'a', act: 'refuse' }],
  ['goToMatch', { tabId: 3, essayId: 'e1', start: 12, hasCard: true }],
  ['relateSelection', { tabId: 3 }],
  ['linksOfTab', { tabId: 3 }],
  ['watchTab', { tabId: 3, on: true }],
  ['pageNews', { what: 'selection' }],
  ['reachable', {}],
  ['lessFrom', { essayId: 'e1', on: true }],
  ['pauseMarks', { on: false }],
  ['marksNowhere', {}],
  ['act', { essayId: 'e1', act: { kind: 'silence' }, from: 'page' }],
  ['act', { essayId: 'e1', act: { kind: 'refuse', page: 'https://a.example/', like: `~${'0a1'.repeat(16)}` }, from: 'page' }],
  ['changeSettings', { change: { areMarksOff: false, pausedUntil: 0, leanings: { s1: [3, 0] } } }],
  ['getReady', {}],
  ['aboutHere', { text: 'the words' }],
  ['chosenWords', {}],
  ['relatePage', { page }],
  ['relatePage', { page: { ...page, language: 'en' } }],
  ['relatePage', { page, canonical: '/a' }],
  ['paintable', { on: true, bornAt: 5.5 }],
  ['showCard', { frameId: 9, key: KEY, content: CONTENT }],
  ['cardSays', { key: KEY, says: { kind: 'hello' } }],
  ['cardSays', { key: KEY, says: { kind: 'act', act: 'save', press: { x: 1, y: 2.5 } } }],
  ['cardSays', { key: KEY, says: { kind: 'held', isHeld: true } }],
])('%s is heard as it was asked', async (name, raw) => {
  expect(await ask(name, raw)).toEqual(ok(raw));
});

test.each([
  ['act', { essayId: '', act: { kind: 'save' }, from: 'popup' }],
  ['act', { essayId: 'e1', act: { kind: 'erase' }, from: 'popup' }],
  ['act', { essayId: 'e1', act: { kind: 'refuse' }, from: 'page' }],
  ['act', { essayId: 'e1', act: { kind: 'save' }, from: 'elsewhere' }],
  ['openEssay', { essayId: 'e1', from: 'page' }],
  ['openEssay', { essayId: 'e1', from: 'page', beside: false, isTurned: 'yes' }],
  ['changeSettings', { change: { readsHere: 1 } }],
  ['markAllSeen', { until: Number.NaN }],
  ['changeSettings', { change: { badge: 'loud' } }],
  ['changeSettings', { change: { readsInFull: 'no' } }],
  ['changeSettings', { change: { muteWords: [' '] } }],
  ['findAt', { address: 'a.example' }],
  ['follow', { sources: [{ source: { ...SOURCE, url: 'file:///etc' }, wishes: {} }] }],
  ['follow', { sources: [{ source: SOURCE, wishes: { muted: 'yes' } }] }],
  ['changeSource', { sourceId: '', change: {} }],
  ['refresh', { sourceIds: [7] }],
  ['changeSettings', { change: { offHosts: ['a b'] } }],
  ['changeSettings', { change: { offHosts: ['*.example.org'] } }],
  ['setSite', { host: 'a.*.org', off: true }],
  ['heard', { ticket: 'x' }],
  ['setSite', { host: 'https://example.org/', off: true }],
  ['takeBack', { origins: [1] }],
  ['giveBack', { origins: 'https://example.org/*' }],
  ['relateTab', { tabId: '3' }],
  ['relatePage', { page: { ...page, paragraphs: [[0, 99]] } }],
  [
    'relatePage',
    {
      page: {
        ...page,
        paragraphs: [
          [9, 15],
          [0, 8],
        ],
      },
    },
  ],
  ['relatePage', { page: { ...page, paragraphs: [[3, 3]] } }],
  ['relatePage', { page: { ...page, text: 'x'.repeat(MAX_PAGE_CHARS + 1) } }],
  ['relatePage', { page: { ...page, text: 7 } }],
  ['aboutHere', { text: ' ' }],
  ['aboutHere', { text: 'x'.repeat(20_001) }],
  ['wake', undefined],
  ['paintable', { on: true }],
  ['showCard', { frameId: 0, key: KEY, content: CONTENT }],
  ['showCard', { frameId: 9, key: 'short', content: CONTENT }],
  ['showCard', { frameId: 9, key: KEY, content: { ...CONTENT, essay: {} } }],
  ['cardSays', { key: KEY, says: { kind: 'act', act: 'erase' } }],
  ['cardSays', { key: KEY, says: { kind: 'act', act: 'save', press: { x: 'a', y: 0 } } }],
  ['cardSays', { key: `${KEY}0`, says: { kind: 'hello' } }],
])('an unreadable %s is refused before its handler sees it', async (name, raw) => {
  heard.length = 0;
  expect(await ask(name, raw)).toMatchObject({ ok: false, problem: { kind: 'bug' } });
  expect(heard).toEqual([]);
});

test('a site comes as it is meant, however it is written', async () => {
  for (const host of ['*.example.org', 'example.org.', 'Example.org:8080']) {
    expect(await ask('setSite', { host, off: true })).toEqual(ok({ host: 'example.org', off: true }));
  }
});

test('what a message carries beyond its contract is dropped', async () => {
  expect(await ask('setSite', { host: 'example.org', off: true, extra: 'x' })).toEqual(ok({ host: 'example.org', off: true }));
});

test.each([undefined, null, 7, 'act', {}, { name: 5 }, { name: 'toString', ask: {} }, { name: '__proto__', ask: {} }])(
  'a message that is not ours (%j) is left to others',
  (message) => {
    expect(answer(readToBackground, handlers, message, 'test')).toBeUndefined();
  },
);

test('a handler that throws answers with a bug, and a promise that rejects does too', async () => {
  const broken = {
    ...handlers,
    wake: () => Promise.reject(new Error('no')),
    looked: () => {
      throw new Error('none');
    },
  }; // prettier-ignore
  expect(await answer(readToBackground, broken, { name: 'wake', ask: {} }, 'test')).toEqual({
    ok: false,
    problem: { kind: 'bug', detail: 'Error: no' },
  });
  expect(await answer(readToBackground, broken, { name: 'looked', ask: {} }, 'test')).toMatchObject({ ok: false });
});

test('no value whatever makes a reader throw', () => {
  const names = fc.constantFrom(...Object.keys(readToBackground));
  fc.assert(
    fc.asyncProperty(names, fc.anything(), async (name, raw) => {
      const reply = await ask(name, raw);
      expect(typeof reply?.ok).toBe('boolean');
    }),
  );
});

const PAGE: Sender = { who: 'page', tabId: 7, urls: ['https://example.org/a?utm_source=x#top'] };
const asPage = (name: string, given: object, sender = PAGE) => mayAsk({ name, ask: given }, sender);

test('a web page can save, open, refuse, highlight on itself, switch off and ask, and nothing more', () => {
  const forPages = Object.entries(TO_BACKGROUND).filter(([, { from }]) => from !== 'own pages');
  expect(forPages.map(([name]) => name).sort()).toEqual([
    ...[
      'aboutHere',
      'act',
      'cardSays',
      'changeHighlight',
      'getReady',
      'heard',
      'highlight',
      'inkHere',
      'inkable',
      'isWelcome',
      'keepPicture',
      'lessFrom',
      'lostPicture',
      'marksNowhere',
      'mayStay',
      'noteHere',
      'openEssay',
      'pageNews',
      'paintable',
      'pauseMarks',
      'reachable',
      'relatePage',
      'setSite',
      'showCard',
      'showPopup',
    ],
  ]);
  for (const [name] of Object.entries(TO_BACKGROUND)) expect(mayAsk({ name, ask: {} }, OURS)).toBe(true);
  expect(asPage('changeSettings', { change: { offHosts: [] } })).toBe(false);
  expect(asPage('follow', { sources: [] })).toBe(false);
  expect(asPage('saveTab', { tabId: 7, page: { address: 'https://example.org/a' }, from: 'popup' })).toBe(false);
});

test.each<[string, boolean, string, object]>([
  ['asks about itself', true, 'relatePage', { page }],
  ['asks about another address', false, 'relatePage', { page: { ...page, url: 'https://example.org/b' } }],
  ['saves', true, 'act', { essayId: 'e1', act: { kind: 'save' }, from: 'page' }],
  ['saves in another name', false, 'act', { essayId: 'e1', act: { kind: 'save' }, from: 'popup' }],
  ['does what no card does', false, 'act', { essayId: 'e1', act: { kind: 'markRead' }, from: 'page' }],
  ['refuses for itself', true, 'act', { essayId: 'e1', act: { kind: 'refuse', page: 'https://example.org/a' }, from: 'page' }],
  ['refuses for another page', false, 'act', { essayId: 'e1', act: { kind: 'refuse', page: 'https://other.example/' }, from: 'page' }],
  ['opens', true, 'openEssay', { essayId: 'e1', from: 'page', beside: false }],
  ['opens in another name', false, 'openEssay', { essayId: 'e1', from: 'popup', beside: false }],
  ['switches its site off', true, 'setSite', { host: 'example.org', off: true }],
  ['switches its site on', false, 'setSite', { host: 'example.org', off: false }],
  ['switches another site off', false, 'setSite', { host: 'other.example', off: true }],
])('a page that %s is let in: %s', (_claim, isIn, name, given) => {
  expect(asPage(name, given)).toBe(isIn);
});

test('the card in a stranger’s page says what is done in it, and may ask nothing at all; nobody else speaks for it', () => {
  const card: Sender = { who: 'card', tabId: 7, frameId: 9, urls: [] };
  const asks = Object.keys(TO_BACKGROUND).filter((name) => mayAsk({ name, ask: {} }, card));
  expect(asks).toEqual(['cardSays']);
  expect(asPage('cardSays', { key: KEY, says: { kind: 'hello' } })).toBe(false);
});

test('a page that has moved on by script stands where its tab says', () => {
  const moved: Sender = { ...PAGE, urls: ['https://example.org/loaded', 'https://example.org/a'] };
  expect(asPage('relatePage', { page }, moved)).toBe(true);
});

test('only a ticket of the outbox is one, and a page names none but its own', () => {
  const ticket = newTicket(5, 1, 0.5);
  expect(ticketOf({ ticket })).toBe(ticket);
  for (const raw of ['settings', 7, undefined, `${ticket}@7`, `${ticket}${'x'.repeat(200)}`])
    expect(ticketOf({ ticket: raw })).toBeUndefined();
  for (const message of [undefined, null, 'act', 7]) expect(ticketOf(message)).toBeUndefined();
  expect(ticketFor(OURS, ticket)).toBe(ticket);
  expect(ticketFor(PAGE, ticket)).not.toBe(ticketFor({ ...PAGE, tabId: 8 }, ticket));
  for (const raw of [undefined, null, 'act', {}, { name: 7 }, { name: 'wake' }, { name: 'relateTab' }, { name: 'toString' }])
    expect(isCommand(raw)).toBe(false);
});

test('whatever a reader changes is a command', () => {
  const questions = Object.keys(TO_BACKGROUND).filter((name) => !isCommand({ name }));
  const asks = ['wake', 'getReady', 'relatePage', 'isWelcome', 'mayStay', 'heard', 'search', 'findAt', 'findHere'];
  expect(questions.sort()).toEqual(
    [
      ...asks,
      ...['goToMatch', 'relateSelection', 'linksOfTab', 'watchTab', 'pageNews', 'reachable'],
      ...['aboutHere', 'chosenWords', 'inkHere', 'inkable', 'noteHere'],
      ...['relateTab', 'reportTab', 'showMore', 'refuseBeside', 'suggestTags', 'paintable', 'showCard', 'showPopup', 'cardSays'],
      'stopRefresh', // of the look that goes on now: waiting, it would stop another
      ...['namesOfTab', 'whenCopied', 'keepPicture', 'lostPicture'],
      ...['syncLook', 'syncJoin', 'syncPhrase', 'syncNow', 'bringCopy', 'readerLook', 'readerJoin', 'readerNow'], // a password waits in no outbox
    ].sort(),
  );
});
