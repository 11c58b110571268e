/** What the fault pack wants of storage and backup, each injected; the pack is read in place. The same on cases of our own. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nextStamp } from '../../src/core/library/stamp';
import { failed, ok } from '../../src/core/problem';
import { canonicalJson } from '../../src/core/transfer/backup/canonical';
import { manifestText, readManifest } from '../../src/core/transfer/backup/manifest';
import type { Bytes } from '../../src/core/transfer/backup/packing';
import { readThread } from '../../src/core/transfer/backup/units';
import { openZipFile } from '../../src/core/transfer/backup/zip-file';
import { directory, joined, localHeader } from '../../src/core/transfer/backup/zip-records';
import { bytesOf, packing } from '../../src/edge/store/packing';
import { beginRestore, keepPiece, lastRestore, standingOf } from '../../src/edge/store/restores';
import { openShelf } from '../../src/edge/store/shelf';
import { checkBackup, openBackup } from '../../src/flows/open-backup';
import { restoreBackup } from '../../src/flows/restore-backup';
import { essay, essayId, freshLibrary, got, NOW } from '../edge/store/library-fixture';
import { backupOf, dumpOf, fill, restoreInto, type World } from './backup-world';

const PACK = join(import.meta.dirname, '../../../shared/packs/robustness/faults/faults.json');
const STAMP = nextStamp(undefined, 1000, 'a');

const world = (count: number): World => ({
  ...{ sources: [], copies: [], pictures: [], whole: {} },
  threads: Array.from({ length: count }, (_, at) => {
    const id = `e${String(at).padStart(4, '0')}`;
    return {
      id: essayId(id),
      essay: essay(id, { title: '<img src=x onerror=alert(1)>', text: 'Words. '.repeat(20) }),
      marks: { saved: [true, STAMP] },
    };
  }),
});

async function backedUp(count = 250) {
  const library = await freshLibrary();
  await fill(library, world(count));
  return (await backupOf(library)).bytes;
}

const open = (bytes: Uint8Array) => openBackup(bytesOf(new Blob([bytes as Uint8Array<ArrayBuffer>])), packing); // as: never shared

const FAULTS: Readonly<Record<string, () => Promise<void>>> = {
  /** Cut at each tenth; names that are dangerous; lengths that no file has; markup in titles. */
  'restore-broken': async () => {
    const bytes = await backedUp(20);
    for (let tenth = 0; tenth < 10; tenth++)
      expect(typeof (await open(bytes.slice(0, Math.floor((bytes.length * tenth) / 10))))).toBe('string');
    const hostile = readThread(JSON.parse('{"id":"e","__proto__":{"x":1},"marks":{"tags":{"__proto__":[true,"0000000000010000a"]}}}'));
    expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype);
    expect(({} as { x?: number }).x).toBeUndefined();
    const entry = { name: 'manifest.json', method: 8 as const, crc: 0, packed: 10, size: 2 ** 31, offset: 0 };
    const bomb = joined([localHeader(entry), new Uint8Array(10), directory([entry], localHeader(entry).length + 10)]);
    expect(await open(bomb)).toBe('damaged');
    const library = await freshLibrary();
    await restoreInto(library, bytes);
    expect(await dumpOf(library)).toContain('"essays":20');
  },
  /** A disk that is full at any piece: nothing of that piece is here, what came before is whole, and it goes on once there is room. */
  'idb-quota-write': async () => {
    const bytes = await backedUp();
    const backup = await open(bytes);
    if (typeof backup === 'string') throw new Error(backup);
    const library = await freshLibrary();
    got(await beginRestore(library, { id: 1, madeAt: 1, device: 'x', skipped: [], rowsInAll: 251 }));
    let room = 1;
    const run = () =>
      restoreBackup(backup, {
        standing: () => standingOf(library),
        keep: async (piece) => (room-- > 0 ? keepPiece(library, piece, { settings: {}, now: NOW }) : failed({ kind: 'disk-full' })),
        finish: async () => ok(undefined),
        yieldNow: async () => {},
      });
    expect(await run()).toEqual(failed({ kind: 'disk-full' }));
    expect(await lastRestore(library)).toMatchObject({ state: 'going', part: 0, row: 100, rowsDone: 100 });
    room = 100;
    expect(await run()).toEqual(ok('done'));
    expect((await lastRestore(library))?.rowsDone).toBe(251);
  },
  /** The connection is closed behind the store's back between two pieces. */
  'idb-closed': async () => {
    const bytes = await backedUp(150);
    const library = await freshLibrary();
    await restoreInto(library, bytes, { pieces: 1 });
    library.close();
    await restoreInto(library, bytes);
    expect((await lastRestore(library))?.state).toBe('done');
  },
};

describe('faults of the pack that concern backups', () => {
  const cases = existsSync(PACK) ? (JSON.parse(readFileSync(PACK, 'utf8')) as { cases: { id: string; expected: string }[] }).cases : []; // as: its README
  if (cases.length === 0) console.info('the fault pack is not here: its faults are injected all the same');
  test.skipIf(cases.length === 0)('are all of them here', () => {
    expect(cases.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(FAULTS)));
  });
  test.each(Object.entries(FAULTS))('%s', (_id, inject) => inject());
});

test('a part that is damaged is named, and the rest of the backup is read', async () => {
  const library = await freshLibrary();
  await fill(library, { ...world(3), whole: { seen: [{ before: 1, acts: STAMP }, STAMP] } });
  const { bytes, manifest } = await backupOf(library);
  const backup = await open(bytes);
  if (typeof backup === 'string') throw new Error(backup);
  const entry = backup.zip.entries.get('essays-0001.jsonl');
  const at = (entry?.offset ?? 0) + 60;
  const damaged = await open(bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)));
  if (typeof damaged === 'string') throw new Error(damaged);
  const read: string[] = [];
  const faults = await checkBackup(damaged, async ({ name }) => void read.push(name));
  expect(faults).toEqual({ parts: ['essays-0001.jsonl'], pictures: 0 });
  expect(read).toEqual(manifest.parts.map(({ name }) => name).filter((name) => name !== 'essays-0001.jsonl'));
});

test('a zip of more than 4 GB and of more than 65,535 files is read by its 64-bit directory', async () => {
  const far = 5 * 2 ** 30;
  const entries = Array.from({ length: 70_000 }, (_, at) => {
    return { name: `pictures/${at}`, method: 0 as const, crc: 0, packed: 1, size: 1, offset: at === 69_999 ? far - 100 : at };
  });
  const end = directory(entries, far);
  const file: Bytes = { size: far + end.length, read: async (from, to) => end.slice(from - far, to - far) };
  const zip = await openZipFile(file);
  expect(typeof zip === 'string' ? zip : [zip.entries.size, zip.entries.get('pictures/69999')?.offset]).toEqual([70_000, far - 100]);
});

test('a directory that counts more than it has, climbs out or names a file twice is none', async () => {
  const one = { name: 'a.jsonl', method: 0 as const, crc: 0, packed: 0, size: 0, offset: 0 };
  for (const entries of [[{ ...one, name: '../a.jsonl' }], [{ ...one, name: '/etc/passwd' }], [one, one]]) {
    const bytes = joined([localHeader(one), directory(entries, localHeader(one).length)]);
    expect(await openZipFile(bytesOf(new Blob([bytes as Uint8Array<ArrayBuffer>])))).toBe('damaged'); // as: never shared
  }
});

test('a manifest that was written is read back, and one of which any field is wrong is damaged', () => {
  const part = { name: 'essays-0001.jsonl', kind: 'essays' as const, rows: 1, bytes: 2, sha256: 'a'.repeat(64) };
  const counts = { sources: 0, essays: 1, copies: 0, pictures: 0, whole: 0 };
  const manifest = {
    format: 'sidelight-backup' as const,
    version: 1,
    madeAt: 5,
    madeBy: '1',
    device: 'd',
    counts,
    leftOut: 0,
    parts: [part],
  };
  expect(readManifest(manifestText(manifest))).toEqual(manifest);
  for (const wrong of [{ madeAt: 'x' }, { parts: 7 }, { parts: [{ ...part, rows: -1 }] }, { parts: [part, part] }, { version: 'x' }])
    expect(readManifest(canonicalJson({ ...manifest, ...wrong }))).toBe('damaged');
});

test('a file on the shelf is what was written, however it was cut; one that was never finished is not there', async () => {
  await freshLibrary();
  const shelf = openShelf();
  const first = await shelf.begin('outgoing', 1);
  for (let at = 0; at < 3; at++) await first.write(new Uint8Array(3_000_000).fill(at));
  expect(await shelf.take('outgoing')).toBeUndefined();
  await first.finish();
  const bytes = new Uint8Array(await ((await shelf.take('outgoing')) ?? new Blob()).arrayBuffer());
  expect([bytes.length, bytes[2_999_999], bytes[3_000_000], bytes[8_999_999]]).toEqual([9_000_000, 0, 1, 2]);
  const second = await shelf.begin('outgoing', 2);
  await second.write(new Uint8Array(5_000_000));
  expect((await shelf.take('outgoing'))?.size).toBe(9_000_000);
  await second.finish();
  expect((await shelf.take('outgoing'))?.size).toBe(5_000_000);
  await shelf.drop('outgoing');
  expect(await shelf.take('outgoing')).toBeUndefined();
});
