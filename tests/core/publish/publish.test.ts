/** A publisher's index: what is written is found well by the check, and read again it is the same essays, however many there are. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postsOf } from '../../../src/core/feed/essays';
import { parseFeed } from '../../../src/core/feed/parse';
import { checkIndex } from '../../../src/core/publish/check-index';
import type { IndexFile, PublishedEssay, PublishedSite } from '../../../src/core/publish/contract';
import { readMarkdown } from '../../../src/core/publish/from-markdown';
import { readSitemap, titleFromAddress } from '../../../src/core/publish/from-sitemap';
import { hashOfText } from '../../../src/core/publish/hash';
import { parsePlaced } from '../../../src/core/publish/json-lines';
import { writeIndex } from '../../../src/core/publish/write-index';

const SITE: PublishedSite = {
  title: 'The workbench',
  siteUrl: 'https://bench.example/',
  indexUrl: 'https://bench.example/index.json',
  language: 'en',
  owner: { name: 'A. Turner', url: 'https://bench.example/about' },
};

const besideIn = (files: readonly IndexFile[]) => (name: string) => files.find((file) => file.name === name)?.text;
const check = (files: readonly IndexFile[]) => checkIndex(files[0]?.text ?? '', besideIn(files));
const lines = (files: readonly IndexFile[]) => check(files).map(({ file, line, weight, says }) => `${file}:${line}: ${weight}: ${says}`);

const words = fc
  .array(fc.constantFrom('table', 'team', 'Über', '表', 'a < b', 'x & y', '<b>not bold</b>', '“quoted”'), { minLength: 1, maxLength: 8 })
  .map((all) => all.join(' '));
const essay = (at: number, told: Partial<PublishedEssay> = {}): PublishedEssay => ({
  id: `e${at}`,
  url: `https://bench.example/${at}`,
  title: `Essay ${at}`,
  summary: `What essay ${at} says of tables.`,
  publishedAt: new Date(Date.UTC(2000 + (at % 20), at % 12, 1 + (at % 28))).toISOString(),
  ...told,
});

/** What a reader who follows it has afterwards: of the first document and of every shard. */
function followed(files: readonly IndexFile[]) {
  const [first] = files;
  const top = parseFeed(new TextEncoder().encode(first?.text ?? ''), { url: SITE.indexUrl });
  if (!top.ok) throw new Error(JSON.stringify(top));
  const shards = top.value.shards ?? [];
  const bodies = shards.map(({ url, sha256 }) => {
    const text = besideIn(files)(url.replace('https://bench.example/', '')) ?? '';
    expect(hashOfText(text)).toBe(sha256);
    return text;
  });
  const read = [first?.text ?? '', ...bodies].flatMap((text) => {
    const feed = parseFeed(new TextEncoder().encode(text), { url: SITE.indexUrl });
    if (!feed.ok) throw new Error(JSON.stringify(feed));
    expect(feed.value.faults).toEqual([]);
    return postsOf(feed.value.feed, { siteUrl: SITE.siteUrl });
  });
  return new Map(read.map((post) => [post.guid, post]));
}

test('published and followed again, the essays are the same', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          title: words,
          summary: words,
          text: fc.option(
            words.map((all) => `${all}. ${all}!`),
            { nil: undefined },
          ),
          tags: fc.uniqueArray(fc.constantFrom('data', 'teams', 'größe'), { maxLength: 3 }),
          author: fc.option(fc.constantFrom('A. Turner', 'Wu Li'), { nil: undefined }),
          day: fc.option(fc.integer({ min: 4_000, max: 20_000 }), { nil: undefined }),
        }),
        { maxLength: 30 },
      ),
      (told) => {
        const essays = told.map(
          ({ title, summary, text, tags, author, day }, at): PublishedEssay => ({
            ...{ id: `id-${at}`, url: `https://bench.example/${at}`, title, summary, tags },
            ...(text !== undefined && { text }),
            ...(author !== undefined && { authors: [author] }),
            ...(day !== undefined && { publishedAt: new Date(day * 86_400_000).toISOString() }),
          }),
        );
        const files = writeIndex(SITE, essays);
        expect(check(files).filter(({ weight }) => weight === 'wrong')).toEqual([]);
        const back = followed(files);
        expect(back.size).toBe(essays.length);
        for (const given of essays) {
          const post = back.get(given.id);
          expect(post).toMatchObject({
            url: given.url,
            title: given.title,
            summary: given.summary,
            tags: given.tags,
            text: given.text ?? given.summary,
            author: given.authors?.[0] ?? 'A. Turner',
            language: 'en',
          });
          expect(post?.publishedAt).toBe(given.publishedAt === undefined ? undefined : Date.parse(given.publishedAt));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('an index of thousands is divided by years, and every essay stands in one shard; the newest hundred in front', () => {
  const essays = Array.from({ length: 2_400 }, (_, at) => essay(at, at % 7 === 0 ? { publishedAt: '2010-05-05T00:00:00.000Z' } : {}));
  const files = writeIndex(SITE, essays);
  expect(lines(files)).toEqual([]);
  expect(followed(files).size).toBe(2_400);
  const years = files.slice(1).map(({ name }) => name);
  expect(years[0]).toBe('2019.json');
  expect(years.filter((name) => name.startsWith('2010')).length).toBeGreaterThanOrEqual(1);
});

test('a new essay changes the last shard of its year and no other', () => {
  const essays = Array.from({ length: 1_700 }, (_, at) =>
    essay(at, { publishedAt: new Date(Date.UTC(2020, 0, 1) + at * 3_600_000).toISOString() }),
  );
  const before = writeIndex(SITE, essays);
  const after = writeIndex(SITE, [...essays, essay(9_999, { publishedAt: '2020-12-31T00:00:00.000Z' })]);
  const changed = after.filter(({ name, text }) => before.find((file) => file.name === name)?.text !== text).map(({ name }) => name);
  expect(changed).toEqual(['index.json', '2020-4.json']);
});

test('essays too long for one document are divided before it is too large', () => {
  const long = 'A sentence that stands in it. '.repeat(4_000);
  const files = writeIndex(
    SITE,
    Array.from({ length: 120 }, (_, at) => essay(at, { text: `${at} ${long}` })),
  );
  expect(files.every(({ text }) => text.length < 4_100_000)).toBe(true);
  expect(check(files).filter(({ weight }) => weight === 'wrong')).toEqual([]);
});

test('what is amiss is said with its file and line', () => {
  const [first = { name: '', text: '' }] = writeIndex(SITE, [essay(1), essay(2)]);
  const damaged = (change: (feed: Record<string, never>) => void) => {
    const feed = JSON.parse(first.text);
    change(feed);
    return lines([{ name: 'index.json', text: JSON.stringify(feed, undefined, 1) }]);
  };
  expect(damaged(() => {})).toEqual([]);
  const item = (feed: Record<string, never>, at: number): Record<string, unknown> => (feed['items'] as never)[at]; // as: what was just written
  expect(damaged((feed) => void Object.assign(item(feed, 1), { url: 'javascript:1', date_published: 'yesterday' }))).toEqual([
    expect.stringMatching(/^index\.json:\d+: wrong: url is no web address$/),
    expect.stringMatching(/^index\.json:\d+: wrong: date_published is no date/),
  ]);
  expect(damaged((feed) => void Object.assign(item(feed, 1), { id: 'e2' }))).toEqual([
    expect.stringMatching(/the id stands at index\.json, line \d+ too$/),
  ]);
  expect(damaged((feed) => void Object.assign(feed, { _sidelight: { contract: 2, owner: {}, shards: [{ url: '../up.json' }] } }))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/contract is not 1$/),
      expect.stringMatching(/owner has no name$/),
      expect.stringMatching(/url is not relative/),
    ]),
  );
  expect(lines([{ name: 'index.json', text: '{\n "version": \n oops }' }])).toEqual(['index.json:3: wrong: this is no JSON from here on']);
});

test('a shard that is missing, changed or of another year is said', () => {
  const files = writeIndex(
    SITE,
    Array.from({ length: 700 }, (_, at) => essay(at)),
  );
  const [first, second, ...others] = files;
  if (first === undefined || second === undefined) throw new Error('it was not divided');
  expect(lines([first, ...others])).toEqual([expect.stringMatching(/total says 700/), expect.stringMatching(/2019\.json is not there$/)]);
  expect(lines([first, { ...second, text: second.text.replace('Essay 19"', 'Essay 19b"') }, ...others])).toEqual([
    expect.stringMatching(/2019\.json has another hash: readers refuse it$/),
  ]);
});

test('the index that comes along is found well by the same check', () => {
  const text = readFileSync(new URL('../../../public/index/essays.json', import.meta.url), 'utf8');
  expect(checkIndex(text, () => undefined).map(({ says }) => says)).toEqual([]);
});

test('JSON is read with its lines as JSON.parse reads it, and what is none is refused', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, 3), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), undefined, indent);
      const placed = parsePlaced(written);
      expect(placed.ok && placed.value).toEqual(JSON.parse(written));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const isJson = (() => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      })();
      expect(parsePlaced(text).ok).toBe(isJson);
    }),
  );
});

test('Markdown: what stands above it, and words without signs', () => {
  const page = readMarkdown(
    '---\ntitle: Why tables rot\ndate: 2024-03-05\ntags: [data, teams]\nauthor: A. Turner\nlang: en\n---\n# Why tables rot\n\nNobody *owns* the [orders](/o "t") table.\nSo it **rots**.\n\n- one\n- two\n\n```js\nconst a_b = 1;\n```\n\n> A quote.\n',
  );
  expect(page).toEqual({
    title: 'Why tables rot',
    date: '2024-03-05T00:00:00.000Z',
    language: 'en',
    authors: ['A. Turner'],
    tags: ['data', 'teams'],
    summary: expect.stringMatching(/^Nobody owns the orders table\. So it rots\./),
    text: 'Nobody owns the orders table. So it rots.\none\ntwo\nconst a_b = 1;\nA quote.',
    isDraft: false,
  });
  expect(readMarkdown('Just words.')).toMatchObject({ authors: [], tags: [], text: 'Just words.' });
  expect(readMarkdown('---\n: [broken\n---\nWords.')).toMatchObject({ text: 'Words.' });
  expect(readMarkdown('---\ndraft: true\n---\nWords.').isDraft).toBe(true);
});

test('a sitemap gives its addresses and days, and what is none gives none', () => {
  const sitemap =
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://a.example/2024/why-tables-rot/?a=1&amp;b=2 </loc><lastmod>2024-03-05</lastmod></url><url><loc>javascript:1</loc></url></urlset>';
  expect(readSitemap(sitemap)).toEqual([{ url: 'https://a.example/2024/why-tables-rot/?a=1&b=2', changedAt: '2024-03-05T00:00:00.000Z' }]);
  expect(readSitemap('{}')).toEqual([]);
  expect(titleFromAddress('https://a.example/2024/why-tables-rot/')).toBe('Why tables rot');
});
