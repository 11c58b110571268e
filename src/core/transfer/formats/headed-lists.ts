/** The HTML that Pocket and Instapaper wrote: a heading for each state or folder, and below it a list of links. */
import type { Row } from '../incoming';
import { readInstant } from '../instant';
import { named } from './fields';
import type { MarkupFormat } from './format';
import { piecesOf } from './markup';

type Shelf = Pick<Row, 'state' | 'isFavourite' | 'folders'>;

export const pocketHtml: MarkupFormat = {
  name: 'pocket-html',
  detect: (text) =>
    /<title>\s*Pocket Export\s*<\/title>/i.test(text) || (/\btime_added\s*=/i.test(text) && /<h1>\s*(unread|read archive)/i.test(text)),
  read: (text) => ({ rows: rowsOf(text, (name) => ({ state: /archive/i.test(name) ? 'archived' : 'unread' })) }),
};

export const instapaperHtml: MarkupFormat = {
  name: 'instapaper-html',
  detect: (text) => /<title>\s*Instapaper: Export\s*<\/title>/i.test(text),
  read: (text) => ({ rows: rowsOf(text, instapaperShelf) }),
};

/** Instapaper names one folder a row: its states are folders of their own, and a starred row says nothing of being read. */
export function instapaperShelf(name: string): Shelf {
  if (/^unread$/i.test(name)) return { state: 'unread' };
  if (/^archive$/i.test(name)) return { state: 'archived' };
  if (/^starred$/i.test(name)) return { isFavourite: true };
  return name === '' ? {} : { folders: [[name]] };
}

function rowsOf(text: string, shelfOf: (heading: string) => Shelf): Row[] {
  const rows: Row[] = [];
  let shelf: Shelf = {};
  for (const piece of piecesOf(text)) {
    if (piece.kind === 'heading') shelf = shelfOf(piece.text);
    if (piece.kind !== 'link') continue;
    const { attributes } = piece;
    rows.push({
      address: attributes.get('href') ?? '',
      title: piece.text,
      tags: (attributes.get('tags') ?? '').split(','),
      ...named('addedAt', readInstant(attributes.get('time_added'))),
      ...shelf,
    });
  }
  return rows;
}
