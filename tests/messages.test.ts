import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok } from '../src/core/problem';
import {
  ASKED_BY_PAGES,
  answer,
  type HandlersOf,
  isPosted,
  MAX_PAGE_CHARS,
  POSTED,
  readToBackground,
  TICKET_PREFIX,
  type ToBackground,
  ticketOf,
} from '../src/messages';

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
const page = {
  url: 'https://example.org/a',
  title: 'A',
  text: 'One two. Three.',
  sentences: [
    [0, 8],
    [9, 15],
  ],
};

test.each([
  ['act', { essayId: 'e1', act: { kind: 'save' }, from: 'popup' }],
  ['act', { essayId: 'e1', act: { kind: 'refuse', page: 'https://example.org/a' }, from: 'page' }],
  ['openEssay', { essayId: 'e1', from: 'page', beside: false }],
  ['markAllSeen', { until: 5 }],
  ['markAllSeen', { until: undefined }],
  ['changeSettings', { change: { badge: 'off' } }],
  ['changeSettings', { change: { badge: 'dot', muteWords: ['product hunt'] } }],
  ['changeSettings', { change: { readsInFull: false } }],
  ['findAt', { address: 'a.example', isTyped: true }],
  ['findHere', { tabId: 3 }],
  ['follow', { sources: [{ source: SOURCE, wishes: { folder: 'Data' } }] }],
  ['unfollow', { sourceId: 's1' }],
  ['changeSource', { sourceId: 's1', change: { muted: true } }],
  ['answerQuestion', { sourceId: 's1', isWelcome: false }],
  ['refresh', { sourceIds: ['s1'] }],
  ['refresh', { sourceIds: undefined }],
  ['setSite', { host: 'example.org', off: true }],
  ['takeBack', { origins: ['https://example.org/*'] }],
  ['relateTab', { tabId: 3 }],
  ['getReady', {}],
  ['relatePage', { page }],
  ['relatePage', { page: { ...page, language: 'en' } }],
  ['paintable', { on: true }],
])('%s is heard as it was asked', async (name, raw) => {
  expect(await ask(name, raw)).toEqual(ok(raw));
});

test.each([
  ['act', { essayId: '', act: { kind: 'save' }, from: 'popup' }],
  ['act', { essayId: 'e1', act: { kind: 'erase' }, from: 'popup' }],
  ['act', { essayId: 'e1', act: { kind: 'refuse' }, from: 'page' }],
  ['act', { essayId: 'e1', act: { kind: 'save' }, from: 'elsewhere' }],
  ['openEssay', { essayId: 'e1', from: 'page' }],
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
  ['setSite', { host: 'https://example.org/', off: true }],
  ['takeBack', { origins: [1] }],
  ['relateTab', { tabId: '3' }],
  ['relatePage', { page: { ...page, sentences: [[0, 99]] } }],
  [
    'relatePage',
    {
      page: {
        ...page,
        sentences: [
          [9, 15],
          [0, 8],
        ],
      },
    },
  ],
  ['relatePage', { page: { ...page, sentences: [[3, 3]] } }],
  ['relatePage', { page: { ...page, text: 'x'.repeat(MAX_PAGE_CHARS + 1) } }],
  ['relatePage', { page: { ...page, text: 7 } }],
  ['wake', undefined],
])('an unreadable %s is refused before its handler sees it', async (name, raw) => {
  heard.length = 0;
  expect(await ask(name, raw)).toMatchObject({ ok: false, problem: { kind: 'bug' } });
  expect(heard).toEqual([]);
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

test('a web page can save, open, refuse, switch off and ask, and nothing more', () => {
  expect([...ASKED_BY_PAGES].sort()).toEqual(['act', 'getReady', 'openEssay', 'paintable', 'relatePage', 'setSite']);
});

test('only a ticket of the outbox is one, and only a command has a place there', () => {
  const ticket = `${TICKET_PREFIX}0001-1-x`;
  expect(ticketOf({ ticket })).toBe(ticket);
  for (const raw of ['settings', 7, undefined, `${TICKET_PREFIX}${'x'.repeat(200)}`]) expect(ticketOf({ ticket: raw })).toBeUndefined();
  for (const name of POSTED) expect(isPosted({ name, ask: {}, ticket })).toBe(true);
  for (const raw of [undefined, null, 'act', {}, { name: 7 }, { name: 'wake' }, { name: 'relateTab' }]) expect(isPosted(raw)).toBe(false);
});

test('whatever a reader changes is posted first', () => {
  const asksOnly = [
    'wake',
    'openEssay',
    'acknowledge',
    'relateTab',
    'reportTab',
    'showMore',
    'getReady',
    'relatePage',
    'search',
    'paintable',
  ];
  const looks = ['findAt', 'findHere', 'refresh'];
  expect(
    Object.keys(readToBackground)
      .filter((name) => !POSTED.has(name))
      .sort(),
  ).toEqual([...asksOnly, ...looks].sort());
});
