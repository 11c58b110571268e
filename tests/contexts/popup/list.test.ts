import { effect } from '@preact/signals';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listModel } from '../../../src/contexts/popup/list';
import type { Batch } from '../../../src/contexts/popup/needs';
import { entryOf, later } from './fakes';

const FIRST = 4;
const NEXT = 6;

/** A library whose list is read in batches that end when they are told to. Rows are numbers, highest first; `next` is the last one read. */
function library(count: number, delay: <T>(value: T) => Promise<T>) {
  let rows = Array.from({ length: count }, (_, at) => count - at);
  let isBroken = false;
  const read = async (before?: unknown): Promise<Batch> => {
    const below = rows.filter((row) => row < (typeof before === 'number' ? before : Number.POSITIVE_INFINITY));
    const taken = below.slice(0, before === undefined ? FIRST : NEXT);
    const isEnd = taken.length === below.length;
    const broken = isBroken;
    await delay(undefined);
    if (broken) throw new Error('the disk does not answer');
    return { entries: taken.map((row) => entryOf(`e${row}`)), ...(!isEnd && { next: taken.at(-1) }) };
  };
  return {
    read,
    ids: () => rows.map((row) => `e${row}`),
    arrive: () => {
      rows = [(rows[0] ?? 0) + 1, ...rows];
    },
    mute: (every: number) => {
      rows = rows.filter((row) => row % every !== 0);
    },
    setBroken: (is: boolean) => {
      isBroken = is;
    },
  };
}

const idsOf = (list: ReturnType<typeof listModel>) => list.entries.peek().map(({ essay }) => essay.id as string);

/** As the view does it: whenever a read has ended and the end is in sight, the next rows are asked for. */
function lookBelow(list: ReturnType<typeof listModel>, wanted: number): () => void {
  return effect(() => {
    list.turn.value;
    if (list.entries.peek().length < wanted) void list.more();
  });
}

test('a batch that was on its way when the list was read again is asked for once more', async () => {
  const replies: (() => void)[] = [];
  const held = <T>(value: T): Promise<T> => {
    const { promise, settle } = later<T>();
    replies.push(() => settle(value));
    return promise;
  };
  const { read, ids } = library(20, held);
  const list = listModel(read);
  const stop = lookBelow(list, 20);
  const answer = async () => {
    replies.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  void list.load();
  await answer();
  expect(idsOf(list)).toHaveLength(FIRST);
  void list.load(); // "caught up", while the next rows are on their way
  while (replies.length > 0) await answer();
  stop();
  expect(idsOf(list)).toEqual(ids());
});

type Step = 'read again' | 'another part' | 'an essay arrives' | 'a word is muted' | 'progress ends';
const STEPS: readonly Step[] = ['read again', 'another part', 'an essay arrives', 'a word is muted', 'progress ends'];

test('whatever the order in which reads end, the whole list can be reached, in order and none twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 0, max: 40 }),
      fc.array(fc.constantFrom(...STEPS), { maxLength: 6 }),
      async (scheduler, count, steps) => {
        const { read, ids, arrive, mute } = library(count, (value) => scheduler.schedule(Promise.resolve(value)));
        const list = listModel(read);
        const run: Record<Step, () => Promise<void>> = {
          'read again': () => list.load(),
          'another part': () => list.load(0),
          'an essay arrives': async () => arrive(),
          'a word is muted': () => {
            mute(3);
            return list.load(0);
          },
          'progress ends': () => {
            arrive();
            return list.load();
          },
        };
        const stop = lookBelow(list, 1_000);
        void list.load();
        const { task } = scheduler.scheduleSequence(steps.map((label) => ({ label, builder: async () => void run[label]() })));
        await scheduler.waitFor(task);
        await scheduler.waitIdle();
        stop();
        expect(new Set(idsOf(list)).size).toBe(idsOf(list).length);
        expect(list.hasMore()).toBe(false);
        const late = ids().length - idsOf(list).length; // what came after the last reading stands above it
        expect(idsOf(list)).toEqual(ids().slice(late));
        expect(late).toBeLessThanOrEqual(steps.filter((step) => step === 'an essay arrives').length);
      },
    ),
    { numRuns: 300 },
  );
});

test('a list that is read again never gets shorter on the way', async () => {
  const { read } = library(30, async (value) => value);
  const list = listModel(read);
  await list.load();
  await list.more();
  const lengths: number[] = [];
  const stop = effect(() => void lengths.push(list.entries.value.length));
  await Promise.all([list.load(), list.more(), list.load()]);
  stop();
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
});

test('rows that could not be read are no end: the reader is told, and may try again', async () => {
  const { read, ids, setBroken } = library(9, async (value) => value);
  const list = listModel(read);
  await list.load();
  setBroken(true);
  await list.more();
  expect([list.isCut.value, list.hasMore(), idsOf(list).length]).toEqual([true, true, FIRST]);
  setBroken(false);
  await list.more();
  expect([list.isCut.value, idsOf(list)]).toEqual([false, ids()]);
});
