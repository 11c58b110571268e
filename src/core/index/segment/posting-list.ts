/** Writes, reads and adds up the postings of a stem: who holds it, and how often. Those who hold it once lie apart, for they are most. */
import type { ByteWriter } from './bytes';
import { ByteReader } from './bytes';
import { Damaged } from './damaged';
import { addDocIds, findDocIds, readDocIds, writeDocIds } from './doc-ids';
import type { PostingRange } from './postings';
import type { TermPart } from './term-part';

/** Where a list lies, and how many hold its stem. */
export type ListPlace = { readonly start: number; readonly end: number; readonly holders: number };

export class ListWriter {
  private room = new Uint32Array(1024);

  constructor(private readonly essays: number) {}

  write(writer: ByteWriter, { docIds, counts, from, to }: PostingRange): void {
    if (to - from > this.room.length) this.room = new Uint32Array(2 * (to - from));
    const { room } = this;
    let more = 0;
    for (let i = from; i < to; i++) if ((counts[i] ?? 1) > 1) room[more++] = docIds[i] ?? 0;
    writer.varint(more);
    writeDocIds(writer, room, 0, more, this.essays);
    if (more > 0) for (let i = from; i < to; i++) if ((counts[i] ?? 1) > 1) writer.varint((counts[i] ?? 2) - 2);
    let once = 0;
    for (let i = from; i < to; i++) if ((counts[i] ?? 1) <= 1) room[once++] = docIds[i] ?? 0;
    writeDocIds(writer, room, 0, once, this.essays);
  }
}

/** Reads lists one after the other, in room that each may write over. */
export class ListReader {
  private room = new Uint32Array(1024);

  constructor(private readonly essays: number) {}

  /** Adds a term's part to every holder's sum. Errors: Damaged. */
  add(bytes: Uint8Array, list: ListPlace, part: TermPart, sums: Int32Array): void {
    const { more, at } = this.begin(bytes, list);
    let next = at;
    if (more > 0) {
      const { room } = this;
      next = readDocIds(bytes, at, more, this.essays, room);
      for (let i = 0; i < more; i++) {
        let occurrences = bytes[next++] ?? 0;
        if (occurrences > 127) {
          const reader = new ByteReader(bytes, next - 1, list.end);
          occurrences = reader.varint();
          next = reader.at;
        }
        const docId = room[i] ?? 0;
        sums[docId] = (sums[docId] ?? 0) + part.of(occurrences + 2);
      }
    }
    ended(addDocIds(bytes, next, list.holders - more, part.of(1), sums), list);
  }

  /** Fills columns that have room for all, essays rising. Errors: Damaged. */
  read(bytes: Uint8Array, list: ListPlace, docIds: Uint32Array, counts: Uint16Array): void {
    const { more, at } = this.begin(bytes, list);
    const reader = new ByteReader(bytes, readDocIds(bytes, at, more, this.essays, this.room), list.end);
    const often = this.room.subarray(0, more);
    const occurrences = new Uint16Array(more);
    for (let i = 0; i < more; i++) occurrences[i] = reader.varint() + 2;
    const once = new Uint32Array(list.holders - more);
    ended(readDocIds(bytes, reader.at, once.length, this.essays, once), list);
    let [a, b] = [0, 0];
    for (let i = 0; i < list.holders; i++) {
      const isOften = a < more && (b >= once.length || (often[a] ?? 0) < (once[b] ?? 0));
      counts[i] = isOften ? (occurrences[a] ?? 1) : 1;
      docIds[i] = (isOften ? often[a++] : once[b++]) ?? 0;
    }
  }

  /** Adds one for each holder to its group's counter. Errors: Damaged. */
  count(bytes: Uint8Array, list: ListPlace, groups: Uint32Array, counters: Uint32Array): void {
    const { more, at } = this.begin(bytes, list);
    const reader = new ByteReader(bytes, readDocIds(bytes, at, more, this.essays, this.room), list.end);
    this.countRoom(more, groups, counters);
    for (let i = 0; i < more; i++) reader.varint();
    const once = list.holders - more;
    if (once > this.room.length) this.room = new Uint32Array(2 * once);
    ended(readDocIds(bytes, reader.at, once, this.essays, this.room), list);
    this.countRoom(once, groups, counters);
  }

  private countRoom(count: number, groups: Uint32Array, counters: Uint32Array): void {
    for (let i = 0; i < count; i++) {
      const group = groups[this.room[i] ?? 0] ?? 0;
      counters[group] = (counters[group] ?? 0) + 1;
    }
  }

  /** Calls `visit` with the place in `asked` of each that holds the stem, and how often. `asked` rises. Errors: Damaged. */
  find(bytes: Uint8Array, list: ListPlace, asked: Uint32Array, visit: (place: number, occurrences: number) => void): void {
    const { more, at } = this.begin(bytes, list);
    let next = at;
    if (more > 0) {
      const often: number[] = []; // a place in `asked`, and the place among those here, in turn
      const counts = findDocIds(bytes, at, more, this.essays, asked, (place, among) => often.push(place, among));
      const reader = new ByteReader(bytes, counts, list.end);
      let passed = 0;
      for (let found = 0; found < often.length; found += 2) {
        const among = often[found + 1] ?? 0;
        passVarints(reader, among - passed);
        visit(often[found] ?? 0, reader.varint() + 2);
        passed = among + 1;
      }
      passVarints(reader, more - passed);
      next = reader.at;
    }
    const end = findDocIds(bytes, next, list.holders - more, this.essays, asked, (place) => visit(place, 1));
    ended(end, list);
  }

  private begin(bytes: Uint8Array, { start, end, holders }: ListPlace): { readonly more: number; readonly at: number } {
    const reader = new ByteReader(bytes, start, end);
    const more = reader.varint();
    if (more > holders || holders > this.essays) throw new Damaged('a list has more holders than there are');
    if (more > this.room.length) this.room = new Uint32Array(2 * more);
    return { more, at: reader.at };
  }
}

function passVarints(reader: ByteReader, count: number): void {
  const { bytes } = reader;
  let { at } = reader;
  for (let left = count; left > 0; at++) if ((bytes[at] ?? 0) < 128) left--; // past the end as well: so it ends
  reader.at = at;
}

function ended(at: number, { end }: ListPlace): void {
  if (at !== end) throw new Damaged('a list is longer or shorter than it says');
}
