/** The way out when nothing else works: every row as it stands, whatever the version and the damage, and a fresh start. Understands nothing it copies. */
import { deleteDB, type IDBPDatabase } from 'idb';
import { DATABASE_NAME, type Database, openExisting } from './database';
import { Unopened } from './library';

type Dump = {
  readonly database: string;
  readonly version: number;
  readonly exportedAt: number; // ms since 1970, UTC
  readonly stores: Readonly<Record<string, readonly DumpedRow[]>>;
};
type DumpedRow = { readonly key: unknown; readonly value: unknown } | { readonly key: unknown; readonly unreadable: string };

const CHUNK = 500;

/** A name and a password for a server stand there, and nothing that is not elsewhere too. */
const UNTOLD: ReadonlySet<string> = new Set(['syncState', 'unsynced']);

/**
 * Every store but what is known of a server, row by row. A row that the browser cannot read back, or that JSON refuses, is told in its place and costs no other.
 *
 * Errors  undefined where there is no library; rejects if it was upgraded or deleted meanwhile, because a dump in part looks like a whole one.
 */
export async function dumpLibrary(now: number, name = DATABASE_NAME): Promise<Dump | undefined> {
  let isGone = false;
  const db = await openExisting(name, () => {
    isGone = true;
  });
  if (db === undefined) return undefined;
  try {
    const stores = new Map<string, readonly DumpedRow[]>();
    for (const store of db.objectStoreNames) if (!UNTOLD.has(store)) stores.set(store, await dumpStore(untyped(db), store));
    if (isGone) throw new Unopened({ kind: 'library-unopened', detail: 'closed while it was copied' });
    return { database: name, version: db.version, exportedAt: now, stores: Object.fromEntries(stores) };
  } finally {
    db.close();
  }
}

/** Deletes the library for good. Open connections make way by themselves; the next one to write begins a new one. */
export function resetLibrary(name = DATABASE_NAME): Promise<void> {
  return deleteDB(name);
}

async function dumpStore(db: IDBPDatabase, store: string): Promise<DumpedRow[]> {
  const keys = await db.getAllKeys(store);
  const rows: DumpedRow[] = [];
  for (let i = 0; i < keys.length; i += CHUNK) rows.push(...(await dumpRows(db, store, keys.slice(i, i + CHUNK))));
  return rows;
}

/** All at once, and where that fails one by one: a value the browser cannot read back ends every request that comes upon it. */
async function dumpRows(db: IDBPDatabase, store: string, keys: readonly IDBValidKey[]): Promise<DumpedRow[]> {
  try {
    const values: unknown[] = await db.getAll(store, IDBKeyRange.bound(keys[0], keys.at(-1)));
    if (values.length === keys.length) return keys.map((key, i) => told(key, values[i]));
  } catch {
    // which row it was shows below
  }
  return Promise.all(
    keys.map((key) =>
      db.get(store, key).then(
        (value: unknown) => told(key, value),
        (error: unknown) => untold(key, error),
      ),
    ),
  );
}

function told(key: IDBValidKey, value: unknown): DumpedRow {
  try {
    return { key, value: JSON.parse(JSON.stringify(value)) };
  } catch (error) {
    return untold(key, error);
  }
}

const untold = (key: IDBValidKey, error: unknown): DumpedRow => ({ key, unreadable: String(error) });

/** Any version may hold stores that this one does not know. */
const untyped = (db: Database): IDBPDatabase => db as unknown as IDBPDatabase; // as: idb allows any name on an untyped database
