import { afterEach, beforeEach, expect, test } from 'vitest';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { type HeldKey, lock, plainSeal, sealWith, unlock } from '../../../src/edge/seal/seal';
import { saveState } from '../../../src/edge/store/sync-state';
import { rewriteAll } from '../../../src/edge/store/sync-store';
import { KEYS_FILE } from '../../../src/flows/remote';
import { changePhrase, joinAt, lookAt, openAt, remoteAt } from '../../../src/flows/sync-setup';
import { freshDisk, NOW } from '../../edge/store/library-fixture';
import { type CouchServer, couchServer } from './couch-server';
import { type DavServer, davServer } from './dav-server';
import { dying } from './dying';
import { loopback, type Said } from './loopback';
import { act, dumpOf, join, type Kind, machine, PATIENCE_MS, page, put, round, settle } from './world';

const KINDS: readonly Kind[] = ['dav', 'couch'];
const PHRASE = 'lantern orchard seventeen geese';
const QUICK = { N: 2 ** 14, r: 8, p: 1 };
const locks = { lock: (phrase: string, held: readonly HeldKey[]) => lock(phrase, held, QUICK), unlock };
let servers: { dav: DavServer; couch: CouchServer };

beforeEach(async () => {
  freshDisk();
  servers = { dav: await davServer(), couch: await couchServer() };
});
afterEach(() => Promise.all([servers.dav.close(), servers.couch.close()]));

const netTo = (kind: Kind, password = 'secret') => syncNet(servers[kind].origin, { user: 'ann', password }, PATIENCE_MS);
const remoteOf = (kind: Kind) => remoteAt({ address: servers[kind].address, kind }, netTo(kind).ask, () => NOW);

test.each(KINDS)('%s: what kind of server it is, and what is there, is told before anything is written', async (kind) => {
  const first = await lookAt(servers[kind].address, netTo(kind).ask, () => NOW);
  expect(first).toMatchObject({ ok: true, value: { kind, holds: 'nothing', machines: 0, items: 0 } });
  expect([servers.dav.files.size, servers.couch.docs.size, servers.dav.folders.size]).toEqual([0, 0, 1]);
  const a = await machine('aaa');
  expect(await joinAt(remoteOf(kind), 'aaa', undefined, locks)).toEqual({ ok: true, value: [] });
  await join(a, servers[kind], kind);
  await put(a, [page('one')]);
  await act(a, 'one', 'save');
  await round(a, servers[kind], kind);
  const then = await lookAt(servers[kind].address, netTo(kind).ask, () => NOW);
  expect(then).toMatchObject({ ok: true, value: { kind, holds: 'plain', machines: 1, items: expect.any(Number) } });
});

test.each(KINDS)('%s: a wrong password and a wrong address are told as such', async (kind) => {
  expect(await lookAt(servers[kind].address, netTo(kind, 'wrong').ask, () => NOW)).toEqual({ ok: false, problem: { kind: 'refused' } });
  expect(await lookAt(`${servers[kind].origin}/nothing`, netTo(kind).ask, () => NOW)).toEqual({
    ok: false,
    problem: { kind: 'not-found' },
  });
});

test.each<readonly [string, Said, string]>([
  ['a page for people', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }, 'page-instead'],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'leads-away'],
  ['JSON of something else', { status: 200, headers: { 'content-type': 'application/json' }, body: '{"hello":1}' }, 'not-ours'],
  ['an error', { status: 500 }, 'server'],
  ['too many requests', { status: 429, headers: { 'retry-after': '60' } }, 'busy'],
])('%s at the address is told as such, and nothing is written', async (_what, said, kind) => {
  const methods: string[] = [];
  const server = await loopback(({ method }) => {
    methods.push(method);
    return said;
  });
  const looked = await lookAt(`${server.origin}/dav`, syncNet(server.origin, { user: '', password: '' }, PATIENCE_MS).ask, () => NOW);
  expect(looked).toMatchObject({ ok: false, problem: { kind } });
  expect(methods.every((method) => method === 'GET' || method === 'PROPFIND')).toBe(true);
  await server.close();
});

test('nobody but the one address is asked, wherever an answer leads', async () => {
  const other = await loopback(() => ({ status: 200 }));
  const server = await loopback(() => ({ status: 307, headers: { location: `${other.origin}/dav` } }));
  const { ask } = syncNet(server.origin, { user: 'ann', password: 'secret' }, PATIENCE_MS);
  expect(await ask({ method: 'GET', url: `${server.origin}/dav` })).toMatchObject({ ok: true });
  expect(await ask({ method: 'GET', url: `${other.origin}/dav` })).toEqual({ ok: false, problem: { kind: 'leads-away' } });
  expect(other.counts.requests).toBe(0);
  await Promise.all([other.close(), server.close()]);
});

test('gigabytes are not read to their end, and half an answer is none', async () => {
  const server = await loopback(() => ({ status: 200, body: 'x'.repeat(100_000) }));
  const { ask } = syncNet(server.origin, { user: '', password: '' }, PATIENCE_MS);
  expect(await ask({ method: 'GET', url: server.origin, mostBytes: 1_000 })).toEqual({ ok: false, problem: { kind: 'too-much' } });
  server.fate = () => 'half';
  expect(await ask({ method: 'GET', url: server.origin })).toEqual({ ok: false, problem: { kind: 'unreachable' } });
  await server.close();
});

test.each(KINDS)(
  '%s: encrypted, no title, tag, note or address is in what left, and another machine reads it by the phrase alone',
  async (kind) => {
    const [a, b] = [await machine('aaa'), await machine('bbb')];
    const keys = await joinAt(remoteOf(kind), 'aaa', PHRASE, locks);
    expect(keys.ok).toBe(true);
    a.keys = keys.ok ? keys.value : [];
    await join(a, servers[kind], kind);
    await put(a, [page('one', { title: 'The harbourmaster', url: 'https://essays.example/clock' })]);
    await act(a, 'one', 'save');
    await act(a, 'one', { kind: 'tag', tag: 'lighthouses' });
    await act(a, 'one', { kind: 'note', text: 'Nota bene' });
    await round(a, servers[kind], kind);
    const left = Buffer.concat(servers[kind].sent).toString('latin1');
    for (const word of ['harbourmaster', 'essays.example', 'lighthouses', 'Nota bene', PHRASE, 'lantern']) expect(left).not.toContain(word);
    const before = servers[kind].counts.requests;
    expect(await joinAt(remoteOf(kind), 'bbb', undefined, locks)).toEqual({ ok: false, problem: { kind: 'phrase-needed' } });
    expect(await joinAt(remoteOf(kind), 'bbb', 'another phrase', locks)).toEqual({ ok: false, problem: { kind: 'phrase-wrong' } });
    expect(servers[kind].counts.requests).toBe(before + 2); // read, and nothing written
    const opened = await joinAt(remoteOf(kind), 'bbb', `  ${PHRASE.replace(' ', '   ')} `, locks);
    b.keys = opened.ok ? opened.value : [];
    await join(b, servers[kind], kind);
    await settle([b, a], servers[kind], kind);
    expect(await dumpOf(b)).toBe(await dumpOf(a));
  },
);

test.each(KINDS)(
  '%s: another phrase writes all of it again in steps that go on, and a machine that has the old one is asked for the new',
  async (kind) => {
    const [a, b] = [await machine('aaa'), await machine('bbb')];
    const keys = await joinAt(remoteOf(kind), 'aaa', PHRASE, locks);
    const held = keys.ok ? keys.value : [];
    for (const each of [a, b]) {
      each.keys = held;
      await join(each, servers[kind], kind);
    }
    await put(a, [page('one'), page('two')]);
    for (const id of ['one', 'two']) await act(a, id, 'save');
    await settle([a, b], servers[kind], kind);
    const changed = await changePhrase(remoteOf(kind), held, 'some other words entirely', locks);
    a.keys = changed.ok ? changed.value : [];
    await rewriteAll(a.library);
    let asked = 0;
    servers[kind].fate = () => (++asked === 3 ? 'die' : 'answer');
    expect((await round(a, servers[kind], kind)).problem).toBeDefined();
    servers[kind].fate = () => 'answer';
    expect((await round(a, servers[kind], kind)).problem).toBeUndefined();
    expect((await round(b, servers[kind], kind)).problem).toEqual({ kind: 'phrase-needed' });
    expect(await joinAt(remoteOf(kind), 'bbb', PHRASE, locks)).toEqual({ ok: false, problem: { kind: 'phrase-wrong' } });
    const opened = await joinAt(remoteOf(kind), 'bbb', 'some other words entirely', locks);
    b.keys = opened.ok ? opened.value : [];
    expect(b.keys).toEqual(a.keys);
    await act(b, 'two', 'unsave');
    await settle([b, a], servers[kind], kind);
    expect(await dumpOf(b)).toBe(await dumpOf(a));
    const [old] = held;
    const oldest = sealWith(old === undefined ? [] : [old]);
    for (const [name, bytes] of servers.dav.files)
      if (/devices\/aaa\/\d/.test(name)) expect(await oldest.open(name, new Uint8Array(bytes))).toBe('unknown-key');
  },
);

test.each(KINDS)(
  '%s: another phrase may be cut short at any request, its answer lost or its worker gone, and all machines end alike',
  async (kind) => {
    for (const cut of kind === 'dav' ? [1, 2, 5] : [5]) {
      freshDisk();
      servers.dav.files.clear();
      servers.couch.docs.clear();
      const [a, b] = [await machine('aaa'), await machine('bbb')];
      const keys = await joinAt(remoteOf(kind), 'aaa', PHRASE, locks);
      const held = keys.ok ? keys.value : [];
      for (const each of [a, b]) {
        each.keys = held;
        await join(each, servers[kind], kind);
        await put(each, [page('one'), page('two')]);
      }
      await act(a, 'one', 'save');
      await act(b, 'two', 'save');
      await settle([a, b], servers[kind], kind);
      let asked = 0;
      servers[kind].fate = () => (++asked === cut ? (cut % 2 === 0 ? 'die' : 'lose') : 'answer');
      let changed = await changePhrase(remoteOf(kind), held, 'some other words entirely', locks);
      if (!changed.ok) changed = await changePhrase(remoteOf(kind), held, 'some other words entirely', locks); // its reader presses once more
      a.keys = changed.ok ? changed.value : [];
      expect(a.keys.length).toBeGreaterThan(1);
      await rewriteAll(a.library);
      await round(a, servers[kind], kind, (edges) => dying(edges, cut)).catch(() => {});
      await round(a, servers[kind], kind);
      servers[kind].fate = () => 'answer';
      const opened = await openAt(remoteOf(kind), 'some other words entirely', locks);
      b.keys = opened.ok ? opened.value : [];
      await rewriteAll(b.library);
      await settle([a, b], servers[kind], kind);
      expect(await dumpOf(b)).toBe(await dumpOf(a));
      const oldest = sealWith(held);
      for (const [name, bytes] of servers.dav.files)
        if (/devices\/[ab]{3}\/\d/.test(name)) expect(await oldest.open(name, new Uint8Array(bytes))).toBe('unknown-key');
    }
  },
);

test('whoever typed a phrase never writes in plain, and keys that are gone are replaced by no others', async () => {
  const remote = remoteOf('dav');
  expect(await joinAt(remote, 'aaa', undefined, locks)).toEqual({ ok: true, value: [] });
  expect(await joinAt(remote, 'bbb', PHRASE, locks)).toEqual({ ok: false, problem: { kind: 'changed' } });
  await remote.remove(KEYS_FILE);
  const files = servers.dav.files.size;
  expect(await openAt(remote, PHRASE, locks)).toEqual({ ok: false, problem: { kind: 'own-files-gone' } });
  expect(servers.dav.files.size).toBe(files);
});

test('what lies there under our names and is none of ours is told as such', async () => {
  const remote = remoteOf('dav');
  await remote.prepare('aaa');
  await remote.put(KEYS_FILE, new TextEncoder().encode('{"something":"else"}'));
  expect(await lookAt(servers.dav.address, netTo('dav').ask, () => NOW)).toEqual({ ok: false, problem: { kind: 'not-ours' } });
  await remote.put(KEYS_FILE, new TextEncoder().encode('{"v":2}'));
  expect(await joinAt(remote, 'aaa', undefined, locks)).toEqual({ ok: false, problem: { kind: 'newer' } });
});

test.each(KINDS)('%s: a file that is not as it was written is left out and told; what this machine did is still written', async (kind) => {
  const [a, b] = [await machine('aaa'), await machine('bbb')];
  for (const each of [a, b]) await join(each, servers[kind], kind);
  await put(a, [page('one')]);
  await act(a, 'one', 'save');
  await round(a, servers[kind], kind);
  for (const [name, bytes] of servers.dav.files)
    if (/devices\/aaa\/\d/.test(name)) servers.dav.files.set(name, Buffer.from(bytes.map((byte) => byte ^ 1)));
  for (const [name, { leaves }] of servers.couch.docs)
    if (/devices\/aaa\/\d/.test(name))
      for (const leaf of leaves) (leaf.attachments as Map<string, Buffer>).set('bytes', Buffer.from('nonsense'));
  await put(b, [page('two')]);
  await act(b, 'two', 'save');
  const told = await round(b, servers[kind], kind);
  expect(told.problem).toEqual({ kind: 'lies' });
  expect(told.sent).toBeGreaterThan(0);
  await saveState(a.library, 'mark', undefined);
  expect((await round(a, servers[kind], kind)).got).toBeGreaterThan(0);
});

test('plain bytes and locked ones are never taken for each other', async () => {
  const { held } = await lock(PHRASE, [], QUICK);
  const seal = sealWith(held);
  const bytes = new TextEncoder().encode('some words');
  const closed = await seal.close('aaa/1', bytes);
  expect(await seal.open('aaa/1', closed)).toEqual(bytes);
  expect(await seal.open('aaa/2', closed)).toBeUndefined(); // one file in the place of another
  expect(await seal.open('aaa/1', bytes)).toBeUndefined();
  expect(await plainSeal.open('aaa/1', closed)).toBe('unknown-key');
  expect(await seal.namesOf('print')).not.toEqual(await sealWith((await lock(PHRASE, [], QUICK)).held).namesOf('print'));
});
