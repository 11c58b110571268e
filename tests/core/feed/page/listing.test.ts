import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { candidatesFor } from '../../../../src/core/feed/page/discover';
import { type Listing, listingChanged, readListing } from '../../../../src/core/feed/page/listing';

const URL_OF_PAGE = 'https://blog.example/tags/data';
const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/feeds/${name}.html`, import.meta.url), 'utf8');
function list(html: string): Listing {
  const listing = readListing(html, URL_OF_PAGE);
  if (!listing.ok) throw new Error(JSON.stringify(listing.problem));
  return listing.value;
}
const rows = (html: string) =>
  list(html).feed.entries.map(({ link, published }) => [
    link?.replace('https://blog.example', ''),
    published === undefined ? undefined : new Date(published).toISOString().slice(0, 10),
  ]);

describe('lists are found without selectors', () => {
  test('a tag page: date, linked title, excerpt', () => {
    expect(rows(fixture('tag-page'))).toEqual([
      ['/posts/2025/counting-a-trillion-rows', '2025-09-25'],
      ['/posts/2022/one-record-for-a-building', '2022-02-05'],
      ['/posts/2022/drawing-data-into-the-plan', '2022-01-06'],
      ['/posts/2021/who-owns-this-table', '2021-05-28'],
      ['/posts/2020/the-lake-nobody-swims-in', '2020-05-19'],
    ]);
    const { feed, shape } = list(fixture('tag-page'));
    expect(feed.entries[0]?.title).toBe('Counting a Trillion Rows Before Lunch');
    expect(feed.entries[3]?.summary).toBe('Ownership moves to the people who make the data, or it moves nowhere at all.');
    expect(feed).toMatchObject({ title: 'Data · Mara Lindqvist', language: 'en', link: URL_OF_PAGE });
    expect(shape).toEqual({ item: 'main/div/article', link: 'h2/a', hasDates: true });
  });

  test('words on both sides of a line break are two words', () => {
    const { feed } = list(fixture('tag-page').replace('a Trillion Rows', 'a<br>Trillion<br/>Rows'));
    expect(feed.entries[0]?.title).toBe('Counting a Trillion Rows Before Lunch');
  });

  test('an archive in several lists, one row of it undated', () => {
    expect(rows(fixture('archive'))).toEqual([
      ['/2025/slow-queues', '2025-03-03'],
      ['/2025/notes-on-names', '2025-01-11'],
      ['/2024/winter', '2024-12-24'],
      ['/2024/what-a-cache-is-for', '2024-06-02'],
      ['/2024/undated-thought', undefined],
    ]);
  });

  test('a grid of cards that are links as a whole', () => {
    const { feed } = list(fixture('cards'));
    expect(feed.entries.map(({ title }) => title)).toEqual(['Regale, die sich selbst erklären', 'Die falsche Schraube', 'Leim ist Geduld']);
    expect(feed.entries[1]).toMatchObject({
      published: Date.UTC(2025, 2, 2),
      summary: 'Ein Nachmittag, drei Läden und kein Gewinde, das passt.',
    });
  });

  test('headings with nothing around them, each with its date above', () => {
    expect(rows(fixture('headings'))).toEqual([
      ['/first-light', '2024-05-12'],
      ['/rope', '2024-04-03'],
      ['/maps', '2024-03-01'],
    ]);
    expect(list(fixture('headings')).feed.entries[0]?.summary).toMatch(/^The fog left at six.*the hut\.$/);
  });
});

test('markup written as text in a title stays text', () => {
  const row = (number: number) =>
    `<article><h2><a href="/${number}">&lt;img src=x&gt; &amp; ${number}</a></h2><time datetime="2025-03-0${number}">d</time></article>`;
  expect(list(`<html>${[1, 2, 3].map(row).join('')}`).feed.entries[0]?.title).toBe('&lt;img src=x&gt; &amp; 1');
});

test('links that are not http or https, and a base that is not, count for nothing', () => {
  const html = `<base href="javascript:x">${fixture('archive').replace('"/2024/winter"', '"javascript:alert(1)"')}`;
  expect(rows(html).map(([link]) => link)).not.toContain('/2024/winter');
  expect(rows(html)).toHaveLength(4);
});

test('a list of other people’s pages is not followed, a list in Japanese is', () => {
  const blogroll = [1, 2, 3, 4].map((at) => `<li><a href="https://friend${at}.example/">A friend who writes well, number ${at}</a></li>`);
  expect(readListing(`<main><ul>${blogroll.join('')}</ul></main>`, URL_OF_PAGE).ok).toBe(false);
  const titles = ['海辺の記録と潮の話', '古い地図を読むために', '待つという仕事について'];
  const posts = titles.map((title, at) => `<li><a href="/p/${at}">${title}</a></li>`);
  expect(list(`<main><ul>${posts.join('')}</ul></main>`).feed.entries.map(({ title }) => title)).toEqual(titles);
});

test.each([
  ['a page of prose with navigation, tags and a footer', fixture('no-list'), { kind: 'no-list', needsScripts: false }],
  [
    'a page that scripts fill',
    '<html><body><div id="app"></div><script>render()</script></body></html>',
    { kind: 'no-list', needsScripts: true },
  ],
  ['a login', '<html><body><form><input type="password"></form></body></html>', { kind: 'web-page', looksLike: 'login' }],
  ['nothing', ' ', { kind: 'empty' }],
])('%s holds no list', (_claim, html, problem) => {
  expect(readListing(html, URL_OF_PAGE)).toEqual({ ok: false, problem });
});

test('a page of fifty thousand links is read in time', () => {
  const startedAt = performance.now();
  readListing('<ul>'.repeat(300) + '<li><a href="/x">some words in a link</a>'.repeat(50_000), URL_OF_PAGE);
  expect(performance.now() - startedAt).toBeLessThan(6_000);
});

describe('a followed list is watched', () => {
  const before = list(fixture('tag-page'));
  const known = before.feed.entries.map(({ link }) => link ?? '');
  const now = (html: string) => listingChanged(before.shape, readListing(html, URL_OF_PAGE), known);

  test('new posts and old ones gone do not change it', () => {
    expect(now(fixture('tag-page').replaceAll('/posts/20', '/posts/new-20'))).toBe(false);
  });
  test('another layout with the same posts does not change it', () => {
    expect(now(fixture('tag-page').replaceAll('<article', '<section').replaceAll('</article', '</section'))).toBe(false);
  });
  test('another list in its place, or none, changes it', () => {
    expect(now(fixture('archive'))).toBe(true);
    expect(now(fixture('no-list'))).toBe(true);
  });
  test('a login or a bot check is trouble of another kind', () => {
    expect(now('<html><title>Just a moment...</title></html>')).toBe(false);
  });
});

describe('discovery', () => {
  const page = `<html><head><base href="/blog/">
    <link rel="alternate" type="application/rss+xml" title="Blog » Comments Feed" href="comments/feed">
    <link rel="alternate" type="application/rss+xml" title="Blog" href="feed">
    <link rel="alternate" type="application/atom+xml" href="https://feeds.example/atom?a=1&amp;b=2">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7"><link rel="alternate" type="application/json" href="/feed.json">
    <link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" type="application/rss+xml" href="javascript:x"><link rel="stylesheet" href="feed.css"></head>`;

  test('announced feeds come in order, those of comments last, then the usual places, then the page', () => {
    const all = candidatesFor({ html: page, url: 'https://blog.example/blog/post.html' });
    expect(all.filter(({ kind }) => kind === 'announced').map(({ url }) => url)).toEqual([
      'https://blog.example/blog/feed',
      'https://feeds.example/atom?a=1&b=2',
      'https://blog.example/feed.json',
    ]);
    expect(all.filter(({ kind }) => kind === 'aside').map(({ url }) => url)).toEqual(['https://blog.example/blog/comments/feed']);
    const usual = all.filter(({ kind }) => kind === 'usual').map(({ url }) => url);
    expect(usual).toContain('https://blog.example/atom.xml');
    expect(usual).not.toContain('https://blog.example/feed.json');
    expect(all.map(({ kind }) => kind).lastIndexOf('usual')).toBeLessThan(all.findIndex(({ kind }) => kind === 'aside'));
    expect(all.at(-1)).toEqual({ kind: 'listing', url: 'https://blog.example/blog/post.html' });
    expect(new Set(all.map(({ url }) => url)).size).toBe(all.length);
  });
});

test('hundreds of pages of one folder are a list, however short their titles; as many of many folders are none', () => {
  const page = (href: (at: number) => string) =>
    `<h1>Walks</h1>${Array.from({ length: 300 }, (_, at) => `<a href="${href(at)}">Walk ${at}</a> `).join('')}`;
  const one = readListing(
    page((at) => `/walk/${at}`),
    'https://walks.example/',
  );
  expect(one.ok && one.value.feed.entries.length).toBe(300);
  expect(
    readListing(
      page((at) => `/${at}/walk`),
      'https://walks.example/',
    ).ok,
  ).toBe(false);
  expect(
    readListing(
      page((at) => `https://other.example/walk/${at}`),
      'https://walks.example/',
    ).ok,
  ).toBe(false);
});
