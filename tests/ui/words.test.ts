import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeftAlone } from '../../src/core/page';
import type { Problem } from '../../src/core/problem';
import { ago } from '../../src/ui/ago';
import { bylineOf, writtenAt } from '../../src/ui/byline';
import { inWords } from '../../src/ui/number-words';
import { groupBySite, originWords } from '../../src/ui/origin-words';
import { placeOfClick } from '../../src/ui/plain-click';
import { leftAloneSentence, nextStepFor, sentenceFor } from '../../src/ui/sentence';
import { counted } from '../../src/ui/words';

const NOW = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  ['just now', NOW],
  ['just now', NOW - 59_999],
  ['just now', NOW + HOUR],
  ['1 minute ago', NOW - MINUTE],
  ['4 minutes ago', NOW - 4.9 * MINUTE],
  ['59 minutes ago', NOW - HOUR + 1],
  ['1 hour ago', NOW - HOUR],
  ['23 hours ago', NOW - DAY + 1],
  ['1 day ago', NOW - DAY],
  ['3 days ago', NOW - 3.5 * DAY],
  ['6 days ago', NOW - 7 * DAY + 1],
  ['22 Feb 2026', NOW - 7 * DAY],
  ['25 Sept 2025', Date.UTC(2025, 8, 25)],
  ['5 Feb 2022', Date.UTC(2022, 1, 5)],
  ['1 Jan 1970', 0],
  ['3 Mar 2026', NOW + 2 * DAY],
  ['', undefined],
  ['', Number.NaN],
  ['', 9e15],
])('"%s"', (words, at) => {
  expect(ago(at, NOW)).toBe(words);
});

test('any time has words or none, and never a broken date', () => {
  fc.assert(fc.property(fc.double(), fc.integer({ min: 0, max: 4e12 }), (at, now) => !/NaN|undefined|Invalid/.test(ago(at, now))));
});

test('numbers are written as a person would', () => {
  expect([counted('essays', 1), counted('essays', 1204), counted('entries', 0)]).toEqual(['1 essay', '1,204 essays', '0 entries']);
  expect([inWords(2), inWords(1), inWords(0), inWords(11), inWords(1204)]).toEqual(['Two', 'One', 'No', '11', '1,204']);
});

test.each([
  ['https://example.org/*', 'example.org'],
  ['*://*.example.org/*', 'example.org'],
  ['http://*/*', 'all sites'],
  ['*://*/*', 'all sites'],
  ['<all_urls>', 'all sites'],
  ['http://127.0.0.1/*', '127.0.0.1'],
])('%s is said as %s', (pattern, words) => {
  expect(originWords(pattern)).toBe(words);
});

test('patterns of one site stand together', () => {
  expect([...groupBySite(['https://a.example/*', 'http://*/*', 'http://a.example/*', 'https://*/*'])]).toEqual([
    ['a.example', ['https://a.example/*', 'http://a.example/*']],
    ['all sites', ['http://*/*', 'https://*/*']],
  ]);
});

test('an essay is from its author, else from its site, and its day is never later than it was first seen', () => {
  expect(bylineOf({ author: 'Ada', url: 'https://www.a.example/x' })).toBe('Ada');
  expect(bylineOf({ url: 'https://www.a.example/x' })).toBe('a.example');
  expect(bylineOf({ url: 'not an address' })).toBe('');
  expect(writtenAt({ publishedAt: 9, firstSeenAt: 5 })).toBe(5);
  expect(writtenAt({ firstSeenAt: 5 })).toBeUndefined();
});

test.each([
  ['a plain click', { button: 0 }, 'here'],
  ['Ctrl', { button: 0, ctrlKey: true }, 'beside'],
  ['Command', { button: 0, metaKey: true }, 'beside'],
  ['the middle button', { button: 1 }, 'beside'],
  ['the right button', { button: 2 }, undefined],
  ['Shift, which is a window of its own', { button: 0, shiftKey: true }, undefined],
  ['Alt, which saves the page', { button: 0, altKey: true }, undefined],
])('%s opens %o as %s', (_what, held, place) => {
  expect(placeOfClick({ ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })).toBe(place);
});

const EVERY_PROBLEM: { readonly [Kind in Problem['kind']]: Extract<Problem, { kind: Kind }> } = {
  'bundle-damaged': { kind: 'bundle-damaged', kept: 3, skipped: 2 },
  'rows-unreadable': { kind: 'rows-unreadable', count: 1 },
  'library-unopened': { kind: 'library-unopened', detail: 'AbortError' },
  'library-blocked': { kind: 'library-blocked' },
  'library-newer': { kind: 'library-newer' },
  'library-lost': { kind: 'library-lost', saved: 12, refollowed: 0, lastSeenAt: Date.UTC(2026, 1, 3) },
  'disk-full': { kind: 'disk-full' },
  'copy-full': { kind: 'copy-full', title: 'A clock' },
  'nearly-full': { kind: 'nearly-full', left: 120_000_000 },
  'backup-unmade': { kind: 'backup-unmade', why: 'disk-full' },
  'restore-stopped': { kind: 'restore-stopped' },
  'import-stopped': { kind: 'import-stopped' },
  'pictures-full': { kind: 'pictures-full', title: 'A clock' },
  'index-full': { kind: 'index-full' },
  'followed-already': { kind: 'followed-already', title: 'The planet' },
  'essay-unknown': { kind: 'essay-unknown' },
  'permission-refused': { kind: 'permission-refused', origin: 'https://example.org/*' },
  'page-gone': { kind: 'page-gone' },
  'page-busy': { kind: 'page-busy' },
  'worker-silent': { kind: 'worker-silent' },
  bug: { kind: 'bug', detail: 'TypeError: x is not a function' },
};
const EVERY_REASON: Record<LeftAlone, true> = {
  off: true,
  paused: true,
  nowhere: true,
  chore: true,
  password: true,
  editor: true,
  'not-prose': true,
  framed: true,
  private: true,
  restricted: true,
};
const SAID = [
  ...Object.values(EVERY_PROBLEM).map(sentenceFor),
  ...Object.keys(EVERY_REASON).map((why) => leftAloneSentence(why as LeftAlone)), // as: the keys above are the reasons
];

test.each(SAID)('plain and calm: %s', (sentence) => {
  expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
  expect(sentence).not.toMatch(/!|\bwe\b|\bour\b|oops|sorry|please|undefined|error/i);
});

test('every sentence is its own, and none shows the machine’s words', () => {
  expect(new Set(SAID).size).toBe(SAID.length);
  expect(SAID.filter((sentence) => /AbortError|TypeError|https:/.test(sentence))).toEqual([]);
});

test('numbers, days and sites are said', () => {
  expect(sentenceFor(EVERY_PROBLEM['library-lost'])).toContain('12 saved essays on 3 Feb 2026');
  expect(sentenceFor({ ...EVERY_PROBLEM['library-lost'], refollowed: 7 })).toMatch(/12 saved essays.* The 7 sources you followed/);
  expect(sentenceFor({ ...EVERY_PROBLEM['library-lost'], saved: 0, refollowed: 1 })).toMatch(/^(?!.*saved essays).*is being fetched again/);
  expect(sentenceFor(EVERY_PROBLEM['permission-refused'])).toContain('no access to example.org');
  expect(sentenceFor(EVERY_PROBLEM['bundle-damaged'])).toContain('2 essays of the 5');
  expect(sentenceFor({ kind: 'bundle-damaged', kept: 0, skipped: 0 })).toContain('The essays that come with Sidelight');
});

test('only what Options can help with leads there', () => {
  const kinds = Object.values(EVERY_PROBLEM).filter((problem) => nextStepFor(problem) !== undefined);
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'rows-unreadable',
    'library-unopened',
    'nearly-full',
    'backup-unmade',
    'restore-stopped',
    'import-stopped',
    'bug',
  ]);
});
