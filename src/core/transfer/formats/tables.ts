/** Tables of one row a page, each with its own names for the same few things: Raindrop, Matter, mymind, and any table with a column of addresses. */
import type { Row } from '../incoming';
import { readInstant } from '../instant';
import type { TableRow } from '../table';
import { claimOf, named } from './fields';
import type { TableFormat } from './format';
import { isAddressField, plainRow, quotesInCell } from './plain-fields';

export const raindropCsv: TableFormat = {
  name: 'raindrop-csv',
  detect: ({ names }) => names.has('url') && names.has('folder') && names.has('created') && !names.has('selection'),
  read: ({ rows }) => ({
    rows: rows.map((cell) => ({
      address: cell('url'),
      title: cell('title'),
      isFavourite: claimOf(cell('favorite')) === true,
      tags: cell('tags').split(','),
      folders: cell('folder').trim().toLowerCase() === 'unsorted' ? [] : [cell('folder').split('/')],
      notes: [cell('note')],
      highlights: quotesInCell(cell('highlights')),
      ...named('excerpt', cell('excerpt').trim()),
      ...named('addedAt', readInstant(cell('created'))),
    })),
  }),
};

export const matterCsv: TableFormat = {
  name: 'matter-csv',
  detect: ({ names }) => names.has('url') && names.has('in queue'),
  read: ({ rows }) => ({ rows: rows.map(matterRow) }),
};

/** The only time that Matter writes is that of the last interaction. */
function matterRow(cell: TableRow): Row {
  const isQueued = claimOf(cell('in queue'));
  return {
    address: cell('url'),
    title: cell('title'),
    isFavourite: claimOf(cell('favorited')) === true,
    tags: cell('tags').split(';'),
    ...named('author', cell('author').trim()),
    ...named('addedAt', readInstant(cell('last interaction date'))),
    ...(isQueued !== undefined && { state: isQueued ? ('unread' as const) : ('archived' as const) }),
  };
}

export const mymindCsv: TableFormat = {
  name: 'mymind-csv',
  detect: ({ names }) => names.has('url') && names.has('type') && names.has('note') && names.has('created'),
  read: ({ rows }) => ({
    rows: rows.map((cell) => ({
      address: cell('url'),
      title: cell('title'),
      tags: cell('tags').split(','),
      notes: [cell('note')],
      ...named('excerpt', cell('content').trim()),
      ...named('addedAt', readInstant(cell('created'))),
    })),
  }),
};

/** Whatever else keeps addresses in a column with a plain name. Asked last. */
export const addressCsv: TableFormat = {
  name: 'address-csv',
  detect: ({ names }) => [...names].some(isAddressField),
  read: ({ names, rows }) => ({
    rows: rows.map((cell) => plainRow(Object.fromEntries([...names].map((name) => [name, cell(name)])), /[,|;]/)),
  }),
};
