import { serialize } from 'node:v8';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Essay, EssayId, ListedEssay, SourceId } from '../../../src/core/essay';
import { listed, MOST_ROW_BYTES, madeWhole, readRow, rowBytes, rowOf, textFacts } from '../../../src/core/library/essay-row';

const made = (fields: Partial<Essay> = {}): Essay => ({
  id: 'kj3h4k5jh34kj5h3k45jh3.k4j5h3k4jh5k34jh5k3j4h' as EssayId, // as: made up
  sourceId: 'kj3h4k5jh34kj5h3k45jh3' as SourceId, // as: made up
  url: 'https://example.com/an-essay',
  title: 'An essay',
  summary: 'What it says',
  tags: [],
  firstSeenAt: 1_790_000_000_000,
  ...fields,
});

const storedBytes = (row: object): number => Math.max(Buffer.byteLength(JSON.stringify(row)), serialize(row).length);
const again = (essay: ListedEssay): ListedEssay | undefined => {
  const { row, overlong } = rowOf(essay);
  const read = readRow(structuredClone(row));
  return read && madeWhole(read, structuredClone(overlong));
};

/** Letters of all widths: ASCII, what JSON escapes, Latin, Cyrillic, Chinese, pictures, half a pair. */
const letters = fc.constantFrom('a', 'e ', ' ', '"', '\\', '\n', 'é', '’', '—', 'ж', '潮', '👩‍🚀', '\ud83d');
const text = (most: number) => fc.array(letters, { maxLength: most }).map((all) => all.join('').slice(0, most));
const named = (most: number) => text(most - 1).map((some) => `t${some}`);
const essays: fc.Arbitrary<Essay> = fc
  .record(
    {
      url: fc
        .tuple(fc.webUrl(), text(2_000))
        .map(([url, more]) => `${url}?${encodeURIComponent(more.replace(/\p{Surrogate}/gu, ''))}`.slice(0, 2_048)),
      title: named(500),
      summary: text(1_000),
      text: text(3_000),
      author: named(500),
      language: fc.constantFrom('en', 'zh-Hant-TW', `en-x-${'abcdefgh-'.repeat(20)}a`),
      tags: fc.array(named(100), { maxLength: 50 }),
      publishedAt: fc.integer(),
    },
    { requiredKeys: ['url', 'title', 'summary', 'tags'] },
  )
  .map(made);

const others = fc.array(fc.constant('kj3h4k5jh34kj5h3k45jh3' as SourceId), { minLength: 1, maxLength: 4 }); // as: made up

test('any essay’s row is small, and nothing of it is lost', () => {
  fc.assert(
    fc.property(essays, fc.option(others, { nil: undefined }), (essay, alsoIn) => {
      const one = { ...listed(essay), ...(alsoIn && { alsoIn }) };
      const { row } = rowOf(one);
      expect(storedBytes(row)).toBeLessThanOrEqual(MOST_ROW_BYTES);
      expect(rowBytes(row)).toBeLessThanOrEqual(MOST_ROW_BYTES);
      expect(again(one)).toEqual(one);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, Partial<Essay>]>([
  ['a long English summary in plain letters', { summary: 'word '.repeat(200).trim() }],
  ['a long text', { summary: 'word '.repeat(200).trim(), text: 'word '.repeat(50_000) }],
  ['a long title', { title: 'word '.repeat(50).trim(), author: 'Somebody With A Name' }],
])('%s has room in a row', (_claim, fields) => {
  expect(rowOf(listed(made(fields))).overlong).toBeUndefined();
});

test('what is cut from a row is its end, at a word', () => {
  const { row, overlong } = rowOf(made({ summary: 'слово '.repeat(160), title: '标题'.repeat(250) }));
  expect(row.cut).toEqual(['title', 'summary']);
  expect(row.summary).toMatch(/^(слово ){40,}слово$/);
  expect(Object.keys(overlong ?? {}).sort()).toEqual(['firstSeenAt', 'id', 'summary', 'title']);
});

test('an address that has no room leaves one behind that leads to its site', () => {
  const url = `https://example.com/${'path/'.repeat(200)}`;
  expect(rowOf(made({ url })).row.url).toBe('https://example.com/');
  expect(again(made({ url }))?.url).toBe(url);
});

test('a row from before texts stood apart is told of as one of today', () => {
  const essay = made({ text: 'All of it', summary: 'Слово '.repeat(400) });
  const read = readRow({ ...essay, datedAt: 1 });
  expect(read).toEqual({ essay: listed(essay), cut: [], text: 'All of it' });
  expect(read?.essay).toMatchObject(textFacts('All of it'));
});

test.each<[string, unknown, unknown]>([
  ['nothing', undefined, undefined],
  ['a word', 'damaged', undefined],
  ['a row without an address', { ...made(), url: 'javascript:' }, undefined],
  ['damaged facts', { ...made(), textLetters: 'many', cut: 7 }, { essay: made(), cut: [] }],
])('%s is read as far as it can be', (_claim, raw, expected) => {
  expect(readRow(raw)).toEqual(expected);
});

test.each<[string, unknown]>([
  ['missing', undefined],
  ['damaged', 'no row'],
  ['damaged in its fields', { id: 'x', url: 'javascript:alert()', title: 7, summary: undefined, tags: 'none' }],
])('where the rest is %s the row stands', (_claim, overlong) => {
  const read = readRow({ ...made(), cut: ['url', 'title', 'summary', 'tags', 'nonsense'] });
  expect(read && madeWhole(read, overlong)).toEqual(made());
});
