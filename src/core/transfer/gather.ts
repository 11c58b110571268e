/** Rows of a file → each page once: rows of one page are joined, and rows that cannot be kept are named with their reason. */
import { quickAddress } from '../quick-address';
import type { Dropped, FolderPath, Incoming, IncomingHighlight, IncomingItem, Reading, Row } from './incoming';

/**
 * The first row of a page gives its address and title; tags, folders, notes and highlights add up; the earliest date wins; one favourite makes it
 * one. Where rows of one page differ in state, unread wins, because what was thought read and was not is lost from sight.
 *
 * Cost  one pass over the rows.
 */
export function gather({ rows, feeds = [], loose = [], dropped = [], passwordsDropped = 0 }: Reading): Incoming {
  const items = new Map<string, IncomingItem[]>(); // what the file says of each page: joined at once, for a page may stand there a hundred thousand times
  const out = leftOut(dropped);
  for (const row of rows) {
    const address = row.address.trim();
    const title = cleanTitle(row.title);
    const key = quickAddress(address);
    const known = key === undefined ? undefined : items.get(key);
    if (key === undefined) out.add({ address, title, reason: address === '' ? 'no-address' : 'not-http' });
    else if (known === undefined) items.set(key, [itemOf(row, address, title)]);
    else {
      known.push(itemOf(row, address, title));
      out.add({ address, title, reason: 'duplicate', ...(known[0] && { of: known[0].url }) });
    }
  }
  return { items: [...items.values()].map(joined), feeds, loose, dropped: out.all(), passwordsDropped };
}

const MOST_NAMED = 100_000; // rows that are not taken: of a file made of nothing else the rest is counted, for each would take many times its own bytes
const MOST_CHARS = 1_000; // of what such a row says: a quote that never closes is as long as the file

function leftOut(before: readonly Dropped[]) {
  const named: Dropped[] = [...before];
  const more = new Map<Dropped['reason'], number>();
  return {
    add({ address, title, ...why }: Dropped): void {
      if (named.length < MOST_NAMED) named.push({ address: address.slice(0, MOST_CHARS), title: title.slice(0, MOST_CHARS), ...why });
      else more.set(why.reason, (more.get(why.reason) ?? 0) + 1);
    },
    all: (): readonly Dropped[] => [...named, ...[...more].map(([reason, rows]) => ({ address: '', title: '', reason, rows }))],
  };
}

type Making = { -readonly [K in keyof IncomingItem]: IncomingItem[K] };

const OPTIONAL = ['author', 'language', 'excerpt', 'addedAt', 'publishedAt', 'archivedAt', 'state', 'progress', 'text'] as const;

/** Field by field: an object made of the rest of another takes three times the memory, and there are a hundred thousand. */
function itemOf(row: Row, url: string, title: string): IncomingItem {
  const item: Making = {
    url,
    title,
    isFavourite: row.isFavourite ?? false,
    tags: tagsIn(row.tags ?? []),
    folders: some((row.folders ?? []).map(cleanPath).filter((path) => path.length > 0)),
    notes: some((row.notes ?? []).map((note) => linesOneWay(note).trim()).filter((note) => note !== '')),
    highlights: some((row.highlights ?? []).filter(({ text }) => text.trim() !== '').map(cleanHighlight)),
  };
  for (const name of OPTIONAL) put(item, name, row[name]);
  return item;
}

function put<N extends keyof Making>(item: Making, name: N, value: Making[N] | undefined): void {
  if (value !== undefined) item[name] = value;
}

const NONE: readonly never[] = [];

/** One empty list for all: of a hundred thousand pages most have none of these. */
const some = <T>(all: readonly T[]): readonly T[] => (all.length === 0 ? NONE : all);

function joined(all: readonly IncomingItem[]): IncomingItem {
  const [first] = all;
  if (first === undefined) throw new RangeError('nothing to join');
  if (all.length === 1) return first;
  const one: Making = { ...first };
  for (const each of all) for (const name of OPTIONAL) if (one[name] === undefined) put(one, name, each[name]);
  const dates = all.flatMap(({ addedAt }) => addedAt ?? []);
  put(one, 'addedAt', dates.length === 0 ? undefined : dates.reduce((a, b) => Math.min(a, b)));
  put(one, 'state', all.some(({ state }) => state === 'unread') ? 'unread' : one.state);
  one.title = all.find(({ title }) => title !== '')?.title ?? '';
  one.isFavourite = all.some(({ isFavourite }) => isFavourite);
  one.tags = tagsIn(all.flatMap(({ tags }) => tags));
  one.folders = unique(
    all.flatMap(({ folders }) => folders),
    (path) => path.join('\u0000'),
  );
  one.notes = unique(
    all.flatMap(({ notes }) => notes),
    (note) => note,
  );
  one.highlights = unique(
    all.flatMap(({ highlights }) => highlights),
    keyOf,
  );
  return one;
}

/** The same words, note and time are one highlight that the file holds twice. */
function keyOf({ text, note = '', madeAt = 0, place = {} }: IncomingHighlight): string {
  return JSON.stringify([text, note, madeAt, place.start ?? '', place.prefix ?? '']);
}

function tagsIn(tags: readonly string[]): readonly string[] {
  const named = tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
  return named.length < 2 ? some(named) : [...new Set(named)];
}

function cleanPath(path: FolderPath): string[] {
  return path.map((name) => name.trim()).filter((name) => name !== '');
}

/** What stands in a file of Windows is the same note. */
const linesOneWay = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

function cleanHighlight(highlight: IncomingHighlight): IncomingHighlight {
  const { text, note } = highlight;
  if (!text.includes('\r') && !note?.includes('\r')) return highlight;
  return { ...highlight, text: linesOneWay(text), ...(note !== undefined && { note: linesOneWay(note) }) };
}

function cleanTitle(title: string | undefined): string {
  return linesOneWay(title ?? '')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

function unique<T>(all: readonly T[], keyed: (each: T) => string): T[] {
  return [...new Map(all.map((each) => [keyed(each), each])).values()];
}
