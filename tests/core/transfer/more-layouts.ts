/** The rest of the layouts: what fewer people left, and what is known by its fields alone. */
import Papa from 'papaparse';
import { address, bytes, escaped, type Layout, type MadeRow, zip } from './layouts';

const json = (value: unknown): Uint8Array => bytes(JSON.stringify(value));
const table = (rows: readonly object[]): Uint8Array => bytes(Papa.unparse(rows as object[])); // as: it writes to none of them
const iso = ({ at }: MadeRow): string => new Date(at * 1000).toISOString();
const CHROME_EPOCH_S = 11_644_473_600; // from 1601 to 1970
const yaml = (text: string): string => JSON.stringify(text);

const headed = (made: readonly MadeRow[], heading: string, isWanted: (each: MadeRow) => boolean, attributes: (each: MadeRow) => string) =>
  `<h1>${heading}</h1>\n<ul>\n${made
    .filter(isWanted)
    .map((each) => `<li><a href="${address(each)}"${attributes(each)}>${escaped(each.title)}</a></li>\n`)
    .join('')}</ul>\n`;

export const MORE_LAYOUTS: readonly Layout[] = [
  [
    'pocket-csv',
    (made) =>
      table(
        made.map((each) => ({
          ...{ title: each.title, url: address(each), time_added: each.at, tags: each.tags.join('|') },
          status: each.isArchived ? 'archive' : 'unread',
        })),
      ),
    ['at', 'tags', 'state'],
  ],
  [
    'pocket-html',
    (made) => {
      const of = (isArchived: boolean) => (each: MadeRow) => each.isArchived === isArchived;
      const facts = ({ at, tags }: MadeRow) => ` time_added="${at}" tags="${escaped(tags.join(','))}"`;
      return bytes(
        `<!DOCTYPE html><html><head><title>Pocket Export</title></head><body>${headed(made, 'Unread', of(false), facts)}${headed(made, 'Read Archive', of(true), facts)}</body></html>`,
      );
    },
    ['at', 'tags', 'state'],
  ],
  [
    'instapaper-html',
    (made) => {
      const of = (isArchived: boolean) => (each: MadeRow) => each.isArchived === isArchived;
      return bytes(
        `<html><head><title>Instapaper: Export</title></head><body>${headed(made, 'Unread', of(false), () => '')}${headed(made, 'Archive', of(true), () => '')}</body></html>`,
      );
    },
    ['state'],
  ],
  [
    'omnivore-csv',
    (made) =>
      table(
        made.map((each) => ({
          ...{ url: address(each), state: each.isArchived ? 'ARCHIVED' : 'SUCCEEDED', labels: JSON.stringify(each.tags) },
          ...{ saved_at: each.at * 1000, published_at: '' },
        })),
      ),
    ['at', 'tags', 'state', 'untitled'],
  ],
  [
    'wallabag-csv',
    (made) =>
      table(
        made.map((each) => ({
          ...{ Title: each.title, URL: address(each), Content: '', Tags: each.labels.join(', '), 'MIME Type': 'text/html', Language: 'en' },
          'Creation date': `${iso(each).slice(8, 10)}/${iso(each).slice(5, 7)}/${iso(each).slice(0, 4)} ${iso(each).slice(11, 19)}`,
        })),
      ),
    ['labels'],
  ],
  [
    'readwise-highlights-csv',
    (made) =>
      table(
        made.map((each) => ({
          ...{
            Highlight: each.quote,
            'Book Title': each.title,
            'Book Author': '',
            'Amazon Book ID': '',
            Note: '',
            Color: 'yellow',
            Tags: '',
          },
          ...{ 'Location Type': 'order', Location: '1', 'Highlighted at': iso(each), 'Document tags': '' },
        })),
      ),
    ['loose'],
  ],
  [
    'readwise-template-csv',
    (made) =>
      table(
        made.map((each) => ({
          ...{ Highlight: each.quote, Title: each.title, Author: '', URL: address(each), Note: '', Location: '1', Date: iso(each) },
        })),
      ),
    ['quote'],
  ],
  [
    'linkwarden-json',
    (made) =>
      json({
        name: 'Ann',
        collections: [
          {
            ...{ id: 1, name: 'Unorganized', parentId: null, rssSubscriptions: [] },
            links: made.map((each, id) => ({
              ...{ id, name: each.title, type: 'url', description: each.note, url: address(each), importDate: null, createdAt: iso(each) },
              tags: each.tags.map((name, tag) => ({ id: tag, name })),
            })),
          },
        ],
        pinnedLinks: [],
      }),
    ['at', 'tags', 'note'],
  ],
  [
    'mymind-csv',
    (made) =>
      table(
        made.map((each, id) => ({
          ...{ id, type: 'Article', title: each.title, url: address(each), content: '', note: each.note, tags: each.labels.join(',') },
          created: iso(each),
        })),
      ),
    ['at', 'labels', 'note'],
  ],
  [
    'greader-starred-json',
    (made) =>
      json({
        id: 'user/-/state/com.google/starred',
        items: made.map((each) => ({
          ...{ timestampUsec: String(each.at * 1_000_000), title: escaped(each.title), canonical: [{ href: address(each) }] },
          categories: [
            ...(each.isArchived ? ['user/-/state/com.google/read'] : []),
            ...each.labels.map((label) => `user/-/label/${label}`),
            'a category of the feed',
          ],
        })),
      }),
    ['at', 'labels', 'state'],
  ],
  [
    'hypothesis-json',
    (made) =>
      json({
        export_userid: 'ann',
        annotations: made.map((each) => ({
          ...{ uri: address(each), created: iso(each), text: '', tags: [], document: { title: [each.title] } },
          target: [{ source: address(each), selector: [{ type: 'TextQuoteSelector', exact: each.quote, prefix: 'a', suffix: 'b' }] }],
        })),
      }),
    ['at', 'quote'],
  ],
  [
    'obsidian-json',
    (made) =>
      json(
        made.map((each) => ({
          ...{ url: address(each), title: each.title, highlights: [{ text: each.quote, timestamp: iso(each) }] },
          data: [{ type: 'text', content: each.quote, textQuote: { prefix: 'a', suffix: 'b' } }],
        })),
      ),
    ['quote'],
  ],
  [
    'obsidian-zip',
    (made) =>
      zip(
        Object.fromEntries(
          made.map((each, at) => [
            `Clippings/${at}.md`,
            `---\ntitle: ${yaml(each.title)}\nsource: ${yaml(address(each))}\nauthor:\n  - "[[Ann]]"\ncreated: ${iso(each)}\ntags:\n${each.labels.map((label) => `  - "${label}"\n`).join('')}---\nSome words, ==${each.quote}== and more.\n`,
          ]),
        ),
      ),
    ['at', 'labels', 'quote'],
  ],
  [
    'kindle-clippings',
    (made) =>
      bytes(
        made
          .map(
            (each) =>
              `${each.title} (Ann)\r\n- Your Highlight on page 5 | Location 60-61 | Added on Monday, 3 February 2020 10:11:12\r\n\r\n${each.quote}\r\n==========\r\n`,
          )
          .join(''),
      ),
    ['loose'],
  ],
  [
    'posts-xml',
    (made) =>
      bytes(
        `<?xml version="1.0" encoding="UTF-8"?>\n<posts user="ann">\n${made
          .map(
            (each) =>
              `<post href="${address(each)}" time="${iso(each)}" description="${escaped(each.title)}" extended="${escaped(each.note)}" tag="${each.labels.join(' ')}" />\n`,
          )
          .join('')}</posts>\n`,
      ),
    ['at', 'labels', 'note'],
  ],
  [
    'chrome-json',
    (made) =>
      json({
        version: 1,
        roots: {
          bookmark_bar: {
            ...{ type: 'folder', name: 'Bookmarks bar' },
            children: made.map((each) => ({
              ...{ type: 'url', name: each.title, url: address(each), date_added: String((each.at + CHROME_EPOCH_S) * 1_000_000) },
            })),
          },
        },
      }),
    ['at'],
  ],
  [
    'address-json',
    (made) => json(made.map((each) => ({ url: address(each), title: each.title, created_at: iso(each), tags: each.tags }))),
    ['at', 'tags'],
  ],
  ['address-csv', (made) => table(made.map((each) => ({ link: address(each), name: each.title, created: iso(each) }))), ['at']],
  ['address-list', (made) => bytes(made.map((each) => `${address(each)}\n`).join('')), ['untitled']],
];
