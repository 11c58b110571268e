/** Instapaper's tables of all years: four, five and six columns. */
import { readInstant } from '../instant';
import { listOf, named, textOf } from './fields';
import type { TableFormat } from './format';
import { instapaperShelf } from './headed-lists';
import { jsonIn } from './json-in';

export const instapaperCsv: TableFormat = {
  name: 'instapaper-csv',
  detect: ({ names }) => names.has('url') && names.has('selection') && names.has('folder'),
  read: ({ rows }) => ({
    rows: rows.map((cell) => ({
      address: cell('url'),
      title: cell('title'),
      tags: listOf(jsonIn(cell('tags') || '[]')).map(textOf),
      highlights: cell('selection').trim() === '' ? [] : [{ text: cell('selection').trim(), tags: [] }],
      ...named('addedAt', readInstant(cell('timestamp'))),
      ...instapaperShelf(cell('folder').trim()),
    })),
  }),
};
