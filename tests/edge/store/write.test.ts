import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failed, ok } from '../../../src/core/problem';
import { countEssays, countSaved } from '../../../src/edge/store/counts';
import { MIGRATIONS } from '../../../src/edge/store/database';
import { putEssays } from '../../../src/edge/store/essays';
import { latestChange, readLedger } from '../../../src/edge/store/ledger';
import type { Library } from '../../../src/edge/store/library';
import { commitAct } from '../../../src/edge/store/marks';
import { openLibrary } from '../../../src/edge/store/open';
import { markAllSeen } from '../../../src/edge/store/seen';
import { write } from '../../../src/edge/store/write';
import { essay, essayId, freshLibrary, got, NOW, onDisk, WRITER } from './library-fixture';

const DISK_FULL = { ok: false, problem: { kind: 'disk-full' } };
const occasion = { from: 'start', now: NOW } as const;
const essays = Array.from({ length: 10 }, (_, i) => essay(`essay-${i}`));

afterEach(() => {
  vi.restoreAllMocks();
});

/** The disk is full from the nth row on: at once, or only when the transaction commits. */
function fillDisk(nth: number, when: 'at once' | 'at commit'): void {
  const put = IDBObjectStore.prototype.put;
  let rows = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    rows++;
    if (rows < nth) return put.call(this, value, key);
    if (when === 'at once') throw new DOMException('no room', 'QuotaExceededError');
    const tx = this.transaction as IDBTransaction & { _abort(name: string): void }; // as: how fake-indexeddb itself ends a transaction
    const request = put.call(this, value, key);
    if (rows === nth) tx._abort('QuotaExceededError');
    return request;
  });
}

async function everything(): Promise<unknown> {
  return onDisk(async (db) => Promise.all([...db.objectStoreNames].map((store) => db.getAll(store))));
}

const writes: readonly [string, (library: Library) => Promise<unknown>][] = [
  ['putting essays', (library) => putEssays(library, [...essays, essay('new'), essay('newer')], occasion)],
  ['saving', (library) => commitAct(library, { essayId: essayId('essay-1'), act: { kind: 'save' }, from: 'popup', now: NOW })],
  ['marking all as seen', (library) => markAllSeen(library, { now: NOW })],
];

describe.each(writes)('%s on a full disk', (_claim, attempt) => {
  test.each([
    [1, 'at once'],
    [2, 'at once'],
    [1, 'at commit'],
    [2, 'at commit'],
  ] as const)('from row %i on, told %s, is a problem and leaves nothing half written', async (nth, when) => {
    const library = await freshLibrary();
    got(await putEssays(library, essays, occasion));
    const before = await everything();
    fillDisk(nth, when);
    expect(await attempt(library)).toEqual(DISK_FULL);
    vi.restoreAllMocks();
    expect(await everything()).toEqual(before);
    expect(await attempt(library)).toMatchObject({ ok: true });
  });
});

test('a change that gives a problem keeps nothing', async () => {
  const library = await freshLibrary();
  const result = await write(library, ['ledger'], 'passing', async (tx) => {
    await tx.objectStore('ledger').put(7, 'revision');
    return failed({ kind: 'essay-unknown' });
  });
  expect(result).toEqual({ ok: false, problem: { kind: 'essay-unknown' } });
  expect(await latestChange(library)).toBe(0);
});

test('a change that throws keeps nothing and passes the mistake on', async () => {
  const library = await freshLibrary();
  const change = write(library, ['ledger'], 'passing', async (tx) => {
    await tx.objectStore('ledger').put(7, 'revision');
    throw new TypeError('a mistake of ours');
  });
  await expect(change).rejects.toThrow('a mistake of ours');
  expect(await latestChange(library)).toBe(0);
});

test('a change without a request is done', async () => {
  expect(await write(await freshLibrary(), ['ledger'], 'passing', async () => ok('nothing to do'))).toEqual(ok('nothing to do'));
});

test('a library that has become too new for us is a problem', async () => {
  const library = await freshLibrary();
  got(await openLibrary({ ...WRITER, steps: [...MIGRATIONS, async () => {}] })).close();
  expect(await putEssays(library, essays, occasion)).toEqual({ ok: false, problem: { kind: 'library-newer' } });
});

test('what a person did waits for the disk; what was fetched does not', async () => {
  const library = await freshLibrary();
  const durabilities: (string | undefined)[] = [];
  const watched: Library = {
    ...library,
    begin: (stores, mode, options) => {
      durabilities.push(options?.durability);
      return library.begin(stores, mode, options);
    },
  };
  got(await putEssays(watched, essays, occasion));
  got(await commitAct(watched, { essayId: essayId('essay-1'), act: { kind: 'save' }, from: 'popup', now: NOW }));
  expect(durabilities).toEqual(['relaxed', 'strict']);
  expect([await countEssays(library), await countSaved(library)]).toEqual([10, 1]);
  expect((await readLedger(library)).revision).toBe(1);
});
