/** Bookmarks as browsers and bookmark servers read them: one list, with tags, dates and notes. Pure. */
import type { OutEntry } from './entry';

export const netscapeHead = (): string =>
  [
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>',
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
    '<TITLE>Bookmarks</TITLE>',
    '<H1>Bookmarks</H1>',
    '<DL><p>',
    '',
  ].join('\n');

export const netscapeTail = (): string => '</DL><p>\n';

/** A comma parts tags there, so one in a tag is a space. `ARCHIVED` is ours; others pass over it. */
export function netscapeRow({ essay, savedAt, archivedAt, tags, notes }: OutEntry): string {
  const attributes = [
    `HREF="${escaped(essay.url)}"`,
    ...(savedAt === undefined ? [] : [`ADD_DATE="${Math.floor(savedAt / 1000)}"`]),
    ...(archivedAt === undefined ? ['TOREAD="1"'] : ['TOREAD="0"', 'ARCHIVED="1"']),
    ...(tags.length === 0 ? [] : [`TAGS="${escaped(tags.map(plainTag).join(','))}"`]),
  ];
  const note = notes.join('\n\n');
  return `<DT><A ${attributes.join(' ')}>${escaped(essay.title)}</A>\n${note === '' ? '' : `<DD>${escaped(note)}\n`}`;
}

export const plainTag = (tag: string): string => tag.replace(/\s*,\s*/g, ' ').trim();

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
