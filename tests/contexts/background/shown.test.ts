import { expect, test } from 'vitest';
import { shownEssays } from '../../../src/contexts/background/shown';
import type { EssayId } from '../../../src/core/essay';

const id = (name: string) => name as EssayId; // as: made up

function memoryOf(kept: Map<string, object>, isStuck = false) {
  return {
    recall: async (name: string): Promise<unknown> => kept.get(name),
    remember(name: string, value: object): Promise<void> {
      kept.set(name, value);
      return isStuck ? new Promise(() => {}) : Promise.resolve();
    },
    forgetMemory: async (name: string): Promise<void> => void kept.delete(name),
  };
}

test('what is shown is known to the next worker, tab by tab, until the tab is gone', async () => {
  const kept = new Map<string, object>();
  await shownEssays({ memory: memoryOf(kept) }).remember(1, [id('a'), id('b')]);
  const next = shownEssays({ memory: memoryOf(kept) });
  expect(await Promise.all([next.has(1, id('a')), next.has(2, id('a')), next.has(undefined, id('a'))])).toEqual([true, false, false]);
  await next.remember(1, [id('b'), id('c')]);
  expect([...kept.values()]).toEqual([['a', 'b', 'c']]);
  await next.forget(1);
  expect(await next.has(1, id('a'))).toBe(false);
});

test('a browser that is slow to remember keeps no answer waiting, and what was shown is known at once', async () => {
  const shown = shownEssays({ memory: memoryOf(new Map(), true) });
  await shown.remember(1, [id('a')]);
  expect(await shown.has(1, id('a'))).toBe(true);
});

test('two answers for one tab at once are both remembered', async () => {
  const kept = new Map<string, object>();
  const shown = shownEssays({ memory: memoryOf(kept) });
  shown.expect(1);
  await Promise.all([shown.remember(1, [id('a')]), shown.remember(1, [id('b')])]);
  expect([...kept.values()]).toEqual([['a', 'b']]);
});

test('a memory that could not be read is asked again', async () => {
  let isBroken = true;
  const memory = {
    ...memoryOf(new Map()),
    recall: async () => (isBroken ? Promise.reject(new Error('gone')) : ['a']),
  };
  const shown = shownEssays({ memory });
  await expect(shown.has(1, id('a'))).rejects.toThrow('gone');
  isBroken = false;
  expect(await shown.has(1, id('a'))).toBe(true);
});
