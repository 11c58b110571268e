/** Files made to fill memory or to take for ever: what each costs is bounded by its own size, and it is said in words that are true. */
import { zipSync } from 'fflate';
import Papa from 'papaparse';
import { afterEach, expect, test, vi } from 'vitest';
import { countImport } from '../../../src/core/transfer/counts';
import { leftAsCsv } from '../../../src/core/transfer/import/left';
import { readImport } from '../../../src/core/transfer/recognise';
import { bytes } from './layouts';

afterEach(() => vi.restoreAllMocks());

/** How long each piece is that a parser is given from now on. */
function pieces(): readonly number[] {
  const given: number[] = [];
  class Watched extends Papa.Parser {
    constructor(settings: Papa.ParseConfig) {
      super(settings);
      const { parse } = this;
      this.parse = (piece, from, mayBeCut) => {
        given.push(piece.length);
        return parse(piece, from, mayBeCut);
      };
    }
  }
  vi.spyOn(Papa, 'Parser').mockImplementation(Watched);
  return given;
}

const PASSES = 4; // at most: a format may look a table through before it reads it
const HEAD = 'title,url,time_added,tags,status\n';
const LINE = 'A title,https://a.example/1,1700000000,,unread\n';

test.each([
  ['a million empty lines', `${HEAD}${'\n'.repeat(1_000_000)}${LINE}`],
  ['hundreds of thousands of lines without a quote', `${HEAD}${'x\n'.repeat(300_000)}${LINE}`],
  ['a quote that never closes', `${HEAD}${LINE}"${'a,'.repeat(500_000)}`],
  ['one cell as long as a book', `${HEAD}"${'a book '.repeat(100_000)}",https://a.example/1,1700000000,,unread\n`],
])('of a table with %s a parser is given each part a few times at most', (_, text) => {
  const given = pieces();
  const read = readImport(bytes(text));
  expect(read).toMatchObject({ ok: true, value: { format: 'pocket-csv' } });
  expect(read.ok && read.value.incoming.items.map(({ url }) => url)).toEqual(['https://a.example/1']);
  const all = given.reduce((sum, length) => sum + length, 0);
  expect(all).toBeGreaterThan(text.length);
  expect(all).toBeLessThan(PASSES * text.length * 6); // doubled until it fits, looked at twice
});

test('a line of a million cells is no line of a table, and not all of it is read to know that', () => {
  const given = pieces();
  const read = readImport(bytes(`${HEAD}${LINE}${','.repeat(1_000_000)}\n${LINE}`));
  expect(read.ok && read.value.incoming.items.length).toBe(1);
  expect(Math.max(...given)).toBeLessThan(10_000);
});

const opened = (depth: number): string => '['.repeat(depth);
const closed = (depth: number): string => opened(depth) + ']'.repeat(depth);

test.each([
  ['cut', opened(100_000), 'cut-short'],
  ['whole', closed(100_000), 'unknown-json'],
  ['of things', '{"a":'.repeat(100_000), 'cut-short'],
])('JSON that is nested a hundred thousand deep, %s, is never parsed', (_, text, kind) => {
  const parse = vi.spyOn(JSON, 'parse');
  expect(readImport(bytes(text))).toEqual({ ok: false, problem: { kind } });
  expect(parse).not.toHaveBeenCalled();
});

test('nor is it inside an export, whose other files are taken; brackets in words are no depth', () => {
  const parse = vi.spyOn(JSON, 'parse');
  const words = opened(5_000);
  const item = { slug: 'one', url: 'https://a.example/1', title: words, savedAt: '2024-01-01T00:00:00Z', state: 'Active', labels: [] };
  const zip = zipSync({ 'metadata_0_to_1.json': bytes(JSON.stringify([item])), 'metadata_1_to_2.json': bytes(opened(100_000)) });
  const read = readImport(zip);
  expect(read.ok && read.value.incoming.items.map(({ url, title }) => [url, title])).toEqual([['https://a.example/1', words]]);
  expect(parse.mock.calls.some(([text]) => text.length === 100_000)).toBe(false);
});

test('of hundreds of thousands of worthless rows the first are named and all are counted; what one says is cut', () => {
  const rows = 150_000;
  const read = readImport(bytes(`${HEAD}${LINE}${'x,,,,\n'.repeat(rows)}"${'y'.repeat(50_000)}`));
  if (!read.ok) throw new Error(read.problem.kind);
  const { dropped } = read.value.incoming;
  expect(countImport(read.value.incoming)).toMatchObject({ entries: 1, droppedNoAddress: rows + 1 });
  expect(dropped.length).toBeLessThan(100_010);
  expect(dropped.at(-1)).toEqual({ address: '', title: '', reason: 'no-address', rows: rows + 1 - 100_000 });
  expect(leftAsCsv(dropped.slice(-1)).split('\r\n')).toEqual([
    'address,title,reason,same page as,rows',
    `,,no-address,,${rows + 1 - 100_000}`,
  ]);
  const cut = readImport(bytes(`${HEAD}${LINE}"${'y'.repeat(50_000)}`));
  expect(cut.ok && cut.value.incoming.dropped.map(({ title }) => title.length)).toEqual([1_000]);
});
