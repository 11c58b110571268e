/**
 * Pages in rows of plainly named fields, whoever wrote them: what most readers' interfaces give (Pinboard, Feedbin, GoodLinks, linkding, Shaarli, Raindrop, Pocket,
 * Reader, Diigo), as JSON or as a table. Asked after all formats that are known by name.
 */
import type { IncomingHighlight, ReadingState, Row } from '../incoming';
import { readInstant } from '../instant';
import { claimOf, type Fields, fieldsOf, listOf, named, textOf } from './fields';

/** The first that is there counts: what a page is before what a service makes of it. */
const ADDRESS = ['sourceurl', 'resolvedurl', 'givenurl', 'url', 'link', 'href', 'uri', 'address'];
const TITLE = ['title', 'resolvedtitle', 'giventitle', 'name'];
const OWN_NOTE = ['note', 'notes', 'extended', 'comment', 'comments'];
const EXCERPT = ['excerpt', 'summary'];
const TAGS = ['tags', 'tagnames', 'labels'];
const FOLDER = ['folder', 'folders', 'collection', 'collections'];
const FAVOURITE = ['starred', 'isstarred', 'favorite', 'isfavorite', 'favourite', 'favorited', 'important', 'pinned', 'ismarked'];
const ARCHIVED = ['archived', 'isarchived', 'archive', 'archivedat'];
const READ = ['read', 'isread', 'readat'];
const UNREAD = ['unread', 'isunread', 'toread'];
const SHELF = ['state', 'status', 'location'];
const ADDED = [
  ...['added', 'addedat', 'dateadded', 'timeadded', 'savedat', 'saved', 'bookmarkedat', 'created', 'createdat', 'creationdate'],
  ...['time', 'timestamp', 'date'],
];
const PUBLISHED = ['publishedat', 'published', 'publisheddate', 'datepublished'];
const PROGRESS = ['readingprogress', 'progress'];
const TEXT = ['content', 'contenthtml', 'html'];
const HIGHLIGHTS = ['highlights', 'annotations', 'highlight'];
const QUOTE = ['text', 'quote', 'content', 'highlight'];
const ABOUT_QUOTE = ['note', 'notes', 'comment', 'annotation'];
const MARKUP = /<\/?[a-z][^>]*>/i;
const FLAGGED = /^(?:Highlight|Note)\s*:\s*/i;

/** `added_at`, `addedAt` and "Added at" are one name. */
export function plainNames(raw: Fields): Fields {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.replace(/[^a-z]/gi, '').toLowerCase(), value]));
}

export const isAddressField = (name: string): boolean => ADDRESS.includes(name.replace(/[^a-z]/gi, '').toLowerCase());

export const hasAddress = (raw: unknown): boolean => /^https?:/i.test(addressIn(plainNames(fieldsOf(raw))));

const addressIn = (fields: Fields): string => ADDRESS.map((name) => textOf(fields[name]).trim()).find((each) => each !== '') ?? '';

/** `words` are what separates tags in one text. */
export function plainRow(raw: Fields, words: RegExp): Row {
  const fields = plainNames(raw);
  const first = (names: readonly string[]): string => names.map((name) => textOf(fields[name]).trim()).find((each) => each !== '') ?? '';
  const time = (names: readonly string[]): number | undefined =>
    names.map((name) => readInstant(fields[name])).find((at) => at !== undefined);
  const description = textOf(fields['description']).trim();
  const isTitle = 'extended' in fields && first(TITLE) === ''; // Pinboard calls the title a description, and the note an extended one
  const hasNotes = OWN_NOTE.some((name) => name in fields);
  const text = first(TEXT);
  const state = stateIn(fields);
  return {
    address: addressIn(fields),
    title: first(TITLE) || (isTitle ? description : ''),
    tags: TAGS.flatMap((name) => tagsIn(fields[name], words)),
    folders: FOLDER.flatMap((name) => pathsIn(fields[name])),
    notes: [...OWN_NOTE.map((name) => textOf(fields[name])), ...(hasNotes ? [] : [description])],
    isFavourite: FAVOURITE.some((name) => isSaid(fields[name])),
    highlights: [...HIGHLIGHTS.flatMap((name) => quotesIn(fields[name])), ...quoteOf(fields)],
    ...named('author', textOf(fields['author']).trim() || textOf(fieldsOf(fields['author'])['name']).trim()),
    ...named('excerpt', first(EXCERPT) || (hasNotes && !isTitle ? description : '')),
    ...named('addedAt', time(ADDED)),
    ...named('publishedAt', time(PUBLISHED)),
    ...named('state', state),
    ...named(
      'progress',
      PROGRESS.map((name) => shareIn(fields[name])).find((share) => share !== undefined),
    ),
    ...(MARKUP.test(text) && { text: { kind: 'html' as const, source: text } }),
  };
}

/** A claim, or a time at which it came about. */
function isSaid(raw: unknown): boolean {
  return claimOf(raw) ?? (textOf(raw).trim().toLowerCase() === 'yes' || readInstant(raw) !== undefined);
}

/** What denies that something is unread says nothing of an archive. */
function stateIn(fields: Fields): ReadingState | undefined {
  const shelf = SHELF.map((name) => textOf(fields[name]).trim()).join(' ');
  if (/\barchived?\b/i.test(shelf)) return 'archived';
  if (UNREAD.some((name) => isSaid(fields[name])) || /\b(?:unread|new|later|inbox|shortlist|active)\b/i.test(shelf)) return 'unread';
  const closing = [...ARCHIVED, ...READ].filter((name) => name in fields && fields[name] !== '');
  if (closing.some((name) => isSaid(fields[name]))) return 'archived';
  return closing.length > 0 ? 'unread' : undefined;
}

/** A list of words or of things with a name, names with things under them, or one text. */
function tagsIn(raw: unknown, words: RegExp): readonly string[] {
  if (typeof raw === 'string') return raw.split(words);
  if (Array.isArray(raw)) return raw.map(nameOf);
  return Object.keys(fieldsOf(raw));
}

function nameOf(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  const { name, label, tag, title } = fieldsOf(raw);
  return [name, label, tag, title].map(textOf).find((each) => each !== '') ?? '';
}

/** One highlight a row, with what was written about it. */
function quoteOf(fields: Fields): readonly IncomingHighlight[] {
  const quote = textOf(fields['quote']).trim();
  return quote === '' ? [] : [{ text: quote, tags: [], ...named('note', textOf(fields['text']).trim()) }];
}

/** In hundredths, or as a share. */
function shareIn(raw: unknown): number | undefined {
  const said = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  return typeof said === 'number' && said > 0 && said <= 100 ? said / (said > 1 ? 100 : 1) : undefined;
}

function pathsIn(raw: unknown): readonly (readonly string[])[] {
  const all = Array.isArray(raw) ? raw : [raw];
  return all.map((each) => nameOf(each).trim()).flatMap((path) => (path === '' ? [] : [path.split('/')]));
}

function quotesIn(raw: unknown): readonly IncomingHighlight[] {
  if (typeof raw === 'string') return quotesInCell(raw);
  return listOf(raw).map((each): IncomingHighlight => {
    if (typeof each === 'string') return { text: each.trim(), tags: [] };
    const fields = plainNames(fieldsOf(each));
    const first = (names: readonly string[]): string => names.map((name) => textOf(fields[name]).trim()).find((said) => said !== '') ?? '';
    return {
      text: first(QUOTE),
      tags: TAGS.flatMap((name) => tagsIn(fields[name], /,/)),
      ...named('note', first(ABOUT_QUOTE)),
      ...named('colour', first(['color', 'colour'])),
      ...named(
        'madeAt',
        ADDED.map((name) => readInstant(fields[name])).find((at) => at !== undefined),
      ),
    };
  });
}

/** A line each; where the lines say what they are, a note belongs to the highlight before it. */
export function quotesInCell(cell: string): readonly IncomingHighlight[] {
  const quotes: { text: string; note?: string }[] = [];
  for (const line of cell.split(/\r?\n/).map((each) => each.trim())) {
    const last = quotes.at(-1);
    if (/^Note\s*:/i.test(line) && last !== undefined) last.note = [last.note, line.replace(FLAGGED, '')].filter(Boolean).join('\n');
    else if (line !== '') quotes.push({ text: line.replace(FLAGGED, '') });
  }
  return quotes.map(({ text, note }) => ({ text, tags: [], ...named('note', note) }));
}
