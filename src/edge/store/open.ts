/** Opens the library, for the one context that writes and for the pages that read. Three tries; what cannot be opened is a problem as data. */
import { failed, ok, type Result } from '../../core/problem';
import { giveBirth } from './birth';
import { Blocked, DATABASE_NAME, type Database, MIGRATIONS, type Migration, openExisting, openUpgrading, type Store } from './database';
import { keptOpen, type Library, Unopened } from './library';

export type Writing = {
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => number; // ms since 1970, UTC
  readonly changing?: () => void; // called as a change begins of what lists show
  readonly newDevice: () => string; // an id that no other device has: lower-case letters, digits and hyphens
  readonly name?: string;
  readonly steps?: readonly Migration[];
};

const BLOCKED_MS = 2_000; // pages of ours make way at once
const LISTS_SHOW: ReadonlySet<Store> = new Set(['essays', 'overlong', 'marks', 'ledger', 'places', 'versions', 'sources', 'sourceMarks']);
const PAUSES_MS = [100, 500]; // between three tries: a busy disk, or an old worker that is not gone yet, needs no longer

/** Opens the library for the one context that writes: creates it or brings it up to date first. */
export function openLibrary({
  wait,
  now,
  newDevice,
  changing,
  name = DATABASE_NAME,
  steps = MIGRATIONS,
}: Writing): Promise<Result<Library>> {
  const connect = async (gone: () => void): Promise<Database> => {
    const db = await openUpgrading(name, steps, gone, () => wait(BLOCKED_MS));
    try {
      await giveBirth(db, now(), newDevice);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  };
  const writing = (stores: readonly Store[]): void => {
    if (stores.some((store) => LISTS_SHOW.has(store))) changing?.();
  };
  return opened(keptOpen((gone) => inThreeTries(() => connect(gone), wait), writing));
}

/**
 * Opens the library for a page, which neither creates nor upgrades it.
 *
 * Errors  undefined where there is none, or one of an older version: wake the background, which makes it ready, and ask again.
 */
export async function openForReading(name = DATABASE_NAME, version = MIGRATIONS.length): Promise<Result<Library> | undefined> {
  let isReady = true;
  const connect = async (gone: () => void): Promise<Database> => {
    const db = await openExisting(name, gone);
    if (db?.version === version) return db;
    db?.close();
    isReady = db !== undefined && db.version > version;
    throw new Unopened(isReady ? { kind: 'library-newer' } : { kind: 'library-unopened', detail: 'the background has not made it ready' });
  };
  const result = await opened(keptOpen(connect));
  return isReady ? result : undefined;
}

/** The same for what can do nothing without it. Throws Unopened. */
export async function openedForReading(): Promise<Library> {
  const opening = await openForReading();
  if (opening?.ok) return opening.value;
  throw new Unopened(opening?.problem ?? { kind: 'library-unopened', detail: 'the background has not made it ready' });
}

/** One opening for all the reads of a page; after one that failed the next read tries again. */
export function openedOnce(): () => Promise<Library> {
  let opening: Promise<Library> | undefined;
  return () => {
    opening ??= openedForReading();
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
}

async function opened(library: Library): Promise<Result<Library>> {
  try {
    await library.begin(['ledger'], 'readonly');
    return ok(library);
  } catch (error) {
    if (error instanceof Unopened) return failed(error.problem);
    return failed({ kind: 'library-unopened', detail: String(error) });
  }
}

async function inThreeTries(connect: () => Promise<Database>, wait: Writing['wait']): Promise<Database> {
  for (const pause of [...PAUSES_MS, undefined]) {
    try {
      return await connect();
    } catch (error) {
      if (error instanceof Blocked) throw new Unopened({ kind: 'library-blocked' });
      if (isNamed(error, 'VersionError')) throw new Unopened({ kind: 'library-newer' });
      if (pause === undefined) throw new Unopened({ kind: 'library-unopened', detail: String(error) });
      await wait(pause);
    }
  }
  throw new RangeError('the last try returns or throws');
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
