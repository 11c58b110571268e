import { beforeEach, expect, test } from 'vitest';
import { failed, ok, type Problem, type Result } from '../../src/core/problem';
import { type Came, commandLine } from '../../src/flows/perform-commands';
import type { Waiting } from '../../src/messages/incoming';

const FULL = failed({ kind: 'disk-full' });

let outbox: Map<string, unknown>;
let done: string[];
let told: (Problem & { readonly ticket: string })[];
let reply: (message: unknown) => Promise<Result<unknown>>;

beforeEach(() => {
  outbox = new Map();
  done = [];
  told = [];
  reply = async () => ok('done');
});

/** A worker that has just started. */
function worker(forget = async (ticket: string) => void outbox.delete(ticket)) {
  const line = commandLine({
    waiting: async (): Promise<readonly Waiting[]> =>
      [...outbox].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ticket, message]) => ({ ticket, message })),
    keep: async ({ ticket, message }) => void outbox.set(ticket, message),
    forget,
    perform: async ({ message }) => {
      done.push(String(message));
      return reply(message);
    },
    tell: async (problem, ticket) => void told.push({ ...problem, ticket }),
  });
  const hear = (ticket: string, message: unknown, came: Came = 'posted') => line.perform({ ticket, message }, came);
  return { ...line, hear };
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

test('a command that fails is told until its page has heard of it, and is not tried for ever', async () => {
  reply = async () => FULL;
  outbox.set('1', 'save');
  expect(await worker().hear('1', 'save')).toEqual(FULL);
  outbox.set('2', 'save');
  await worker().performWaiting();
  expect(told).toEqual([
    { kind: 'disk-full', ticket: '1' },
    { kind: 'disk-full', ticket: '2' },
  ]);
  expect(outbox.size).toBe(0);
  expect(await worker().hear('3', 'save', 'said')).toEqual(FULL); // whoever says it waits for the answer
  expect(told).toHaveLength(2);
});

test('what comes with its message alone waits too while it is done, and a second message of it is the same command', async () => {
  let waited: unknown;
  reply = async () => {
    waited = outbox.get('1@7');
    return ok('done');
  };
  const awake = worker();
  expect(await awake.hear('1@7', 'save', 'sent')).toEqual(ok('done'));
  expect(waited).toBe('save');
  expect(await awake.hear('1@7', 'save', 'sent')).toEqual(ok('done'));
  expect(done).toEqual(['save']);
  expect(outbox.size).toBe(0);
});

test('what was kept is answered as kept, though the outbox cannot forget it, and is not done twice for that', async () => {
  outbox.set('1', 'save');
  const awake = worker(() => Promise.reject(new Error('the disk sleeps')));
  expect(await awake.hear('1', 'save')).toEqual(ok('done'));
  await awake.performWaiting();
  expect(done).toEqual(['save']);
});

test('where the outbox cannot be read the message is enough', async () => {
  const awake = commandLine({
    waiting: () => Promise.reject(new Error('no disk')),
    keep: () => Promise.reject(new Error('no disk')),
    forget: () => Promise.reject(new Error('no disk')),
    perform: async () => ok('kept'),
    tell: async () => {},
  });
  expect(await awake.perform({ ticket: '1', message: 'save' }, 'posted')).toEqual(ok('kept'));
  expect(await awake.perform({ ticket: '2', message: 'save' }, 'sent')).toEqual(ok('kept'));
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
