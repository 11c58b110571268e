import { beforeEach, expect, test } from 'vitest';
import { failed, ok, type Problem, type Result } from '../../src/core/problem';
import { commandLine } from '../../src/flows/perform-commands';
import type { Waiting } from '../../src/messages';

const FULL = failed({ kind: 'disk-full' });

let outbox: Map<string, unknown>;
let done: string[];
let told: Problem[];
let reply: (message: unknown) => Promise<Result<unknown>>;

beforeEach(() => {
  outbox = new Map();
  done = [];
  told = [];
  reply = async () => ok('done');
});

/** A worker that has just started. */
function worker() {
  const perform = async (message: unknown) => {
    done.push(String(message));
    return reply(message);
  };
  const line = commandLine({
    waiting: async (): Promise<readonly Waiting[]> =>
      [...outbox].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ticket, message]) => ({ ticket, message })),
    forget: async (ticket) => void outbox.delete(ticket),
    perform,
    tell: async (problem) => void told.push(problem),
  });
  return { ...line, hear: (ticket: string, message: unknown) => line.perform(ticket, () => perform(message)) };
}

test('a command is done once, whether its message comes twice or after it was done from the outbox', async () => {
  outbox.set('1', 'follow');
  const awake = worker();
  expect(await awake.performWaiting()).toBe(true);
  expect(await awake.hear('1', 'follow')).toEqual(ok('done'));
  expect(await awake.hear('1', 'follow')).toEqual(ok('done'));
  expect(done).toEqual(['follow']);
  expect(outbox.size).toBe(0);
});

test('a message that comes late hears what became of its command', async () => {
  outbox.set('1', 'mark all');
  outbox.set('2', 'unfollow');
  reply = async (message) => (message === 'mark all' ? ok({ before: 5 }) : FULL);
  const awake = worker();
  await awake.performWaiting();
  expect(await awake.hear('1', 'mark all')).toEqual(ok({ before: 5 }));
  expect(await awake.hear('2', 'unfollow')).toEqual(FULL);
  expect(await worker().hear('1', 'mark all')).toEqual(ok('done')); // the worker that knew is gone
});

test('what was given first is done first, though its message was lost', async () => {
  outbox.set('1', 'unfollow');
  outbox.set('2', 'follow');
  outbox.set('3', 'rename');
  const awake = worker();
  await Promise.all([awake.hear('2', 'follow'), awake.performWaiting()]);
  expect(done).toEqual(['unfollow', 'follow', 'rename']);
});

test('a page that wakes it is told of what was done by a message just before', async () => {
  const awake = worker();
  expect(await awake.performWaiting()).toBe(false);
  outbox.set('1', 'save');
  await awake.hear('1', 'save');
  expect(await awake.performWaiting()).toBe(true);
});

test('one at a time', async () => {
  let running = 0;
  reply = async () => {
    running++;
    await new Promise((resolve) => setTimeout(resolve, 1));
    const together = running--;
    return together === 1 ? ok('done') : FULL;
  };
  for (const ticket of ['1', '2', '3']) outbox.set(ticket, ticket);
  const awake = worker();
  const replies = await Promise.all(['3', '1', '2'].map((ticket) => awake.hear(ticket, ticket)));
  expect(replies.every(({ ok: isOk }) => isOk)).toBe(true);
  expect(done).toEqual(['1', '2', '3']);
});

test('a command that fails tells its own page; left behind, it is told to the reader. It is not tried for ever', async () => {
  reply = async () => FULL;
  outbox.set('1', 'save');
  expect(await worker().hear('1', 'save')).toEqual(FULL);
  expect(told).toEqual([]);
  outbox.set('2', 'save');
  await worker().performWaiting();
  expect(told).toEqual([{ kind: 'disk-full' }]);
  expect(outbox.size).toBe(0);
});

test('a worker killed at any moment leaves nothing undone', async () => {
  outbox.set('1', 'follow');
  outbox.set('2', 'rename');
  reply = (message) => (message === 'rename' ? new Promise(() => {}) : Promise.resolve(ok('done'))); // killed in the middle of it
  void worker().performWaiting();
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect([...outbox.keys()]).toEqual(['2']);
  reply = async () => ok('done');
  expect(await worker().performWaiting()).toBe(true);
  expect(done).toEqual(['follow', 'rename', 'rename']);
});
