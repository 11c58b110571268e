/** Files that no exporter is known by name for, packed and saved again as people do: what is in them comes in. */
import { gzipSync, strToU8, type Zippable, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { countImport } from '../../../src/core/transfer/counts';
import type { Incoming, IncomingItem } from '../../../src/core/transfer/incoming';
import { readImport } from '../../../src/core/transfer/recognise';

const zip = (files: Readonly<Record<string, Uint8Array>>) => zipSync(files as Zippable);
const POCKET = 'title,url,time_added,tags,status\nA title,https://shelf.example/a,1600000000,sea|sky,unread\n';
const SAVED_AT = Date.UTC(2020, 8, 13, 12, 26, 40);
const A_DAY = Date.UTC(2020, 0, 2, 3, 4, 5);

function incomingIn(file: Uint8Array, format: string): Incoming {
  const read = readImport(file);
  expect(read.ok ? read.value.format : read.problem).toBe(format);
  if (!read.ok) throw new Error('nothing was read');
  return read.value.incoming;
}

const json = (value: unknown) => strToU8(JSON.stringify(value));
const page = { url: 'https://shelf.example/a', title: 'A title' };

const ROWS: readonly (readonly [string, string, Uint8Array, Partial<IncomingItem>])[] = [
  [
    'Pinboard’s JSON',
    'address-json',
    json([
      {
        ...{ href: page.url, description: page.title, extended: 'a note', time: '2020-01-02T03:04:05Z' },
        ...{ shared: 'no', toread: 'yes', tags: 'one two' },
      },
    ]),
    { ...page, notes: ['a note'], tags: ['one', 'two'], state: 'unread', addedAt: A_DAY },
  ],
  [
    'Pinboard’s XML',
    'posts-xml',
    strToU8(
      '<?xml version="1.0"?>\n<posts user="me">\n<post href="https://shelf.example/a?b=1&amp;c=2" time="2020-01-02T03:04:05Z" description="T &amp; X" extended="" tag="one two" toread="no"/></posts>',
    ),
    { url: 'https://shelf.example/a?b=1&c=2', title: 'T & X', tags: ['one', 'two'], addedAt: A_DAY },
  ],
  [
    'Feedbin’s starred items',
    'address-json',
    json([{ ...page, id: 1, author: 'W', content: '<p>Words of it</p>', summary: 's', created_at: '2020-01-02T03:04:05.000000Z' }]),
    { ...page, author: 'W', excerpt: 's', addedAt: A_DAY, text: { kind: 'html', source: '<p>Words of it</p>' } },
  ],
  [
    'what linkding’s interface gives',
    'address-json',
    json({
      count: 1,
      results: [
        {
          ...{ ...page, description: 'of the page', notes: 'mine', is_archived: true, unread: false },
          ...{ tag_names: ['a, b'], date_added: '2020-01-02T03:04:05Z' },
        },
      ],
    }),
    { ...page, notes: ['mine'], excerpt: 'of the page', state: 'archived', tags: ['a, b'], addedAt: A_DAY },
  ],
  [
    'what Raindrop’s interface gives',
    'address-json',
    json({
      result: true,
      items: [
        {
          ...{ link: page.url, title: page.title, important: true, created: '2020-01-02T03:04:05Z', tags: ['a'] },
          highlights: [{ text: 'words', note: 'mine', color: 'blue', created: '2020-01-02T03:04:05Z' }],
        },
      ],
    }),
    { ...page, isFavourite: true, tags: ['a'], highlights: [{ text: 'words', note: 'mine', colour: 'blue', madeAt: A_DAY, tags: [] }] },
  ],
  [
    'what Pocket’s interface gave: pages by their number',
    'address-json',
    json({
      status: 1,
      list: {
        '7': { given_url: page.url, resolved_title: page.title, time_added: '1600000000', favorite: '1', tags: { sea: { tag: 'sea' } } },
      },
    }),
    { ...page, isFavourite: true, tags: ['sea'], addedAt: SAVED_AT },
  ],
  [
    'what Reader’s interface gives: the page, not its place there',
    'address-json',
    json({ results: [{ ...page, url: 'https://read.example/1', source_url: page.url, location: 'archive', tags: { a: { name: 'a' } } }] }),
    { ...page, state: 'archived', tags: ['a'] },
  ],
  [
    'an object a line',
    'address-json',
    strToU8([page, { url: 'https://shelf.example/b' }].map((each) => JSON.stringify(each)).join('\r\n')),
    page,
  ],
  [
    'a Pocket table that is told to a spreadsheet',
    'pocket-csv',
    strToU8(`sep=;\r\n${POCKET.replaceAll(',', ';').replace('A title', '"A title"')}`),
    { ...page, tags: ['sea', 'sky'], addedAt: SAVED_AT },
  ],
  ['a table without a line of names', 'address-csv', strToU8(`17,"A title",${page.url}\n18,"Next, again",https://shelf.example/b\n`), page],
  ['a table in another language', 'address-csv', strToU8(`Titel;Adresse;Tags\nA title;${page.url};x|y\n`), { ...page, tags: ['x', 'y'] }],
  [
    'a table with highlights, favourites and an archive',
    'address-csv',
    strToU8(`url,title,highlights,starred,archived\n${page.url},A title,"Highlight: some words\nNote: mine",yes,true\n`),
    { ...page, isFavourite: true, state: 'archived', highlights: [{ text: 'some words', note: 'mine', tags: [] }] },
  ],
  ['one note of a clipper', 'obsidian-zip', strToU8(`---\ntitle: A title\nsource: ${page.url}\n---\nWords\n`), page],
  [
    'a list in Markdown',
    'address-list',
    strToU8(`# Read\n\n- [A title](${page.url})\n- [ ] [x](https://shelf.example/w_(b))\n* <https://shelf.example/c>\n`),
    page,
  ],
  [
    'what Hypothesis’ interface gives',
    'hypothesis-json',
    json({
      total: 1,
      rows: [
        {
          ...{ uri: page.url, created: '2020-01-02T03:04:05Z', text: 'mine', tags: ['t'], document: { title: ['A title'] } },
          target: [{ source: page.url, selector: [{ type: 'TextQuoteSelector', exact: 'words' }] }],
        },
      ],
    }),
    { ...page, highlights: [{ text: 'words', note: 'mine', tags: ['t'], madeAt: A_DAY }] },
  ],
  [
    'a table with a quote a row',
    'address-csv',
    strToU8(`url,title,quote,text\n${page.url},A title,some words,mine\n`),
    { ...page, highlights: [{ text: 'some words', note: 'mine', tags: [] }] },
  ],
  [
    'how far it was read, in hundredths',
    'address-json',
    json([{ ...page, state: 'Active', readingProgress: 50, labels: null }]),
    { ...page, state: 'unread', progress: 0.5, tags: [] },
  ],
  [
    'Raindrop’s bookmarks, with its star',
    'netscape',
    strToU8(`<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="${page.url}" TAGS="a" DATA-IMPORTANT="true">A title</A></DL>`),
    { ...page, tags: ['a'], isFavourite: true },
  ],
  [
    'wallabag’s table: the day before the month',
    'wallabag-csv',
    strToU8(
      `Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\nA title;${page.url};;"a, b";text/html;de;"03/02/2020 10:11:12"\n`,
    ),
    { ...page, tags: ['a', 'b'], addedAt: Date.UTC(2020, 1, 3, 10, 11, 12) },
  ],
  [
    'an address among words, where most lines are one',
    'address-list',
    strToU8(`A title – ${page.url}\nhttps://shelf.example/b\nhttps://shelf.example/c\n`),
    page,
  ],
  ['a shortcut', 'address-list', strToU8(`[InternetShortcut]\r\nURL=${page.url}\r\n`), { url: page.url }],
  [
    'Chrome’s own file',
    'chrome-json',
    json({
      roots: {
        bookmark_bar: {
          type: 'folder',
          children: [
            { type: 'folder', name: 'F', children: [{ name: page.title, url: page.url, type: 'url', date_added: '13244473600000000' }] },
          ],
        },
      },
    }),
    { ...page, folders: [['F']], addedAt: Date.UTC(2020, 8, 13, 12, 26, 40) },
  ],
];

test.each(ROWS)('%s', (_, format, file, wanted) => {
  expect(incomingIn(file, format).items[0]).toMatchObject(wanted);
});

test.each([
  ['Mon, 03 Feb 2020 10:00:00 GMT', Date.UTC(2020, 1, 3, 10)],
  ['February 3, 2020', Date.UTC(2020, 1, 3)],
  ['Mon Feb 03 2020 10:00:00 GMT+0100 (CET)', Date.UTC(2020, 1, 3, 9)],
  ['25/12/2020 10:00', Date.UTC(2020, 11, 25, 10)],
  ['03/04/2020', undefined], // two days could be meant
  ['Last Tuesday', undefined],
  ['0', undefined],
])('a date as people and spreadsheets write it: %s', (written, at) => {
  expect(incomingIn(strToU8(`url,created\n${page.url},"${written}"\n`), 'address-csv').items[0]?.addedAt).toBe(at);
});

test.each([
  ['Your Highlight on page 5 | Location 60-61 | Added on Monday, 3 February 2020 10:11:12', 'Your Note on Location 61 | Added on Monday'],
  ['Tu subrayado en la página 5 | posición 60-61 | Añadido el lunes, 3 de febrero de 2020 10:11:12', 'Tu nota en la posición 61 | x'],
  ['Ihre Markierung auf Seite 5 | Position 60-61 | Hinzugefügt am Montag, 3. Februar 2020 10:11:12', 'Ihre Notiz auf Seite 5 | x'],
])('a Kindle’s clippings: %s', (highlight, note) => {
  const head = '\ufeffA Book (Writer, A.)\r\n- ';
  const parts = [`${highlight}\r\n\r\nQuoted words\r\n`, `${note}\r\n\r\nmy note\r\n`, 'Your Bookmark on page 6 | x\r\n\r\n\r\n'];
  const incoming = incomingIn(strToU8(parts.map((part) => `${head}${part}==========\r\n`).join('')), 'kindle-clippings');
  const madeAt = Date.UTC(2020, 1, 3, 10, 11, 12);
  const highlights = [{ text: 'Quoted words', note: 'my note', tags: [], madeAt }];
  expect(incoming.loose).toEqual([{ title: 'A Book', author: 'Writer, A.', highlights }]);
});

const inner = () => zip({ 'part_000000.csv': strToU8(POCKET) });

test.each([
  ['a zip in a zip', () => zip({ 'pocket.zip': inner() })],
  ['a zip behind a program', () => joined(strToU8('#!/bin/sh\nexit 0\n'), inner())],
  ['a zip in the way of large ones', () => asZip64(inner())],
])('%s is opened', (_, make) => {
  expect(incomingIn(make(), 'pocket-zip').items).toMatchObject([{ ...page, tags: ['sea', 'sky'] }]);
});

test('names that a program of Windows put in a zip are names in folders, and lines of a title end one way', () => {
  const highlights = json([{ ...page, highlights: [{ quote: 'words', created_at: 1_600_000_000 }] }]);
  const table = strToU8(POCKET.replace('A title', '"A title\r\nof two lines"'));
  const [item] = incomingIn(
    zip({ 'pocket\\part_000000.csv': table, 'pocket\\annotations\\part_000000.json': highlights }),
    'pocket-zip',
  ).items;
  expect(item).toMatchObject({ title: 'A title\nof two lines', highlights: [{ text: 'words', madeAt: SAVED_AT }] });
});

test('packed once more by gzip it is the same file; cut it is told as cut', () => {
  const packed = gzipSync(strToU8(POCKET));
  expect(incomingIn(packed, 'pocket-csv').items).toMatchObject([page]);
  expect(readImport(packed.subarray(0, -12))).toEqual({ ok: false, problem: { kind: 'cut-short' } });
});

test('a backup as Firefox keeps it is opened, repeats and all; cut anywhere it never throws', () => {
  const place = (path: string) => ({ type: 'text/x-moz-place', title: 'A title', uri: `https://shelf.example/${path}` });
  const tree = strToU8(JSON.stringify({ root: 'placesRoot', type: 'text/x-moz-place-container', children: [place('a'), place('b')] }));
  const packed = asMozLz4(tree);
  expect(incomingIn(packed, 'firefox-json').items.map(({ url }) => url)).toEqual([page.url, 'https://shelf.example/b']);
  for (let to = 9; to < packed.length; to++) expect(readImport(packed.subarray(0, to)).ok).toBe(false);
});

test('a zip of several exports brings all of them, and a zip that holds itself over and over ends', () => {
  const bookmarks = '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="https://shelf.example/a">A</A></DL>';
  const feeds = '<opml version="2.0"><body><outline text="f" type="rss" xmlUrl="https://shelf.example/feed"/></body></opml>';
  const both = incomingIn(zip({ 'a/bookmarks.html': strToU8(bookmarks), 'a/feeds.opml': strToU8(feeds) }), 'netscape');
  expect(countImport(both)).toMatchObject({ entries: 1, feeds: 1 });
  let deep = inner();
  for (let depth = 0; depth < 8; depth++) deep = zip({ 'x.zip': deep });
  expect(readImport(deep).ok).toBe(false);
});

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** Sizes and places moved out of the four bytes that they have, as writers of large zips do for all. */
function asZip64(plain: Uint8Array): Uint8Array {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const end = plain.length - 22;
  const from = view.getUint32(end + 16, true);
  const entry = plain.slice(from, end);
  const old = new DataView(entry.buffer);
  const sizes = [old.getUint32(24, true), old.getUint32(20, true), old.getUint32(42, true)];
  for (const at of [20, 24, 42]) old.setUint32(at, 0xffffffff, true);
  const extra = numbers([1, 2], [24, 2], ...sizes.map((size) => [size, 8] as const));
  old.setUint16(30, extra.length, true);
  const name = 46 + old.getUint16(28, true);
  const directory = joined(entry.slice(0, name), extra, entry.slice(name));
  const end64 = numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [1, 8], [1, 8], [directory.length, 8], [from, 8]);
  const locator = numbers([0x07064b50, 4], [0, 4], [from + directory.length, 8], [1, 4]);
  const last = numbers([0x06054b50, 4], [0, 4], [0xffff, 2], [0xffff, 2], [0xffffffff, 4], [0xffffffff, 4], [0, 2]);
  return joined(plain.slice(0, from), directory, end64, locator, last);
}

function numbers(...all: readonly (readonly [value: number, bytes: number])[]): Uint8Array {
  return new Uint8Array(
    all.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, at) => (at < 4 ? (value >>> (at * 8)) & 255 : 0))),
  );
}

/** The plainest packer: each byte goes as it is, but for what repeats the eight before it. */
function asMozLz4(plain: Uint8Array): Uint8Array {
  const length = (count: number): number[] => {
    const out: number[] = [];
    for (let rest = count - 15; rest >= 0; rest -= 255) out.push(Math.min(255, rest));
    return out;
  };
  const text = new TextDecoder('latin1').decode(plain);
  const again = text.lastIndexOf('"type":"text/x-moz-place"');
  const first = text.indexOf('"type":"text/x-moz-place"');
  const match = '"type":"text/x-moz-place","title":"A title","uri":"https://shelf.example/'.length;
  const head = [(Math.min(15, again) << 4) | 15, ...length(again), ...plain.slice(0, again)];
  const back = again - first;
  const tail = plain.slice(again + match);
  const body = [...head, back & 255, back >> 8, ...length(match - 4), Math.min(15, tail.length) << 4, ...length(tail.length), ...tail];
  return joined(strToU8('mozLz40\0'), numbers([plain.length, 4]), new Uint8Array(body));
}

const BOOKMARKS =
  '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>Bookmarks</H1>\n<DL><p>\n<DT><A HREF="https://shelf.example/b" ADD_DATE="1600000000">B</A>\n</DL><p>\n';

test('an export that was packed into one zip with that of another reader is taken too, each page once', () => {
  const others = { 'bookmarks.html': strToU8(BOOKMARKS), 'pages.html': strToU8('<!doctype html><p>words</p>'), 'shot.png': strToU8('x') };
  const { items } = incomingIn(zip({ 'part_000000.csv': strToU8(POCKET), ...others }), 'pocket-zip');
  expect(items.map(({ url, addedAt }) => [url, addedAt])).toEqual([
    ['https://shelf.example/a', SAVED_AT],
    ['https://shelf.example/b', SAVED_AT],
  ]);
});

test('what is beside an export and no export itself brings nothing', () => {
  const lines = { 'my words.txt': strToU8('https://shelf.example/mine\n'), 'empty.txt': strToU8('') };
  const { items } = incomingIn(zip({ 'part_000000.csv': strToU8(POCKET), ...lines }), 'pocket-zip');
  expect(items.map(({ url }) => url)).toEqual(['https://shelf.example/a']);
});

/** Mostly letters of one byte, as much in a small package is by chance. */
const signs = (head: string): Uint8Array =>
  Uint8Array.from(`${head}\u0001\n${'\u00b1b,\u00e9c\n'.repeat(40)}`, (letter) => letter.charCodeAt(0));

test.each([
  ['a picture', signs('\u0089PNG\r\n\u001a\n'), { kind: 'binary', looksLike: 'picture' }],
  ['a PDF', strToU8('%PDF-1.4\n1 0 obj\n'), { kind: 'binary', looksLike: 'pdf' }],
  ['a database', signs('SQLite format 3'), { kind: 'binary', looksLike: 'database' }],
  ['a program', signs('MZ'), { kind: 'binary', looksLike: 'program' }],
  ['another package', signs('Rar!\u001a\u0007'), { kind: 'binary' }],
  ['a text with a page end and colours of a terminal', strToU8('words\f\u001b[1mmore\u001b[0m\n'), { kind: 'unknown-text' }],
])('%s is not called what it is not, though so short that it decodes', (_, file, problem) => {
  expect(readImport(file)).toEqual({ ok: false, problem });
});
