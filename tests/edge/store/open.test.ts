import { forceCloseDatabase } from 'fake-indexeddb';
import { unwrap } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { countEssays } from '../../../src/edge/store/counts';
import { DATABASE_NAME, type Database, MIGRATIONS, type Migration, openUpgrading } from '../../../src/edge/store/database';
import { putEssays } from '../../../src/edge/store/essays';
import { resetLibrary } from '../../../src/edge/store/export';
import { readLedger } from '../../../src/edge/store/ledger';
import { keptOpen, Unopened } from '../../../src/edge/store/library';
import { openForReading, openLibrary } from '../../../src/edge/store/open';
import { essay, freshDisk, freshLibrary, got, NOW, onDisk, WRITER } from './library-fixture';

const later: Migration = async (db) => {
  db.createObjectStore('later' as 'sources'); // as: a store that only a later version has
};

beforeEach(freshDisk);
afterEach(() => {
  vi.restoreAllMocks();
});

/** Makes the first `times` openings fail, as a busy disk does. */
function failOpening(times: number): () => number {
  const open = indexedDB.open.bind(indexedDB);
  let tried = 0;
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    tried++;
    if (tried <= times) throw new DOMException('the disk is busy', 'UnknownError');
    return open(name, version);
  });
  return () => tried;
}

describe('for writing', () => {
  test('a new library knows its device and when it began, and keeps both', async () => {
    got(await openLibrary(WRITER)).close();
    const again = got(await openLibrary({ ...WRITER, now: () => NOW + 1, newDevice: () => 'device-2' }));
    expect(await readLedger(again)).toEqual({ device: 'device-1', createdAt: NOW });
  });

  test('a device that cannot be read is given anew', async () => {
    got(await openLibrary(WRITER)).close();
    await onDisk((db) => db.put('ledger', { no: 'device' }, 'device'));
    expect(await readLedger(got(await openLibrary(WRITER)))).toEqual({ device: 'device-1', createdAt: NOW });
  });

  test('two failures are overcome, with longer and longer pauses', async () => {
    const pauses: number[] = [];
    failOpening(2);
    const result = await openLibrary({ ...WRITER, wait: async (ms) => void pauses.push(ms) });
    expect(result.ok).toBe(true);
    expect(pauses).toHaveLength(2);
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
  });

  test('three failures are a problem, with its reason', async () => {
    const tried = failOpening(99);
    const result = await openLibrary(WRITER);
    expect(result).toEqual({ ok: false, problem: { kind: 'library-unopened', detail: expect.stringContaining('the disk is busy') } });
    expect(tried()).toBe(3);
  });

  test('an upgrade that fails is tried again and then told with its cause', async () => {
    const broken: Migration = async () => Promise.reject(new Error('halfway'));
    const result = await openLibrary({ ...WRITER, steps: [...MIGRATIONS, broken] });
    expect(result).toEqual({ ok: false, problem: { kind: 'library-unopened', detail: expect.stringContaining('halfway') } });
  });

  test('a library of a later version is told at once', async () => {
    got(await openLibrary({ ...WRITER, steps: [...MIGRATIONS, later] })).close();
    const tried = failOpening(0);
    expect(await openLibrary(WRITER)).toEqual({ ok: false, problem: { kind: 'library-newer' } });
    expect(tried()).toBe(1);
  });
});

describe('for reading', () => {
  test('where there is none, the background must be woken first, and none is made', async () => {
    expect(await openForReading()).toBeUndefined();
    expect(await indexedDB.databases()).toEqual([]);
  });

  test('one of an older version waits for the background', async () => {
    got(await openLibrary(WRITER)).close();
    expect(await openForReading('library', MIGRATIONS.length + 1)).toBeUndefined();
    expect(await onDisk(async (db) => db.version)).toBe(MIGRATIONS.length);
  });

  test('one of a later version is a problem', async () => {
    got(await openLibrary({ ...WRITER, steps: [...MIGRATIONS, later] })).close();
    expect(await openForReading()).toEqual({ ok: false, problem: { kind: 'library-newer' } });
  });

  test('a browser that cannot open it is a problem', async () => {
    failOpening(99);
    expect(await openForReading()).toEqual({ ok: false, problem: { kind: 'library-unopened', detail: expect.stringContaining('busy') } });
  });

  test('what was written is read, beside the writer', async () => {
    const writer = await freshLibrary();
    got(await putEssays(writer, [essay('one')], { from: 'start', now: NOW }));
    expect(await countEssays(got(await openForReading()))).toBe(1);
  });

  test('a reader never blocks an upgrade, and says afterwards that it is too old', async () => {
    const writer = await freshLibrary();
    const reader = got(await openForReading());
    writer.close();
    const upgraded = got(await openLibrary({ ...WRITER, steps: [...MIGRATIONS, later] }));
    await expect(countEssays(reader)).rejects.toMatchObject({ problem: { kind: 'library-newer' } });
    expect(await countEssays(upgraded)).toBe(0);
  });

  test('an old page that does not make way is told, keeps nobody waiting for ever, and once it is gone the library opens', async () => {
    (await freshLibrary()).close();
    const old = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(DATABASE_NAME);
      opening.onsuccess = () => resolve(opening.result); // and hears of no upgrade
      opening.onerror = () => reject(opening.error);
    });
    const upgrading = { ...WRITER, steps: [...MIGRATIONS, later] };
    expect(await openLibrary(upgrading)).toEqual({ ok: false, problem: { kind: 'library-blocked' } });
    old.close();
    expect(await countEssays(got(await openLibrary(upgrading)))).toBe(0);
  });

  test('once the library is gone, reading rejects and makes no new one', async () => {
    const writer = await freshLibrary();
    const reader = got(await openForReading());
    writer.close();
    await resetLibrary();
    await expect(countEssays(reader)).rejects.toBeInstanceOf(Unopened);
    expect(await indexedDB.databases()).toEqual([]);
  });
});

describe('a connection that was closed is opened again by the next call', () => {
  test('after close', async () => {
    const library = await freshLibrary();
    library.close();
    expect(await countEssays(library)).toBe(0);
  });

  test('after the library was deleted: a new one begins', async () => {
    const library = await freshLibrary();
    got(await putEssays(library, [essay('one')], { from: 'start', now: NOW }));
    await resetLibrary();
    expect(await countEssays(library)).toBe(0);
    expect(await readLedger(library)).toMatchObject({ createdAt: NOW });
  });

  test.each([
    ['and has said so', true],
    ['and has not said so yet', false],
  ])('after the browser ended it %s', async (_claim, isTold) => {
    freshDisk();
    const opened: Database[] = [];
    const library = keptOpen(async (gone) => {
      const db = await openUpgrading('library', MIGRATIONS, isTold ? gone : () => {});
      opened.push(db);
      return db;
    });
    expect(await countEssays(library)).toBe(0);
    const [first] = opened;
    if (first === undefined) throw new Error('never opened');
    forceCloseDatabase(unwrap(first) as never); // as: its types ask for the class where an instance is meant
    expect(await countEssays(library)).toBe(0);
    expect(opened).toHaveLength(2);
  });

  test('two calls at once open it once', async () => {
    const library = await freshLibrary();
    library.close();
    const tried = failOpening(0);
    await Promise.all([countEssays(library), readLedger(library)]);
    expect(tried()).toBe(1);
  });
});
