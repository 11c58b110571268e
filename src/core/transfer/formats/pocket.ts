/** Pocket's last export: a zip with parts of a table, the reader's highlights and collections; and one such part by itself. */
import type { Reading, Row } from '../incoming';
import { readInstant } from '../instant';
import { readTable, type Table } from '../table';
import { fieldsOf, listOf, named, textOf } from './fields';
import type { Folder, FolderFormat, TableFormat } from './format';
import { jsonIn } from './json-in';

const PART = /(^|\/)part_\d+\.csv$/i;
const ANNOTATIONS = /(^|\/)annotations\/[^/]+\.json$/i;
const COLLECTION = /(^|\/)collections\/[^/]+\.json$/i;

export const pocketCsv: TableFormat = {
  name: 'pocket-csv',
  detect: ({ names }) => names.has('url') && names.has('time added') && names.has('status'),
  read: (table) => ({ rows: rowsOf(table) }),
};

export const pocketZip: FolderFormat = {
  name: 'pocket-zip',
  detect: ({ names }) => names.some((name) => PART.test(name)),
  read: (folder) => readPocket(folder),
};

function readPocket({ names, text }: Folder): Reading {
  const tables = names.filter((name) => PART.test(name)).flatMap((name) => readTable(text(name) ?? '') ?? []);
  const highlights = names.filter((name) => ANNOTATIONS.test(name)).flatMap((name) => listOf(jsonIn(text(name))).map(annotated));
  const collected = names.filter((name) => COLLECTION.test(name)).flatMap((name) => collection(jsonIn(text(name))));
  const rows = tables.filter((table) => pocketCsv.detect(table)).flatMap((table) => [...rowsOf(table)]);
  const alone = onTo(rows, highlights);
  return { rows: [...rows, ...alone, ...collected] };
}

function rowsOf({ rows }: Table): Iterable<Row> {
  return rows.map((cell) => ({
    address: cell('url'),
    title: cell('title'),
    tags: cell('tags').split('|'),
    ...named('addedAt', readInstant(cell('time added'))),
    ...named('state', stateOf(cell('status'))),
  }));
}

function stateOf(status: string): 'archived' | 'unread' | undefined {
  if (/^archived?$/i.test(status.trim())) return 'archived';
  return /^unread$/i.test(status.trim()) ? 'unread' : undefined;
}

function annotated(raw: unknown): Row {
  const { url, title, highlights } = fieldsOf(raw);
  return {
    address: textOf(url),
    title: textOf(title),
    highlights: listOf(highlights).map((each) => {
      const { quote, created_at } = fieldsOf(each);
      return { text: textOf(quote).trim(), tags: [], ...named('madeAt', readInstant(created_at)) };
    }),
  };
}

function collection(raw: unknown): Row[] {
  const { title, items } = fieldsOf(raw);
  return listOf(items).map((each) => {
    const item = fieldsOf(each);
    return {
      address: textOf(item['url']),
      title: textOf(item['title']),
      folders: [[textOf(title)]],
      notes: [textOf(item['note'])],
      ...named('excerpt', textOf(item['excerpt'])),
    };
  });
}

/** The highlights of a page in the list are more of its row and no second one; only what the list does not hold stands by itself. */
function onTo(rows: Row[], highlights: readonly Row[]): Row[] {
  const at = new Map(rows.map(({ address }, index) => [address, index]));
  return highlights.filter((more) => {
    const index = at.get(more.address);
    const row = index === undefined ? undefined : rows[index];
    if (index === undefined || row === undefined) return true;
    rows[index] = { ...row, highlights: [...(row.highlights ?? []), ...(more.highlights ?? [])] };
    return false;
  });
}
