/** Omnivore's zip: what it knew of each page, the readable page, and the highlights as Markdown. */
import type { IncomingHighlight, Reading, Row } from '../incoming';
import { readInstant } from '../instant';
import { fieldsOf, listOf, named, textOf } from './fields';
import type { Folder, FolderFormat, TableFormat } from './format';
import { jsonIn } from './json-in';

const METADATA = /(^|\/)metadata_\d+_to_\d+\.json$/i;
const LABELS = /^(?:#[^\s#]+)(?:\s+#[^\s#]+)*$/;

export const omnivoreZip: FolderFormat = {
  name: 'omnivore-zip',
  detect: ({ names }) => names.some((name) => METADATA.test(name)),
  read: (folder) => readOmnivore(folder),
};

/** The table that Omnivore took in. */
export const omnivoreCsv: TableFormat = {
  name: 'omnivore-csv',
  detect: ({ names }) => names.has('url') && names.has('state') && names.has('labels'),
  read: ({ rows }) => ({
    rows: rows.map((cell) => ({
      address: cell('url'),
      tags: labelsIn(cell('labels')),
      ...named('addedAt', readInstant(cell('saved at'))),
      ...named('publishedAt', readInstant(cell('published at'))),
      ...named('state', stateOf(cell('state'))),
    })),
  }),
};

function readOmnivore(folder: Folder): Reading {
  const top = folder.names.find((name) => METADATA.test(name))?.replace(/[^/]*$/, '') ?? '';
  const known = folder.names.filter((name) => METADATA.test(name)).flatMap((name) => listOf(jsonIn(folder.text(name))));
  return { rows: known.map((raw) => rowOf(raw, folder, top)) };
}

function rowOf(raw: unknown, { text }: Folder, top: string): Row {
  const page = fieldsOf(raw);
  const slug = textOf(page['slug']);
  const html = text(`${top}content/${slug}.html`) ?? '';
  const { highlights, notes } = readHighlights(text(`${top}highlights/${slug}.md`) ?? '');
  const progress = Number(page['readingProgress'] ?? Number.NaN);
  return {
    address: textOf(page['url']),
    title: textOf(page['title']),
    tags: listOf(page['labels']).map((label) => textOf(label) || textOf(fieldsOf(label)['name'])),
    highlights,
    notes,
    ...named('author', textOf(page['author'])),
    ...named('excerpt', textOf(page['description'])),
    ...named('addedAt', readInstant(page['savedAt'])),
    ...named('publishedAt', readInstant(page['publishedAt'])),
    ...named('state', stateOf(textOf(page['state']))),
    ...(progress > 0 && progress <= 100 && { progress: progress / 100 }),
    ...(html.trim() !== '' && { text: { kind: 'html' as const, source: html } }),
  };
}

function stateOf(state: string): 'archived' | 'unread' | undefined {
  if (/^archived$/i.test(state)) return 'archived';
  return /^(active|succeeded)$/i.test(state) ? 'unread' : undefined;
}

/**
 * Blocks with an empty line between them. Omnivore writes `>` before a quote's first line and after its empty lines only, so a block whose first
 * line has one is a quote to its end, and a block of `>` alone goes on with the quote before it.
 */
function readHighlights(markdown: string): { readonly highlights: IncomingHighlight[]; readonly notes: string[] } {
  const highlights: IncomingHighlight[] = [];
  const notes: string[] = [];
  for (const block of blocksOf(markdown)) {
    const last = highlights.at(-1);
    if (block.startsWith('>')) highlights.push({ text: quoteIn(block), tags: [] });
    else if (last === undefined) notes.push(block);
    else if (LABELS.test(block) && last.note === undefined)
      highlights.splice(-1, 1, { ...last, tags: block.split(/\s+/).map((label) => label.slice(1)) });
    else highlights.splice(-1, 1, { ...last, note: last.note === undefined ? block : `${last.note}\n\n${block}` });
  }
  return { highlights, notes };
}

function blocksOf(markdown: string): string[] {
  return markdown
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '');
}

function quoteIn(block: string): string {
  return block
    .split('\n')
    .map((line) => line.replace(/^>[^\S\n]?/, '').trimEnd())
    .join('\n')
    .trim();
}

/** JSON, or names between commas. */
function labelsIn(cell: string): string[] {
  const list = jsonIn(cell);
  if (Array.isArray(list)) return list.map(textOf);
  return cell
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((label) => label.trim().replace(/^["']|["']$/g, ''));
}
