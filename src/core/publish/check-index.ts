/** Says what is amiss with a publisher's index, line by line: what readers cannot use, and what they would rather have. Pure. */
import { webAddress } from '../address';
import { CONTRACT, EXTENSION, JSON_FEED_1_1, MOST_DOCUMENT_BYTES, MOST_IN_SHARD, MOST_SHARDS, MOST_UNDIVIDED } from './contract';
import { hashOfText } from './hash';
import { parsePlaced } from './json-lines';
import { FIRST } from './write-index';

/** wrong: a reader cannot use it. better: it can, and something is lost. */
export type Finding = { readonly file: string; readonly line: number; readonly weight: 'wrong' | 'better'; readonly says: string };

/** `read`: a file beside the first document, by its name; undefined where there is none. */
type Beside = (name: string) => string | undefined;
type Fields = Readonly<Record<string, unknown>>;
type Tell = (path: string, says: string, weight?: Finding['weight']) => void;

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** In the order of the files and of their lines. */
export function checkIndex(text: string, beside: Beside, file = FIRST): readonly Finding[] {
  const findings: Finding[] = [];
  const first = checkDocument(text, file, findings);
  if (first === undefined) return findings;
  const shards = listIn(fieldsOf(first.feed[EXTENSION])['shards']).map(fieldsOf);
  const seen = new Map<string, string>();
  noteIds(first, file, new Map(), findings);
  let counted = 0;
  for (const [at, shard] of shards.entries()) counted += checkShard(shard, `${EXTENSION}.shards.${at}`, first, beside, seen, findings);
  const { total } = fieldsOf(first.feed[EXTENSION]);
  const essays = shards.length > 0 ? counted : listIn(first.feed['items']).length;
  if (typeof total === 'number' && total !== essays) {
    const says = `total says ${total} essays, and there are ${essays}`;
    findings.push({ file, line: first.lineOf(`${EXTENSION}.total`), weight: 'wrong', says });
  }
  const files = [...new Set(findings.map((finding) => finding.file))];
  return files.flatMap((name) => findings.filter((finding) => finding.file === name).sort((a, b) => a.line - b.line));
}

type Read = { readonly feed: Fields; readonly lineOf: (path: string) => number; readonly file: string };

function checkDocument(text: string, file: string, findings: Finding[]): Read | undefined {
  const placed = parsePlaced(text.replace(/^\uFEFF/, ''));
  if (!placed.ok) {
    findings.push({ file, line: placed.line, weight: 'wrong', says: 'this is no JSON from here on' });
    return undefined;
  }
  const feed = fieldsOf(placed.value);
  const tell: Tell = (path, says, weight = 'wrong') => void findings.push({ file, line: placed.lineOf(path), weight, says });
  checkHead(feed, text, tell);
  checkExtension(fieldsOf(feed[EXTENSION]), feed[EXTENSION] !== undefined, listIn(feed['items']).length, tell);
  for (const [at, item] of listIn(feed['items']).entries()) checkItem(item, `items.${at}`, tell);
  return { feed, lineOf: placed.lineOf, file };
}

function checkHead(feed: Fields, text: string, tell: Tell): void {
  if (feed['version'] !== JSON_FEED_1_1) tell('version', `version is not ${JSON_FEED_1_1}`);
  if (!isText(feed['title'])) tell('title', 'the feed has no title');
  if (!isAddress(feed['home_page_url'])) tell('home_page_url', 'home_page_url is no web address', 'better');
  if (!isAddress(feed['feed_url'])) tell('feed_url', 'feed_url is no web address: readers know an index by it', 'better');
  if (!Array.isArray(feed['items'])) tell('items', 'items is no list');
  if (feed['language'] !== undefined && !isLanguage(feed['language'])) tell('language', 'language is no BCP 47 tag');
  if (text.length > MOST_DOCUMENT_BYTES) tell('', `the file is larger than ${MOST_DOCUMENT_BYTES} bytes: divide it`);
}

function checkExtension(extension: Fields, isThere: boolean, items: number, tell: Tell): void {
  const path = (name: string): string => `${EXTENSION}.${name}`;
  if (!isThere) tell('', `${EXTENSION} is missing: this is a JSON Feed and says no more`, 'better');
  if (!isThere) return;
  const { contract, owner, fresh_seconds: fresh, texts, shards, shard_of: shardOf } = extension;
  if (contract !== CONTRACT) tell(path('contract'), `contract is not ${CONTRACT}`);
  if (!isText(fieldsOf(owner)['name'])) tell(path('owner'), 'owner has no name');
  if (fresh !== undefined && !(typeof fresh === 'number' && fresh >= 0))
    tell(path('fresh_seconds'), 'fresh_seconds is no number of seconds');
  if (texts !== undefined && texts !== 'here' && texts !== 'pages') tell(path('texts'), 'texts is neither "here" nor "pages"');
  if (shards !== undefined && !Array.isArray(shards)) tell(path('shards'), 'shards is no list');
  if (listIn(shards).length > MOST_SHARDS) tell(path('shards'), `there are more than ${MOST_SHARDS} shards`);
  if (shards === undefined && shardOf === undefined && items > MOST_UNDIVIDED)
    tell(path('shards'), `more than ${MOST_UNDIVIDED} essays stand in one file: divide them into shards`, 'wrong');
}

function checkItem(raw: unknown, path: string, tell: Tell): void {
  const item = fieldsOf(raw);
  const { id, url, title, summary, content_text: text, content_html: html, date_published: date, language, tags } = item;
  if (!isText(id)) tell(`${path}.id`, 'the essay has no id: readers cannot know it again');
  if (!isAddress(url)) tell(`${path}.url`, 'url is no web address');
  if (!isText(title)) tell(`${path}.title`, 'the essay has no title');
  if (!isText(text) && !isText(html)) tell(path, 'the essay has neither content_text nor content_html, which JSON Feed asks for');
  if (!isText(summary)) tell(`${path}.summary`, 'a summary would let readers tell what it is about', 'better');
  if (date === undefined) tell(path, 'date_published is missing: the essay stands below all others', 'better');
  else if (typeof date !== 'string' || !DATE.test(date) || Number.isNaN(Date.parse(date)))
    tell(`${path}.date_published`, 'date_published is no date as ISO 8601 has it');
  if (language !== undefined && !isLanguage(language)) tell(`${path}.language`, 'language is no BCP 47 tag');
  if (tags !== undefined && !(Array.isArray(tags) && tags.every(isText))) tell(`${path}.tags`, 'tags is no list of words');
}

/** Gives how many essays stand in it. */
function checkShard(shard: Fields, path: string, first: Read, beside: Beside, seen: Map<string, string>, findings: Finding[]): number {
  const tell: Tell = (at, says, weight = 'wrong') => void findings.push({ file: first.file, line: first.lineOf(at), weight, says });
  const { url, year, essays, sha256 } = shard;
  if (!isText(url) || /^[a-z]+:|^\/\/|(?:^|\/)\.\.(?:\/|$)/i.test(url)) {
    tell(`${path}.url`, 'the shard’s url is not relative to the index');
    return 0;
  }
  if (year !== undefined && !Number.isInteger(year)) tell(`${path}.year`, 'year is no year');
  if (typeof sha256 !== 'string' || !SHA256.test(sha256))
    tell(`${path}.sha256`, 'sha256 is no hash in hex: readers fetch the shard every time');
  const text = beside(url);
  if (text === undefined) {
    tell(`${path}.url`, `${url} is not there`);
    return 0;
  }
  if (typeof sha256 === 'string' && hashOfText(text) !== sha256) tell(`${path}.sha256`, `${url} has another hash: readers refuse it`);
  const read = checkDocument(text, url, findings);
  if (read === undefined) return 0;
  const items = listIn(read.feed['items']);
  if (essays !== items.length) tell(`${path}.essays`, `essays says ${String(essays)}, and ${url} has ${items.length}`);
  if (items.length > MOST_IN_SHARD)
    findings.push({ file: url, line: 1, weight: 'wrong', says: `more than ${MOST_IN_SHARD} essays in one shard` });
  checkYears(items, year, read, findings);
  noteIds(read, url, seen, findings);
  return items.length;
}

function checkYears(items: readonly unknown[], year: unknown, { lineOf, file }: Read, findings: Finding[]): void {
  for (const [at, item] of items.entries()) {
    const { date_published: date } = fieldsOf(item);
    const own = typeof date === 'string' && !Number.isNaN(Date.parse(date)) ? new Date(date).getUTCFullYear() : undefined;
    if (own === year) continue;
    findings.push({
      file,
      line: lineOf(`items.${at}`),
      weight: 'better',
      says: `the essay is of ${own ?? 'no year'}, its shard of ${String(year ?? 'none')}`,
    });
  }
}

function noteIds({ feed, lineOf }: Read, file: string, seen: Map<string, string>, findings: Finding[]): void {
  for (const [at, item] of listIn(feed['items']).entries()) {
    const { id } = fieldsOf(item);
    if (!isText(id)) continue;
    const place = `${file}, line ${lineOf(`items.${at}.id`)}`;
    const other = seen.get(id);
    if (other !== undefined)
      findings.push({ file, line: lineOf(`items.${at}.id`), weight: 'wrong', says: `the id stands at ${other} too` });
    else seen.set(id, place);
  }
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {});
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isAddress = (value: unknown): boolean => typeof value === 'string' && webAddress(value) !== undefined;

function isLanguage(value: unknown): boolean {
  try {
    return typeof value === 'string' && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false; // "english" and the like
  }
}
