/**
 * Whole files that are on their way: the backup that is being made, the one that is being restored, the one that was made before it, what is imported. In a database of
 * its own, in pieces that lie on the disk, so that nobody holds a file in memory. Derived, or the reader's own copy: nothing is lost with it.
 */
import { type DBSchema, openDB } from 'idb';
import { failed, ok, type Result } from '../../core/problem';

export const SHELF_NAME = 'shelf';
const VERSION = 1;
const PIECE_BYTES = 4 * 1024 * 1024;

/** outgoing: a backup to be saved by the reader; taken: what else goes out. incoming: being restored. before: made before that. import: by when it began, each its own. */
export type ShelfFile = 'outgoing' | 'taken' | 'incoming' | 'before' | `import-${number}`;

const IMPORT = 'import-';

interface ShelfSchema extends DBSchema {
  files: { key: ShelfFile; value: { readonly writing: number } }; // there only once it is whole
  pieces: { key: [file: ShelfFile, writing: number, piece: number]; value: Blob };
}

export type ShelfWriter = { readonly write: (bytes: Uint8Array) => Promise<void>; readonly finish: () => Promise<void> };

export type Shelf = {
  /** Begins a file anew; the one before stands until it is finished. `writing`: another number for each. */
  readonly begin: (file: ShelfFile, writing: number) => Promise<ShelfWriter>;
  readonly put: (file: ShelfFile, writing: number, blob: Blob) => Promise<void>;
  readonly take: (file: ShelfFile) => Promise<Blob | undefined>; // reads nothing yet
  readonly drop: (file: ShelfFile) => Promise<void>;
  readonly dropImports: (upTo: number) => Promise<void>; // of this one and those that began before
};

export function openShelf(name = SHELF_NAME): Shelf {
  const connect = () =>
    openDB<ShelfSchema>(name, VERSION, {
      upgrade(db) {
        db.createObjectStore('files');
        db.createObjectStore('pieces');
      },
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(), // as: idb types it EventTarget
    });

  async function using<T>(use: (db: Awaited<ReturnType<typeof connect>>) => Promise<T>): Promise<T> {
    const db = await connect();
    try {
      return await use(db);
    } finally {
      db.close();
    }
  }

  const putPiece = (file: ShelfFile, writing: number, piece: number, blob: Blob): Promise<void> =>
    using(async (db) => void (await db.put('pieces', blob, [file, writing, piece])));

  /** From now on this is the file; what was written of others goes. */
  function finish(file: ShelfFile, writing: number): Promise<void> {
    return using(async (db) => {
      const tx = db.transaction(['files', 'pieces'], 'readwrite', { durability: 'strict' });
      await tx.objectStore('files').put({ writing }, file);
      const pieces = tx.objectStore('pieces');
      await pieces.delete(IDBKeyRange.bound([file], [file, writing], false, true));
      await pieces.delete(IDBKeyRange.bound([file, writing, []], [file, []], true));
      await tx.done;
    });
  }

  return {
    async begin(file, writing) {
      let waiting: Uint8Array[] = [];
      let bytesWaiting = 0;
      let pieces = 0;
      const flush = async (): Promise<void> => {
        const blob = new Blob(waiting as Uint8Array<ArrayBuffer>[]); // as: bytes that are written are never shared
        [waiting, bytesWaiting] = [[], 0];
        await putPiece(file, writing, pieces, blob);
        pieces += 1;
      };
      return {
        async write(bytes) {
          waiting.push(bytes);
          bytesWaiting += bytes.length;
          if (bytesWaiting >= PIECE_BYTES) await flush();
        },
        async finish() {
          if (bytesWaiting > 0) await flush();
          await finish(file, writing);
        },
      };
    },
    async put(file, writing, blob) {
      await putPiece(file, writing, 0, blob);
      await finish(file, writing);
    },
    take: (file) =>
      using(async (db) => {
        const row = await db.get('files', file);
        if (row === undefined) return undefined;
        return new Blob(await db.getAll('pieces', IDBKeyRange.bound([file, row.writing], [file, row.writing, []])), {
          type: 'application/zip',
        });
      }),
    drop: (file) =>
      using(async (db) => {
        const tx = db.transaction(['files', 'pieces'], 'readwrite');
        await Promise.all([
          tx.objectStore('files').delete(file),
          tx.objectStore('pieces').delete(IDBKeyRange.bound([file], [file, []])),
          tx.done,
        ]);
      }),
    dropImports: (upTo) =>
      using(async (db) => {
        const tx = db.transaction(['files', 'pieces'], 'readwrite');
        const range = IDBKeyRange.bound(IMPORT, `${IMPORT}\uffff`);
        const isOver = (file: ShelfFile): boolean => Number(file.slice(IMPORT.length)) <= upTo;
        for (const file of await tx.objectStore('files').getAllKeys(range)) if (isOver(file)) await tx.objectStore('files').delete(file);
        for (const key of await tx.objectStore('pieces').getAllKeys(IDBKeyRange.bound([IMPORT], [`${IMPORT}\uffff`])))
          if (isOver(key[0])) await tx.objectStore('pieces').delete(key);
        await tx.done;
      }),
  };
}

/** A disk that is full is told as such; whatever else goes wrong is not the file's fault. */
export async function onShelf<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Error && error.name === 'QuotaExceededError') return failed({ kind: 'disk-full' });
    throw error;
  }
}
