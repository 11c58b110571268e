/** What takes how much of the disk, told from rows and not from what they point to; and what may go when its reader says so. Texts, notes and highlights never do. */
import type { EssayId } from '../../core/essay';
import { firstStampAt } from '../../core/library/stamp';
import { ok, type Result } from '../../core/problem';
import { dropCopyIn, WITH_COPIES } from './copies';
import type { Transaction } from './database';
import type { Library } from './library';
import { write } from './write';

const AT_ONCE = 50;
const ROWS_AT_ONCE = 1_000;
const BLOBS_AT_ONCE = 200;
const ROW_BYTES = 900; // of an essay's row with its keys, on the average of real libraries
const MARKS_BYTES = 300;
const EVENT_BYTES = 120;
const HIGHLIGHT_BYTES = 700;

/** Bytes. `saved`: copies and the texts of what is saved; `followed`: all other essays. */
export type RoomTaken = {
  readonly saved: number;
  readonly pictures: number;
  readonly followed: number;
  readonly index: number;
  readonly marks: number;
};

export async function roomTaken(library: Library): Promise<RoomTaken> {
  const [texts, copies, pictures, index, marks] = [
    await textBytes(library),
    await copyBytes(library),
    await sumOf(library, 'blobs', BLOBS_AT_ONCE, ({ bytes }) => countOf(bytes)),
    await indexBytes(library),
    await markBytes(library),
  ];
  return { saved: texts.saved + copies, pictures, followed: texts.followed, index, marks };
}

async function textBytes(library: Library): Promise<{ readonly saved: number; readonly followed: number }> {
  const saved = new Set(await (await library.begin(['marks'], 'readonly')).objectStore('marks').index('bySaved').getAllKeys());
  let ofSaved = 0;
  const all = await sumOf(library, 'essays', ROWS_AT_ONCE, ({ id, textLetters }) => {
    const bytes = ROW_BYTES + countOf(textLetters);
    if (saved.has(id as EssayId)) ofSaved += bytes; // as: the key of this store
    return bytes;
  });
  return { saved: ofSaved, followed: all - ofSaved };
}

const copyBytes = (library: Library): Promise<number> => sumOf(library, 'copies', ROWS_AT_ONCE, ({ markupBytes }) => countOf(markupBytes));

/** Segments are in Blobs, whose size is known without reading them. */
const indexBytes = (library: Library): Promise<number> =>
  sumOf(library, 'segments', AT_ONCE, ({ bytes }) => (bytes instanceof Blob ? bytes.size : bytes instanceof Uint8Array ? bytes.length : 0));

async function markBytes(library: Library): Promise<number> {
  const tx = await library.begin(['marks', 'history', 'highlights'], 'readonly');
  const [marks, events, highlights] = await Promise.all([
    tx.objectStore('marks').count(),
    tx.objectStore('history').count(),
    tx.objectStore('highlights').count(),
  ]);
  return marks * MARKS_BYTES + events * EVENT_BYTES + highlights * HIGHLIGHT_BYTES;
}

type Row = Readonly<Record<string, unknown>>;

async function sumOf(
  library: Library,
  store: 'essays' | 'copies' | 'blobs' | 'segments',
  most: number,
  of: (row: Row) => number,
): Promise<number> {
  let sum = 0;
  for (let after: IDBValidKey | undefined; ; ) {
    const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
    const rows = (await library.begin([store], 'readonly')).objectStore(store);
    const [keys, values] = await Promise.all([rows.getAllKeys(range, most), rows.getAll(range, most)]);
    for (const row of values as unknown[]) if (typeof row === 'object' && row !== null) sum += of(row as Row); // as: an object's fields are unknown
    if (keys.length < most) return sum;
    after = keys.at(-1);
  }
}

const countOf = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);

/** What would go, in bytes. Pictures that others show too stay. */
export async function roomToMake(
  library: Library,
  archivedBefore: number,
): Promise<{ readonly pictures: number; readonly copies: number }> {
  const ids = await archivedIn(await library.begin(['marks'], 'readonly'), archivedBefore);
  const going = new Set(ids);
  let [pictures, copies] = [0, 0];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const tx = await library.begin(['copies', 'blobs'], 'readonly');
    for (const id of ids.slice(at, at + AT_ONCE)) {
      const row = await tx.objectStore('copies').get(id);
      copies += countOf(row?.markupBytes);
      for (const hash of row?.hashes ?? []) {
        const users = await tx.objectStore('copies').index('byPicture').getAllKeys(hash);
        if (users.every((user) => going.has(user))) pictures += countOf((await tx.objectStore('blobs').get(hash))?.bytes) / users.length; // each user counts its share
      }
    }
  }
  return { pictures: Math.round(pictures), copies: Math.round(copies + pictures) };
}

/** A picture that is gone leaves its words and its address where it stood. */
export async function dropPictures(library: Library, archivedBefore: number): Promise<Result<undefined>> {
  return each(library, archivedBefore, async (ids, going) =>
    write(library, WITH_COPIES, 'lasting', async (tx) => {
      for (const id of ids) {
        for (const hash of (await tx.objectStore('copies').get(id))?.hashes ?? []) {
          const users = await tx.objectStore('copies').index('byPicture').getAllKeys(hash);
          if (users.every((user) => going.has(user))) await tx.objectStore('blobs').delete(hash);
        }
      }
      return ok(undefined);
    }),
  );
}

/** The plain text of the essay stays, and with it notes and highlights. */
export async function dropCopies(library: Library, archivedBefore: number): Promise<Result<undefined>> {
  return each(library, archivedBefore, async (ids) =>
    write(library, WITH_COPIES, 'lasting', async (tx) => {
      for (const id of ids) await dropCopyIn(tx, id);
      return ok(undefined);
    }),
  );
}

async function each(
  library: Library,
  archivedBefore: number,
  drop: (ids: readonly EssayId[], all: ReadonlySet<EssayId>) => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  const ids = await archivedIn(await library.begin(['marks'], 'readonly'), archivedBefore);
  const all = new Set(ids);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const dropped = await drop(ids.slice(at, at + AT_ONCE), all);
    if (!dropped.ok) return dropped;
  }
  return ok(undefined);
}

function archivedIn(tx: Transaction<'readonly'>, before: number): Promise<EssayId[]> {
  return tx
    .objectStore('marks')
    .index('byArchived')
    .getAllKeys(IDBKeyRange.upperBound([firstStampAt(before)], true));
}
