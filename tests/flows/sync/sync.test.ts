import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { readMarks } from '../../../src/core/library/readers';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { dumpLibrary } from '../../../src/edge/store/export';
import { following, followSources } from '../../../src/edge/store/follow';
import { forgetSource } from '../../../src/edge/store/forget';
import { addHighlight, changeHighlight, highlightsOf } from '../../../src/edge/store/highlights';
import { marksOf } from '../../../src/edge/store/marks';
import { itemsOf } from '../../../src/edge/store/sync-items';
import { keepHeld } from '../../../src/edge/store/sync-keep';
import { loadState, saveState, syncFacts } from '../../../src/edge/store/sync-state';
import { startAnew } from '../../../src/edge/store/sync-store';
import { remoteAt } from '../../../src/flows/sync-setup';
import { essay, essayId, freshDisk, got, NOW, source, sourceId } from '../../edge/store/library-fixture';
import { type CouchServer, couchServer } from './couch-server';
import { type DavServer, davServer } from './dav-server';
import { act, dumpOf, join, type Kind, type Machine, machine, page, put, round, settle } from './world';

const KINDS: readonly Kind[] = ['dav', 'couch'];
let servers: { dav: DavServer; couch: CouchServer };

beforeEach(async () => {
  freshDisk();
  servers = { dav: await davServer(), couch: await couchServer() };
});
afterEach(() => Promise.all([servers.dav.close(), servers.couch.close()]));

async function marks(it: Machine, id: string) {
  const tx = await it.library.begin(['marks'], 'readonly');
  return readMarks(marksOf(await tx.objectStore('marks').get(id as EssayId))).marks; // as: made up
}

async function two(kind: Kind): Promise<readonly [Machine, Machine]> {
  const [a, b] = [await machine('aaa'), await machine('bbb')];
  for (const each of [a, b]) await join(each, servers[kind], kind);
  return [a, b];
}

test.each(KINDS)('%s: what is saved, tagged, noted, highlighted and set on one machine is on the other', async (kind) => {
  const [a, b] = await two(kind);
  await put(a, [page('one', { title: 'Grüße', url: 'https://example.com/one' }), page('two')]);
  await act(a, 'one', 'save');
  await act(a, 'one', { kind: 'tag', tag: 'maps' });
  await act(a, 'one', { kind: 'note', text: 'Read twice.' });
  const quote = { exact: 'some words', prefix: 'before ', suffix: ' after', start: 7 };
  const id = got(await addHighlight(a.library, { essayId: essayId('two'), quote, ink: 'dashed', from: 'reader', now: a.now() }));
  a.set({ muteWords: ['crypto'], badge: 'dot' });
  await settle([a, b], servers[kind], kind);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
  expect((await marks(b, 'one')).note?.[0]).toBe('Read twice.');
  expect((await highlightsOf(b.library, essayId('two'))).highlights).toMatchObject([{ quote, ink: ['dashed', expect.anything()] }]);
  expect(b.stamping.settings).toMatchObject({ muteWords: ['crypto'], badge: 'dot' });
  got(await changeHighlight(b.library, { id, change: { isGone: true }, from: 'reader', now: b.now() }));
  await act(b, 'one', 'unsave');
  await settle([b, a], servers[kind], kind);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
  expect((await marks(a, 'one')).saved?.[0]).toBe(false);
  expect((await highlightsOf(a.library, essayId('two'))).highlights).toEqual([]);
});

test.each(KINDS)('%s: notes that were written on both are both kept', async (kind) => {
  const [a, b] = await two(kind);
  for (const each of [a, b]) await put(each, [page('one')]);
  await act(a, 'one', { kind: 'note', text: 'From here.' });
  await act(b, 'one', { kind: 'note', text: 'From there.' });
  await settle([a, b], servers[kind], kind);
  const both = await marks(a, 'one');
  expect([both.note?.[0], ...Object.values(both.otherNotes ?? {}).map(([text]) => text)].sort()).toEqual(['From here.', 'From there.']);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
});

test.each(KINDS)('%s: a clock years ahead moves no other, and a later act holds all the same', async (kind) => {
  const [a, b] = await two(kind);
  a.aheadMs = 5 * 365 * 24 * 60 * 60_000;
  for (const each of [a, b]) await put(each, [page('one'), page('two')]);
  await act(a, 'one', 'save');
  await settle([a, b], servers[kind], kind);
  await act(b, 'one', 'unsave');
  await act(b, 'two', 'save');
  await settle([b, a], servers[kind], kind);
  expect((await marks(a, 'one')).saved?.[0]).toBe(false);
  const stamp = (await marks(a, 'two')).saved?.[1] ?? '';
  expect(Number.parseInt(stamp.slice(0, 12), 16)).toBeLessThan(NOW + 24 * 60 * 60_000);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
});

test.each(KINDS)(
  '%s: with nothing new a round is one request, and two where its reader asks for it, each less than a kilobyte',
  async (kind) => {
    const [a, b] = await two(kind);
    await put(a, [page('one')]);
    await act(a, 'one', 'save');
    await settle([a, b], servers[kind], kind);
    for (const isThorough of [true, false]) {
      servers[kind].zero();
      await round(a, servers[kind], kind, (edges) => ({ ...edges, isThorough }));
      const { requests, up, down } = servers[kind].counts;
      expect(requests).toBeLessThanOrEqual(isThorough ? 2 : 1);
      expect(up + down).toBeLessThan(1_000);
    }
  },
);

test.each(KINDS)('%s: a machine that is new is heard of by itself within the hour', async (kind) => {
  const [a, b] = await two(kind);
  for (const each of [a, b]) await put(each, [page('one')]);
  await act(b, 'one', 'save');
  await settle([b, a], servers[kind], kind);
  const c = await machine('ccc');
  await join(c, servers[kind], kind);
  await put(c, [page('two')]);
  await act(c, 'two', 'save');
  await settle([c], servers[kind], kind);
  const later = (ms: number) => round(a, servers[kind], kind, (edges) => ({ ...edges, isThorough: false, remote: remoteOf(kind, ms) }));
  await later(59 * 60_000);
  expect((await marks(a, 'two')).saved?.[0]).toBe(kind === 'couch' ? true : undefined); // a database says what is new in the one request
  await later(61 * 60_000);
  expect((await marks(a, 'two')).saved?.[0]).toBe(true);
});

test('a clock that was set back lists the machines at once', async () => {
  const [a, b] = await two('dav');
  await put(b, [page('one')]);
  await act(b, 'one', 'save');
  await settle([b, a], servers.dav, 'dav');
  servers.dav.zero();
  await round(a, servers.dav, 'dav', (edges) => ({ ...edges, isThorough: false, remote: remoteOf('dav', -1) }));
  expect(servers.dav.counts.requests).toBe(2);
});

/** As it is met so much later. */
function remoteOf(kind: Kind, laterMs: number) {
  const { ask } = syncNet(servers[kind].origin, { user: 'ann', password: 'secret' }, 5_000);
  return remoteAt({ address: servers[kind].address, kind }, ask, () => NOW + laterMs);
}

test.each(KINDS)('%s: a copy of a profile takes a name of its own, and nothing of either is lost', async (kind) => {
  const [a, b] = [await machine('same'), await machine('same')];
  for (const each of [a, b]) await join(each, servers[kind], kind);
  for (const each of [a, b]) await put(each, [page('one'), page('two')]);
  await act(a, 'one', 'save');
  await round(a, servers[kind], kind);
  await act(b, 'two', 'save');
  await settle([b, a, b], servers[kind], kind);
  await settle([a, b], servers[kind], kind);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
  expect((await marks(a, 'two')).saved?.[0]).toBe(true);
});

test.each(KINDS.flatMap((kind) => [[kind, true] as const, [kind, false] as const]))(
  '%s: who would lose much is asked; taken (%s), it goes everywhere, and kept, it stays everywhere',
  async (kind, takes) => {
    const [a, b] = await two(kind);
    const ids = Array.from({ length: 40 }, (_, at) => `e${at}`);
    await put(
      a,
      ids.map((id) => page(id)),
    );
    for (const id of ids) await act(a, id, 'save');
    await settle([a, b], servers[kind], kind);
    for (const id of ids.slice(0, 20)) await act(b, id, 'unsave');
    await round(b, servers[kind], kind);
    const asked = await round(a, servers[kind], kind);
    expect(asked.problem).toMatchObject({ kind: 'asks', taken: 20 });
    expect((await marks(a, 'e0')).saved?.[0]).toBe(true);
    expect((await keepHeld(a.library, { takes, now: a.now() })).ok).toBe(true);
    await settle([a], servers[kind], kind);
    await round(b, servers[kind], kind);
    expect((await marks(a, 'e0')).saved?.[0]).toBe(!takes);
    expect((await marks(b, 'e0')).saved?.[0]).toBe(!takes);
    const late = await machine('ccc'); // what came and went before it was there is nobody's loss
    await join(late, servers[kind], kind);
    await settle([late], servers[kind], kind);
    expect(await dumpOf(late)).toBe(await dumpOf(a));
  },
);

test.each(KINDS)('%s: files that are gone are written again only when its reader says so', async (kind) => {
  const [a, b] = await two(kind);
  await put(a, [page('one')]);
  await act(a, 'one', 'save');
  await settle([a, b], servers[kind], kind);
  for (const name of [...servers.dav.files.keys()]) if (name.includes('/aaa/')) servers.dav.files.delete(name);
  for (const name of [...servers.couch.docs.keys()]) if (name.includes('/aaa/')) servers.couch.docs.delete(name);
  await act(a, 'one', 'markRead');
  expect((await round(a, servers[kind], kind)).problem).toEqual({ kind: 'own-files-gone' });
  expect((await round(b, servers[kind], kind)).problem).toBeUndefined();
  expect((await marks(b, 'one')).saved?.[0]).toBe(true);
  await startAnew(a.library, undefined);
  await settle([a, b], servers[kind], kind);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
});

test.each(KINDS)('%s: one item that is too long is set aside and named; the rest goes', async (kind) => {
  const [a, b] = await two(kind);
  await put(a, [page('one'), page('long')]);
  await act(a, 'one', 'save');
  await act(a, 'long', { kind: 'note', text: 'x'.repeat(1_100_000) });
  await settle([a, b], servers[kind], kind);
  expect((await syncFacts(a.library)).aside).toEqual([{ name: 'e/long', why: 'too-large' }]);
  expect((await marks(b, 'one')).saved?.[0]).toBe(true);
});

test('a source that was forgotten is not followed on the other machine, and nothing else is told of it; what was kept stays', async () => {
  const [a, b] = await two('dav');
  const followed = { source: source('s', { title: 'Blog of secrets' }), wishes: { folder: 'Data' } };
  got(await followSources(a.library, [followed], { from: 'options', now: a.now() }));
  await put(a, [essay('one', { sourceId: sourceId('s') })]);
  await act(a, 'one', 'save');
  await settle([a, b], servers.dav, 'dav');
  expect((await following(b.library)).followed.map(({ wishes }) => wishes.folder)).toEqual(['Data']);
  got(await forgetSource(a.library, sourceId('s'), a.now()));
  await round(a, servers.dav, 'dav');
  await round(b, servers.dav, 'dav');
  await settle([a], servers.dav, 'dav');
  expect([(await following(a.library)).followed, (await following(b.library)).followed]).toEqual([[], []]);
  expect((await marks(b, 'one')).saved?.[0]).toBe(true);
  expect((await itemsOf(a.library, ['s/s'])).length).toBe(0); // it does not come back to where it was forgotten
});

test('an essay that the other machine knows as another source’s is one essay there too', async () => {
  const [a, b] = await two('dav');
  const words = {
    url: 'https://example.com/2026/a-long-enough-page',
    title: 'A title that names one page alone',
    summary: 'One and the same beginning of it.',
  };
  const [ours, theirs] = [essay('x', { ...words, sourceId: sourceId('s1') }), essay('y', { ...words, sourceId: sourceId('s2') })];
  await put(a, [ours]);
  await put(b, [theirs]);
  await put(b, [ours]);
  await act(a, 'x', 'save');
  await settle([a, b], servers.dav, 'dav');
  expect((await marks(b, 'y')).saved?.[0]).toBe(true);
  await act(b, 'y', { kind: 'tag', tag: 'maps' });
  await settle([b, a], servers.dav, 'dav');
  expect((await marks(a, 'x')).tags?.['maps']?.[0]).toBe(true);
});

test('no export holds a word of the way to the server', async () => {
  const [a] = await two('dav');
  await round(a, servers.dav, 'dav');
  const dump = JSON.stringify(await dumpLibrary(NOW, a.database));
  expect(dump).toContain('ledger');
  for (const word of ['secret', 'syncState', servers.dav.address]) expect(dump).not.toContain(word);
});

test('a server that takes no large file gets small ones, and what it takes not even alone is set aside', async () => {
  const [a, b] = await two('dav');
  const ids = Array.from({ length: 20 }, (_, at) => `e${at}`);
  await put(
    a,
    ids.map((id) => page(id)),
  );
  for (const id of ids) await act(a, id, 'save');
  const noise = Array.from({ length: 4_000 }, (_, at) => Math.imul(at, 2_654_435_761).toString(36)).join('');
  await act(a, 'e7', { kind: 'note', text: noise });
  servers.dav.fate = ({ method, body }) => (method === 'PUT' && body.length > 2_000 ? { status: 413 } : 'answer');
  await settle([a, b], servers.dav, 'dav');
  expect((await syncFacts(a.library)).aside).toEqual([{ name: 'e/e7', why: 'refused' }]);
  expect((await marks(b, 'e19')).saved?.[0]).toBe(true);
});

test('a conflict that servers made among themselves loses nothing', async () => {
  const other = await couchServer();
  const [a, b, c] = [await machine('aaa'), await machine('bbb'), await machine('ccc')];
  await join(a, servers.couch, 'couch');
  await join(b, servers.couch, 'couch');
  await put(
    a,
    ['one', 'two', 'three'].map((id) => page(id)),
  );
  await act(a, 'one', 'save');
  await round(a, servers.couch, 'couch');
  servers.couch.replicateTo(other);
  const before = await loadState(a.library, 'own');
  await act(a, 'two', 'save');
  await round(a, servers.couch, 'couch'); // to this one
  const there = await machine('aaa'); // the same machine, at a server that has not heard of that yet
  await join(there, other, 'couch');
  await saveState(there.library, 'own', before);
  await put(there, [page('three')]);
  await act(there, 'three', 'save');
  await round(there, other, 'couch');
  other.replicateTo(servers.couch);
  servers.couch.replicateTo(other);
  await settle([b], servers.couch, 'couch');
  await join(c, other, 'couch');
  await settle([c], other, 'couch');
  for (const each of [b, c]) for (const id of ['one', 'two', 'three']) expect((await marks(each, id)).saved?.[0]).toBe(true);
  await other.close();
});
