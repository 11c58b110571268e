/** Notes of Obsidian's web clipper: Markdown with front matter, in a zip of a vault's folders. */
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import type { IncomingHighlight, Row } from '../incoming';
import { readInstant } from '../instant';
import { type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { FolderFormat } from './format';

const FRONT_MATTER = /^\uFEFF?---[^\S\n]*\n([\s\S]*?)\n---[^\S\n]*(?:\n|$)/;
const HIGHLIGHT = /==(?=\S)([^\n]*?\S)==/g;
const ADDRESS_FIELDS = ['source', 'url', 'link'];

export const obsidianZip: FolderFormat = {
  name: 'obsidian-zip',
  detect: ({ names, text }) => notesIn(names).some((name) => FRONT_MATTER.test(unified(text(name)))),
  read: ({ names, text }) => ({ rows: notesIn(names).map((name) => noteOf(name, text(name) ?? '')) }),
};

export function notesIn(names: readonly string[]): string[] {
  return names.filter((name) => /\.(md|markdown)$/i.test(name));
}

export type Noted = { readonly fields: Fields; readonly body: string };

export function frontMatterOf(raw: string | undefined): Noted {
  const markdown = unified(raw);
  const front = FRONT_MATTER.exec(markdown);
  return { fields: frontMatter(front?.[1] ?? ''), body: markdown.slice(front?.[0].length ?? 0).trim() };
}

/** A note without a source has no address, and is named with its file. */
function noteOf(name: string, markdown: string): Row {
  const { fields, body } = frontMatterOf(markdown);
  const parts = name.split('/');
  const folder = parts.slice(0, -1);
  return {
    address: ADDRESS_FIELDS.map((field) => textOf(fields[field])).find((each) => each !== '') ?? '',
    title: textOf(fields['title']) || (parts.at(-1) ?? '').replace(/\.\w+$/, ''),
    tags: wordsIn(fields['tags']).map((tag) => tag.replace(/^#/, '')),
    folders: folder.length > 0 ? [folder] : [],
    highlights: highlightsIn(body),
    ...named('author', wordsIn(fields['author']).map(unlinked).join(', ')),
    ...named('excerpt', textOf(fields['description'])),
    ...named('addedAt', readInstant(fields['created'])),
    ...named('publishedAt', readInstant(fields['published'])),
    ...(body !== '' && { text: { kind: 'markdown' as const, source: body } }),
  };
}

/** Everything as text: "2025-03-04" is read as a date where a date is wanted. Damaged front matter has no fields. */
function frontMatter(yaml: string): Fields {
  try {
    return fieldsOf(load(yaml, { schema: FAILSAFE_SCHEMA }));
  } catch {
    return {};
  }
}

function highlightsIn(body: string): IncomingHighlight[] {
  return [...body.matchAll(HIGHLIGHT)].map((found) => ({ text: (found[1] ?? '').trim(), tags: [] }));
}

function wordsIn(raw: unknown): string[] {
  return typeof raw === 'string'
    ? raw
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean)
    : listOf(raw).map(textOf).filter(Boolean);
}

/** `[[Name]]` links to a note about the author. */
const unlinked = (author: string): string => author.replace(/^\[\[|\]\]$/g, '');
const unified = (text: string | undefined): string => (text ?? '').replace(/\r\n?/g, '\n');
