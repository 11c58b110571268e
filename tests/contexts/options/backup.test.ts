import { expect, test } from 'vitest';
import { backupModel } from '../../../src/contexts/options/backup';
import { failed, ok, type Problem, type Result } from '../../../src/core/problem';
import type { Send } from '../../../src/messages/contract';
import { fakeBackup, LOOKED, restoreRow } from './fake-backup';
import '../../ui/speak-english';

function model(over: Parameters<typeof fakeBackup>[0] = {}, answers: Record<string, Result<unknown>> = {}) {
  const asked: { name: string; ask: unknown }[] = [];
  const said: string[] = [];
  const failures: Problem[] = [];
  const send = (async (name: string, ask: unknown) => {
    asked.push({ name, ask });
    return answers[name] ?? ok('done');
  }) as unknown as Send; // as: the answers above keep the contract
  const backup = backupModel(
    { send, backup: fakeBackup(over), now: () => Date.UTC(2026, 4, 3) },
    { tell: (words) => void said.push(words), fail: (problem) => void failures.push(problem) },
  );
  return { backup, asked, said, failures };
}

test('one click makes the file, hands it over and notes it', async () => {
  const files: string[] = [];
  const { backup, asked, said } = model({ saveFile: (name) => void files.push(name) });
  await backup.backUp();
  expect(files).toEqual(['sidelight-2026-05-02.zip']);
  expect(asked.map(({ name }) => name)).toEqual(['backedUp']);
  expect(said[0]).toContain('sidelight-2026-05-02.zip');
});

test('a disk that is full while it is made is told, and nothing is handed over', async () => {
  const files: string[] = [];
  const { backup, failures, asked } = model({ make: async () => failed({ kind: 'disk-full' }), saveFile: (name) => void files.push(name) });
  await backup.backUp();
  expect([failures, files, asked]).toEqual([[{ kind: 'disk-full' }], [], []]);
});

test('nothing happens before the second press; then what is here is backed up first, and only then the restore begins', async () => {
  const order: string[] = [];
  const { backup, asked } = model({
    make: async (shelf) => {
      order.push(`make ${shelf}`);
      return ok({ at: 1, bytes: 1, lastEvent: 1, file: new Blob() });
    },
    bringIn: async () => {
      order.push('bring in');
      return ok(undefined);
    },
  });
  await backup.look('a.zip', new Blob());
  expect(backup.looking.value).toMatchObject({ kind: 'found', name: 'a.zip' });
  expect([order, asked]).toEqual([[], []]);
  await backup.begin();
  expect(order).toEqual(['make before', 'bring in']);
  expect(asked).toEqual([{ name: 'restore', ask: { madeAt: Date.UTC(2026, 4, 2, 22), device: 'other', skipped: [], rowsInAll: 1300 } }]);
  expect(backup.looking.value.kind).toBe('closed');
});

test('where the backup before it cannot be made nothing begins, and what was found stays in sight', async () => {
  const { backup, asked, failures } = model({ make: async () => failed({ kind: 'disk-full' }) });
  await backup.look('a.zip', new Blob());
  await backup.begin();
  expect([asked, failures]).toEqual([[], [{ kind: 'disk-full' }]]);
  expect(backup.looking.value.kind).toBe('found');
});

test('parts that are damaged are left out only with the reader’s knowledge', async () => {
  const { backup, asked } = model({
    look: async () => ({ ...LOOKED, faults: { parts: ['essays-0002.jsonl'], pictures: 1 } }) as typeof LOOKED,
  });
  await backup.look('a.zip', new Blob());
  await backup.begin();
  expect(asked[0]?.ask).toMatchObject({ skipped: ['essays-0002.jsonl'] });
});

test.each(['not-a-backup', 'newer', 'cut', 'damaged', 'too-large'] as const)('a file that is %s is refused by name', async (why) => {
  const { backup } = model({ look: async () => ({ kind: 'no', why }) });
  await backup.look('a.zip', new Blob());
  expect(backup.looking.value).toEqual({ kind: 'refused', name: 'a.zip', why });
});

test('a restore is followed until it has ended', async () => {
  const rows = [restoreRow({ state: 'going', rowsDone: 1 }), restoreRow({ state: 'going', rowsDone: 2 }), restoreRow()];
  const { backup } = model({ restore: async () => (rows.length > 1 ? rows.shift() : rows[0]) });
  await backup.start();
  await expect.poll(() => backup.restore.value?.state).toBe('done');
});

test('leave to save files is asked before a backup is made by itself; refused, nothing is set', async () => {
  const { backup, asked, said } = model({ requestSaving: async () => false });
  await backup.setEvery('week');
  expect(asked).toEqual([]);
  expect(said[0]).toContain('did not allow');
  const allowed = model();
  await allowed.backup.setEvery('week');
  expect(allowed.asked).toEqual([{ name: 'changeSettings', ask: { change: { backupEvery: 'week' } } }]);
});

test('room is made of what was archived before the chosen time', async () => {
  const { backup, asked } = model();
  await backup.setMonths(6);
  await backup.makeRoom('pictures');
  expect(asked[0]).toEqual({ name: 'makeRoom', ask: { what: 'pictures', archivedBefore: Date.UTC(2026, 4, 3) - 180 * 24 * 60 * 60_000 } });
});
