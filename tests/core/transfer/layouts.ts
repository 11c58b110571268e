/** How each reader's export is laid out: random rows, and how they are written by that layout's rules. For tests of the adapters, and of the built extension. */
import fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import Papa from 'papaparse';

export const bytes = (text: string) => new TextEncoder().encode(text);
export const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) as Zippable);

/** Words that hold what separates cells, tags and paths elsewhere, but no white space at their ends. */
export const words = fc
  .stringMatching(/^[\p{L}\p{N}"'<>&#@.!? -]{1,24}$/u)
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');
export const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((each) => each.join('\n'));
const seconds = fc.integer({ min: 1_000_000_000, max: 1_900_000_000 });
const path = fc.stringMatching(/^[a-z]{1,8}(\/[a-z\d-]{1,8}){0,2}$/);
const row = fc.record({
  path,
  title: words,
  at: seconds,
  tags: fc.uniqueArray(words, { maxLength: 3 }),
  isArchived: fc.boolean(),
  note: lines,
  quote: words,
  labels: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 3 }), // for those who part tags by white space
});
export const rows = fc.uniqueArray(row, { selector: (each) => each.path, minLength: 1, maxLength: 20 });
export type MadeRow = typeof row extends fc.Arbitrary<infer R> ? R : never;

export const address = ({ path }: MadeRow) => `https://shelf.example/${path}`;
export const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Each layout: how it writes rows, and which of a row's fields it holds. */
export type Field = 'at' | 'tags' | 'labels' | 'state' | 'note' | 'quote' | 'untitled' | 'loose'; // loose: highlights of titles, and no pages
export type Layout = readonly [format: string, write: (made: readonly MadeRow[]) => Uint8Array, holds: readonly Field[]];

export const LAYOUTS: readonly Layout[] = [
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
