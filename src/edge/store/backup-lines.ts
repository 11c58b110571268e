/** What a backup takes of the library, line by line in a lasting order, some at a time. Reads only, each piece in a transaction of its own. */
import type { EssayId, SourceId } from '../../core/essay';
import { readCopy } from '../../core/library/copy';
import type { SettingStamps } from '../../core/library/setting-stamps';
import {
  type KeptPicture,
  type KeptSource,
  type Kind,
  readKeptPicture,
  readKeptSource,
  type UnitOf,
} from '../../core/transfer/backup/units';
import type { Transaction } from './database';
import { fact } from './ledger';
import type { Library } from './library';
import { threadsAfter } from './threads';

const THREADS_AT_ONCE = 100;
const COPIES_AT_ONCE = 20; // half a megabyte each at most, but for very long pages
const PICTURES_AT_ONCE = 500; // their facts alone

type Some<K extends Kind> = { readonly lines: readonly UnitOf[K][]; readonly leftOut: number };
export type LibraryLines = { readonly [K in Exclude<Kind, 'whole'>]: () => AsyncGenerator<Some<K>> };

export function backupLines(library: Library): LibraryLines {
  return {
    async *sources() {
      const tx = await library.begin(SOURCES, 'readonly');
      const ids = new Set((await Promise.all([tx.objectStore('sources').getAllKeys(), tx.objectStore('sourceMarks').getAllKeys()])).flat());
      const sources = await Promise.all([...ids].sort().map((id) => sourceIn(tx, id)));
      const lines = sources.filter((each) => each !== undefined);
      yield { lines, leftOut: sources.length - lines.length };
    },
    async *essays() {
      for (let after: EssayId | '' | undefined = ''; after !== undefined; ) {
        const read: Awaited<ReturnType<typeof threadsAfter>> = await threadsAfter(library, after, THREADS_AT_ONCE);
        yield { lines: read.threads, leftOut: read.leftOut };
        after = read.last;
      }
    },
    async *copies() {
      for (let after: EssayId | '' | undefined = ''; after !== undefined; ) {
        const tx = await library.begin(['copies', 'copyMarkup'], 'readonly');
        const from = IDBKeyRange.lowerBound(after, true);
        const rows = await tx.objectStore('copies').getAll(from, COPIES_AT_ONCE);
        const markup = await Promise.all(rows.map(({ id }) => tx.objectStore('copyMarkup').get(id)));
        const lines = rows.flatMap((row, at) => {
          const [copy, html] = [readCopy(row), markup[at]?.html];
          return copy !== undefined && typeof html === 'string' ? [{ copy, html }] : [];
        });
        yield { lines, leftOut: rows.length - lines.length };
        after = rows.length === COPIES_AT_ONCE ? rows.at(-1)?.id : undefined;
      }
    },
    async *pictures() {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const tx = await library.begin(['blobs', 'copies'], 'readonly');
        const rows = await tx.objectStore('blobs').getAll(IDBKeyRange.lowerBound(after, true), PICTURES_AT_ONCE);
        const uses = await Promise.all(rows.map(({ hash }) => tx.objectStore('copies').index('byPicture').count(hash)));
        const lines = rows.flatMap((row, at) => (uses[at] === 0 ? [] : (readKeptPicture(row) ?? []))); // what no copy shows is on its way out
        yield { lines, leftOut: 0 };
        after = rows.length === PICTURES_AT_ONCE ? rows.at(-1)?.hash : undefined;
      }
    },
  };
}

export const SOURCES = ['sources', 'sourceMarks', 'sourceStates', 'aliases'] as const;

export async function sourceIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, id: SourceId): Promise<KeptSource | undefined> {
  const [source, marks, state, aliases] = await Promise.all([
    tx.objectStore('sources').get(id),
    tx.objectStore('sourceMarks').get(id),
    tx.objectStore('sourceStates').get(id),
    tx.objectStore('aliases').get(id),
  ]);
  const kept = readKeptSource({ id, source, marks: marks?.marks, state, aliases: aliases?.aliases });
  return kept === undefined || Object.keys(kept).length === 1 ? undefined : kept;
}

export async function pictureBytes(library: Library, { hash }: KeptPicture): Promise<Uint8Array | undefined> {
  const row = await (await library.begin(['blobs'], 'readonly')).objectStore('blobs').get(hash);
  return row?.blob instanceof Blob ? new Uint8Array(await row.blob.arrayBuffer()) : undefined;
}

/** All of it, as whoever makes a backup hands it over. `settings` stand in another database. */
export async function backupEdges(library: Library, settings: { readonly settings: object; readonly stamps: SettingStamps }) {
  const { device, seen } = await wholeFacts(library);
  const whole: UnitOf['whole'] = { settings: { ...settings.settings }, stamps: settings.stamps, ...(seen && { seen }) };
  const lines = {
    ...backupLines(library),
    async *whole() {
      yield { lines: [whole] };
    },
  };
  return { device, edges: { lines, picture: (picture: KeptPicture) => pictureBytes(library, picture) } };
}

/** The last row of the history: what comes after it is not in a backup that begins now. */
export async function lastEventOf(library: Library): Promise<number> {
  const cursor = await (await library.begin(['history'], 'readonly')).objectStore('history').openKeyCursor(null, 'prev');
  return cursor?.primaryKey ?? 0;
}

/** How far all was said to be seen, and whose library it is. */
export async function wholeFacts(library: Library): Promise<{ readonly seen?: UnitOf['whole']['seen']; readonly device: string }> {
  const tx = await library.begin(['ledger'], 'readonly');
  const [seen, device] = await Promise.all([fact(tx, 'seenBefore'), fact(tx, 'device')]);
  return { device: device ?? '', ...(seen && { seen }) };
}
