/** A page that was written in Markdown → an essay to publish: what stands above it, and its words without its signs. Pure. */
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { MAX_SUMMARY_CHARS } from '../feed/limits';
import { plainText } from '../feed/plain-text';
import { shortened } from '../text/shortened';

export type MarkdownPage = {
  readonly title?: string;
  readonly url?: string; // as it is written above: whole, or from the site's root
  readonly date?: string;
  readonly language?: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly summary: string;
  readonly text: string;
  readonly isDraft: boolean;
};

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const HEADING = /^#{1,6}\s+(.+?)\s*#*\s*$/m;

export function readMarkdown(source: string): MarkdownPage {
  const [head = '', yaml = ''] = FRONT_MATTER.exec(source) ?? [];
  const fields = fieldsIn(yaml);
  const body = source.slice(head.length);
  const text = plainOf(body);
  const title = textIn(fields['title']) ?? HEADING.exec(body)?.[1];
  const words = withoutTitle(text, title);
  const summary = textIn(fields['summary'] ?? fields['description'] ?? fields['excerpt']);
  const [url, date, language] = [
    textIn(fields['url'] ?? fields['permalink'] ?? fields['canonical']),
    dateIn(fields['date'] ?? fields['published']),
    textIn(fields['lang'] ?? fields['language']),
  ];
  return {
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(date !== undefined && { date }),
    ...(language !== undefined && { language }),
    authors: listIn(fields['authors'] ?? fields['author']),
    tags: listIn(fields['tags'] ?? fields['categories']),
    summary: summary ?? shortened(words.replace(/\n/g, ' '), MAX_SUMMARY_CHARS),
    text: words,
    isDraft: textIn(fields['draft']) === 'true',
  };
}

/** Every scalar stays the text that it is: a date is read by whoever knows dates. */
function fieldsIn(yaml: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = load(yaml, { schema: FAILSAFE_SCHEMA });
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : {};
  } catch {
    return {}; // what stands there is no list of fields, and the page is read without them
  }
}

/** Signs that mean emphasis, links, lists and headings go; code stays as it is written. */
function plainOf(body: string): string {
  const [pieces, code] = [[] as string[], body.split(/^(?:```|~~~).*$/m)];
  for (const [at, piece] of code.entries()) pieces.push(at % 2 === 1 ? piece : plainText(withoutSigns(piece)));
  return pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .join('\n');
}

function withoutSigns(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/^\[[^\]]+\]:.*$/gm, '')
    .replace(/^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/gm, '\n$1\n')
    .replace(/^ {0,3}(?:[-*_] *){3,}$/gm, '')
    .replace(/^ {0,3}(?:>\s?)+/gm, '')
    .replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/gm, '\n')
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])/g, '$1')
    .replace(/(?<!\w)_(?=\S)([^_\n]*?\S)_(?!\w)/g, '$1')
    .replace(/`+([^`]+)`+/g, '$1')
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph.replace(/\n/g, ' ')}</p>`)
    .join('');
}

function withoutTitle(text: string, title: string | undefined): string {
  const [first = '', ...rest] = text.split('\n');
  return title !== undefined && first.trim() === title.trim() ? rest.join('\n') : text;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

function dateIn(value: unknown): string | undefined {
  const text = textIn(value)?.replace(/^(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:?\d{2})?$/, '$1T$2$3');
  const at = text === undefined ? Number.NaN : Date.parse(/T/.test(text) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function listIn(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return [...new Set(all.flatMap((each) => textIn(each) ?? textIn(nameOf(each)) ?? []))];
}

const nameOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined);
