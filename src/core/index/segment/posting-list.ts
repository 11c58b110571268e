/** Reads the postings of a stem. */
import { ByteReader } from './bytes';
import { Damaged } from './damaged';
import type { TermPart } from './term-part';

/** Fills the columns from `at` on. Errors: Damaged if the list holds another number of essays, or one beyond the last. */
export function readList(
  bytes: Uint8Array,
  start: number,
  end: number,
  essays: number,
  ordinals: Uint32Array,
  counts: Uint16Array,
  from: number,
  holders: number,
): void {
  const reader = new ByteReader(bytes, start, end);
  let ordinal = -1;
  for (let i = from; i < from + holders; i++) {
    const coded = reader.varint();
    ordinal += (coded >>> 1) + 1;
    if (ordinal >= essays) throw new Damaged('a list names an essay beyond the last');
    ordinals[i] = ordinal;
    counts[i] = coded & 1 ? reader.varint() + 2 : 1;
  }
  if (reader.at !== end) throw new Damaged('a list is longer than it says');
}

/**
 * Adds a term's part to every holder's sum: the innermost loop of a lookup, so its numbers are read in place.
 *
 * Errors  Damaged if the list runs on past its end.
 */
export function addList(bytes: Uint8Array, start: number, end: number, part: TermPart, sums: Float64Array): void {
  let at = start;
  let ordinal = -1;
  const once = part.of(1);
  while (at < end) {
    let coded = bytes[at++] ?? 0;
    if (coded > 127) {
      coded &= 127;
      let shift = 7;
      for (let byte = 128; byte > 127 && shift < 35; shift += 7) {
        byte = bytes[at++] ?? 0;
        coded |= (byte & 127) << shift;
      }
    }
    ordinal += (coded >>> 1) + 1;
    if (ordinal >= sums.length) throw new Damaged('a list names an essay beyond the last');
    if ((coded & 1) === 0) sums[ordinal] = (sums[ordinal] ?? 0) + once;
    else {
      let more = bytes[at++] ?? 0;
      if (more > 127) {
        more &= 127;
        let shift = 7;
        for (let byte = 128; byte > 127 && shift < 35; shift += 7) {
          byte = bytes[at++] ?? 0;
          more |= (byte & 127) << shift;
        }
      }
      sums[ordinal] = (sums[ordinal] ?? 0) + part.of(more + 2);
    }
  }
  if (at !== end) throw new Damaged('a list runs past its end');
}
