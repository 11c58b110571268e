import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLanes } from '../../../src/core/follow/lanes';

type Item = { readonly host: string; readonly id: number };
const always = () => true;

test('never more than six at once, never two on one host, and everything is done', async () => {
  const items = fc.array(
    fc.record({ host: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), id: fc.nat(1_000), steps: fc.nat(5) }),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(items, async (all) => {
      const done: number[] = [];
      const busy: string[] = [];
      await inLanes(all, { atOnce: 6, hostOf: ({ host }) => host, goesOn: always }, async ({ host, id, steps }) => {
        expect(busy).not.toContain(host);
        busy.push(host);
        expect(busy.length).toBeLessThanOrEqual(6);
        for (let i = 0; i < steps; i++) await Promise.resolve();
        busy.splice(busy.indexOf(host), 1);
        done.push(id);
      });
      expect(done.sort()).toEqual(all.map(({ id }) => id).sort());
    }),
  );
});

test('a slow host holds up nobody but itself', async () => {
  const order: string[] = [];
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const items: Item[] = [
    { host: 'slow', id: 1 },
    { host: 'slow', id: 2 },
    { host: 'a', id: 3 },
    { host: 'b', id: 4 },
  ];
  await inLanes(items, { atOnce: 2, hostOf: ({ host }) => host, goesOn: always }, async ({ host, id }) => {
    if (id === 1) await slow;
    order.push(`${host}${id}`);
    if (id === 4) release();
  });
  expect(order).toEqual(['a3', 'b4', 'slow1', 'slow2']);
});

test('begins nothing more once it should not go on', async () => {
  const done: number[] = [];
  const items = Array.from({ length: 20 }, (_, id) => ({ host: `h${id}`, id }));
  await inLanes(items, { atOnce: 3, hostOf: ({ host }) => host, goesOn: () => done.length < 5 }, async ({ id }) => {
    await Promise.resolve();
    done.push(id);
  });
  expect(done.length).toBeGreaterThanOrEqual(5);
  expect(done.length).toBeLessThanOrEqual(7);
});

test('a mistake in one ends the walk only after what had begun has ended', async () => {
  const done: number[] = [];
  const items = Array.from({ length: 10 }, (_, id) => ({ host: `h${id}`, id }));
  const walk = inLanes(items, { atOnce: 2, hostOf: ({ host }) => host, goesOn: always }, async ({ id }) => {
    if (id === 0) throw new Error('ours');
    await Promise.resolve();
    done.push(id);
  });
  await expect(walk).rejects.toThrow('ours');
  expect(done).toEqual([1]);
});
