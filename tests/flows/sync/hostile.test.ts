/** A server that does what it can with what it holds, encrypted: nothing that it mixes up, brings back or takes away is believed, and nothing is lost by it. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { readMarks } from '../../../src/core/library/readers';
import { keysText, MOST_BOXES, readKeys } from '../../../src/core/sync/keys';
import { came } from '../../../src/core/sync/problem';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { type HeldKey, lock, sealWith, unlock } from '../../../src/edge/seal/seal';
import { marksOf } from '../../../src/edge/store/marks';
import { type Ask, headFile, utf8 } from '../../../src/flows/remote';
import { joinAt, remoteAt } from '../../../src/flows/sync-setup';
import { freshDisk, NOW } from '../../edge/store/library-fixture';
import { type DavServer, davServer } from './dav-server';
import { act, dumpOf, join, type Machine, machine, page, put, round, settle } from './world';

const PHRASE = 'lantern orchard seventeen geese';
const QUICK = { N: 2 ** 14, r: 8, p: 1 };
const DEVICES = '/dav/sidelight/devices/';
let server: DavServer;
let keys: readonly HeldKey[];

beforeEach(async () => {
  freshDisk();
  server = await davServer();
});
beforeAll(async () => {
  keys = (await lock(PHRASE, [], QUICK)).held;
});
afterEach(() => server.close());

async function machines(...names: readonly string[]): Promise<readonly Machine[]> {
  const all = await Promise.all(names.map(machine));
  for (const each of all) {
    each.keys = keys;
    await join(each, server, 'dav');
    await put(each, [page('one'), page('two')]);
  }
  return all;
}

async function isSavedOn(it: Machine, id: string): Promise<boolean | undefined> {
  const tx = await it.library.begin(['marks'], 'readonly');
  return readMarks(marksOf(await tx.objectStore('marks').get(id as EssayId))).marks.saved?.[0]; // as: made up
}

const filesOf = (device: string): readonly string[] => [...server.files.keys()].filter((name) => name.startsWith(`${DEVICES}${device}/`));
const segmentsOf = (device: string): readonly string[] => filesOf(device).filter((name) => !name.endsWith('/head'));

test('files of one machine under the name of another are not read', async () => {
  const [a, b] = (await machines('aaa', 'bbb')) as [Machine, Machine]; // as: two names
  await act(a, 'one', 'save');
  await round(a, server, 'dav');
  for (const name of filesOf('aaa')) server.files.set(name.replace('/aaa/', '/ccc/'), server.files.get(name) ?? Buffer.from(''));
  for (const name of filesOf('aaa')) server.files.delete(name);
  server.folders.add(`${DEVICES}ccc/`);
  expect((await round(b, server, 'dav')).problem).toEqual({ kind: 'lies' });
  expect(await isSavedOn(b, 'one')).toBeUndefined();
});

test('one segment in the place of another of the same machine is not read, whatever its head calls it', async () => {
  const [a, b] = (await machines('aaa', 'bbb')) as [Machine, Machine]; // as: two names
  await act(a, 'one', 'save');
  await round(a, server, 'dav');
  const [first = ''] = segmentsOf('aaa');
  const held = server.files.get(first) ?? Buffer.from('');
  const renamed = first.replace(/(\/)(\d+)(-)/, '$177$3');
  server.files.set(renamed, held);
  server.files.set(`${DEVICES}aaa/head`, Buffer.from(JSON.stringify({ v: 1, segments: [[renamed.split('/').at(-1), 1]] })));
  expect((await round(b, server, 'dav')).problem).toEqual({ kind: 'lies' });
  expect(await isSavedOn(b, 'one')).toBeUndefined();
});

test('an old head and the files that it names, given again, bring back nothing that was taken away since', async () => {
  const [a, b, late] = (await machines('aaa', 'bbb', 'late')) as [Machine, Machine, Machine]; // as: three names
  await act(a, 'one', 'save');
  await settle([a, b], server, 'dav');
  const old = new Map(filesOf('aaa').map((name) => [name, server.files.get(name) ?? Buffer.from('')]));
  await act(a, 'one', 'unsave');
  await settle([a, b], server, 'dav');
  for (const name of filesOf('aaa')) server.files.delete(name);
  for (const [name, bytes] of old) server.files.set(name, bytes);
  expect((await round(b, server, 'dav')).problem).toBeUndefined();
  expect(await isSavedOn(b, 'one')).toBe(false);
  await settle([late], server, 'dav'); // has never heard of it: what the others wrote says so all the same
  await act(a, 'two', 'save'); // its head is not as it wrote it: it writes anew under another name
  await settle([a, late, b], server, 'dav');
  for (const each of [a, b, late]) {
    expect(await isSavedOn(each, 'one')).toBe(false);
    expect(await dumpOf(each)).toBe(await dumpOf(a));
  }
});

test('items that nobody with the key wrote are not read: neither in plain, nor cut short, nor with a bit turned', async () => {
  const [a, b] = (await machines('aaa', 'bbb')) as [Machine, Machine]; // as: two names
  await act(a, 'one', 'save');
  await round(a, server, 'dav');
  const [name = ''] = segmentsOf('aaa');
  const held = server.files.get(name) ?? Buffer.from('');
  const { packer } = await import('../../../src/edge/seal/packer');
  const line = JSON.stringify({ kind: 'essay', id: 'one', marks: { saved: [true, 'ffffffffffff0000aaa'] } });
  const turned = Buffer.from(held);
  turned[turned.length - 1] = (turned.at(-1) ?? 0) ^ 1;
  for (const forged of [Buffer.from(await packer.pack(utf8(`${line}\n`))), held.subarray(0, held.length - 5), turned]) {
    const print = (await packer.sha256(new Uint8Array(forged))).slice(0, 16);
    server.files.set(`${DEVICES}aaa/1-${print}`, forged);
    server.files.set(`${DEVICES}aaa/head`, Buffer.from(JSON.stringify({ v: 1, segments: [[`1-${print}`, 1]] })));
    expect((await round(b, server, 'dav')).problem).toEqual({ kind: 'lies' });
    expect(await isSavedOn(b, 'one')).toBeUndefined();
  }
});

test('an empty head, or none, takes nothing away', async () => {
  const [a, b] = (await machines('aaa', 'bbb')) as [Machine, Machine]; // as: two names
  await act(a, 'one', 'save');
  await settle([a, b], server, 'dav');
  for (const text of ['{"v":1,"segments":[]}', '', '<html>', undefined]) {
    if (text === undefined) server.files.delete(DEVICES + headFile('aaa').slice('devices/'.length));
    else server.files.set(`${DEVICES}aaa/head`, Buffer.from(text));
    await round(b, server, 'dav');
    expect(await isSavedOn(b, 'one')).toBe(true);
  }
});

test('keys that are plain now, cheaper, or another’s are not taken in the place of the phrase', async () => {
  const made = await lock(PHRASE, [], QUICK);
  const remote = remoteAt(
    { address: server.address, kind: 'dav' },
    syncNet(server.origin, { user: 'ann', password: 'secret' }, 5_000).ask,
    () => NOW,
  );
  await remote.prepare('aaa');
  const locks = { lock: (phrase: string, held: readonly HeldKey[]) => lock(phrase, held, QUICK), unlock };
  const tried = async (text: string) => {
    await remote.put('keys', utf8(text));
    return joinAt(remote, 'bbb', PHRASE, locks);
  };
  expect(await tried(keysText(made.keys))).toMatchObject({ ok: true });
  expect(await tried(keysText({ mode: 'plain' }))).toEqual({ ok: false, problem: { kind: 'changed' } });
  expect(await tried(keysText({ ...made.keys, cost: { N: 2, r: 8, p: 1 } }))).toEqual({ ok: false, problem: { kind: 'not-ours' } });
  expect(await tried(keysText({ ...made.keys, cost: { N: 2 ** 15, r: 8, p: 1 } }))).toEqual({
    ok: false,
    problem: { kind: 'phrase-wrong' },
  });
  expect(await tried(keysText((await lock('the words of a server', [], QUICK)).keys))).toEqual({
    ok: false,
    problem: { kind: 'phrase-wrong' },
  });
});

test('the same bytes under the same name are locked differently each time, by a number that is used once', async () => {
  const seal = sealWith(keys);
  const nonces = new Set<string>();
  for (let at = 0; at < 500; at++) {
    const closed = await seal.close('aaa/1', utf8('the same'));
    nonces.add(Buffer.from(closed.slice(7, 19)).toString('hex'));
  }
  expect(nonces.size).toBe(500);
});

test('one segment that is damaged costs none of those that come after it, and is read once it is whole again', async () => {
  const [a, b] = (await machines('aaa', 'bbb')) as [Machine, Machine]; // as: two names
  await act(a, 'one', 'save');
  await round(a, server, 'dav');
  const [name = ''] = segmentsOf('aaa');
  const whole = server.files.get(name) ?? Buffer.from('');
  server.files.set(name, Buffer.from('something else'));
  await act(a, 'two', 'save');
  await round(a, server, 'dav');
  for (let again = 0; again < 2; again++) {
    expect((await round(b, server, 'dav')).problem).toEqual({ kind: 'lies' });
    expect([await isSavedOn(b, 'one'), await isSavedOn(b, 'two')]).toEqual([undefined, true]);
  }
  server.files.set(name, whole);
  expect((await round(b, server, 'dav')).problem).toBeUndefined();
  expect(await isSavedOn(b, 'one')).toBe(true);
  await settle([a, b], server, 'dav');
  expect(await dumpOf(b)).toBe(await dumpOf(a));
});

test.each([
  ['more and more changes', (page: number) => ({ results: [], last_seq: page, pending: 1_000 })],
  [
    'more and more machines',
    (page: number) => ({
      results: Array.from({ length: 1_000 }, (_, at) => ({ id: `sidelight:devices/m${page * 1_000 + at}/head` })),
      last_seq: page,
      pending: 1_000,
    }),
  ],
])('a database that has %s without end is left', async (_what, changesOf) => {
  let page = 0;
  const ask: Ask = async () => {
    page += 1;
    return came({ status: 200, type: 'application/json', bytes: utf8(JSON.stringify(changesOf(page))) });
  };
  const remote = remoteAt({ address: 'https://couch.example/marks', kind: 'couch' }, ask, () => NOW);
  expect(await remote.look({}, undefined, 'aaa')).toEqual({ ok: false, problem: { kind: 'too-much' } });
  expect(page).toBeLessThanOrEqual(500);
});

test('however often the phrase was changed, the file of keys stays one that all machines read', async () => {
  const many = Array.from({ length: MOST_BOXES + 5 }, (_, at) => ({ id: at.toString(16).padStart(8, '0'), key: btoa('k'.repeat(32)) }));
  const made = await lock(PHRASE, many, QUICK);
  expect(readKeys(keysText(made.keys))).toEqual(made.keys);
  expect(made.held.slice(1)).toEqual(many.slice(0, MOST_BOXES - 1));
});
