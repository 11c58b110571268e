/**
 * The same export, as other programs hand it on: other encodings, line ends, separators, columns, and packed once more. It gives what it gave. `RUNS` says how
 * often each is tried: `SIDELIGHT_ODD_RUNS=500` for a long look.
 */
import fc from 'fast-check';
import { gzipSync, unzipSync, type Zippable, zipSync } from 'fflate';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { Incoming } from '../../../src/core/transfer/incoming';
import { readImport } from '../../../src/core/transfer/recognise';
import { bytes, LAYOUTS, rows } from './layouts';
import { MORE_LAYOUTS } from './more-layouts';

const RUNS = Number(process.env['SIDELIGHT_ODD_RUNS'] ?? 4);
const ALL = [...LAYOUTS, ...MORE_LAYOUTS];
const textOf = (file: Uint8Array): string => new TextDecoder().decode(file);

type Dress = (file: Uint8Array, seed: number) => Uint8Array;

function utf16(text: string, isLittle: boolean): Uint8Array {
  const out = new DataView(new ArrayBuffer(2 * text.length + 2));
  for (const [at, unit] of [0xfeff, ...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))].entries())
    out.setUint16(2 * at, unit, isLittle);
  return new Uint8Array(out.buffer);
}

/** Of any file. */
const PACKED: Readonly<Record<string, Dress>> = {
  'packed by gzip': (file) => gzipSync(file),
  'in a zip, in a folder, beside what a Mac adds': (file) =>
    zipSync({
      'My export/file.dat': file,
      '__MACOSX/My export/._file.dat': bytes('\u0000Mac'),
      'My export/.DS_Store': bytes('x'),
    } as Zippable),
  'as it is': (file) => file,
};

const TEXT: Readonly<Record<string, Dress>> = {
  'with a BOM': (file) => bytes(`\ufeff${textOf(file)}`),
  'as UTF-16LE': (file) => utf16(textOf(file), true),
  'as UTF-16BE': (file) => utf16(textOf(file), false),
  'with empty lines before and behind': (file) => bytes(`\n\n${textOf(file)}\n\n  \n`),
};

/** Of tables. */
const lined = (file: Uint8Array, newline: string, delimiter = ',', quotes = false): Uint8Array =>
  bytes(Papa.unparse(Papa.parse<string[]>(textOf(file), { header: false }).data, { newline, delimiter, quotes }));

function columns(file: Uint8Array, change: (line: readonly string[], isHead: boolean) => readonly string[]): Uint8Array {
  const [head = [], ...body] = Papa.parse<string[]>(textOf(file), { header: false }).data;
  return bytes(Papa.unparse([[...change(head, true)], ...body.map((line) => [...change(line, false)])]));
}

const TABLE: Readonly<Record<string, Dress>> = {
  'with CRLF': (file) => lined(file, '\r\n'),
  'with every cell in quotes': (file) => lined(file, '\n', ',', true),
  'with semicolons': (file) => lined(file, '\n', ';'),
  'with tabs': (file) => lined(file, '\r\n', '\t'),
  'with names in other letters and white space': (file) =>
    columns(file, (line, isHead) =>
      isHead ? line.map((name, at) => (at % 2 === 0 ? ` ${name.toUpperCase()}` : `${name.toLowerCase()} `)) : line,
    ),
  'with its columns the other way round': (file) => columns(file, (line) => line.toReversed()),
  'with a column that nobody knows': (file) => columns(file, (line, isHead) => [isHead ? 'Whatever' : '7', ...line, isHead ? '' : 'x']),
  'with each line twice': (file) => {
    const [head = [], ...body] = Papa.parse<string[]>(textOf(file), { header: false }).data;
    return bytes(Papa.unparse([head, ...body, ...body]));
  },
};

const JSONS: Readonly<Record<string, Dress>> = {
  'set out over many lines': (file) => bytes(JSON.stringify(JSON.parse(textOf(file)), undefined, 2)),
  'with every letter escaped': (file) =>
    bytes(textOf(file).replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)),
};

const MARKUP: Readonly<Record<string, Dress>> = {
  'with CRLF': (file) => bytes(textOf(file).replace(/\r?\n/g, '\r\n')),
  'with tags in the other letters': (file) =>
    bytes(textOf(file).replace(/<(\/?)(h1|h3|dl|dt|dd|a|p|li|ul)\b/gi, (_, end, name) => `<${end}${swapped(name)}`)),
};
const swapped = (name: string): string => (name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase());

const ZIPS: Readonly<Record<string, Dress>> = {
  'in a folder': (file) =>
    zipSync(Object.fromEntries(Object.entries(unzipSync(file)).map(([name, inside]) => [`Export of Ann/${name}`, inside]))),
  'stored, not packed': (file) => zipSync(unzipSync(file), { level: 0 }),
};

function dressesOf(format: string): Readonly<Record<string, Dress>> {
  if (format === 'obsidian-zip') return PACKED; // its folders are a person's own
  if (format.endsWith('-zip')) return { ...PACKED, ...ZIPS };
  if (format.endsWith('-csv')) return { ...PACKED, ...TEXT, ...TABLE };
  if (format.endsWith('-json')) return { ...PACKED, ...TEXT, ...JSONS };
  return format === 'address-list' || format === 'kindle-clippings' ? { ...PACKED, ...TEXT } : { ...PACKED, ...TEXT, ...MARKUP };
}

/** What is kept: rows that stand twice are joined, and only their count tells. */
function keptOf(file: Uint8Array): object {
  const read = readImport(file);
  if (!read.ok) return { problem: read.problem };
  const { items, loose, dropped }: Incoming = read.value.incoming;
  return { format: read.value.format, items, loose, dropped: dropped.filter(({ reason }) => reason !== 'duplicate') };
}

const CASES = ALL.flatMap(([format, write]) =>
  Object.entries(dressesOf(format)).map(([how, dress]) => [format, how, write, dress] as const),
);

test.each(CASES)('%s %s', (format, how, write, dress) => {
  fc.assert(
    fc.property(rows, fc.nat(), (made, seed) => {
      const whole = write(made);
      if (format.startsWith('readwise') && how.includes('twice')) return; // each line there is a highlight: told twice, it is two
      expect(keptOf(dress(whole, seed))).toEqual(keptOf(whole));
    }),
    { numRuns: RUNS },
  );
});
