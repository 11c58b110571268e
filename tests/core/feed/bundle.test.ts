import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBundle } from '../../../src/core/feed/bundle';
import { readEssay, readSource } from '../../../src/core/library/readers';

const NOW = Date.UTC(2026, 0, 1);
const ITEM = {
  id: 'one',
  url: 'https://example.com/one',
  title: 'One',
  summary: 'Of one thing',
  date_published: '2025-09-25T00:00:00Z',
  tags: ['data', 'data', ' maps ', 7, ''],
  authors: [{ name: 'Ada' }, { name: 'Grace' }, {}],
  language: 'en-GB',
};
const FEED = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Examples',
  home_page_url: 'https://example.com/tags/data',
  feed_url: 'https://example.com/feed.json',
  language: 'en',
  authors: [{ name: 'The Editor' }],
  _sidelight: { kind: 'listing', source: 'examples', version: 1 },
  items: [ITEM],
};
const DAMAGED = { ok: false, problem: { kind: 'bundle-damaged', kept: 0, skipped: 0 } };

function read(feed: object) {
  const bundle = readBundle(JSON.stringify(feed), NOW);
  if (!bundle.ok) throw new Error(bundle.problem.kind);
  return bundle.value;
}
const only = (item: object) => read({ ...FEED, items: [{ ...ITEM, ...item }] }).essays[0];

test('source and essays are read whole', () => {
  expect(read(FEED)).toEqual({
    source: {
      id: 'examples',
      kind: 'listing',
      url: 'https://example.com/feed.json',
      siteUrl: 'https://example.com/tags/data',
      title: 'Examples',
      addedAt: NOW,
    },
    essays: [
      {
        id: 'one',
        sourceId: 'examples',
        url: 'https://example.com/one',
        title: 'One',
        summary: 'Of one thing',
        author: 'Ada, Grace',
        language: 'en-GB',
        tags: ['data', 'maps'],
        publishedAt: Date.UTC(2025, 8, 25),
        firstSeenAt: NOW,
      },
    ],
    skipped: 0,
  });
});

test('reading again gives the same ids, whatever the day', () => {
  const again = readBundle(JSON.stringify(FEED), NOW + 1);
  expect(again.ok && again.value.essays.map(({ id }) => id)).toEqual(read(FEED).essays.map(({ id }) => id));
});

test.each([
  [
    'the feed’s address names the source where nothing else does',
    { _sidelight: undefined },
    { id: 'https://example.com/feed.json', kind: 'feed' },
  ],
  ['a page without a feed is fetched itself', { feed_url: undefined }, { url: 'https://example.com/tags/data' }],
  ['a feed without a page is opened itself', { home_page_url: 'ftp://x' }, { siteUrl: 'https://example.com/feed.json' }],
  ['a source without a title is called by its host', { title: ' ' }, { title: 'example.com' }],
])('%s', (_claim, change, expected) => {
  expect(read({ ...FEED, ...change }).source).toMatchObject(expected);
});

test.each([
  ['an item without authors has the feed’s', { authors: [] }, { author: 'The Editor' }],
  ['an item without a language has the feed’s', { language: 'not a language' }, { language: 'en' }],
  ['a day is midnight, UTC', { date_published: '2025-09-25' }, { publishedAt: Date.UTC(2025, 8, 25) }],
  ['an offset counts', { date_published: '2025-09-25T02:00:00+02:00' }, { publishedAt: Date.UTC(2025, 8, 25) }],
  ['the whole text is kept where it says more than the summary', { content_text: 'All of it' }, { text: 'All of it' }],
])('%s', (_claim, item, expected) => {
  expect(only(item)).toMatchObject(expected);
});

test.each([
  ['a date that is none', { date_published: 'last week' }, 'publishedAt'],
  ['a date without a zone', { date_published: '2025-09-25T10:00:00' }, 'publishedAt'],
  ['a date that is a number', { date_published: 1758758400 }, 'publishedAt'],
  ['a text that only repeats the summary', { content_text: ITEM.summary }, 'text'],
])('%s is left out', (_claim, item, field) => {
  expect(only(item)).not.toHaveProperty(field);
});

test.each([
  ['no object', 'text'],
  ['without an id', { ...ITEM, id: '' }],
  ['with an id that is too long', { ...ITEM, id: 'x'.repeat(2049) }],
  ['without a title', { ...ITEM, title: ' ' }],
  ['with an address that is not followed', { ...ITEM, id: 'two', url: 'javascript:alert(1)' }],
  ['with an address that is no address', { ...ITEM, id: 'two', url: '/two' }],
  ['with an id that is taken', { ...ITEM, title: 'Two' }],
])('an item %s is skipped and counted', (_claim, item) => {
  const { essays, skipped } = read({ ...FEED, items: [ITEM, item, { ...ITEM, id: 'last' }] });
  expect(essays.map(({ id, title }) => [id, title])).toEqual([
    ['one', 'One'],
    ['last', 'One'],
  ]);
  expect(skipped).toBe(1);
});

describe('damage', () => {
  const whole = JSON.stringify(FEED);
  test.each([
    ['nothing', ''],
    ['half of it', whole.slice(0, whole.length / 2)],
    ['a page instead', '<!doctype html>'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another format', JSON.stringify({ ...FEED, version: '2.0' })],
    ['no items', JSON.stringify({ ...FEED, items: undefined })],
    ['no address', JSON.stringify({ ...FEED, feed_url: undefined, home_page_url: undefined })],
  ])('%s keeps nothing', (_claim, text) => {
    expect(readBundle(text, NOW)).toEqual(DAMAGED);
  });

  test('a byte order mark is none', () => {
    expect(readBundle(`\uFEFF${whole}`, NOW).ok).toBe(true);
  });

  test('no text and no item makes it throw, and what it gives always reads back', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.array(fc.anything()).map((items) => stringify({ ...FEED, items })),
        ),
        (text) => {
          const bundle = readBundle(text, NOW);
          if (!bundle.ok) return;
          expect(readSource(bundle.value.source)).toEqual(bundle.value.source);
          for (const essay of bundle.value.essays) expect(readEssay(essay)).toEqual(essay);
        },
      ),
    );
  });
});

test('the index that ships is whole', () => {
  const bundle = readBundle(readFileSync('public/index/essays.json', 'utf8'), NOW);
  expect(bundle).toMatchObject({ ok: true, value: { skipped: 0, source: { kind: 'listing' } } });
  expect(bundle.ok && bundle.value.essays.length).toBeGreaterThan(0);
});

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return ''; // a bigint or a circle, which no text holds
  }
}
