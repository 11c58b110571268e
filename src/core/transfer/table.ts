/** A file of separated values → rows by the names in its first line. Never by position: exporters add columns in the middle. */
import Papa from 'papaparse';
import { isAddressField } from './formats/plain-fields';

export type Table = { readonly names: ReadonlySet<string>; readonly rows: TableRows };

/** Read anew with each pass, and none is held: a hundred thousand rows of cells take more memory than what is made of them. */
export type TableRows = {
  readonly map: <T>(make: (row: TableRow) => T) => Iterable<T>;
  readonly [Symbol.iterator]: () => Iterator<TableRow>;
  readonly isEmpty: boolean;
};

/** By lower-case name with single spaces; a cell that is not there is empty. */
export type TableRow = (name: string) => string;

const LOOKED_AT = 8; // lines
const WINDOW = 8_192; // characters that the parser is given at once
const GUESSED_FROM = 1_048_576; // characters, to know how lines end
const NEWLINES = ['\r', '\n', '\r\n'] as const;
const ADDRESS = /^https?:\/\/\S+$/i;
const DELIMITERS = [',', '\t', ';'] as const;
const MAX_COLUMNS = 500; // a table of more is none of ours, and a line of ten million commas fills memory
const MAX_HEADER_CHARS = 20_000;
const SPREADSHEETS = /^"?sep=."?[\r\n]+/i; // a line that tells a spreadsheet, and nobody else, what separates

/** Undefined where the first line is no line of names. */
export function readTable(text: string): Table | undefined {
  const first = text.search(/\S/);
  if (first < 0) return undefined;
  const start = first + (SPREADSHEETS.exec(text.slice(first, first + 10))?.[0].length ?? 0);
  const header = text.slice(start, start + MAX_HEADER_CHARS);
  const line = /^[^\r\n]*/.exec(header)?.[0] ?? '';
  if (line.length === MAX_HEADER_CHARS) return undefined;
  const delimiter = DELIMITERS.map((each) => ({ each, count: line.split(each).length - 1 })).sort((a, b) => b.count - a.count)[0];
  if (delimiter === undefined || delimiter.count >= MAX_COLUMNS) return undefined;
  const each = delimiter.each;
  const body = oneWay(text.slice(start));
  const head = [...firstOf(linesOf(body, each), LOOKED_AT)];
  const [line1] = head;
  if (line1 === undefined) return undefined;
  const unnamed = namesOfNone(head);
  const names = unnamed ?? namesOf(line1, head.slice(1));
  const isEmpty = unnamed === undefined && head.length < 2;
  const columns = new Map(names.map((name, at) => [name, at]));
  function* map<T>(make: (row: TableRow) => T): Generator<T> {
    let isHead = unnamed === undefined;
    for (const cells of linesOf(body, each)) {
      if (cells.length > MAX_COLUMNS) return;
      if (!isHead) yield make((name) => cells[columns.get(name) ?? -1] ?? '');
      isHead = false;
    }
  }
  return { names: new Set(names), rows: { map, isEmpty, [Symbol.iterator]: () => map((row) => row) } };
}

/** A file that two programs wrote to ends its lines in two ways, of which a parser knows one. */
const oneWay = (text: string): string => (text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text);

/**
 * Lines that hold something, read window by window: all at once take more memory than what is made of them, and a parser that is given the whole rest each
 * time looks for the next quote to its very end. Where a line is longer than a window, the window grows.
 */
function* linesOf(text: string, delimiter: string): Generator<string[]> {
  const { linebreak } = Papa.parse(text.slice(0, GUESSED_FROM), { delimiter, preview: LOOKED_AT }).meta;
  const newline = NEWLINES.find((each) => each === linebreak);
  const parser = new Papa.Parser({ delimiter, fastMode: false, ...(newline && { newline }) });
  const parse = (piece: string, mayBeCut: boolean) => parser.parse(piece, 0, mayBeCut) as Papa.ParseResult<string[]>; // as: its types say any
  for (let [at, size] = [0, WINDOW]; at < text.length; ) {
    const isLast = at + size >= text.length;
    const piece = text.slice(at, at + size);
    const { data, meta } = parse(piece, !isLast);
    for (const cells of data) if (cells.some((cell) => cell.trim() !== '')) yield cells;
    if (isLast) return;
    at += meta.cursor;
    size = meta.cursor === 0 ? size * 2 : WINDOW;
    const [begun] = meta.cursor === 0 ? parse(piece, false).data : [];
    if (begun !== undefined && begun.length > MAX_COLUMNS) return yield begun; // as much of it as says that it is no line of a table
  }
}

function* firstOf<T>(all: Iterable<T>, most: number): Generator<T> {
  let taken = 0;
  for (const each of all) {
    yield each;
    if (++taken === most) return;
  }
}

/** A table without a line of names, told by addresses that stand in one column from its first line on. Undefined for any other. */
function namesOfNone(head: readonly (readonly string[])[]): readonly string[] | undefined {
  const [first = []] = head;
  const address = head.length > 1 && first.length > 1 ? columnOfAddresses(head) : -1;
  if (address === -1 || head.some((row) => row.length !== first.length)) return undefined;
  return namedByContent(
    first.map(() => ''),
    address,
    first,
  );
}

/** Names in a language that no list here holds: where one column holds nothing but addresses, it is that. */
function namesOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const names = head.map(nameOf);
  const address = names.some((name) => isAddressField(name) || name.includes('://')) ? -1 : columnOfAddresses(rows);
  return address === -1 ? names : namedByContent(names, address, rows[0] ?? []);
}

function namedByContent(names: readonly string[], address: number, row: readonly string[]): readonly string[] {
  const title = names.includes('title') ? -1 : row.findIndex((cell, at) => at !== address && /\p{L}{2}/u.test(cell));
  return names.map((name, at) => (at === address ? 'url' : at === title ? 'title' : name));
}

function columnOfAddresses(rows: readonly (readonly string[])[]): number {
  const isAddress = (cell: string | undefined): boolean => ADDRESS.test((cell ?? '').trim());
  return (rows[0] ?? []).findIndex((_, at) => rows.every((row) => isAddress(row[at])));
}

/** "Highlight_Count" and "highlight count" are one name. */
function nameOf(raw: string): string {
  return raw
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}
