import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { entryOf, essayReader } from '../../../src/contexts/terminal/pack-rows';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { pageTerms } from '../../../src/core/related/page-terms';
import { lookTwice } from '../../../src/core/related/second-look';
import { sentenceSpans } from '../../../src/core/text/sentences';
import { LIBRARY, OWNERSHIP_PAGE, SOUP_PAGE } from '../../fixtures/related/library';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'sidelight-terminal-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return path;
}

/** As SOUP_PAGE, and not it. */
const LEEKS =
  'Leeks want butter and time. I cut the leeks into rings, soften them with potatoes and a bay leaf in stock, stir in cream and nutmeg at the end, and eat the soup with bread that I toast and rub with garlic.';
const INDEX = file('essays.jsonl', LIBRARY);
const QUERIES = file('queries.jsonl', [
  { id: 'own', ...OWNERSHIP_PAGE },
  { id: 'soup', ...SOUP_PAGE },
  { id: 'mesh', ...OWNERSHIP_PAGE },
]);

test('related prints the essays of each page with their scores, and which of them would be shown', async () => {
  const { code, answers } = await run('related', '--index', INDEX, '--queries', QUERIES);
  expect(code).toBe(0);
  expect(answers).toMatchObject([{ qid: 'own', shown: ['mesh', 'lakes'] }, { qid: 'soup', shown: [] }, { qid: 'mesh' }]);
  const [own] = answers as { results: [string, number][] }[]; // as: what the help promises
  expect(own?.results[0]?.[0]).toBe('mesh');
  const titles = new Map(LIBRARY.map(({ id, title }) => [id, title]));
  const index = await indexInMemory(LIBRARY.map(indexedEssay));
  const { looked } = await lookTwice(index, pageTerms(OWNERSHIP_PAGE), async () => titles, { language: 'en' });
  expect(own?.results).toEqual(looked.map(({ id, score }) => [id, expect.closeTo(score, 5)])); // by nearness: the score is what silence goes by
});

test('an essay with the page\u2019s own id is left out before counting', async () => {
  const { answers } = await run('related', '--index', INDEX, '--queries', QUERIES, '--limit', '1');
  const [, , mesh] = answers as { results: [string, number][]; shown: string[] }[]; // as: what the help promises
  expect(mesh?.results.map(([id]) => id)).toEqual(['lakes']);
  expect(mesh?.shown).toEqual(['lakes']);
});

test('within prints, for each case, what is shown and marked in that library alone', async () => {
  const essays = file('with-texts.jsonl', [...LIBRARY, { id: 'leek', title: 'Untitled', summary: '', text: LEEKS }]);
  const libraries = join(folder, 'libraries.json');
  writeFileSync(
    libraries,
    JSON.stringify({ all: [...LIBRARY.map(({ id }) => id), 'leek'], none: [], some: ['lakes', 'mesh', 'mesh', 'gone'] }),
  );
  const asked = [
    { page: 'own', library: 'all', field: 'summary' },
    { page: 'soup', library: 'all', field: 'text' },
    { page: 'mesh', library: 'some', field: 'summary' },
    { page: 'own', library: 'none', field: 'text' },
    { page: 'soup', library: 'all', field: 'summary' },
  ];
  const cases = file('cases.jsonl', asked);
  const { code, answers } = await run('related', '--index', essays, '--queries', QUERIES, '--within', libraries, '--cases', cases);
  expect(code).toBe(0);
  expect(answers).toMatchObject(asked);
  expect(answers).toMatchObject([
    { shown: ['mesh', 'lakes'] },
    { shown: ['leek'] },
    { shown: ['lakes'] }, // the page's own essay is left out
    { shown: [], passages: [] },
    { shown: [], passages: [] },
  ]);
  const [own] = answers as { passages: { essay: string; here: string; there: string }[] }[]; // as: what the help promises
  expect(own?.passages.length).toBeGreaterThan(0);
  for (const { essay, here, there } of own?.passages ?? []) {
    expect(OWNERSHIP_PAGE.text).toContain(here);
    expect(LIBRARY.find(({ id }) => id === essay)?.summary).toContain(there);
  }
});

test('what goes into an index bears its source, which weighs in what is common, and its date, as in the product', () => {
  const row = essayReader('text')({ id: 'one', title: 'One', text: 'Words', blog: 'tides', date: '2024-05-01' });
  expect(row && entryOf(row)).toMatchObject({ id: 'one', title: 'One', source: 'tides', at: Date.UTC(2024, 4, 1) });
  const bare = essayReader('summary')({ id: 'two' });
  expect(bare && Object.keys(entryOf(bare))).toEqual(['id', 'title', 'body']);
});

test('a case of an unknown page or library is named and skipped', async () => {
  const libraries = join(folder, 'one-library.json');
  writeFileSync(libraries, JSON.stringify({ all: ['mesh'] }));
  const cases = file('some-cases.jsonl', [
    { page: 'nobody', library: 'all', field: 'text' },
    { page: 'own', library: 'nowhere', field: 'text' },
    { page: 'own', library: 'all', field: 'title' },
    { page: 'own', library: 'all', field: 'text' },
  ]);
  const { code, answers, complaints } = await run(
    'related',
    '--index',
    INDEX,
    '--queries',
    QUERIES,
    '--within',
    libraries,
    '--cases',
    cases,
  );
  expect(code).toBe(1);
  expect(answers).toHaveLength(1);
  expect(complaints).toEqual([
    `${cases}:1: no page "nobody", skipped`,
    `${cases}:2: no library "nowhere", skipped`,
    `${cases}:3: not a case {page, library, field}, skipped`,
  ]);
});

test('field decides whether the text counts', async () => {
  const index = file('texts.jsonl', [...LIBRARY, { id: 'leek', title: 'Untitled', summary: '', text: LEEKS }]);
  const summary = await run('related', '--index', index, '--queries', QUERIES);
  const text = await run('related', '--index', index, '--queries', QUERIES, '--field', 'text');
  expect(summary.answers[1]).toMatchObject({ shown: [] });
  const [, soup] = text.answers as { results: [string, number][]; shown: string[] }[]; // as: what the help promises
  expect([soup?.shown, soup?.results[0]?.[0]]).toEqual([['leek'], 'leek']);
});

test('passages ranks every sentence of a page for an essay, the given spans as they are', async () => {
  const sentences = sentenceSpans(OWNERSHIP_PAGE.text);
  const pages = file('pages.jsonl', [{ id: 'own', ...OWNERSHIP_PAGE, sentences }]);
  const pairs = file('pairs.jsonl', [{ qid: 'own', did: 'mesh', gold: [1] }]);
  const { code, answers } = await run('passages', '--index', INDEX, '--pages', pages, '--pairs', pairs);
  expect(code).toBe(0);
  const [answer] = answers as { ranked: number[] }[]; // as: what the help promises
  expect(answer).toMatchObject({ qid: 'own', did: 'mesh' });
  expect(answer?.ranked.toSorted((a, b) => a - b)).toEqual(sentences.map((_, place) => place));
  const [start, end] = sentences[answer?.ranked[0] ?? 0] ?? [0, 0];
  expect(OWNERSHIP_PAGE.text.slice(start, end)).toContain('domain');
});

test('a line that cannot be read is named with its number and skipped; the others go on', async () => {
  const queries = file('damaged.jsonl', [
    '{"id": "own", ',
    { id: 'soup', ...SOUP_PAGE },
    '',
    '[]',
    { id: 7, text: 'x' },
    '"text"',
    { id: 'last', text: '' },
  ]);
  const { code, printed, complaints } = await run('related', '--index', INDEX, '--queries', queries);
  expect(code).toBe(1);
  expect(printed.map((line) => JSON.parse(line).qid)).toEqual(['soup', 'last']);
  expect(complaints.map((line) => line.split(': ')[0])).toEqual([1, 4, 5, 6].map((number) => `${queries}:${number}`));
});

test('a pair of which one half is unknown is named and skipped', async () => {
  const pages = file('one-page.jsonl', [
    { id: 'own', ...OWNERSHIP_PAGE, sentences: [[0, 10]] },
    { id: 'bad', text: 'x', sentences: [[0, 9]] },
  ]);
  const pairs = file('some-pairs.jsonl', [
    { qid: 'own', did: 'nobody' },
    { qid: 'bad', did: 'mesh' },
    { qid: 'own', did: 'mesh' },
  ]);
  const { code, answers, complaints } = await run('passages', '--index', INDEX, '--pages', pages, '--pairs', pairs);
  expect(code).toBe(1);
  expect(answers).toEqual([{ qid: 'own', did: 'mesh', ranked: [0] }]);
  expect(complaints).toEqual([
    `${pages}:2: not a page {id, title, text, sentences}, skipped`,
    `${pairs}:1: no essay "nobody", skipped`,
    `${pairs}:2: no page "bad", skipped`,
  ]);
});

test.each([
  ['no command', [], 'Name a command'],
  ['an unknown command', ['relate'], 'There is no command "relate"'],
  ['an unknown option', ['related', '--indices', INDEX], "Unknown option '--indices'"],
  ['a missing option', ['related', '--index', INDEX], '--queries is missing'],
  ['an option without its value', ['related', '--index'], "Option '--index <value>' argument missing"],
  ['a word too many', ['related', INDEX], 'Unexpected argument'],
  ['a field there is none of', ['related', '--index', INDEX, '--queries', QUERIES, '--field', 'title'], '--field is summary or text'],
  ['a limit that is no number', ['related', '--index', INDEX, '--queries', QUERIES, '--limit', 'ten'], '--limit is a number'],
  ['a file that is not there', ['related', '--index', join(folder, 'none'), '--queries', QUERIES], 'There is no file'],
  ['a feed that is not there', ['feed', join(folder, 'none')], 'cannot be read'],
  ['no feed named', ['feed'], 'Name a file'],
  ['a folder in place of a file', ['related', '--index', INDEX, '--queries', folder], 'is a folder'],
  ['libraries without cases', ['related', '--index', INDEX, '--queries', QUERIES, '--within', INDEX], '--within and --cases go together'],
  [
    'libraries that are none',
    ['related', '--index', INDEX, '--queries', QUERIES, '--within', INDEX, '--cases', QUERIES],
    'holds no libraries',
  ],
  ['a folder without an index', ['related', '--index', folder, '--queries', QUERIES], 'holds no index'],
  ['essays beside essays', ['passages', '--index', INDEX, '--essays', INDEX, '--pages', QUERIES, '--pairs', QUERIES], '--essays goes with'],
])('%s is one sentence and exit code 2', async (_claim, args, sentence) => {
  const { code, printed, complaints } = await run(...args);
  expect(code).toBe(2);
  expect(printed).toEqual([]);
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toContain(sentence);
});

test.each([[['--help']], [['related', '--help']], [['passages', '-h']], [['feed', '--help']], [['listing', '--help']]])(
  '%s says how to ask',
  async (args) => {
    const { code, printed, complaints } = await run(...args);
    expect([code, complaints]).toEqual([0, []]);
    expect(printed.join('\n')).toContain(args[0] === '--help' ? 'related' : `${args[0]} `);
  },
);
