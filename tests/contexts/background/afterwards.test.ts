import { expect, test } from 'vitest';
import { afterwards } from '../../../src/contexts/background/afterwards';
import type { Clock } from '../../../src/contexts/background/outside';

const BEHIND = new Map([['badge', 'copies']] as const);
const never: Clock = {
  now: () => 0,
  wait: () => new Promise<void>(() => {}),
  yieldNow: async () => {},
  random: () => 0,
  every: () => () => {},
};

test('a part that is behind another begins when that one has ended', async () => {
  const done: string[] = [];
  const job = (name: string) => async () => {
    done.push(`${name} begins`);
    await Promise.resolve();
    done.push(`${name} ends`);
  };
  const after = afterwards({ copies: job('copies'), badge: job('badge') }, never, BEHIND);
  after.want('copies');
  after.want('badge');
  await after.settled();
  expect(done).toEqual(['copies begins', 'copies ends', 'badge begins', 'badge ends']);
});

test('and where that one does not end, it waits no longer than a moment', async () => {
  let isCounted = false;
  const after = afterwards(
    {
      copies: () => new Promise(() => {}),
      badge: async () => {
        isCounted = true;
      },
    },
    { ...never, wait: (ms) => (ms < 10_000 ? Promise.resolve() : new Promise(() => {})) },
    BEHIND,
  );
  after.want('copies', 'badge');
  for (let turn = 0; turn < 20 && !isCounted; turn++) await Promise.resolve();
  expect(isCounted).toBe(true);
});
