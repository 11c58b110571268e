import { expect, test } from 'vitest';
import { putEssays } from '../../../src/edge/store/essays';
import { latestChange, markSeeded, readLedger } from '../../../src/edge/store/ledger';
import { commitAct } from '../../../src/edge/store/marks';
import { essay, essayId, freshLibrary, got, NOW, onDisk } from './library-fixture';

test('facts are remembered', async () => {
  const library = await freshLibrary();
  got(await markSeeded(library, '1.2.3'));
  library.close();
  expect(await readLedger(library)).toEqual({ device: 'device-1', createdAt: NOW, bundleVersion: '1.2.3' });
});

test('a damaged fact is absent, and costs no other', async () => {
  const library = await freshLibrary();
  await onDisk(async (db) => {
    await db.put('ledger', 'yesterday', 'lastLookedAt');
    await db.put('ledger', [{ before: 1, acts: 'never' }, 'x'], 'seenBefore');
    await db.put('ledger', Number.NaN, 'revision');
  });
  expect(await readLedger(library)).toEqual({ device: 'device-1', createdAt: NOW });
  expect(await latestChange(library)).toBe(0);
});

test('without a device no act is stamped, and none is half written', async () => {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one')], { from: 'start', now: NOW }));
  await onDisk((db) => db.delete('ledger', 'device'));
  await expect(commitAct(library, { essayId: essayId('one'), act: { kind: 'save' }, from: 'popup', now: NOW })).rejects.toThrow(RangeError);
  expect(await onDisk((db) => db.count('marks'))).toBe(0);
});
