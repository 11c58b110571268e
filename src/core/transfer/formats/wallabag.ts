/** wallabag's export: entries with their text and annotations, and the shorter table. */
import type { IncomingHighlight, Row } from '../incoming';
import { readInstant } from '../instant';
import { claimOf, type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { JsonFormat, TableFormat } from './format';
import { jsonIn } from './json-in';

export const wallabagJson: JsonFormat = {
  name: 'wallabag-json',
  detect: (value) => {
    const first = fieldsOf(listOf(value)[0]);
    return 'is_archived' in first && 'url' in first;
  },
  read: (value) => ({ rows: listOf(value).map((raw) => rowOf(fieldsOf(raw))) }),
};

export const wallabagCsv: TableFormat = {
  name: 'wallabag-csv',
  detect: ({ names }) => names.has('url') && names.has('mime type') && names.has('content'),
  read: ({ rows }) => ({
    rows: rows.map((cell) => ({
      address: cell('url'),
      title: cell('title'),
      tags: tagsIn(cell('tags')),
      ...named('language', cell('language')),
      ...named('addedAt', readInstant(dayFirst(cell('creation date')))),
      ...(cell('content').trim() !== '' && { text: { kind: 'html' as const, source: cell('content') } }),
    })),
  }),
};

function rowOf(entry: Fields): Row {
  const isArchived = claimOf(entry['is_archived']);
  const content = textOf(entry['content']);
  return {
    address: textOf(entry['url']) || textOf(entry['given_url']),
    title: textOf(entry['title']),
    isFavourite: claimOf(entry['is_starred']) === true,
    tags: listOf(entry['tags']).map((tag) => textOf(tag) || textOf(fieldsOf(tag)['label'])),
    highlights: listOf(entry['annotations']).map(annotation),
    ...named('author', listOf(entry['published_by']).map(textOf).filter(Boolean).join(', ')),
    ...named('language', textOf(entry['language']).replace('_', '-')),
    ...named('addedAt', readInstant(entry['created_at'])),
    ...named('archivedAt', readInstant(entry['archived_at'])),
    ...named('publishedAt', readInstant(entry['published_at'])),
    ...(isArchived !== undefined && { state: isArchived ? ('archived' as const) : ('unread' as const) }),
    ...(content.trim() !== '' && claimOf(entry['is_not_parsed']) !== true && { text: { kind: 'html' as const, source: content } }),
  };
}

/** Where the words stand is told by a path through wallabag's own page, which helps nobody else: they are looked up by what they say. */
function annotation(raw: unknown): IncomingHighlight {
  const { text, quote, created_at, ranges } = fieldsOf(raw);
  const range = fieldsOf(listOf(ranges)[0]);
  const [start, end] = [Number(range['startOffset']), Number(range['endOffset'])];
  return {
    text: textOf(quote).trim(),
    tags: [],
    ...named('note', textOf(text).trim()),
    ...named('madeAt', readInstant(created_at)),
    ...(Number.isInteger(start) && Number.isInteger(end) && { place: { start, end } }),
  };
}

/** Its table has the day before the month, and the hours of half a day without saying of which. */
const dayFirst = (written: string): string => written.replace(/^(\d{2})\/(\d{2})\/(\d{4})/, '$3-$2-$1');

function tagsIn(cell: string): string[] {
  const list = jsonIn(cell);
  return Array.isArray(list) ? list.map(textOf) : cell.split(',');
}
