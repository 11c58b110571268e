import { describe, expect, test } from 'vitest';
import { MAX_AHEAD_MS } from '../../../src/core/library/stamp';
import { countNew } from '../../../src/edge/store/count-new';
import { countUnread } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import { readLedger } from '../../../src/edge/store/ledger';
import type { Library } from '../../../src/edge/store/library';
import { looked, markAllSeen } from '../../../src/edge/store/seen';
import { act, DAY, essay, freshLibrary, got, NOW, withItsSource } from './library-fixture';

async function arrived(library: Library, ids: readonly string[], at: number): Promise<void> {
  const essays = ids.map((id) => essay(id, { firstSeenAt: at }));
  got(await putEssays(library, essays, { from: 'start', now: at }));
}

async function threeArrived(): Promise<Library> {
  const library = await withItsSource(await freshLibrary());
  await arrived(library, ['a', 'b', 'c'], NOW - DAY);
  return library;
}

describe('all seen', () => {
  test('leaves nothing unread but what comes later', async () => {
    const library = await threeArrived();
    got(await markAllSeen(library, { now: NOW }));
    expect(await countUnread(library)).toBe(0);
    await arrived(library, ['d'], NOW + 1);
    expect(await countUnread(library)).toBe(1);
  });

  test('covers what was marked unread before, and not what is marked unread after', async () => {
    const library = await threeArrived();
    await act(library, 'a', 'open', NOW);
    await act(library, 'a', 'markUnread', NOW);
    got(await markAllSeen(library, { now: NOW }));
    expect(await countUnread(library)).toBe(0);
    await act(library, 'a', 'markUnread', NOW);
    await act(library, 'b', 'markUnread', NOW);
    expect(await countUnread(library)).toBe(2);
  });

  test('is undone with the moment it gave back', async () => {
    const library = await threeArrived();
    await act(library, 'a', 'open', NOW);
    const { before } = got(await markAllSeen(library, { now: NOW }));
    got(await markAllSeen(library, { until: before, now: NOW + 1 }));
    expect(await countUnread(library)).toBe(2);
  });

  test('a second time is undone to the first', async () => {
    const library = await threeArrived();
    got(await markAllSeen(library, { now: NOW }));
    await act(library, 'a', 'markUnread', NOW + 1);
    await arrived(library, ['d'], NOW + 2);
    const { before } = got(await markAllSeen(library, { now: NOW + 3 }));
    expect(before).toBe(NOW);
    expect(await countUnread(library)).toBe(0);
    got(await markAllSeen(library, { until: before, now: NOW + 4 }));
    expect(await countUnread(library)).toBe(2);
  });

  test('covers what is there though the clock was set back', async () => {
    const library = await threeArrived();
    await arrived(library, ['d'], NOW);
    got(await markAllSeen(library, { now: NOW - 3_600_000 }));
    expect(await countUnread(library)).toBe(0);
  });

  test('said while the background slept, it does not cover what came since', async () => {
    const library = await threeArrived();
    await arrived(library, ['d'], NOW + 5);
    got(await markAllSeen(library, { now: NOW + 10, givenAt: NOW }));
    expect(await countUnread(library)).toBe(1);
    got(await markAllSeen(library, { now: NOW + 10, givenAt: NOW - DAY })); // said earlier, heard later
    expect(await countUnread(library)).toBe(1);
  });

  test('but one wrong year does not hide what is still to come', async () => {
    const library = await threeArrived();
    await arrived(library, ['wrong'], NOW + 365 * DAY);
    got(await markAllSeen(library, { now: NOW }));
    await arrived(library, ['right'], NOW + MAX_AHEAD_MS + 1);
    expect(await countNew(library, NOW)).toBe(2);
  });
});

test('what was there when one looked is not new any more', async () => {
  const library = await threeArrived();
  expect(await countNew(library, 0)).toBe(3);
  got(await looked(library, { now: NOW }));
  got(await looked(library, { now: NOW, givenAt: NOW - 5 })); // given earlier, heard later
  const { lastLookedAt = 0 } = await readLedger(library);
  expect(lastLookedAt).toBe(NOW);
  await arrived(library, ['d', 'e'], NOW + 1);
  await act(library, 'd', 'open', NOW + 2);
  await act(library, 'a', 'open', NOW + 2);
  await act(library, 'a', 'markUnread', NOW + 2);
  expect(await countNew(library, lastLookedAt)).toBe(1);
});
