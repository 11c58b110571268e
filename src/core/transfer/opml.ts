/** Subscriptions ↔ OPML, with lists as FreshRSS writes them. Reads broken files; follows no `include` and keeps no password. */
import { canonicalAddress } from '../address';
import type { ListingPaths } from '../essay';
import { linkTo } from '../feed/addresses';
import type { ListingShape } from '../feed/page/listing';
import { declaredEntities, decodeEntities, repairAmpersands } from '../feed/xml/entities';
import { attributesOf } from '../feed/xml/scan';
import { listingPaths, PATH_NAMES } from '../library/listing-paths';
import { addressMeant } from '../typed-address';

export type Subscription = {
  readonly kind: 'feed' | 'listing';
  readonly url: string; // of the feed, or of the page with the list
  readonly siteUrl?: string;
  readonly title: string; // never empty
  readonly folder: readonly string[]; // outermost first
  readonly paths?: ListingPaths;
};
/** A line that is not followed. `duplicate`: the same feed stands further up; `no-address`: a feed by its type, without an address. */
type LeftLine = {
  readonly address: string;
  readonly title: string;
  readonly reason: 'not-http' | 'no-address' | 'duplicate' | 'include';
};
type OpmlReading =
  | {
      readonly ok: true;
      readonly subscriptions: readonly Subscription[];
      readonly left: readonly LeftLine[];
      readonly passwordsDropped: number;
    }
  | { readonly ok: false; readonly problem: { readonly kind: 'not-opml' } };

const MAX_CHARS = 20_000_000;
const MAX_SUBSCRIPTIONS = 20_000;
const MAX_FOLDERS = 16; // deeper ones are taken as the last of these
const NO_ENTITIES = declaredEntities('');
/** Tags are cut at the next tag, not at `>`: unescaped quotes and angle brackets in titles are the commonest damage. */
const MARK = /<(\/?)(?:outline|body|opml)(?![\w:-])/gi;

/**
 * Each feed once, where it stands first. Folders nest; an outline without an address is one, whatever its type says.
 *
 * Errors  `not-opml` for a file without an `<opml>` or `<outline>`.
 * Source  OPML 2.0; FreshRSS docs/en/developers/OPML.md for `frss:*`.
 */
export function readOpml(text: string): OpmlReading {
  const source = text.slice(0, MAX_CHARS);
  if (!/<(?:opml|outline)[\s>/]/i.test(source)) return { ok: false, problem: { kind: 'not-opml' } };
  const found = new Map<string, Subscription>();
  const left: LeftLine[] = [];
  const folders: string[] = [];
  let passwordsDropped = 0;
  for (const tag of outlines(source)) {
    if (tag.kind === 'close') {
      folders.pop();
      continue;
    }
    const read = subscriptionOf(tag.attributes, folders);
    const isFolder = read === undefined;
    if (read !== undefined && 'reason' in read) left.push(read);
    else if (read !== undefined) {
      const key = `${read.kind} ${canonicalAddress(read.url)}`;
      if (found.has(key)) left.push({ address: read.url, title: read.title, reason: 'duplicate' });
      else if (found.size < MAX_SUBSCRIPTIONS) found.set(key, read);
      if (/^[a-z]+:\/\/[^/?#]*@/i.test(tag.attributes.get('xmlurl') ?? '')) passwordsDropped++;
    }
    if (tag.kind === 'open') folders.push(isFolder ? nameIn(tag.attributes) : '');
  }
  return { ok: true, subscriptions: [...found.values()], left, passwordsDropped };
}

type Outline = { readonly kind: 'open' | 'empty' | 'close'; readonly attributes: ReadonlyMap<string, string> };

function* outlines(text: string): Generator<Outline> {
  const marks = [...text.matchAll(MARK)].map((mark) => ({ at: mark.index, isClose: mark[1] === '/', isOutline: /outline/i.test(mark[0]) }));
  for (const [index, { at, isClose, isOutline }] of marks.entries()) {
    if (!isOutline) continue;
    const raw = text.slice(at + 8, marks[index + 1]?.at);
    const end = raw.lastIndexOf('>');
    const isEmpty = /\/\s*$/.test(raw.slice(Math.max(0, end - 8), end === -1 ? undefined : end));
    yield { kind: isClose ? 'close' : isEmpty ? 'empty' : 'open', attributes: isClose ? new Map() : attributesOf(raw) };
  }
}

/** Undefined for a folder. Whatever its type says, an outline with an address that can be followed is a feed. */
function subscriptionOf(attributes: ReadonlyMap<string, string>, folders: readonly string[]): Subscription | LeftLine | undefined {
  const type = valueIn(attributes, 'type').toLowerCase();
  const address = valueIn(attributes, 'xmlurl');
  const title = nameIn(attributes);
  if (type === 'include') return { address: address || valueIn(attributes, 'url'), title, reason: 'include' };
  if (address === '') return isMeantAsFeed(type, attributes) ? { address, title, reason: 'no-address' } : undefined;
  const url = linkTo(addressMeant(address));
  if (url === undefined) return { address, title, reason: 'not-http' };
  const siteUrl = linkTo(valueIn(attributes, 'htmlurl'));
  const isListing = type === 'html+xpath';
  const paths = isListing ? pathsIn(attributes) : undefined;
  return {
    kind: isListing ? 'listing' : 'feed',
    url,
    ...(siteUrl !== undefined && { siteUrl }),
    title: title || (URL.parse(siteUrl ?? url)?.hostname ?? url),
    folder: folderOf(folders),
    ...(paths && { paths }),
  };
}

/** A page without a feed is left where it says that it is one; folders carry such types too, but never the address of a site. */
function isMeantAsFeed(type: string, attributes: ReadonlyMap<string, string>): boolean {
  return /^(rss|atom|link)$/.test(type) && attributes.has('htmlurl') && valueIn(attributes, 'htmlurl') !== '';
}

/** A folder that stands in one of its own name is that folder: some exporters nest each twice. */
function folderOf(folders: readonly string[]): string[] {
  const names = folders.map(folded); // as they are written: names that differ in white space alone are one
  return names.filter((name, at) => name !== '' && name !== names[at - 1]).slice(0, MAX_FOLDERS);
}

function nameIn(attributes: ReadonlyMap<string, string>): string {
  return valueIn(attributes, 'title') || valueIn(attributes, 'text');
}

function valueIn(attributes: ReadonlyMap<string, string>, name: string): string {
  return folded(decodeEntities(repairAmpersands(attributes.get(name) ?? '', NO_ENTITIES)));
}

/** White space in quotes is part of a path, so none is folded; a line break that is not written as one is a space, as XML has it. */
function pathsIn(attributes: ReadonlyMap<string, string>): ListingPaths | undefined {
  const paths = listingPaths((name) => {
    const raw = attributes.get(`frss:${name.toLowerCase()}`) ?? '';
    return decodeEntities(repairAmpersands(raw.replace(/\r\n|[\t\n\r]/g, ' '), NO_ENTITIES));
  });
  return paths && PATH_NAMES.every((name) => paths[name] === ANY_PATHS[name]) ? undefined : paths; // ours, for want of better ones
}

/** How another reader finds the same list. */
export function pathsOf({ item, link, hasDates }: ListingShape): ListingPaths {
  const anchor = link === '.' ? '.' : `./${link}`;
  return {
    xPathItem: `//${item}`,
    xPathItemTitle: anchor,
    xPathItemUri: `${anchor}/@href`,
    ...(hasDates && { xPathItemTimestamp: './/time/@datetime' }),
  };
}

/** What stands for a list whose shape is not known: elements that lists are usually made of. */
const ANY_PATHS: ListingPaths = {
  xPathItem: '//article[.//a[@href]] | //main//li[.//a[@href]]',
  xPathItemTitle: './/a',
  xPathItemUri: './/a/@href',
  xPathItemTimestamp: './/time/@datetime',
};

/** Reading this back and writing it again gives the same bytes. Folders in the order their first feed comes. */
export function writeOpml(subscriptions: readonly Subscription[], title: string): string {
  const top: Folder = { folders: new Map(), lines: [] };
  for (const subscription of subscriptions) folderFor(top, subscription.folder).lines.push(outline(subscription));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0" xmlns:frss="https://freshrss.org/opml">',
    `  <head><title>${escaped(title)}</title></head>`,
    '  <body>',
    ...linesOf(top, '    '),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

type Folder = { readonly folders: Map<string, Folder>; readonly lines: string[] };

function folderFor(top: Folder, names: readonly string[]): Folder {
  let folder = top;
  for (const name of folderOf(names)) {
    const next: Folder = folder.folders.get(name) ?? { folders: new Map(), lines: [] };
    folder.folders.set(name, next);
    folder = next;
  }
  return folder;
}

function linesOf({ folders, lines }: Folder, indent: string): string[] {
  const below = [...folders].flatMap(([name, folder]) => [
    `${indent}<outline text="${escaped(name)}" title="${escaped(name)}">`,
    ...linesOf(folder, `${indent}  `),
    `${indent}</outline>`,
  ]);
  return [...lines.map((line) => indent + line), ...below];
}

function outline({ kind, url, siteUrl, title, paths }: Subscription): string {
  const name = escaped(title);
  const shape = kind === 'listing' ? (paths ?? ANY_PATHS) : undefined;
  const attributes = [
    `type="${shape ? 'HTML+XPath' : 'rss'}"`,
    `text="${name}"`,
    `title="${name}"`,
    `xmlUrl="${escaped(url)}"`,
    ...(siteUrl === undefined ? [] : [`htmlUrl="${escaped(siteUrl)}"`]),
    ...PATH_NAMES.flatMap((name) => (shape?.[name] === undefined ? [] : [`frss:${name}="${escapedPath(shape[name])}"`])),
  ];
  return `<outline ${attributes.join(' ')} />`;
}

function escaped(value: string): string {
  return marked(folded(value));
}

function escapedPath(path: string): string {
  return marked(path).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}

function marked(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function folded(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
