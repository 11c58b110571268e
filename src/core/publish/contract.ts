/** What a site may publish so that readers need not crawl it: docs/index-format.md in types. A JSON Feed 1.1 with one object of ours. Imports nothing. */

export const JSON_FEED_1_1 = 'https://jsonfeed.org/version/1.1';
export const EXTENSION = '_sidelight'; // the one object of ours in a feed
export const CONTRACT = 1;

export const MOST_UNDIVIDED = 500; // essays: an index of more is divided into shards by year
export const MOST_IN_SHARD = 500; // of a year with more there are several
export const NEWEST = 100; // of a divided index, in the first document: all that a reader who came lately needs
export const MOST_SHARDS = 1_000;
export const MOST_DOCUMENT_BYTES = 4_000_000; // readers stop at five

/** An essay as a publisher tells of it. Dates as ISO 8601. */
export type PublishedEssay = {
  readonly id: string; // kept for ever
  readonly url: string;
  readonly title: string;
  readonly summary?: string;
  readonly text?: string; // plain text of the whole
  readonly authors?: readonly string[];
  readonly language?: string; // BCP 47
  readonly tags?: readonly string[];
  readonly publishedAt?: string;
};

export type PublishedSite = {
  readonly title: string;
  readonly siteUrl: string;
  readonly indexUrl: string; // where the first document will stand
  readonly language?: string;
  readonly owner: { readonly name: string; readonly url?: string };
  readonly freshSeconds?: number; // how long an answer stays true
  readonly others?: Readonly<Record<string, unknown>>; // fields of the extension that this contract does not name: they stay as they are
};

/** A part of a divided index. The hash is that of its bytes: a reader fetches it again only where that has changed. */
export type Shard = {
  readonly url: string; // relative to the first document
  readonly year?: number; // absent: essays without a date
  readonly essays: number;
  readonly sha256: string; // hex
};

/** A document to be put on the site. */
export type IndexFile = { readonly name: string; readonly text: string };
