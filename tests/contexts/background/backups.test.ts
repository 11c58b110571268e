/** Backups that are made by themselves, and restores that go on by themselves, in a small made-up browser. */
import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../../src/core/problem';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { openDesk } from '../../../src/edge/store/desk';
import { openLibrary as openOn } from '../../../src/edge/store/open';
import { bytesOf, packing } from '../../../src/edge/store/packing';
import { lastRestore } from '../../../src/edge/store/restores';
import { openShelf } from '../../../src/edge/store/shelf';
import { openBackup } from '../../../src/flows/open-backup';
import { essayId, got, onDisk, WRITER } from '../../edge/store/library-fixture';
import { backupOf } from '../../flows/backup-world';
import { type FakeBrowser, fakeBrowser } from './fake-browser';

let browser: FakeBrowser;
beforeEach(() => {
  browser = fakeBrowser();
});

const library = async () => got(await openOn(WRITER));
const toldKinds = () => browser.state.told.map((problem) => (problem as { kind: string }).kind); // as: problems

async function ready() {
  const worker = browser.wake();
  expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
  return worker;
}

async function daily() {
  const worker = await ready();
  await worker.send('changeSettings', { change: { backupEvery: 'day' } });
  await worker.settled();
  return worker;
}

const ring = (worker: Awaited<ReturnType<typeof ready>>) => worker.listeners.ring?.('backup');

test('a backup that is due is saved by its day, and the last three are kept', async () => {
  const worker = await daily();
  expect(browser.state.alarms.has('backup')).toBe(true);
  for (let day = 0; day < 5; day++) await ring(worker);
  await worker.settled();
  expect(browser.state.files).toHaveLength(5);
  expect(browser.state.files[0]).toMatch(/^\d{4}-\d\d-\d\d\.zip$/);
  expect(browser.state.removed).toEqual([1, 2]);
});

test('what is saved is a whole backup', async () => {
  let kept: Blob | undefined;
  browser.state.broken = {
    downloads: {
      saveOutgoing: async () => {
        kept = await openShelf().take('outgoing');
        return { id: 1, state: 'done' };
      },
    },
  };
  await ring(await daily());
  const backup = await openBackup(bytesOf(kept ?? new Blob()), packing);
  expect(backup).toMatchObject({ manifest: { madeBy: '1.0.0', device: 'device-1' } });
  expect(await openShelf().take('outgoing')).toBeUndefined();
});

test.each([
  ['the browser gives no leave', () => (browser.state.maySave = false), 'not-allowed'],
  ['the disk is full', () => (browser.state.saving = 'full'), 'disk-full'],
  ['the browser does not save it', () => (browser.state.saving = 'failed'), 'other'],
])('where %s it is told, and no earlier one is removed', async (_what, trouble, why) => {
  const worker = await daily();
  await ring(worker);
  trouble();
  await ring(worker);
  expect(browser.state.told).toContainEqual(expect.objectContaining({ kind: 'backup-unmade', why }));
  expect(browser.state.removed).toEqual([]);
  browser.state.maySave = true;
  browser.state.saving = 'done';
  await ring(worker);
  expect(toldKinds()).not.toContain('backup-unmade');
});

test('none is made where none is wished for', async () => {
  const worker = await ready();
  await ring(worker);
  expect(browser.state.files).toEqual([]);
  expect(browser.state.alarms.has('backup')).toBe(false);
});

/** A backup of a library with one saved essay and a setting, lying where the background looks for it. */
async function incoming(): Promise<object> {
  const { bytes, manifest } = await backupOf(await library());
  await openShelf().put('incoming', 1, new Blob([bytes as Uint8Array<ArrayBuffer>])); // as: never shared
  const rowsInAll = manifest.parts.reduce((sum, { rows }) => sum + rows, 0);
  return { madeAt: manifest.madeAt, device: manifest.device, skipped: [], rowsInAll };
}

const SAVE = { essayId: 'one', act: { kind: 'save' }, from: 'popup' };
const savedIds = () => onDisk(async (db) => (await db.getAll('marks')).filter(({ savedStamp }) => savedStamp).map(({ id }) => id));

test('a restore goes on by itself and is taken back by itself', async () => {
  const worker = await ready();
  await worker.send('act', SAVE);
  const ask = await incoming();
  await onDisk((db) => db.clear('marks'));
  expect(await worker.send('restore', ask)).toEqual(ok('begun'));
  await worker.settled();
  expect(await lastRestore(await library())).toMatchObject({ state: 'done' });
  expect(await savedIds()).toEqual([essayId('one')]);
  expect(await openShelf().take('incoming')).toBeUndefined();
  expect(await worker.send('undoRestore', {})).toEqual(ok('begun'));
  await worker.settled();
  expect(await lastRestore(await library())).toMatchObject({ state: 'undone', stayed: [] });
  expect(await savedIds()).toEqual([]);
});

test('one that a worker’s death ended goes on at the next wake', async () => {
  const worker = await ready();
  await worker.send('act', SAVE);
  const ask = await incoming();
  await onDisk((db) => db.clear('marks'));
  await onDisk((db) =>
    db.put('restores', {
      ...(ask as { madeAt: number; device: string; skipped: string[]; rowsInAll: number }),
      id: 1,
      state: 'going',
      part: 0,
      row: 0,
      rowsDone: 0,
      changed: 0,
      stayed: [],
    }),
  ); // as: made above
  const next = await ready();
  next.listeners.arrive?.();
  await expect.poll(async () => (await lastRestore(await library()))?.state).toBe('done');
  expect(await savedIds()).toEqual([essayId('one')]);
});

test('where the file is gone it stops, and that is told', async () => {
  const worker = await ready();
  await worker.send('restore', { madeAt: 1, device: 'x', skipped: [], rowsInAll: 3 });
  await worker.settled();
  expect(toldKinds()).toContain('restore-stopped');
  expect(await lastRestore(await library())).toMatchObject({ state: 'done' });
});

test('settings come with it, each by its stamp, and go back with it', async () => {
  const worker = await ready();
  await worker.send('changeSettings', { change: { badge: 'dot' } });
  const before = await openDesk().loadStamped();
  const stamps = { readsInFull: 'ffffffffff000000other', badge: '0000000000010000other' };
  const settings = { ...DEFAULT_SETTINGS, readsInFull: false, badge: 'off' };
  const { bytes, manifest } = await backupOf(await library(), 1, { settings, stamps } as never); // as: a stranger's stamps
  await openShelf().put('incoming', 1, new Blob([bytes as Uint8Array<ArrayBuffer>])); // as: never shared
  await worker.send('restore', { madeAt: 1, device: 'other', skipped: [], rowsInAll: manifest.parts.length });
  await worker.settled();
  expect((await openDesk().loadSettings()).settings).toMatchObject({ badge: 'dot', readsInFull: false });
  await worker.send('undoRestore', {});
  await worker.settled();
  expect(await openDesk().loadStamped()).toEqual(before);
});

test('a browser that is nearly full is told, and no longer once it is not', async () => {
  browser.state.room = { usage: 1_000, quota: 1_500 };
  const worker = await ready();
  worker.listeners.arrive?.();
  await expect.poll(toldKinds).toContain('nearly-full');
  browser.state.room = { usage: 1_000, quota: 10_000_000_000 };
  worker.listeners.arrive?.();
  await expect.poll(toldKinds).not.toContain('nearly-full');
});
