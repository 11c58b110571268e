import { expect, test } from 'vitest';
import { pictureTray } from '../../../src/core/copy/tray';

const LIMITS = { copyBytes: 100, pictureBytes: 60 };
const tray = (...urls: readonly string[]) => pictureTray<string>(urls, LIMITS);
const isDone = async (of: ReturnType<typeof tray>) =>
  Promise.race([of.done.then(() => true), new Promise((resolve) => setImmediate(() => resolve(false)))]);

test('all that comes is kept, in the order of the page', () => {
  const it = tray('a', 'b');
  expect(it.refusal('b', 'image/png', 10)).toBeUndefined();
  it.keep('b', { hash: '2', bytes: 10, blob: 'B' });
  expect(it.isOver()).toBe(false);
  it.lose('a', 'foreign');
  expect(it.isOver()).toBe(true);
  expect(it.pictures()).toEqual([
    { url: 'a', lost: 'foreign' },
    { url: 'b', hash: '2' },
  ]);
  expect(it.blobs()).toEqual(['B']);
});

test('nobody waits for a page without pictures', async () => {
  expect(await isDone(tray())).toBe(true);
  expect(await isDone(tray('a'))).toBe(false);
});

test.each([
  ['too large', 'image/png', 61, 'too-large'],
  ['no picture', 'text/html', 5, 'no-picture'],
  ['empty', 'image/png', 0, 'no-picture'],
])('one that is %s is lost, and the others are still wanted', (_claim, type, bytes, lost) => {
  const it = tray('a', 'b');
  expect(it.refusal('a', type, bytes)).toBe(lost);
  expect(it.isWanted('b')).toBe(true);
  expect(it.pictures()[0]).toEqual({ url: 'a', lost });
});

test('beyond the limit of a copy everything that is left is lost, and nobody waits for it', async () => {
  const it = tray('a', 'b', 'c');
  it.keep('a', { hash: '1', bytes: 60, blob: 'A' });
  expect(it.refusal('b', 'image/png', 50)).toBe('too-many');
  expect(await isDone(it)).toBe(true);
  expect(it.pictures().map(({ lost }) => lost)).toEqual([undefined, 'too-many', 'too-many']);
});

test('the same bytes under two addresses are kept and counted once', () => {
  const it = tray('a', 'b', 'c');
  it.keep('a', { hash: '1', bytes: 60, blob: 'A' });
  it.keep('b', { hash: '1', bytes: 60, blob: 'A' });
  expect(it.refusal('c', 'image/png', 40)).toBeUndefined();
  expect(it.blobs()).toEqual(['A']);
});

test('what is not of this copy, or comes twice, changes nothing', () => {
  const it = tray('a');
  it.keep('x', { hash: '9', bytes: 5, blob: 'X' });
  it.lose('x', 'failed');
  it.keep('a', { hash: '1', bytes: 5, blob: 'A' });
  it.lose('a', 'failed');
  expect([it.pictures(), it.blobs()]).toEqual([[{ url: 'a', hash: '1' }], ['A']]);
});
