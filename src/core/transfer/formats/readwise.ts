/** Readwise: Reader's list of documents, the export of highlights, and the table of highlights that it takes in. */
import type { Dropped, IncomingHighlight, LooseHighlights, Reading, Row } from '../incoming';
import { readInstant } from '../instant';
import type { Table, TableRow } from '../table';
import { named } from './fields';
import type { TableFormat } from './format';

export const readwiseReader: TableFormat = {
  name: 'readwise-reader-csv',
  detect: ({ names }) => names.has('url') && names.has('saved date') && names.has('location'),
  read: (table) => readReader(table),
};

export const readwiseHighlights: TableFormat = {
  name: 'readwise-highlights-csv',
  detect: ({ names }) => names.has('highlight') && names.has('book title'),
  read: ({ rows }) => ({ rows: [], loose: byTitle(rows) }),
};

export const readwiseTemplate: TableFormat = {
  name: 'readwise-template-csv',
  detect: ({ names }) => names.has('highlight') && names.has('url'),
  read: ({ rows }) => ({
    rows: rows.map((cell) => ({
      address: cell('url'),
      title: cell('title'),
      highlights: [highlightOf(cell, 'date')],
      ...named('author', cell('author').trim()),
    })),
  }),
};

/** What a feed brought there was not saved by anyone, and is left out. */
function readReader({ rows }: Table): Reading {
  const dropped: Dropped[] = [];
  const kept: Row[] = [];
  for (const cell of rows) {
    const location = cell('location').trim().toLowerCase();
    if (location === 'feed') dropped.push({ address: cell('url'), title: cell('title'), reason: 'feed-row' });
    else
      kept.push({
        address: cell('url'),
        title: cell('title'),
        tags: pythonList(cell('document tags')),
        state: location === 'archive' ? 'archived' : 'unread',
        ...named('addedAt', readInstant(cell('saved date'))),
      });
  }
  return { rows: kept, dropped };
}

/** Titles in the order of their first highlight. */
function byTitle(rows: Iterable<TableRow>): LooseHighlights[] {
  const titles = new Map<string, { readonly author: string; readonly highlights: IncomingHighlight[] }>();
  for (const cell of rows) {
    const title = cell('book title').trim();
    const known = titles.get(title) ?? { author: cell('book author').trim(), highlights: [] };
    known.highlights.push(highlightOf(cell, 'highlighted at'));
    titles.set(title, known);
  }
  return [...titles].map(([title, { author, highlights }]) => ({ title, ...named('author', author), highlights }));
}

function highlightOf(cell: TableRow, date: string): IncomingHighlight {
  return {
    text: cell('highlight').trim(),
    tags: cell('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    ...named('note', cell('note').trim()),
    ...named('colour', cell('color').trim()),
    ...named('madeAt', readInstant(cell(date))),
  };
}

/** `['a', "it's", 'both \' and "']`, as Python prints a list of strings. */
function pythonList(cell: string): string[] {
  return [...cell.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, single, double]) => unescaped(single ?? double ?? ''));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gi, (_, two?: string, four?: string, one?: string) =>
    one === undefined ? String.fromCharCode(Number.parseInt(two ?? four ?? '0', 16)) : (ESCAPES[one] ?? one),
  );
}
