/**
 * A saved essay as a Markdown file that any editor opens: front matter, then the reader's note, the highlights, the text. formats/own-markdown.ts reads
 * it back. Pure.
 */
import type { OutEntry } from './entry';

export const MARK = 'sidelight'; // the field of the front matter by which the files are known again
export const SECTIONS = { note: '## Note', highlights: '## Highlights', text: '## Text' } as const;

const MOST_NAME_CHARS = 80;
/** What some disk or some note-taker gives a meaning. */
const UNFIT = /[\\/:*?"<>|#^[\]\p{Cc}\p{Surrogate}]+/gu;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** `text`: of the essay, as Markdown; empty where only its address is known. */
export function markdownFile({ essay, savedAt, archivedAt, tags, notes, highlights }: OutEntry, text: string): string {
  const { url, title, author, publishedAt, language, summary } = essay;
  const iso = (at: number): string => new Date(at).toISOString();
  const fields: readonly (readonly [string, string | number | readonly string[] | undefined])[] = [
    ['title', title],
    ['source', url],
    ['author', author],
    ['published', publishedAt === undefined ? undefined : iso(publishedAt)],
    ['created', savedAt === undefined ? undefined : iso(savedAt)],
    ['archived', archivedAt === undefined ? undefined : iso(archivedAt)],
    ['language', language],
    ['description', summary === '' ? undefined : summary],
    ['tags', tags.length === 0 ? undefined : tags],
    [MARK, 1],
  ];
  const front = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`]));
  const parts = [
    ['---', ...front, '---'].join('\n'),
    ...(notes.length === 0 ? [] : [SECTIONS.note, safe(notes.join('\n\n'))]),
    ...(highlights.length === 0 ? [] : [SECTIONS.highlights, ...highlights.map(highlightPart)]),
    ...(text.trim() === '' ? [] : [SECTIONS.text, text.trim()]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function highlightPart({ quote, ink, note, madeAt }: OutEntry['highlights'][number]): string {
  const quoted = quote.exact
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
  const facts = `<!-- ${new Date(madeAt).toISOString()} ${ink[0]} -->`;
  return [quoted, facts, ...(note?.[0] ? ['', safe(note[0])] : [])].join('\n');
}

/** Lines that would begin a section or a quote of ours. */
const safe = (text: string): string => text.replace(/^(?=[\\#>]|<!--)/gm, '\\');
export const unsafe = (text: string): string => text.replace(/^\\(?=[\\#>]|<!--)/gm, '');

/** A name for the file that is fit for every disk, and no other's. `taken`: in lower case; the name is put in. */
export function fileName(title: string, taken: Set<string>): string {
  const plain = title
    .normalize('NFC')
    .replace(UNFIT, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|[. ]+$/g, '');
  const short = [...plain].slice(0, MOST_NAME_CHARS).join('').trim();
  const name = short === '' || RESERVED.test(short) ? `${short || 'Essay'}_` : short;
  for (let at = 1; ; at++) {
    const tried = at === 1 ? name : `${name} (${at})`;
    if (taken.has(tried.toLowerCase())) continue;
    taken.add(tried.toLowerCase());
    return `${tried}.md`;
  }
}
