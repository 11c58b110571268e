/** What an adapter is: how a format is known, and what it reads. One file a format; recognise.ts lists them. */
import type { Reading } from '../incoming';
import type { Table } from '../table';

export type FormatName =
  | 'opml'
  | 'netscape'
  | 'pocket-zip'
  | 'pocket-csv'
  | 'pocket-html'
  | 'instapaper-csv'
  | 'instapaper-html'
  | 'omnivore-zip'
  | 'omnivore-csv'
  | 'wallabag-json'
  | 'wallabag-csv'
  | 'readwise-reader-csv'
  | 'readwise-highlights-csv'
  | 'readwise-template-csv'
  | 'raindrop-csv'
  | 'karakeep-json'
  | 'linkwarden-json'
  | 'matter-csv'
  | 'mymind-csv'
  | 'firefox-json'
  | 'greader-starred-json'
  | 'hypothesis-json'
  | 'obsidian-json'
  | 'obsidian-zip'
  | 'sidelight-markdown'
  | 'json-feed'
  | 'kindle-clippings'
  | 'posts-xml'
  | 'chrome-json'
  | 'address-json'
  | 'address-csv'
  | 'address-list';

/** Whose each format is, by the name that is the same in every language. */
export const WRITERS: Readonly<Record<FormatName, string>> = {
  opml: 'OPML',
  netscape: 'HTML',
  'pocket-zip': 'Pocket',
  'pocket-csv': 'Pocket',
  'pocket-html': 'Pocket',
  'instapaper-csv': 'Instapaper',
  'instapaper-html': 'Instapaper',
  'omnivore-zip': 'Omnivore',
  'omnivore-csv': 'Omnivore',
  'wallabag-json': 'wallabag',
  'wallabag-csv': 'wallabag',
  'readwise-reader-csv': 'Readwise Reader',
  'readwise-highlights-csv': 'Readwise',
  'readwise-template-csv': 'Readwise',
  'raindrop-csv': 'Raindrop',
  'karakeep-json': 'Karakeep',
  'linkwarden-json': 'Linkwarden',
  'matter-csv': 'Matter',
  'mymind-csv': 'mymind',
  'firefox-json': 'Firefox',
  'greader-starred-json': 'Google Reader',
  'hypothesis-json': 'Hypothesis',
  'obsidian-json': 'Obsidian Web Clipper',
  'obsidian-zip': 'Obsidian Web Clipper',
  'sidelight-markdown': 'Sidelight',
  'json-feed': 'JSON Feed',
  'kindle-clippings': 'Kindle',
  'posts-xml': 'Pinboard',
  'chrome-json': 'Chrome',
  'address-json': 'JSON',
  'address-csv': 'CSV',
  'address-list': 'URL',
};

/** A text of each kind, already taken apart as far as that can be done without knowing whose it is. */
export type Format<T> = {
  readonly name: FormatName;
  readonly detect: (file: T) => boolean;
  readonly read: (file: T) => Reading;
};
export type TableFormat = Format<Table>;
export type JsonFormat = Format<unknown>;
export type MarkupFormat = Format<string>;
/** Files of a zip by their name inside it, without what Macs add; read when wanted. */
export type Folder = { readonly names: readonly string[]; readonly text: (name: string) => string | undefined };
export type FolderFormat = Format<Folder>;
