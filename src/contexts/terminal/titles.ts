/** The titles of a segment's essays as bytes: where each starts, uint32, and where the last ends, then all of them in UTF-8. */
import { Damaged } from '../../core/index/segment/damaged';

const START_BYTES = 4;

/** Gives exactly the bytes asked for, fewer only if they are gone. */
export type ReadBytes = (start: number, end: number) => Uint8Array;

export function encodeTitles(titles: readonly string[]): Uint8Array {
  const encoded = titles.map((title) => Buffer.from(title, 'utf8'));
  const starts = Buffer.alloc((titles.length + 1) * START_BYTES);
  let end = 0;
  for (const [at, { length }] of encoded.entries()) {
    end += length;
    starts.writeUInt32LE(end, (at + 1) * START_BYTES);
  }
  return Buffer.concat([starts, ...encoded]);
}

/** The title of the essay at this place of `count`. Cost: two short reads. Errors: Damaged. */
export function titleAt(read: ReadBytes, place: number, count: number): string {
  const around = exactly(read, place * START_BYTES, (place + 2) * START_BYTES);
  const [start, end] = [around.readUInt32LE(0), around.readUInt32LE(START_BYTES)];
  if (end < start) throw new Damaged('a title ends before it starts');
  const texts = (count + 1) * START_BYTES;
  return exactly(read, texts + start, texts + end).toString('utf8');
}

function exactly(read: ReadBytes, start: number, end: number): Buffer {
  if (end - start > 1e6) throw new Damaged('a title of a million letters');
  const bytes = read(start, end);
  if (bytes.length !== end - start) throw new Damaged('titles are cut short');
  return Buffer.from(bytes);
}
