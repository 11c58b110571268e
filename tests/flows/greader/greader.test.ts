import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAuth, readIds, readItems, readSubscriptions } from '../../../src/core/greader/answers';
import { planFor } from '../../../src/core/greader/plan';
import { putEssays } from '../../../src/edge/store/essays';
import { following } from '../../../src/edge/store/follow';
import { statesOf } from '../../../src/edge/store/greader';
import { latestEntries } from '../../../src/edge/store/lists';
import { openLibrary as openOn } from '../../../src/edge/store/open';
import { standingAt } from '../../../src/edge/store/save-page';
import { type FakeBrowser, fakeBrowser } from '../../contexts/background/fake-browser';
import { essay, essayId, got, NOW, WRITER } from '../../edge/store/library-fixture';
import { type ReaderServer, readerServer, type There } from './reader-server';

let browser: FakeBrowser;
let server: ReaderServer;
beforeEach(async () => {
  browser = fakeBrowser();
  server = await readerServer();
  browser.state.granted.add('http://127.0.0.1/*');
});
afterEach(() => server.close());

const login = () => ({ address: server.address, user: 'ann', password: 'secret' });
const library = async () => got(await openOn(WRITER));
const item = (id: bigint, name: string, fields: Partial<There> = {}): There => ({
  ...{ id, url: `https://example.com/${name}`, title: `Essay ${name}`, at: NOW - 1_000, read: false, starred: false },
  ...fields,
});
const state = async (id: string) => (await statesOf(await library(), [essayId(id)])).get(essayId(id));

async function ready(...names: readonly string[]) {
  const worker = browser.wake();
  expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
  got(
    await putEssays(
      await library(),
      names.map((name) => essay(name, { firstSeenAt: NOW })),
      { from: 'poll', now: NOW },
    ),
  );
  return worker;
}

test('first it is counted what will be marked where; joined, read is read and starred is saved on both', async () => {
  const worker = await ready('a', 'b', 'c', 'd');
  server.feeds.push({ url: 'https://blog.example/feed', title: 'A blog', folder: 'Data' });
  server.items.push(
    item(1n, 'a', { read: true }),
    item(2n, 'b'),
    item(-3n, 'c', { starred: true }),
    item(4n, 'd'),
    item(5n, 'elsewhere', { starred: true }),
    item(6n, 'unknown', { read: true }),
  );
  await worker.send('act', { essayId: 'b', act: { kind: 'markRead' }, from: 'popup' });
  await worker.send('act', { essayId: 'd', act: { kind: 'save' }, from: 'popup' });
  const before = JSON.stringify(server.items, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(await worker.hear({ name: 'readerLook', ask: login() })).toEqual({
    ok: true,
    value: { kind: 'done', value: { feeds: { both: 1, here: 1, there: 0 }, read: { here: 1, there: 1 }, saved: { here: 2, there: 1 } } },
  });
  expect(JSON.stringify(server.items, (_, value) => (typeof value === 'bigint' ? String(value) : value))).toBe(before);
  expect(await worker.hear({ name: 'readerJoin', ask: login() })).toMatchObject({ ok: true, value: { kind: 'done' } });
  expect(await state('a')).toEqual({ isRead: true, isStarred: false });
  expect(await state('c')).toEqual({ isRead: false, isStarred: true });
  expect(server.items.map(({ read, starred }) => [read, starred])).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [false, true],
    [false, true],
    [true, false],
  ]);
  const { followed } = await following(await library());
  expect(followed.map(({ source, wishes }) => [source.url, wishes.folder])).toEqual([['https://blog.example/feed', 'Data']]);
  expect((await standingAt(await library(), { address: 'https://example.com/elsewhere' }))?.savedAt).toBeDefined();
});

test('afterwards each side’s change holds, both ways, and nothing goes to and fro', async () => {
  const worker = await ready('a', 'b');
  server.items.push(item(1n, 'a', { read: true, starred: true }), item(2n, 'b'));
  await worker.hear({ name: 'readerJoin', ask: login() });
  await worker.hear({ name: 'readerNow', ask: {} });
  await worker.send('act', { essayId: 'a', act: { kind: 'unsave' }, from: 'popup' });
  const there = server.items[1];
  if (there) there.read = true;
  await worker.hear({ name: 'readerNow', ask: {} });
  expect(server.items[0]?.starred).toBe(false);
  expect(await state('b')).toEqual({ isRead: true, isStarred: false });
  await worker.hear({ name: 'readerNow', ask: {} });
  if (there) there.read = false;
  await worker.hear({ name: 'readerNow', ask: {} });
  expect(await state('b')).toEqual({ isRead: false, isStarred: false });
  server.sent.splice(0);
  await worker.hear({ name: 'readerNow', ask: {} });
  expect(server.sent.map(String).filter((line) => line.includes('edit-tag'))).toEqual([]);
});

test('a token that has grown old is asked for once more, and a wrong password is said', async () => {
  const worker = await ready('a');
  server.items.push(item(1n, 'a'));
  await worker.send('act', { essayId: 'a', act: { kind: 'save' }, from: 'popup' });
  let tokens = 0;
  server.fate = ({ path }) => {
    if (path.includes('/token')) tokens += 1;
    return path.includes('/token') && tokens === 1 ? { status: 200, headers: { 'content-type': 'text/plain' }, body: 'stale' } : 'answer';
  };
  expect(await worker.hear({ name: 'readerJoin', ask: login() })).toMatchObject({ value: { kind: 'done' } });
  expect([tokens, server.items[0]?.starred]).toEqual([2, true]);
  expect(await worker.hear({ name: 'readerLook', ask: { ...login(), password: 'wrong' } })).toMatchObject({
    value: { kind: 'no', problem: { kind: 'refused' } },
  });
});

test('a feed that was unfollowed here, or taken away there, does not come back', async () => {
  const worker = await ready();
  server.feeds.push({ url: 'https://one.example/feed', title: 'One' }, { url: 'https://two.example/feed', title: 'Two' });
  await worker.hear({ name: 'readerJoin', ask: login() });
  const { followed } = await following(await library());
  const one = followed.find(({ source }) => source.url.includes('one'))?.source.id;
  await worker.send('unfollow', { sourceId: one });
  server.feeds.splice(1, 1);
  await worker.hear({ name: 'readerNow', ask: {} });
  expect((await following(await library())).followed.map(({ source }) => source.url)).toEqual(['https://two.example/feed']);
  expect(server.feeds.map(({ url }) => url)).toEqual(['https://one.example/feed']);
});

test('a server that suddenly has next to nothing starred unsaves nothing', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `e${at}`);
  const worker = await ready(...names);
  server.items.push(...names.map((name, at) => item(BigInt(at + 1), name, { starred: true })));
  await worker.hear({ name: 'readerJoin', ask: login() });
  await worker.hear({ name: 'readerNow', ask: {} });
  for (const each of server.items) each.starred = false;
  expect(await worker.hear({ name: 'readerNow', ask: {} })).toMatchObject({
    value: { kind: 'no', problem: { kind: 'asks', taken: 30, kept: 30 } },
  });
  expect(await state('e7')).toMatchObject({ isStarred: true });
  expect((await latestEntries(await library(), { limit: 1 })).entries).toHaveLength(1);
});

test('of a list that is too long to be told whole, nothing is believed of what it does not come to', async () => {
  const names = Array.from({ length: 175 }, (_, at) => `e${at}`); // a page of this server has three, and sixty are asked for
  const worker = await ready(...names);
  server.items.push(...names.map((name, at) => item(BigInt(at + 1), name, { starred: true })));
  await worker.hear({ name: 'readerJoin', ask: login() });
  await worker.hear({ name: 'readerNow', ask: {} }); // what the server says again is what it has
  expect(await state('e174')).toEqual({ isRead: false, isStarred: true });
  server.items.unshift(...Array.from({ length: 9 }, (_, at) => item(BigInt(at + 900), `new${at}`, { starred: true })));
  expect(await worker.hear({ name: 'readerNow', ask: {} })).toMatchObject({ value: { kind: 'done' } });
  for (const name of ['e0', 'e171', 'e174']) expect(await state(name)).toEqual({ isRead: false, isStarred: true });
});

test('one feed that is listed twice is followed once, and of one page under two numbers both become the same and stay so', async () => {
  const worker = await ready('a');
  const feed = { url: 'https://blog.example/feed', title: 'A blog' };
  server.feeds.push(feed, { ...feed, title: 'The same', folder: 'Data' });
  server.items.push(item(1n, 'a', { read: true }), item(2n, 'a', { starred: true }));
  await worker.hear({ name: 'readerJoin', ask: login() });
  for (let again = 0; again < 2; again++) await worker.hear({ name: 'readerNow', ask: {} });
  expect((await following(await library())).followed).toHaveLength(1);
  expect(await state('a')).toEqual({ isRead: true, isStarred: true });
  expect(server.items.map(({ read, starred }) => [read, starred])).toEqual([
    [true, true],
    [true, true],
  ]);
  server.sent.splice(0);
  await worker.hear({ name: 'readerNow', ask: {} });
  expect(server.sent.map(String).filter((line) => line.includes('edit-tag'))).toEqual([]);
});

test('a next page that is named by a number is asked for', () => {
  expect(readIds('{"itemRefs":[{"id":"1"}],"continuation":7}')).toEqual({ ids: ['1'], continuation: '7' });
});

test('whatever a server says is read or is nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      readAuth(text);
      readSubscriptions(text);
      readIds(text);
      readItems(text);
    }),
  );
  expect(
    readItems('{"items":[{"id":"tag:google.com,2005:reader/item/fffffffffffffffd","alternate":[{"href":"https://a.example/"}]},{"id":7}]}'),
  ).toMatchObject([{ id: '-3' }]);
  expect(readSubscriptions('{"subscriptions":[{"id":"feed/https://a.example/feed"},{"id":"feed/3"},5]}')).toEqual([
    { url: 'https://a.example/feed' },
  ]);
  expect(readSubscriptions('{}')).toBeUndefined();
});

test('each side’s change since both were the same holds; never compared, read is read and starred is saved', () => {
  const both = fc.record({ isRead: fc.boolean(), isStarred: fc.boolean() });
  fc.assert(
    fc.property(both, both, fc.option(both, { nil: undefined }), (there, here, base) => {
      const { there: tell, here: keep } = planFor([{ id: '1', essayId: essayId('e'), there, here, ...(base && { base }) }], []);
      const theirs = tell.star.length > 0 ? true : tell.unstar.length > 0 ? false : there.isStarred;
      const mine = keep.save.length > 0 ? true : keep.unsave.length > 0 ? false : here.isStarred;
      expect(theirs).toBe(mine);
      if (there.isStarred === here.isStarred) expect(mine).toBe(here.isStarred);
      else expect(mine).toBe(base === undefined || !base.isStarred);
    }),
  );
});
