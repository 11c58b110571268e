/** A library of its own for each test, on the real idb over an IndexedDB in memory. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { datedAt, type Essay, type EssayId, type Source, type SourceId } from '../../../src/core/essay';
import type { Act } from '../../../src/core/library/marks';
import type { Result } from '../../../src/core/problem';
import { DATABASE_NAME, type Database, openExisting } from '../../../src/edge/store/database';
import type { Library } from '../../../src/edge/store/library';
import { commitAct } from '../../../src/edge/store/marks';
import { openLibrary, type Writing } from '../../../src/edge/store/open';

export const NOW = Date.UTC(2026, 0, 1);
export const DAY = 24 * 60 * 60 * 1000;
export const WRITER: Writing = { wait: async () => {}, now: () => NOW, newDevice: () => 'device-1' };

/** Nothing is on this disk yet. */
export function freshDisk(): void {
  globalThis.indexedDB = new IDBFactory();
}

export async function freshLibrary(): Promise<Library> {
  freshDisk();
  return got(await openLibrary(WRITER));
}

export function got<T>(result: Result<T> | undefined): T {
  if (result?.ok) return result.value;
  throw new Error(`expected a value, got ${JSON.stringify(result)}`);
}

export const essayId = (id: string) => id as EssayId; // as: made up
export const sourceId = (id: string) => id as SourceId; // as: made up

export function essay(id: string, fields: Partial<Essay> = {}): Essay {
  return {
    id: essayId(id),
    sourceId: sourceId('source'),
    url: `https://example.com/${id}`,
    title: `Essay ${id}`,
    summary: `What ${id} says`,
    tags: [],
    firstSeenAt: NOW - DAY,
    ...fields,
  };
}

export function source(id: string, fields: Partial<Source> = {}): Source {
  const url = `https://${id}.example.com/`;
  return { id: sourceId(id), kind: 'feed', url, siteUrl: url, title: `Source ${id}`, addedAt: NOW, ...fields };
}

export async function act(library: Library, id: string, done: Act['kind'] | Act, now = NOW) {
  const readable = (typeof done === 'string' ? { kind: done } : done) as Act; // as: tests name only the plain kinds
  return got(await commitAct(library, { essayId: essayId(id), act: readable, from: 'popup', now }));
}

/** The source that essays of `essay` are of: nothing that it has was there when it was followed. */
export async function withItsSource(library: Library): Promise<Library> {
  await onDisk((db) => db.put('sources', source('source', { addedAt: 0 })));
  return library;
}

/** Past the store, straight to the rows: to look, or to damage them. */
export async function onDisk<T>(work: (db: Database) => Promise<T>, name = DATABASE_NAME): Promise<T> {
  const db = await openExisting(name, () => {});
  if (db === undefined) throw new Error('there is no library');
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

export const rowOf = (made: Essay) => ({ ...made, datedAt: datedAt(made) });
