/** Makes unknown values into the nouns of the library, or into nothing. For rows of the store and for files; trusts no field. */
import { webAddress } from '../address';
import type { Essay, EssayId, Source, SourceId } from '../essay';
import type { Quote } from '../highlight/quote';
import { listingPaths } from './listing-paths';
import type { HistoryRow, Marks, Place, Stamped } from './marks';
import { isDevice, readStamp } from './stamp';

type Raw = Readonly<Record<string, unknown>>;

const MARK_FIELDS = [
  'saved',
  'read',
  'archived',
  'note',
  'progress',
  'place',
  'tags',
  'refused',
  'silenced',
  'otherNotes',
  'notesReplaced',
] as const satisfies readonly (keyof Marks)[];
/** Every one of them is named, or this does not compile. */
const WHAT: Readonly<Record<HistoryRow['what'], true>> = {
  ...{
    save: true,
    unsave: true,
    archive: true,
    unarchive: true,
    markRead: true,
    markUnread: true,
    open: true,
    refuse: true,
    unrefuse: true,
    silence: true,
    unsilence: true,
  },
  ...{
    tag: true,
    untag: true,
    note: true,
    progress: true,
    firstSeen: true,
    revised: true,
    copied: true,
    highlight: true,
    unhighlight: true,
  },
  ...{ highlightNote: true, related: true, imported: true, exported: true, restored: true },
};
const FROM: Readonly<Record<Place, true>> = {
  ...{ popup: true, panel: true, page: true, options: true, start: true, poll: true, reader: true, library: true, menu: true, key: true },
  ...{ bar: true, import: true, restore: true },
};

/** An essay needs its id, source, address, title and the moment it was first seen; anything else that is damaged is left out. */
export function readEssay(raw: unknown): Essay | undefined {
  if (!isObject(raw)) return undefined;
  const { id, sourceId, url, title, summary, text, author, siteName, language, tags, publishedAt, firstSeenAt } = raw;
  if (!isName(id) || !isName(sourceId) || !isAddress(url) || !isName(title) || !isInstant(firstSeenAt)) return undefined;
  return {
    id: id as EssayId, // as: read back from where it was written
    sourceId: sourceId as SourceId, // as: the same
    url,
    title,
    summary: typeof summary === 'string' ? summary : '',
    ...(typeof text === 'string' && { text }),
    ...(isName(author) && { author }),
    ...(isName(siteName) && { siteName }),
    ...(isName(language) && { language }),
    tags: Array.isArray(tags) ? tags.filter(isName) : [],
    ...(isInstant(publishedAt) && { publishedAt }),
    firstSeenAt,
  };
}

export function readSource(raw: unknown): Source | undefined {
  if (!isObject(raw)) return undefined;
  const { id, kind, url, siteUrl, title, addedAt, paths: said } = raw;
  if (!isName(id) || (kind !== 'feed' && kind !== 'listing') || !isAddress(url) || !isAddress(siteUrl)) return undefined;
  if (!isName(title) || !isInstant(addedAt)) return undefined;
  const paths = isObject(said) ? listingPaths((name) => said[name]) : undefined;
  return { id: id as SourceId, kind, url, siteUrl, title, addedAt, ...(paths && { paths }) }; // as: read back from where it was written
}

/** Field by field: one damaged field never costs the others. `damaged` counts the fields that had to be left out. */
export function readMarks(raw: unknown): { readonly marks: Marks; readonly damaged: number } {
  if (!isObject(raw)) return { marks: {}, damaged: raw === undefined ? 0 : 1 };
  const saved = readStamped(raw['saved'], isBoolean);
  const read = readStamped(raw['read'], isBoolean);
  const archived = readStamped(raw['archived'], isBoolean);
  const note = readStamped(raw['note'], isString);
  const progress = readStamped(raw['progress'], isShare);
  const place = readStamped(raw['place'], isQuote);
  const tags = readMap(raw['tags'], (value) => readStamped(value, isBoolean));
  const refused = readMap(raw['refused'], (value) => readStamped(value, isBoolean));
  const silenced = readStamped(raw['silenced'], isBoolean);
  const otherNotes = readMap(raw['otherNotes'], (value) => readStamped(value, isString), isDevice);
  const notesReplaced = readMap(raw['notesReplaced'], readStamp, isDevice);
  const marks: Marks = {
    ...(saved && { saved }),
    ...(read && { read }),
    ...(archived && { archived }),
    ...(note && { note }),
    ...(progress && { progress }),
    ...(place && { place }),
    ...(tags && { tags }),
    ...(refused && { refused }),
    ...(silenced && { silenced }),
    ...(otherNotes && { otherNotes }),
    ...(notesReplaced && { notesReplaced }),
  };
  return { marks, damaged: MARK_FIELDS.filter((field) => raw[field] !== undefined && marks[field] === undefined).length };
}

/** Of stored marks, what does not read as a mark: a later version's, or damaged. It may be somebody's, and goes along. */
export function unreadIn(raw: unknown): Raw {
  if (!isObject(raw)) return {};
  const { marks } = readMarks(raw);
  return Object.fromEntries(Object.entries(raw).filter(([field]) => !Object.hasOwn(marks, field)));
}

export function readHistoryRow(raw: unknown): HistoryRow | undefined {
  if (!isObject(raw)) return undefined;
  const { essayId, at, what, from, detail } = raw;
  if (!isName(essayId) || !isInstant(at) || !isKeyOf(WHAT, what) || !isKeyOf(FROM, from)) return undefined;
  return { essayId: essayId as EssayId, at, what, from, ...(isName(detail) && { detail }) }; // as: read back from where it was written
}

export function readStamped<T>(raw: unknown, isValue: (value: unknown) => value is T): Stamped<T> | undefined {
  if (!Array.isArray(raw)) return undefined;
  const [value, stamp] = raw;
  const readable = readStamp(stamp);
  return readable !== undefined && isValue(value) ? [value, readable] : undefined;
}

function readMap<T>(
  raw: unknown,
  read: (value: unknown) => T | undefined,
  isKey: (key: string) => boolean = isName,
): Readonly<Record<string, T>> | undefined {
  if (!isObject(raw)) return undefined;
  const readable = Object.entries(raw).flatMap(([key, value]) => {
    const made = read(value);
    return made === undefined || !isKey(key) ? [] : [[key, made] as const];
  });
  return Object.fromEntries(readable);
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isKeyOf = <K extends string>(record: Readonly<Record<K, true>>, value: unknown): value is K =>
  typeof value === 'string' && Object.hasOwn(record, value);
const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;
const isAddress = (value: unknown): value is string => typeof value === 'string' && webAddress(value) !== undefined;
const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const MOST_QUOTED_CHARS = 20_000;
const MOST_AROUND_CHARS = 200;
const isAround = (value: unknown): value is string => isString(value) && value.length <= MOST_AROUND_CHARS;

/** Words with their neighbours: core/highlight/quote.ts. */
export function isQuote(value: unknown): value is Quote {
  if (!isObject(value)) return false;
  const { exact, prefix, suffix, start } = value;
  const isPlace = Number.isSafeInteger(start) && (start as number) >= 0; // as: isSafeInteger narrows nothing
  return isString(exact) && exact.trim() !== '' && exact.length <= MOST_QUOTED_CHARS && isAround(prefix) && isAround(suffix) && isPlace;
}
