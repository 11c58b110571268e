/** Rows written by each layout's rules come back as they were; what is damaged costs itself and never throws. */
import fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { countImport } from '../../../src/core/transfer/counts';
import type { IncomingItem } from '../../../src/core/transfer/incoming';
import { readImport } from '../../../src/core/transfer/recognise';

const bytes = (text: string) => new TextEncoder().encode(text);
const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) as Zippable);

function itemsIn(file: Uint8Array, format: string): readonly IncomingItem[] {
  const read = readImport(file);
  expect(read.ok ? read.value.format : read.problem).toBe(format);
  return read.ok ? read.value.incoming.items : [];
}

/** Words that hold what separates cells, tags and paths elsewhere, but no white space at their ends. */
const words = fc
  .stringMatching(/^[\p{L}\p{N}"'<>&#@.!? -]{1,24}$/u)
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');
const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((each) => each.join('\n'));
const seconds = fc.integer({ min: 1_000_000_000, max: 1_900_000_000 });
const path = fc.stringMatching(/^[a-z]{1,8}(\/[a-z\d-]{1,8}){0,2}$/);
const row = fc.record({
  path,
  title: words,
  at: seconds,
  tags: fc.uniqueArray(words, { maxLength: 3 }),
  isArchived: fc.boolean(),
  note: lines,
});
const rows = fc.uniqueArray(row, { selector: (each) => each.path, minLength: 1, maxLength: 20 });
type MadeRow = typeof row extends fc.Arbitrary<infer R> ? R : never;

const address = ({ path }: MadeRow) => `https://shelf.example/${path}`;
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Each layout: how it writes rows, and which of a row's fields it holds. */
const LAYOUTS: readonly (readonly [string, (made: readonly MadeRow[]) => Uint8Array, readonly ('at' | 'tags' | 'state' | 'note')[]])[] = [
  [
    'pocket-zip',
    (made) =>
      zip({
        'part_000000.csv': Papa.unparse(
          made.map((each) => ({
            title: each.title,
            url: address(each),
            time_added: each.at,
            tags: each.tags.join('|'),
            status: each.isArchived ? 'archive' : 'unread',
          })),
        ),
      }),
    ['at', 'tags', 'state'],
  ],
  [
    'instapaper-csv',
    (made) =>
      bytes(
        Papa.unparse(
          made.map((each) => ({
            URL: address(each),
            Title: each.title,
            Selection: '',
            Folder: each.isArchived ? 'Archive' : 'Unread',
            Timestamp: each.at,
            Tags: JSON.stringify(each.tags),
          })),
        ),
      ),
    ['at', 'tags', 'state'],
  ],
  [
    'raindrop-csv',
    (made) =>
      bytes(
        Papa.unparse(
          made.map((each, id) => ({
            id,
            title: each.title,
            note: each.note,
            excerpt: '',
            url: address(each),
            folder: 'Unsorted',
            tags: each.tags.join(', '),
            created: new Date(each.at * 1000).toISOString(),
            cover: '',
            highlights: '',
            favorite: false,
          })),
        ),
      ),
    ['at', 'tags', 'note'],
  ],
  [
    'matter-csv',
    (made) =>
      bytes(
        Papa.unparse(
          made.map((each) => ({
            Title: each.title,
            Author: '',
            Publisher: '',
            URL: address(each),
            Tags: each.tags.join(';'),
            'Word Count': 9,
            'In Queue': each.isArchived ? 'False' : 'True',
            Favorited: 'False',
            Read: 'False',
            Highlight_Count: 0,
            'Last Interaction Date': new Date(each.at * 1000).toISOString(),
            'File Id': 'f',
          })),
        ),
      ),
    ['at', 'tags', 'state'],
  ],
  [
    'readwise-reader-csv',
    (made) =>
      bytes(
        Papa.unparse(
          made.map((each) => ({
            Title: each.title,
            URL: address(each),
            ID: '1',
            'Document tags': `[${each.tags.map((tag) => `'${tag.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`).join(', ')}]`,
            'Saved date': new Date(each.at * 1000).toISOString().replace('T', ' ').replace('Z', '000+00:00'),
            'Reading progress': 0,
            Location: each.isArchived ? 'archive' : 'later',
            Seen: 'True',
          })),
        ),
      ),
    ['at', 'tags', 'state'],
  ],
  [
    'karakeep-json',
    (made) =>
      bytes(
        JSON.stringify({
          bookmarks: made.map((each) => ({
            createdAt: each.at,
            title: each.title,
            tags: each.tags,
            lists: [],
            content: { type: 'link', url: address(each) },
            note: each.note,
            archived: each.isArchived,
          })),
          lists: [],
        }),
      ),
    ['at', 'tags', 'state', 'note'],
  ],
  [
    'wallabag-json',
    (made) =>
      bytes(
        JSON.stringify(
          made.map((each) => ({
            is_archived: each.isArchived ? 1 : 0,
            is_starred: 0,
            tags: each.tags,
            title: each.title,
            url: address(each),
            content: '',
            created_at: new Date(each.at * 1000).toISOString(),
            annotations: [],
          })),
        ),
      ),
    ['at', 'tags', 'state'],
  ],
  [
    'omnivore-zip',
    (made) =>
      zip({
        'metadata_0_to_20.json': JSON.stringify(
          made.map((each, id) => ({
            id,
            slug: `s${id}`,
            title: each.title,
            url: address(each),
            state: each.isArchived ? 'Archived' : 'Active',
            labels: each.tags,
            savedAt: new Date(each.at * 1000).toISOString(),
          })),
        ),
      }),
    ['at', 'tags', 'state'],
  ],
  [
    'firefox-json',
    (made) =>
      bytes(
        JSON.stringify({
          type: 'text/x-moz-place-container',
          root: 'placesRoot',
          children: [
            {
              type: 'text/x-moz-place-container',
              title: 'menu',
              children: made.map((each) => ({
                type: 'text/x-moz-place',
                title: each.title,
                uri: address(each),
                dateAdded: each.at * 1_000_000,
                tags: each.tags.join(','),
              })),
            },
          ],
        }),
      ),
    ['at', 'tags'],
  ],
  [
    'netscape',
    (made) =>
      bytes(
        `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n${made.map((each) => `<DT><A HREF="${address(each)}" ADD_DATE="${each.at}" TAGS="${escaped(each.tags.join(','))}">${escaped(each.title)}</A>\n<DD>${escaped(each.note)}\n`).join('')}</DL><p>\n`,
      ),
    ['at', 'tags', 'note'],
  ],
];

test.each(LAYOUTS)('%s: out by its rules and in again is the same', (format, write, holds) => {
  fc.assert(
    fc.property(rows, (made) => {
      const items = itemsIn(write(made), format);
      expect(items.map(({ url, title }) => [url, title])).toEqual(made.map((each) => [address(each), each.title]));
      for (const [at, item] of items.entries()) {
        const each = made[at];
        if (each === undefined) continue;
        if (holds.includes('at')) expect(item.addedAt).toBe(each.at * 1000);
        if (holds.includes('tags')) expect(item.tags).toEqual(each.tags);
        if (holds.includes('state')) expect(item.state).toBe(each.isArchived ? 'archived' : 'unread');
        if (holds.includes('note')) expect(item.notes).toEqual([each.note]);
      }
    }),
    { numRuns: 150 },
  );
});

test.each(LAYOUTS)('%s: cut or changed anywhere, it never throws and never hangs', (_format, write) => {
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
    { numRuns: 150 },
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
