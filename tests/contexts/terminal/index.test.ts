import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../../../src/core/index/segment/format';
import { sentenceSpans } from '../../../src/core/text/sentences';
import { LIBRARY, OWNERSHIP_PAGE, SOUP_PAGE } from '../../fixtures/related/library';
import { run } from './run';

const home = mkdtempSync(join(tmpdir(), 'sidelight-terminal-index-'));
afterAll(() => rmSync(home, { recursive: true }));

const at = (name: string): string => join(home, name);
function file(name: string, rows: readonly unknown[]): string {
  writeFileSync(at(name), rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return at(name);
}
const snapshot = (folder: string) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);
function copied(name: string): string {
  cpSync(STORED, at(name), { recursive: true });
  return at(name);
}
/** The first segment's file of a part. */
function partOf(folder: string, part: string): string {
  return join(folder, readdirSync(folder).find((name) => name.endsWith(`.${part}`)) ?? '');
}

const ESSAYS = file('essays.jsonl', LIBRARY);
const QUERIES = file('queries.jsonl', [
  { id: 'own', ...OWNERSHIP_PAGE },
  { id: 'soup', ...SOUP_PAGE },
  { id: 'mesh', ...OWNERSHIP_PAGE },
]);
const STORED = at('stored');
const built = () => run('index', 'build', '--essays', ESSAYS, '--out', STORED);
let first: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  first = await built();
});

test('build says how much it made, and info explains every byte of it', async () => {
  expect([first.code, first.complaints]).toEqual([0, []]);
  expect(first.answers).toEqual([{ essays: LIBRARY.length, segments: 1, bytes: expect.any(Number), ms: expect.any(Number) }]);
  const { code, answers } = await run('index', 'info', '--index', STORED);
  expect(code).toBe(0);
  expect(answers).toMatchObject([{ field: 'summary', essays: LIBRARY.length, segments: 1, whole: true }]);
  const [info] = answers as { bytes: number; parts: Record<string, number>; bytesAnEssay: { all: number }; stems: number }[]; // as: what the help promises
  expect(Object.values(info?.parts ?? {}).reduce((sum, part) => sum + part, 0)).toBe(info?.bytes);
  const files = readdirSync(STORED).filter((name) => !name.endsWith('.json'));
  const onDisk = files.reduce((sum, name) => sum + statSync(join(STORED, name)).size, 0);
  expect((info?.bytes ?? 0) - (info?.parts['heads'] ?? 0)).toBe(onDisk);
  expect(info?.bytesAnEssay.all).toBeCloseTo((info?.bytes ?? 0) / LIBRARY.length, 1);
  expect(info?.stems).toBeGreaterThan(10);
});

test('related answers from a folder as it does from the essays', async () => {
  const fromEssays = await run('related', '--index', ESSAYS, '--queries', QUERIES);
  const fromFolder = await run('related', '--index', STORED, '--queries', QUERIES);
  expect(fromFolder).toEqual(fromEssays);
  expect(fromFolder.answers).toHaveLength(3);
});

test('passages answers from a folder and the essays\u2019 own words as it does from the essays', async () => {
  const pages = file('pages.jsonl', [{ id: 'own', ...OWNERSHIP_PAGE, sentences: sentenceSpans(OWNERSHIP_PAGE.text) }]);
  const pairs = file('pairs.jsonl', [{ qid: 'own', did: 'mesh' }]);
  const fromEssays = await run('passages', '--index', ESSAYS, '--pages', pages, '--pairs', pairs);
  const fromFolder = await run('passages', '--index', STORED, '--essays', ESSAYS, '--pages', pages, '--pairs', pairs);
  expect(fromFolder).toEqual(fromEssays);
  expect(fromFolder.answers).toHaveLength(1);
  const without = await run('passages', '--index', STORED, '--pages', pages, '--pairs', pairs);
  expect([without.code, without.complaints.length]).toEqual([2, 1]);
});

test('search finds typed words, the last one half typed, from a folder as from the essays', async () => {
  const essays = file('cheese.jsonl', [
    { id: 'brie', title: 'How brie ripens', summary: 'A soft cheese needs a cool cellar.' },
    { id: 'rye', title: 'Rye bread', summary: 'Sour dough takes its time.' },
  ]);
  await run('index', 'build', '--essays', essays, '--out', at('cheese'));
  for (const index of [essays, at('cheese')]) {
    const { code, answers } = await run('search', '--index', index, 'soft', 'chee');
    expect(code).toBe(0);
    expect(answers).toEqual([{ qid: 'soft chee', results: [['brie', expect.any(Number)]] }]);
  }
});

test('search answers a file of questions in order, the limit being kept', async () => {
  const queries = file('typed.jsonl', [{ id: 'a', text: 'data' }, '{', { id: 'b', title: 'data', text: 'mesh' }, { id: 'c', text: '' }]);
  const { code, answers, complaints } = await run('search', '--index', STORED, '--queries', queries, '--limit', '1');
  expect(code).toBe(1);
  expect(complaints).toEqual([`${queries}:2: not a question {id, text}, skipped`]);
  expect(answers).toMatchObject([
    { qid: 'a', results: [[expect.any(String), expect.any(Number)]] },
    { qid: 'b', results: [['mesh', expect.any(Number)]] },
    { qid: 'c', results: [] },
  ]);
});

test('a folder that holds other things is refused and left as it is', async () => {
  mkdirSync(at('mine'));
  file('mine/thesis.txt', ['years of work']);
  const before = snapshot(at('mine'));
  const { code, complaints } = await run('index', 'build', '--essays', ESSAYS, '--out', at('mine'));
  expect([code, complaints]).toEqual([2, [`${at('mine')} holds "thesis.txt", which is no index's; name a folder of its own.`]]);
  expect(snapshot(at('mine'))).toEqual(before);
});

test('essays that are not there make no folder', async () => {
  const { code } = await run('index', 'build', '--essays', at('nobody'), '--out', at('never'));
  expect(code).toBe(2);
  expect(readdirSync(home)).not.toContain('never');
});

test('building again replaces the index, and what an interrupted build left goes', async () => {
  const folder = copied('again');
  writeFileSync(join(folder, 's7.lists'), 'half a part');
  await run('index', 'build', '--essays', file('one.jsonl', [{ id: 'only', title: 'Only one' }]), '--out', folder);
  const { answers } = await run('index', 'info', '--index', folder);
  expect(answers).toMatchObject([{ essays: 1, segments: 1, whole: true }]);
  expect(new Set(readdirSync(folder).map((name) => name.split('.')[0]))).toEqual(new Set(['s8', 'sidelight-index']));
});

test('an index that is being built anew answers as it did', async () => {
  const folder = copied('half');
  const whole = await run('related', '--index', folder, '--queries', QUERIES);
  writeFileSync(join(folder, 's2.lists'), 'half a part');
  writeFileSync(join(folder, 'sidelight-index.json.new'), '{"format":');
  expect(await run('related', '--index', folder, '--queries', QUERIES)).toEqual(whole);
});

test('no essays make an index that finds nothing', async () => {
  const { code, answers } = await run('index', 'build', '--essays', file('none.jsonl', []), '--out', at('empty'));
  expect([code, answers]).toMatchObject([0, [{ essays: 0, segments: 0 }]]);
  const found = await run('related', '--index', at('empty'), '--queries', QUERIES);
  expect(found.answers).toMatchObject([{ results: [] }, { results: [] }, { results: [] }]);
  expect((await run('search', '--index', at('empty'), 'data')).answers).toEqual([{ qid: 'data', results: [] }]);
});

test('the field is the one that was built with, and asking for another is refused', async () => {
  const texts = file('texts.jsonl', [...LIBRARY, { id: 'leek', title: 'Untitled', summary: '', text: SOUP_PAGE.text }]);
  await run('index', 'build', '--essays', texts, '--out', at('texts'), '--field', 'text');
  const [, soup] = (await run('related', '--index', at('texts'), '--queries', QUERIES)).answers as { results: [string, number][] }[]; // as: what the help promises
  expect(soup?.results[0]?.[0]).toBe('leek');
  const { code, complaints } = await run('related', '--index', at('texts'), '--queries', QUERIES, '--field', 'summary');
  expect([code, complaints.length]).toEqual([2, 1]);
  expect(complaints[0]).toContain('--field text');
});

test('info names the damaged segment and exits with 1', async () => {
  const folder = copied('bitten');
  const part = partOf(folder, 'lists');
  const bytes = readFileSync(part);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(part, bytes);
  const { code, answers, complaints } = await run('index', 'info', '--index', folder);
  expect([code, answers]).toMatchObject([1, [{ whole: false }]]);
  expect(complaints).toEqual([expect.stringContaining('build the index again')]);
});

test.each<[string, (folder: string) => void]>([
  ['a part that is cut short', (folder) => truncateSync(partOf(folder, 'stems'), 10)],
  ['a part that is gone', (folder) => rmSync(partOf(folder, 'stems'))],
  ['a file of cards that is cut short', (folder) => truncateSync(partOf(folder, 'cards'), 3)],
  ['a manifest that is cut short', (folder) => truncateSync(join(folder, 'sidelight-index.json'), 30)],
  ['a manifest of another version', (folder) => writeFileSync(join(folder, 'sidelight-index.json'), '{"format":"2.99"}')],
  ['a manifest that is a list', (folder) => writeFileSync(join(folder, 'sidelight-index.json'), '[]')],
  [
    'a manifest that points out of the folder',
    (folder) =>
      writeFileSync(
        join(folder, 'sidelight-index.json'),
        `{"format":"3.${VERSION}","field":"text","segments":[{"name":"../s1","essays":1,"head":""}]}`,
      ),
  ],
  [
    'a head that is none',
    (folder) =>
      writeFileSync(
        join(folder, 'sidelight-index.json'),
        `{"format":"3.${VERSION}","field":"text","segments":[{"name":"s1","essays":1,"head":"AAAA"}]}`,
      ),
  ],
])('%s is one sentence and exit code 2', async (claim, damage) => {
  const folder = copied(claim.replaceAll(' ', '-'));
  damage(folder);
  const { code, printed, complaints } = await run('related', '--index', folder, '--queries', QUERIES);
  expect([code, printed, complaints.length]).toEqual([2, [], 1]);
  expect(complaints[0]).toMatch(/build (it|the index) again/);
});

test.each([
  ['index without build or info', ['index'], 'index build or index info'],
  ['a build without a folder', ['index', 'build', '--essays', ESSAYS], '--out is missing'],
  ['a build into a file', ['index', 'build', '--essays', ESSAYS, '--out', ESSAYS], 'is a file, not a folder'],
  ['a build below a file', ['index', 'build', '--essays', ESSAYS, '--out', join(ESSAYS, 'below')], 'cannot be written (ENOTDIR)'],
  ['info on a file', ['index', 'info', '--index', ESSAYS], 'holds no index'],
  ['a search for nothing', ['search', '--index', ESSAYS], 'Give words'],
  ['a search for words and questions at once', ['search', '--index', ESSAYS, '--queries', QUERIES, 'word'], 'Give words'],
])('%s is one sentence and exit code 2', async (_claim, args, sentence) => {
  const { code, printed, complaints } = await run(...args);
  expect([code, printed, complaints.length]).toEqual([2, [], 1]);
  expect(complaints[0]).toContain(sentence);
});

test.each(['index', 'search'])('%s --help says how to ask', async (command) => {
  const { code, printed, complaints } = await run(command, '--help');
  expect([code, complaints]).toEqual([0, []]);
  expect(printed.join('\n')).toContain(`${command} `);
});
