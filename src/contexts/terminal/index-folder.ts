/**
 * An index as files in a folder: one file for each part of each segment, and `sidelight-index.json`, which is written last and says which of them
 * are one whole index. The only file of the terminal that writes; it touches no file that is not an index's.
 */
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../core/index/growth';
import { EMPTY, type Manifest, type SegmentEntry } from '../../core/index/manifest';
import { checksum } from '../../core/index/segment/checksum';
import { Damaged } from '../../core/index/segment/damaged';
import { PARTS, VERSION } from '../../core/index/segment/format';
import type { ReadSegment } from '../../core/index/segmented-index';
import { type Card, cardAt, encodeCards } from './cards';
import { Unusable } from './command';
import { FIELDS, type Field } from './pack-rows';

const MANIFEST = 'sidelight-index.json';
const UNFINISHED = `${MANIFEST}.new`; // renamed when it is whole
const FORMAT = `3.${VERSION}`; // of the manifest, and of the segments' bytes
const FILE_READ_BYTES = 8 * 1024; // a read takes as long as reading and checking so many more
const MOST_OPEN = 64;
const CARDS = 'cards'; // beside a segment's parts: a second look at the nearest essays reads theirs
const PART_FILE = new RegExp(`^s(\\d{1,9})\\.(${[...PARTS, CARDS].join('|')})$`);

export type StoredIndex = {
  readonly manifest: Manifest;
  readonly field: Field;
  readonly read: ReadSegment;
  readonly cardAt: (segment: string, place: number, count: number) => Card; // of the essay at a place of `count`
  readonly cardBytes: (segment: string) => number;
  readonly checkCards: (segment: string) => void; // Errors: Damaged
};

type Row = { readonly name: string; readonly essays: number; readonly head: string; readonly cards: number }; // head: base64; cards: a checksum

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Opens what IndexWriter wrote. A part is read when it is asked for; a few files stay open until the process ends.
 *
 * Errors  Unusable where there is no whole manifest of ours. Damage in the parts shows when they are read.
 */
export function openIndexFolder(folder: string): StoredIndex {
  const { field, segments } = manifestIn(folder);
  const entries = segments.map(({ name, essays, head }): SegmentEntry => {
    return { name, essays, head: new Uint8Array(Buffer.from(head, 'base64')), dead: new Uint32Array(0) };
  });
  const files = new OpenFiles();
  const inFile: ReadSegment = (segment) => async (part, start, end) => files.bytesOf(join(folder, `${segment}.${part}`), start, end);
  const read = Object.assign(inFile, { readBytes: FILE_READ_BYTES });
  const fileOf = (segment: string): string => join(folder, `${segment}.${CARDS}`);
  return {
    manifest: { ...EMPTY, segments: entries },
    field,
    read,
    cardAt: (segment, place, count) => cardAt((start, end) => files.bytesOf(fileOf(segment), start, end), place, count),
    cardBytes: (segment) => statSync(fileOf(segment), { throwIfNoEntry: false })?.size ?? 0,
    checkCards(segment) {
      const bytes = isFile(fileOf(segment)) ? readFileSync(fileOf(segment)) : new Uint8Array(0);
      if (checksum(whole(bytes)) !== segments.find(({ name }) => name === segment)?.cards)
        throw new Damaged('cards do not fit their checksum');
    },
  };
}

function manifestIn(folder: string): { readonly field: Field; readonly segments: readonly Row[] } {
  const file = join(folder, MANIFEST);
  if (!isFolder(folder) || statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new Unusable(`${folder} holds no index; \`index build\` makes one.`);
  const { format, field, segments } = jsonIn(file);
  if (format === undefined) throw new Unusable(`${file} is damaged; build the index again.`);
  if (format !== FORMAT) throw new Unusable(`${folder} holds an index of another version; build it again.`);
  const known = FIELDS.find((each) => each === field);
  if (known === undefined || !Array.isArray(segments) || !segments.every(isRow))
    throw new Unusable(`${file} is damaged; build the index again.`);
  return { field: known, segments };
}

function jsonIn(file: string): Readonly<Record<string, unknown>> {
  try {
    const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {}; // as: fields are unknown
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isRow(raw: unknown): raw is Row {
  const { name, essays, head, cards } = (raw ?? {}) as Partial<Record<keyof Row, unknown>>; // as: every field is looked at next
  return (
    typeof name === 'string' && /^s\d{1,9}$/.test(name) && Number.isInteger(essays) && typeof head === 'string' && typeof cards === 'number'
  );
}

/** Files that are read from in short pieces. Few stay open, for an index of a million texts has thousands. */
class OpenFiles {
  private readonly handles = new Map<string, number>(); // the longest unused first

  /** Gives fewer bytes where there are fewer: the index takes that for damage, and so it is. */
  bytesOf(file: string, start: number, end: number): Uint8Array {
    const handle = this.handleOf(file);
    if (handle === undefined) return new Uint8Array(0);
    const bytes = new Uint8Array(end - start);
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, start));
  }

  private handleOf(file: string): number | undefined {
    const handle = this.handles.get(file) ?? openedFile(file);
    if (handle === undefined) return undefined;
    this.handles.delete(file);
    this.handles.set(file, handle);
    const [oldest] = this.handles;
    if (this.handles.size > MOST_OPEN && oldest !== undefined) {
      closeSync(oldest[1]);
      this.handles.delete(oldest[0]);
    }
    return handle;
  }
}

function openedFile(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // as: system errors have a code
    throw error;
  }
}

/**
 * Writes an index into a folder that is new, empty, or holds an index already. That one stays whole and in use until `finish`; a build that dies
 * leaves parts that nobody reads, and the next one takes them away.
 *
 * Errors  Unusable where the folder holds anything else.
 */
export class IndexWriter {
  private manifest: Manifest;
  private readonly cardSums = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly field: Field,
  ) {
    writing(folder, () => {
      if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw new Unusable(`${folder} is a file, not a folder.`);
      mkdirSync(folder, { recursive: true });
    });
    const names = readdirSync(folder);
    const stranger = names.find((name) => name !== MANIFEST && name !== UNFINISHED && !PART_FILE.test(name));
    if (stranger !== undefined) throw new Unusable(`${folder} holds "${stranger}", which is no index's; name a folder of its own.`);
    this.manifest = { ...EMPTY, version: Math.max(0, ...names.map((name) => Number(PART_FILE.exec(name)?.[1] ?? 0))) };
  }

  /** What to build onto: no segment gets the name of one that is here. */
  get start(): Manifest {
    return this.manifest;
  }

  /** Each change of a build, in order, and the cards of the essays that came with it. */
  add({ manifest, pieces }: Change, cards: readonly Card[]): void {
    const [first] = pieces;
    writing(this.folder, () => {
      for (const { segment, part, bytes } of pieces) writeFileSync(join(this.folder, `${segment}.${part}`), bytes); // what is built has one piece a part
      if (first === undefined) return;
      const bytes = encodeCards(cards);
      this.cardSums.set(first.segment, checksum(whole(bytes)));
      writeFileSync(join(this.folder, `${first.segment}.${CARDS}`), bytes);
    });
    this.manifest = manifest;
  }

  /** Makes what was added the index, at once, and takes the one before away. */
  finish(): Manifest {
    const segments = this.manifest.segments.map(
      ({ name, essays, head }): Row => ({
        name,
        essays,
        head: Buffer.from(head).toString('base64'),
        cards: this.cardSums.get(name) ?? 0,
      }),
    );
    writing(this.folder, () => {
      writeFileSync(join(this.folder, UNFINISHED), `${JSON.stringify({ format: FORMAT, field: this.field, segments })}\n`);
      renameSync(join(this.folder, UNFINISHED), join(this.folder, MANIFEST));
    });
    const isOurs = new Set(segments.map(({ name }) => name));
    for (const name of readdirSync(this.folder))
      if (PART_FILE.test(name) && !isOurs.has(name.split('.')[0] ?? '')) rmSync(join(this.folder, name));
    return this.manifest;
  }
}

/** The checksum wants whole words, at an even place. */
function whole(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / 16) * 16);
  padded.set(bytes);
  return padded;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Errors: Unusable where the system refuses: no right to write there, or no room. */
function writing(folder: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // as: only system errors have a code
    throw code === undefined ? error : new Unusable(`${folder} cannot be written (${code}).`);
  }
}

/** Of all files of the folder, or of those that hold the index alone. */
export function bytesInFolder(folder: string, which: 'all' | 'without cards' = 'all'): number {
  const names = readdirSync(folder).filter((name) => which === 'all' || !name.endsWith(`.${CARDS}`));
  return names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
