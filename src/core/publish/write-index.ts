/** Essays → the documents of a publisher's index: one, or a first one and shards by year. Pure: the same essays give the same bytes. */
import {
  CONTRACT,
  EXTENSION,
  type IndexFile,
  JSON_FEED_1_1,
  MOST_DOCUMENT_BYTES,
  MOST_IN_SHARD,
  MOST_UNDIVIDED,
  NEWEST,
  type PublishedEssay,
  type PublishedSite,
  type Shard,
} from './contract';
import { hashOfText } from './hash';

export const FIRST = 'index.json';
const encoder = new TextEncoder();

/** The first document first. Newest first in each; those without a date last. */
export function writeIndex(site: PublishedSite, essays: readonly PublishedEssay[]): readonly IndexFile[] {
  const once = [...new Map(essays.map((essay) => [essay.id, essay])).values()].sort(newestFirst);
  const whole = documentOf(site, once, { total: once.length, texts: textsOf(once) });
  if (once.length <= MOST_UNDIVIDED && bytesOf(whole) <= MOST_DOCUMENT_BYTES) return [{ name: FIRST, text: whole }];
  const parts = byYear(once).flatMap(([year, ofYear]) => shardsOf(site, year, ofYear));
  const shards = parts.map(
    ({ file, year, essays }): Shard => ({
      url: file.name,
      ...(year !== undefined && { year }),
      essays,
      sha256: hashOfText(file.text),
    }),
  );
  const newest = fitting(once.slice(0, NEWEST), (some) => documentOf(site, some, {}));
  const first = documentOf(site, newest, { total: once.length, texts: textsOf(once), shards });
  return [{ name: FIRST, text: first }, ...parts.map(({ file }) => file)];
}

type Part = { readonly file: IndexFile; readonly year: number | undefined; readonly essays: number };

/** From the oldest on, so that what is new changes the last shard of its year and no other. */
function shardsOf(site: PublishedSite, year: number | undefined, essays: readonly PublishedEssay[]): Part[] {
  const parts: Part[] = [];
  let left = [...essays].reverse();
  while (left.length > 0) {
    const some = fitting(left.slice(0, MOST_IN_SHARD), (tried) => documentOf(site, tried, { shardOf: site.indexUrl }));
    const name = `${year ?? 'undated'}${parts.length === 0 ? '' : `-${parts.length + 1}`}.json`;
    parts.push({ file: { name, text: documentOf(site, [...some].reverse(), { shardOf: site.indexUrl }) }, year, essays: some.length });
    left = left.slice(some.length);
  }
  return parts;
}

/** The first of them that have room in one document; one at least, however long. */
function fitting(essays: readonly PublishedEssay[], made: (some: readonly PublishedEssay[]) => string): readonly PublishedEssay[] {
  let count = essays.length;
  while (count > 1 && bytesOf(made(essays.slice(0, count))) > MOST_DOCUMENT_BYTES) count = Math.ceil(count / 2);
  return essays.slice(0, count);
}

function byYear(essays: readonly PublishedEssay[]): readonly (readonly [year: number | undefined, essays: readonly PublishedEssay[]])[] {
  const years = new Map<number | undefined, PublishedEssay[]>();
  for (const essay of essays) {
    const year = essay.publishedAt === undefined ? undefined : new Date(essay.publishedAt).getUTCFullYear();
    const ofYear = years.get(year);
    if (ofYear === undefined) years.set(year, [essay]);
    else ofYear.push(essay);
  }
  return [...years];
}

type Told = {
  readonly total?: number;
  readonly texts?: 'here' | 'pages';
  readonly shards?: readonly Shard[];
  readonly shardOf?: string;
};

function documentOf(site: PublishedSite, essays: readonly PublishedEssay[], { total, texts, shards, shardOf }: Told): string {
  const { owner, freshSeconds, others } = site;
  const feed = {
    version: JSON_FEED_1_1,
    title: site.title,
    home_page_url: site.siteUrl,
    feed_url: site.indexUrl,
    ...(site.language !== undefined && { language: site.language }),
    authors: [{ name: owner.name, ...(owner.url !== undefined && { url: owner.url }) }],
    [EXTENSION]: {
      ...others,
      contract: CONTRACT,
      owner,
      ...(freshSeconds !== undefined && { fresh_seconds: freshSeconds }),
      ...(texts !== undefined && { texts }),
      ...(total !== undefined && { total }),
      ...(shardOf !== undefined && { shard_of: shardOf }),
      ...(shards !== undefined && { shards }),
    },
    items: essays.map(itemOf),
  };
  return `${JSON.stringify(feed, undefined, 2)}\n`;
}

function itemOf({ id, url, title, summary, text, authors, language, tags, publishedAt }: PublishedEssay): object {
  return {
    id,
    url,
    title,
    ...(summary !== undefined && { summary }),
    content_text: text ?? summary ?? title, // JSON Feed asks for one
    ...(publishedAt !== undefined && { date_published: publishedAt }),
    ...(authors !== undefined && authors.length > 0 && { authors: authors.map((name) => ({ name })) }),
    ...(language !== undefined && { language }),
    ...(tags !== undefined && tags.length > 0 && { tags }),
  };
}

/** Whole texts are here where most essays have one. */
function textsOf(essays: readonly PublishedEssay[]): 'here' | 'pages' {
  return essays.filter(({ text }) => text !== undefined).length * 2 > essays.length ? 'here' : 'pages';
}

function newestFirst(a: PublishedEssay, b: PublishedEssay): number {
  const [x, y] = [a, b].map(({ publishedAt }) => (publishedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(publishedAt)));
  if (x !== y) return (y ?? 0) > (x ?? 0) ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

const bytesOf = (text: string): number => encoder.encode(text).length;
