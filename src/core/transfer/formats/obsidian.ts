/** Notes of Obsidian's web clipper: Markdown with front matter, in a zip of a vault's folders. */
import type { IncomingHighlight, Row } from '../incoming';
import { readInstant } from '../instant';
import { listOf, named, textOf } from './fields';
import type { FolderFormat } from './format';
import { frontMatterOf, hasFrontMatter } from './front-matter';

const HIGHLIGHT = /==(?=\S)([^\n]*?\S)==/g;
const ADDRESS_FIELDS = ['source', 'url', 'link'];

export const obsidianZip: FolderFormat = {
  name: 'obsidian-zip',
  detect: ({ names, text }) => notesIn(names).some((name) => hasFrontMatter(text(name))),
  read: ({ names, text }) => ({ rows: notesIn(names).map((name) => noteOf(name, text(name) ?? '')) }),
};

export function notesIn(names: readonly string[]): string[] {
  return names.filter((name) => /\.(md|markdown)$/i.test(name));
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
