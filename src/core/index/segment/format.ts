/**
 * The bytes of a segment: an immutable index of some essays. One drawing, its numbers, and its head; what a part holds is written and read elsewhere.
 *
 *   head      "SLIX" · version · essays · stems · pairs · the essays' lengths together in steps (lengths.ts), low and high
 *             │ for each part: bytes · a checksum for each CHUNK_BYTES │ checksum of the head
 *             every number four bytes, lowest first; machines that count otherwise are not known to any browser
 *
 *   stems     blocks of BLOCK_STEMS, stems in the order of their code units; a stem's number is its place:
 *               shared varint │ rest: length varint, bytes │ holders varint │ bytes in lists varint
 *               pairs varint │ and where there are any: bytes in pairs varint, bytes in spots varint
 *             "shared" counts the bytes a stem has in common with the one before; 0 for the first of a block
 *   blocks    for each block five uint32: the first four bytes of its first stem, highest first; where it starts in stems, in lists, in pairs,
 *             in spots
 *
 *   lists     for each stem its postings: how many hold it more than once, varint │ these │ their occurrences − 2, varints │ the others
 *             each of the two is rising doc ids, in the shapes that doc-ids.ts draws
 *   commons   the frequent terms: stems that so many hold that they lie by essay: how many, uint32 │ their stem numbers, the most frequent first, uint32
 *             uint32 for every ID_STEP-th essay: where its row starts behind these numbers
 *             rows: how many varint │ for each: (frequent terms skipped × 2 + more) varint │ if more: occurrences − 2, varint
 *             their entry in stems has holders, but no bytes in lists
 *   shares    one byte an essay: at most how much of its length is its frequent terms', in 255ths
 *   pairs     for each stem the pairs it begins, in order of the stem that ends them:
 *               for every SKIP_PAIRS-th pair but the first: stem number before it · bytes · bits up to it, three uint32
 *               then for each: stem numbers skipped varint │ ((holders − 1) × 2 + counted) varint │ if counted: bits of its counts, varint
 *   spots     for each stem the postings of those pairs, in bits: essays (see bits.ts) │ if counted: occurrences, one code an essay
 *             Most pairs have a handful of holders, far apart: a bit code takes two thirds of what bytes take. Lists stay bytes,
 *             because a page's lookup walks hundreds of thousands of their entries and only a few of these.
 *
 *   lengths   float32 an essay: the length of its vector of usages. Depends on the essay alone, so it is exact for ever
 *   dates     int32 an essay: minutes since 1970
 *   sources   uint16 an essay: its source's place in the list of names that follows: length varint, bytes
 *   keys      uint32 an essay: a hash of its id, to find it by
 *   ids       uint32 for every ID_STEP-th essay: where its id starts behind these numbers │ ids: length varint, bytes
 *   words     every word in small letters (see words.ts), sorted, blocks of BLOCK_WORDS: shared varint │ rest: length varint, bytes
 *   stops     uint32 for each block of words: where it starts
 *
 * Parts are read in chunks as they are needed, and a chunk is checked when it is read. A checksum that does not fit, a cut part or another
 * version is `Damaged`: the index is derived from the essays and is built again.
 */
import { ByteReader, ByteWriter } from './bytes';
import { checksum } from './checksum';
import { Damaged } from './damaged';

export const MAGIC = 0x5849_4c53; // "SLIX"
export const VERSION = 4;
export const CHUNK_BYTES = 4 * 1024; // what is read and checked at least; a multiple of 16, so that whole words are summed
export const BLOCK_STEMS = 8;
export const BLOCK_NUMBERS = 5;
export const BLOCK_WORDS = 16;
export const SKIP_PAIRS = 32;
export const SKIP_BYTES = 12;
export const ID_STEP = 16;
export const MOST_OCCURRENCES = 65_535; // more count as this many: their logarithm is far beyond any use

export const PARTS = [
  'stems',
  'blocks',
  'lists',
  'commons',
  'shares',
  'pairs',
  'spots',
  'lengths',
  'dates',
  'sources',
  'keys',
  'ids',
  'words',
  'stops',
] as const;
export type PartName = (typeof PARTS)[number];

/** Where a segment's bytes come from. Gives exactly `end - start` bytes, fewer only if they are gone. */
export type ReadPart = (part: PartName | 'head', start: number, end: number) => Promise<Uint8Array>;

export type PartSums = { readonly bytes: number; readonly sums: Uint32Array }; // a checksum a chunk
export type Head = {
  readonly essays: number;
  readonly stems: number;
  readonly pairs: number;
  readonly lengthSteps: number; // of all essays together, the dead ones included
  readonly parts: Readonly<Record<PartName, PartSums>>;
};

export function encodeHead({ essays, stems, pairs, lengthSteps, parts }: Head): Uint8Array {
  const writer = new ByteWriter();
  for (const number of [MAGIC, VERSION, essays, stems, pairs, lengthSteps % 2 ** 32, lengthSteps / 2 ** 32]) writer.uint32(number);
  for (const name of PARTS) {
    writer.uint32(parts[name].bytes);
    for (const sum of parts[name].sums) writer.uint32(sum);
  }
  const sum = checksum(writer.done());
  writer.uint32(sum);
  return writer.done();
}

/** Errors: Damaged if these are not the bytes of a head, whole and of this version. */
export function decodeHead(bytes: Uint8Array): Head {
  const reader = new ByteReader(bytes);
  if (reader.uint32() !== MAGIC) throw new Damaged('not an index');
  if (reader.uint32() !== VERSION) throw new Damaged('an index of another version');
  if (new ByteReader(bytes, bytes.length - 4).uint32() !== checksum(bytes.slice(0, -4)))
    throw new Damaged('the head does not fit its checksum');
  const [essays, stems, pairs] = [reader.uint32(), reader.uint32(), reader.uint32()];
  const lengthSteps = reader.uint32() + reader.uint32() * 2 ** 32;
  const parts = Object.fromEntries(PARTS.map((name) => [name, readSums(reader)])) as Head['parts']; // as: fromEntries forgets the names
  return { essays, stems, pairs, lengthSteps, parts };
}

function readSums(reader: ByteReader): PartSums {
  const bytes = reader.uint32();
  const chunks = Math.ceil(bytes / CHUNK_BYTES);
  if (chunks * 4 > reader.end - reader.at) throw new Damaged('the head is cut short');
  return { bytes, sums: new Uint32Array(reader.take(chunks * 4).slice().buffer) };
}

/** Sums a part that comes in pieces: whole chunks are summed, what is left of the last waits. Plain data: it is stored. */
export type Summing = { readonly bytes: number; readonly sums: readonly number[]; readonly rest: Uint8Array };
export const NOTHING_SUMMED: Summing = { bytes: 0, sums: [], rest: new Uint8Array(0) };

export function sumOn({ bytes, sums, rest }: Summing, piece: Uint8Array): Summing {
  const joined = new Uint8Array(rest.length + piece.length);
  joined.set(rest);
  joined.set(piece, rest.length);
  const whole = joined.length - (joined.length % CHUNK_BYTES);
  return { bytes: bytes + piece.length, sums: [...sums, ...sumsOf(joined.subarray(0, whole)).sums], rest: joined.slice(whole) };
}

export function summed({ bytes, sums, rest }: Summing): PartSums {
  return { bytes, sums: Uint32Array.from([...sums, ...sumsOf(rest).sums]) };
}

/** Sums a whole part. */
export function sumsOf(bytes: Uint8Array): PartSums {
  const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
  const sum = (_: unknown, chunk: number) => checksum(bytes, chunk * CHUNK_BYTES, Math.min(bytes.length, (chunk + 1) * CHUNK_BYTES));
  return { bytes: bytes.length, sums: Uint32Array.from({ length: chunks }, sum) };
}
