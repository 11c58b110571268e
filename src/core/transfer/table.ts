/** A file of separated values → rows by the names in its first line. Never by position: exporters add columns in the middle. */
import Papa from 'papaparse';

export type Table = { readonly names: ReadonlySet<string>; readonly rows: TableRows };

/** Read anew with each pass, and none is held: a hundred thousand rows of cells take more memory than what is made of them. */
export type TableRows = {
  readonly map: <T>(make: (row: TableRow) => T) => T[];
  readonly [Symbol.iterator]: () => Iterator<TableRow>;
  readonly isEmpty: boolean;
};

/** By lower-case name with single spaces; a cell that is not there is empty. */
export type TableRow = (name: string) => string;

const DELIMITERS = [',', '\t', ';'] as const;
const MAX_COLUMNS = 500; // a table of more is none of ours, and a line of ten million commas fills memory
const MAX_HEADER_CHARS = 20_000;

/** Undefined where the first line is no line of names. */
export function readTable(text: string): Table | undefined {
  const start = text.search(/\S/);
  if (start < 0) return undefined;
  const header = text.slice(start, start + MAX_HEADER_CHARS);
  const line = /^[^\r\n]*/.exec(header)?.[0] ?? '';
  if (line.length === MAX_HEADER_CHARS) return undefined;
  const delimiter = DELIMITERS.map((each) => ({ each, count: line.split(each).length - 1 })).sort((a, b) => b.count - a.count)[0];
  if (delimiter === undefined || delimiter.count >= MAX_COLUMNS) return undefined;
  const each = delimiter.each;
  let names: readonly string[] | undefined;
  let isEmpty = true;
  Papa.parse<string[]>(text.slice(start), {
    delimiter: each,
    skipEmptyLines: 'greedy',
    step: ({ data }, parser) => {
      if (names === undefined) names = data.map(nameOf);
      else {
        isEmpty = false;
        parser.abort();
      }
    },
  });
  if (names === undefined) return undefined;
  const columns = new Map(names.map((name, at) => [name, at]));
  const map = <T>(make: (row: TableRow) => T): T[] => {
    const made: T[] = [];
    let isHead = true;
    Papa.parse<string[]>(text.slice(start), {
      delimiter: each,
      skipEmptyLines: 'greedy',
      step: ({ data }, parser) => {
        if (isHead) isHead = false;
        else if (data.length <= MAX_COLUMNS) made.push(make((name) => data[columns.get(name) ?? -1] ?? ''));
        else parser.abort();
      },
    });
    return made;
  };
  return { names: new Set(names), rows: { map, isEmpty, [Symbol.iterator]: () => map((row) => row)[Symbol.iterator]() } };
}

/** "Highlight_Count" and "highlight count" are one name. */
function nameOf(raw: string): string {
  return raw
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}
