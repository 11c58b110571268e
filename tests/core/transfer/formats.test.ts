/** Rows written by each layout's rules come back as they were; what is damaged costs itself and never throws. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countImport } from '../../../src/core/transfer/counts';
import type { IncomingItem } from '../../../src/core/transfer/incoming';
import { readImport } from '../../../src/core/transfer/recognise';
import { address, bytes, LAYOUTS, type MadeRow, rows, zip } from './layouts';
import { MORE_LAYOUTS } from './more-layouts';

const ALL = [...LAYOUTS, ...MORE_LAYOUTS];

function itemsIn(file: Uint8Array, format: string): readonly IncomingItem[] {
  const read = readImport(file);
  expect(read.ok ? read.value.format : read.problem).toBe(format);
  return read.ok ? read.value.incoming.items : [];
}

test.each(ALL)('%s: out by its rules and in again is the same', (format, write, holds) => {
  fc.assert(
    fc.property(rows, (made) => {
      if (holds.includes('loose')) {
        expect(looseIn(write(made), format)).toEqual(byTitle(made));
        return;
      }
      const items = itemsIn(write(made), format);
      expect(new Map(items.map(({ url, title }) => [url, holds.includes('untitled') ? '' : title]))).toEqual(
        new Map(made.map((each) => [address(each), holds.includes('untitled') ? '' : each.title])),
      );
      expect(items.length).toBe(made.length);
      const byAddress = new Map(items.map((item) => [item.url, item]));
      for (const each of made) {
        const item = byAddress.get(address(each));
        if (holds.includes('at')) expect(item?.addedAt).toBe(each.at * 1000);
        if (holds.includes('tags')) expect(item?.tags).toEqual(each.tags);
        if (holds.includes('labels')) expect(item?.tags).toEqual(each.labels);
        if (holds.includes('state')) expect(item?.state).toBe(each.isArchived ? 'archived' : 'unread');
        if (holds.includes('note')) expect(item?.notes).toEqual([each.note]);
        if (holds.includes('quote')) expect(item?.highlights.map(({ text }) => text)).toEqual([each.quote]);
      }
    }),
    { numRuns: 50 },
  );
});

function looseIn(file: Uint8Array, format: string): ReadonlyMap<string, readonly string[]> {
  const read = readImport(file);
  expect(read.ok ? read.value.format : read.problem).toBe(format);
  const { loose } = read.ok ? read.value.incoming : { loose: [] };
  return new Map(loose.map(({ title, highlights }) => [title, highlights.map(({ text }) => text)]));
}

function byTitle(made: readonly MadeRow[]): ReadonlyMap<string, readonly string[]> {
  const titles = new Map<string, string[]>();
  for (const { title, quote } of made) titles.set(title, [...(titles.get(title) ?? []), quote]);
  return titles;
}

test.each(ALL)('%s: cut or changed anywhere, it never throws and never hangs', (_format, write) => {
  fc.assert(
    fc.property(
      rows,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      (made, where, changes) => {
        const whole = write(made);
        const damaged = whole.slice(0, Math.floor(whole.length * where));
        for (const [at, byte] of changes) if (damaged.length > 0) damaged[at % damaged.length] = byte;
        const read = readImport(damaged);
        if (read.ok) expect(countImport(read.value.incoming).entries).toBeLessThanOrEqual(made.length);
      },
    ),
    { numRuns: 40 },
  );
});

test('rows of one page are joined: the first address, every tag and note, the earliest date', () => {
  const [item, ...others] = itemsIn(
    bytes(
      JSON.stringify({
        bookmarks: [
          {
            createdAt: 1_700_000_000,
            title: '',
            tags: ['a'],
            content: { url: 'http://www.shelf.example/x/?utm_source=letter' },
            note: 'one',
            archived: true,
          },
          {
            createdAt: 1_600_000_000,
            title: 'Later title',
            tags: ['b', 'a'],
            content: { url: 'https://shelf.example/x#part' },
            note: 'two',
            archived: false,
          },
        ],
      }),
    ),
    'karakeep-json',
  );
  expect(others).toEqual([]);
  expect(item).toMatchObject({
    url: 'http://www.shelf.example/x/?utm_source=letter',
    title: 'Later title',
    tags: ['a', 'b'],
    notes: ['one', 'two'],
    addedAt: 1_600_000_000_000,
    state: 'unread',
  });
});

test.each([
  ['a zip that unpacks to far more than it weighs', zip({ 'part_000000.csv': ' '.repeat(5_000_000) }), 'too-large'],
  ['a zip of pictures', zip({ 'a.jpg': 'x', 'b.jpg': 'y', 'c.png': 'z' }), 'zip-of-others'],
  ['a table with passwords', bytes('name,url,username,password\na,https://shelf.example,b,c\n'), 'passwords'],
  ['Safari’s passwords', bytes('Title,URL,Username,Password,Notes,OTPAuth\na,https://shelf.example,b,c,,\n'), 'passwords'],
  ['a table without addresses', bytes('date,amount\n2024-01-01,3\n'), 'no-addresses'],
  ['a line of a million commas', bytes(','.repeat(1_000_000)), 'unknown-text'],
  ['JSON nested past all use', bytes(`${'['.repeat(2_000_000)}`), 'cut-short'],
  ['JSON of something else', bytes('{"name":"x","version":"1"}'), 'unknown-json'],
  ['a web page', bytes('<!doctype html><html><body><a href="https://shelf.example/">x</a></body></html>'), 'web-page'],
  ['a feed', bytes('<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'), 'feed'],
  ['prose', bytes('Dear diary, today I read a lot.'), 'unknown-text'],
  ['a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 1, 2]), 'binary'],
  ['nothing', new Uint8Array(), 'empty'],
  ['white space', bytes('\n \n'), 'empty'],
])('%s is told for what it is', (_what, file, kind) => {
  const read = readImport(file);
  expect(read.ok ? read.value.format : read.problem.kind).toBe(kind);
});

test('a page that a file has thirty thousand times is one page, with every note and tag, and takes no longer than as many pages', () => {
  const lines = Array.from({ length: 30_000 }, (_, at) => `https://shelf.example/x,X,note ${at},t${at % 900}\n`);
  const [item, ...others] = itemsIn(bytes(`url,title,note,tags\n${lines.join('')}`), 'address-csv');
  expect([others.length, item?.notes.length, item?.tags.length]).toEqual([0, 30_000, 900]);
});

test('a zip whose directory lies about a size is not half read', () => {
  const whole = zip({ 'part_000000.csv': 'title,url,time_added,tags,status\nA,https://shelf.example/a,1600000000,,unread\n' });
  const view = new DataView(whole.buffer);
  for (let at = 0; at < whole.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 20, true);
  expect(readImport(whole)).toEqual({ ok: false, problem: { kind: 'zip-lies', name: 'part_000000.csv' } });
});

test('a locked zip and an unknown packing are said, not read', () => {
  const flags = zip({ 'part_000000.csv': 'title,url,time_added,tags,status\n' });
  const view = new DataView(flags.buffer);
  for (let at = 0; at < flags.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
  expect(readImport(flags)).toEqual({ ok: false, problem: { kind: 'zip-locked' } });
});

test('names that lead out of a zip are left unread and named', () => {
  const file = zip({
    'part_000000.csv': 'title,url,time_added,tags,status\nA,https://shelf.example/a,1600000000,,unread\n',
    '../../evil.csv': 'x',
  });
  const read = readImport(file);
  expect(read.ok && read.value.incoming.items).toHaveLength(1);
  expect(read.ok && read.value.incoming.dropped).toEqual([{ address: '', title: '../../evil.csv', reason: 'unsafe-name' }]);
});

test('one address a line, with titles behind bars, is a list', () => {
  expect(
    itemsIn(bytes('https://shelf.example/a | A title\nhttps://shelf.example/b\n\n'), 'address-list').map(({ url, title }) => [url, title]),
  ).toEqual([
    ['https://shelf.example/a', 'A title'],
    ['https://shelf.example/b', ''],
  ]);
});

test('a part in a folder, with the column that some years have, is a part', () => {
  expect(
    itemsIn(
      zip({ 'pocket/part_000003.csv': 'title,url,time_added,cursor,tags,status\n"A, B","https://shelf.example/c",0,9,a|b,archive\n' }),
      'pocket-zip',
    ),
  ).toMatchObject([{ title: 'A, B', tags: ['a', 'b'], state: 'archived' }]);
});
