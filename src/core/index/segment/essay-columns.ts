/** The parts of a segment that have one entry an essay: lengths, dates, sources, ids. Knows no terms. */
import type { EssayId } from '../../essay';
import { ByteReader, ByteWriter, bytesOf, textOf } from './bytes';
import { hashOf } from './checksum';
import { Damaged } from './damaged';
import { ID_STEP, type PartName } from './format';

const MS_A_MINUTE = 60_000;
const FIRST_MINUTE = -(2 ** 31);
const LAST_MINUTE = 2 ** 31 - 1;
export const MOST_SOURCES = 65_535;

/** What the columns say of one essay. */
export type EssayRow = {
  readonly id: EssayId;
  readonly length: number;
  readonly minutes: number; // since 1970
  readonly source: string; // '' where nothing is known of it
};
type ColumnName = Extract<PartName, 'lengths' | 'dates' | 'sources' | 'keys' | 'ids'>;

export function minutesOf(at: number | undefined): number {
  if (at === undefined || !Number.isFinite(at)) return FIRST_MINUTE;
  return Math.max(FIRST_MINUTE, Math.min(LAST_MINUTE, Math.floor(at / MS_A_MINUTE)));
}

/** Shapes  rows in the order of their doc ids. Errors: RangeError beyond MOST_SOURCES sources. */
export function encodeColumns(rows: readonly EssayRow[]): Record<ColumnName, Uint8Array> {
  const columns = {
    lengths: Float32Array.from(rows, ({ length }) => length),
    dates: Int32Array.from(rows, ({ minutes }) => minutes),
    keys: Uint32Array.from(rows, ({ id }) => hashOf(id)),
  };
  const raw = (column: { readonly buffer: ArrayBufferLike }) => new Uint8Array(column.buffer);
  return {
    lengths: raw(columns.lengths),
    dates: raw(columns.dates),
    keys: raw(columns.keys),
    sources: encodeSources(rows),
    ids: encodeIds(rows),
  };
}

function encodeSources(rows: readonly EssayRow[]): Uint8Array {
  const numbers = new Map<string, number>();
  const column = new Uint16Array(rows.length);
  rows.forEach(({ source }, docId) => {
    const number = numbers.get(source) ?? numbers.size;
    numbers.set(source, number);
    column[docId] = number;
  });
  if (numbers.size > MOST_SOURCES) throw new RangeError(`${numbers.size} sources in one segment`);
  const writer = new ByteWriter();
  writer.bytes(new Uint8Array(column.buffer));
  for (const source of numbers.keys()) putWhole(writer, source);
  return writer.done();
}

function encodeIds(rows: readonly EssayRow[]): Uint8Array {
  const starts = new ByteWriter();
  const texts = new ByteWriter();
  rows.forEach(({ id }, docId) => {
    if (docId % ID_STEP === 0) starts.uint32(texts.length);
    putWhole(texts, id);
  });
  starts.bytes(texts.done());
  return starts.done();
}

function putWhole(writer: ByteWriter, text: string): void {
  const bytes = bytesOf(text);
  writer.varint(bytes.length);
  writer.bytes(bytes);
}

function takeWhole(reader: ByteReader): string {
  return textOf(reader.take(reader.varint()));
}

/** By doc id its source's place in `names`. */
export function decodeSources(bytes: Uint8Array, essays: number): { readonly numbers: Uint16Array; readonly names: readonly string[] } {
  const numbers = new Uint16Array(bytes.slice(0, essays * 2).buffer);
  const reader = new ByteReader(bytes, essays * 2);
  const names: string[] = [];
  while (reader.at < reader.end) names.push(takeWhole(reader));
  return { numbers, names };
}

/** Where the texts of the ids begin, counted from the part's beginning. */
function textsAt(essays: number): number {
  return Math.ceil(essays / ID_STEP) * 4;
}

/** Where the ids around a doc id lie; `bytes` must hold the starts. */
export function idRange(bytes: Uint8Array, essays: number, docId: number): readonly [start: number, end: number] {
  const step = Math.floor(docId / ID_STEP);
  const startOf = (s: number) => (s * 4 < textsAt(essays) ? textsAt(essays) + new ByteReader(bytes, s * 4).uint32() : bytes.length);
  return [startOf(step), startOf(step + 1)];
}

/** Errors: Damaged where there is no such id. */
export function idAt(bytes: Uint8Array, essays: number, docId: number): EssayId {
  if (docId < 0 || docId >= essays) throw new Damaged(`no essay ${docId}`);
  const [start, end] = idRange(bytes, essays, docId);
  const reader = new ByteReader(bytes, start, end);
  for (let skip = docId % ID_STEP; skip > 0; skip--) reader.skip(reader.varint());
  return takeWhole(reader) as EssayId; // as: it went in as one
}

export function idStartsBytes(essays: number): number {
  return textsAt(essays);
}
