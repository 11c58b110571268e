/** Bookmarks as browsers and bookmark servers write them: Netscape's file, from Chrome, Firefox, Safari, linkding, Pinboard, Karakeep and Shaarli. */
import type { FolderPath, ReadingState, Row } from '../incoming';
import { readInstant } from '../instant';
import { named } from './fields';
import type { MarkupFormat } from './format';
import { piecesOf } from './markup';

const DOCTYPE = /^\s*(?:<!--[\s\S]*?-->\s*)*<!doctype\s+netscape-bookmark-file-1/i;
/** Files whose first line an editor took away. */
const LIST = /<dl\b[\s\S]{0,200}?<dt>\s*<(?:a|h3)\b/i;
const READING_LIST = 'com.apple.readinglist';
const ARCHIVED = /^linkding:(bookmarks\.)?archived$/;
const LINKDING_NOTES = /\[linkding-notes\]([\s\S]*?)\[\/linkding-notes\]/g;
/** linkding joins its lines with LF CR, which nobody else does. */
const IS_LINKDING = /\[linkding-notes\]|linkding:(?:bookmarks\.)?archived|\n\r<DT>/;

type OpenFolder = { readonly name: string; readonly isReadingList: boolean };

export const netscape: MarkupFormat = {
  name: 'netscape',
  detect: (text) => DOCTYPE.test(text) || LIST.test(text.slice(0, 20_000)),
  read: (text) => ({ rows: rowsOf(text) }),
};

function rowsOf(text: string): Row[] {
  const isLinkding = IS_LINKDING.test(text);
  const rows: Row[] = [];
  const open: (OpenFolder | undefined)[] = [];
  let heading: OpenFolder | undefined;
  for (const piece of piecesOf(text)) {
    if (piece.kind === 'heading') {
      if (piece.level === 1) continue; // the file's own title
      heading = { name: piece.text, isReadingList: piece.attributes.get('id')?.toLowerCase() === READING_LIST };
    } else if (piece.kind === 'open') {
      open.push(heading);
      heading = undefined;
    } else if (piece.kind === 'close') {
      open.pop();
      heading = undefined;
    } else if (piece.kind === 'link') {
      heading = undefined;
      rows.push(rowOf(piece.attributes, piece.text, open));
    } else if (piece.kind === 'description' && heading === undefined) {
      const last = rows.pop(); // what describes a folder describes no page
      if (last) rows.push({ ...last, ...described(piece.text, isLinkding || open.some((folder) => folder?.isReadingList)) });
    }
  }
  return rows;
}

function rowOf(attributes: ReadonlyMap<string, string>, title: string, open: readonly (OpenFolder | undefined)[]): Row {
  const tags = (attributes.get('tags') ?? '').split(',').map((tag) => tag.trim());
  const folder: FolderPath = open.flatMap((each) => (each === undefined ? [] : [each.name]));
  const isArchived = attributes.get('archived') === '1' || tags.some((tag) => ARCHIVED.test(tag)); // the attribute is ours: out/netscape.ts
  const isUnread = attributes.get('toread') === '1' || open.some((each) => each?.isReadingList);
  return {
    address: attributes.get('href') ?? '',
    title,
    tags: tags.filter((tag) => !ARCHIVED.test(tag)),
    folders: folder.length > 0 ? [folder] : [],
    isFavourite: attributes.get('data-important') === 'true', // Raindrop's
    ...named('addedAt', readInstant(attributes.get('add_date'))),
    ...named<'state', ReadingState>('state', isArchived ? 'archived' : isUnread ? 'unread' : undefined),
  };
}

/** What stands below a link: the reader's own note, but where the format keeps notes apart from what a page says of itself. */
function described(text: string, hasOwnNotes: boolean): Partial<Row> {
  if (!hasOwnNotes) return text === '' ? {} : { notes: [text] };
  const notes = [...text.matchAll(LINKDING_NOTES)].map((found) => (found[1] ?? '').trim());
  return { notes, ...named('excerpt', text.replace(LINKDING_NOTES, '').trim()) };
}
