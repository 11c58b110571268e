import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { MIGRATIONS, type Migration, openUpgrading } from '../../../src/edge/store/database';
import { putEssays } from '../../../src/edge/store/essays';
import { dumpLibrary, resetLibrary } from '../../../src/edge/store/export';
import { act, essay, essayId, freshDisk, freshLibrary, got, NOW, onDisk } from './library-fixture';

afterEach(() => {
  vi.restoreAllMocks();
});

const keysIn = (rows: readonly { key: unknown }[] | undefined) => rows?.map(({ key }) => key);

test('every row of every store, as JSON', async () => {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one'), essay('two')], { from: 'start', now: NOW }));
  await act(library, 'one', 'save');
  const dump = await dumpLibrary(NOW);
  expect(JSON.parse(JSON.stringify(dump))).toEqual(dump);
  expect(dump).toMatchObject({ database: 'library', version: MIGRATIONS.length, exportedAt: NOW });
  expect(keysIn(dump?.stores['essays'])).toEqual(['one', 'two']);
  expect(dump?.stores['marks']).toMatchObject([{ key: 'one', value: { marks: { saved: [true, expect.anything()] } } }]);
  expect(dump?.stores['history']).toHaveLength(3);
  expect(keysIn(dump?.stores['ledger'])).toContain('device');
  expect(dump?.stores['sources']).toEqual([]);
});

test('damaged rows come as they are; what cannot be told is said in its place', async () => {
  await freshLibrary();
  await onDisk(async (db) => {
    await db.put('essays', { id: essayId('odd'), title: 7 } as never); // as: damaged
    await db.put('ledger', 10n, 'revision');
  });
  const dump = await dumpLibrary(NOW);
  expect(dump?.stores['essays']).toEqual([{ key: 'odd', value: { id: 'odd', title: 7 } }]);
  expect(dump?.stores['ledger']).toContainEqual({ key: 'revision', unreadable: expect.stringContaining('BigInt') });
});

test('a row the browser cannot read back costs no other', async () => {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one'), essay('two')], { from: 'start', now: NOW }));
  const { get, getAll } = IDBObjectStore.prototype;
  const gone = () => new DOMException('a large value is gone', 'DataError');
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, range) {
    if (this.name === 'essays') throw gone();
    return getAll.call(this, range);
  });
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    if (key === 'one') throw gone();
    return get.call(this, key);
  });
  expect((await dumpLibrary(NOW))?.stores['essays']).toMatchObject([
    { key: 'one', unreadable: expect.stringContaining('gone') },
    { key: 'two' },
  ]);
});

test('a library of another version is dumped without being touched', async () => {
  freshDisk();
  const other: Migration = async (db) => {
    db.createObjectStore('attic' as 'sources'); // as: a store this version does not know
  };
  const db = await openUpgrading('library', [other, async () => {}, async () => {}], () => {});
  await db.put('attic' as 'ledger', 'old', 'thing'); // as: the same
  db.close();
  expect(await dumpLibrary(NOW)).toMatchObject({ version: 3, stores: { attic: [{ key: 'thing', value: 'old' }] } });
  expect(await onDisk(async ({ version }) => version)).toBe(3);
});

test('where there is no library there is no dump, and still no library', async () => {
  freshDisk();
  expect(await dumpLibrary(NOW)).toBeUndefined();
  expect(await indexedDB.databases()).toEqual([]);
});

test('a library that is deleted while it is copied gives no dump in part', async () => {
  const library = await freshLibrary();
  const essays = Array.from({ length: 600 }, (_, i) => essay(`essay-${i}`));
  got(await putEssays(library, essays, { from: 'start', now: NOW }));
  const dumping = dumpLibrary(NOW);
  const reset = resetLibrary();
  await expect(Promise.all([dumping, reset])).rejects.toThrow();
  await reset;
});

test('a reset leaves nothing', async () => {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one')], { from: 'start', now: NOW }));
  await resetLibrary();
  expect(await dumpLibrary(NOW)).toBeUndefined();
});
