import { describe, expect, test } from 'vitest';
import { SAVED_PAGES } from '../../../src/core/essay';
import { pageOf } from '../../../src/core/library/same-page';
import { essayOfPage, idsOf, type PageNames, pagesOf } from '../../../src/core/library/saved-page';

const NOW = Date.UTC(2026, 4, 4);
const PLAIN = 'https://example.org/notes/harbour';
const names = (page: string | PageNames): PageNames => (typeof page === 'string' ? { address: page } : page);
const idOf = (page: string | PageNames) => essayOfPage(names(page), NOW)?.id;

describe('one page, saved under another address, is the same essay', () => {
  test.each<[claim: string, page: string | PageNames]>([
    ['without TLS', 'http://example.org/notes/harbour'],
    ['with www', 'https://www.example.org/notes/harbour'],
    ['a slash at the end', 'https://example.org/notes/harbour/'],
    ['tracking', 'https://example.org/notes/harbour?utm_source=letter&fbclid=x'],
    ['what an advertisement adds', 'https://example.org/notes/harbour?gad_source=1&srsltid=x&_gl=1'],
    ['a place on the page', 'https://example.org/notes/harbour#tide'],
    ['a user', 'https://me:secret@example.org/notes/harbour'],
    ['AMP below it', 'https://example.org/notes/harbour/amp/'],
    ['AMP before it', 'https://example.org/amp/notes/harbour'],
    ['AMP in its query', 'https://example.org/notes/harbour?amp=1'],
    ['AMP in its query, without a value', 'https://example.org/notes/harbour?amp'],
    ['AMP on a host of its own', 'https://amp.example.org/notes/harbour'],
    ['AMP in its name', 'https://example.org/notes/harbour.amp'],
    ['AMP in a cache', 'https://example-org.cdn.ampproject.org/c/s/example.org/notes/harbour'],
    ['AMP in a viewer', 'https://www.google.com/amp/s/example.org/notes/harbour'],
    ['AMP in AMP', 'https://www.google.co.uk/amp/s/amp.example.org/notes/harbour'],
    ['a session, and what the page calls itself', { address: 'https://example.org/notes/harbour?session=7', canonical: PLAIN }],
    ['the same, relative', { address: 'https://example.org/x?id=7', canonical: '/notes/harbour' }],
    ['its site for phones', { address: 'https://m.example.org/notes/harbour', canonical: PLAIN }],
  ])('%s', (_claim, page) => {
    expect(idOf(page)).toBe(idOf(PLAIN));
    expect(idsOf(names(page))).toContain(idOf(PLAIN));
    expect(pagesOf(names(page))).toContain(pageOf(PLAIN));
  });
});

describe('two pages are two essays', () => {
  test.each<[claim: string, a: string | PageNames, b: string | PageNames]>([
    ['paths', 'https://example.org/a', 'https://example.org/b'],
    ['queries', 'https://example.org/?p=1', 'https://example.org/?p=2'],
    ['routes of a page drawn by script', 'https://example.org/app#/a', 'https://example.org/app#/b'],
    ['the same with a bang', 'https://example.org/app#!a', 'https://example.org/app#!b'],
    [
      'a page that names the front page of its site',
      { address: 'https://example.org/a', canonical: 'https://example.org/' },
      'https://example.org/',
    ],
    ['a page that names the page of a stranger', { address: 'https://evil.example/a', canonical: PLAIN }, PLAIN],
    ['a page that names no web address', { address: 'https://example.org/a', canonical: 'javascript:alert(1)' }, PLAIN],
    ['what only looks like AMP', 'https://example.org/amplifiers/tube', 'https://example.org/tube'],
    ['an example of a name', 'https://example.org/a?amp=loud', 'https://example.org/a'],
  ])('%s', (_claim, a, b) => {
    expect(idOf(a)).not.toBe(idOf(b));
    expect(idsOf(names(a))).not.toContain(idOf(b));
  });
});

test('a post below others on one page is looked for first, then the page itself', () => {
  const address = 'https://example.org/log#third';
  expect(pagesOf({ address })).toEqual([pageOf(address), pageOf('https://example.org/log')]);
});

test('the essay has the page’s title and a clean address, and nothing else until it is read', () => {
  const page = { address: 'https://example.org/notes/harbour?utm_medium=x#tide', canonical: PLAIN, title: '  A clock\n for the harbour ' };
  expect(essayOfPage(page, NOW)).toEqual({
    id: idOf(PLAIN),
    sourceId: SAVED_PAGES,
    url: PLAIN,
    title: 'A clock for the harbour',
    summary: '',
    tags: [],
    firstSeenAt: NOW,
  });
});

test.each([
  ['https://www.example.org/notes/m%C3%BChle/', 'example.org/notes/mühle'],
  ['https://example.org/', 'example.org'],
  ['https://example.org/%ff', 'example.org/%ff'],
])('%s without a title is called %s', (address, title) => {
  expect(essayOfPage({ address }, NOW)?.title).toBe(title);
});

test.each(['about:blank', 'chrome://settings', 'file:///a.html', 'javascript:alert(1)', 'moz-extension://x/y', ''])(
  '%j is no page that can be saved',
  (address) => {
    expect([essayOfPage({ address }, NOW), pagesOf({ address }), idsOf({ address })]).toEqual([undefined, [], []]);
  },
);
