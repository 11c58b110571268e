import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../../src/core/problem';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { packer } from '../../../src/edge/seal/packer';
import { lock, sealWith } from '../../../src/edge/seal/seal';
import { blobsOf, wholeCopyOf } from '../../../src/edge/store/copies';
import { wholeEssays } from '../../../src/edge/store/essay-rows';
import { packing } from '../../../src/edge/store/packing';
import { putCopyRowsIn, WITH_RESTORES } from '../../../src/edge/store/restores';
import { copiesOf, keepBrought, theirsOf } from '../../../src/edge/store/sync-copies';
import { rewriteAll } from '../../../src/edge/store/sync-store';
import { write } from '../../../src/edge/store/write';
import { bringCopy, sendCopies } from '../../../src/flows/sync-copies';
import { remoteAt } from '../../../src/flows/sync-setup';
import { essayId, freshDisk, got, NOW } from '../../edge/store/library-fixture';
import { type DavServer, davServer } from './dav-server';
import { act, join, type Machine, machine, PATIENCE_MS, page, put, round } from './world';

const PICTURE = new Uint8Array(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));
const QUICK = { N: 2 ** 14, r: 8, p: 1 };
const HTML = '<p>Nineteen ships, nineteen clocks.</p>';
let server: DavServer;

beforeEach(async () => {
  freshDisk();
  server = await davServer();
});
afterEach(() => server.close());

const edgesOf = (it: Machine) => {
  const { ask } = syncNet(server.origin, { user: 'ann', password: 'secret' }, PATIENCE_MS);
  return { remote: remoteAt({ address: server.address, kind: 'dav' }, ask, () => NOW), seal: sealWith(it.keys), packer };
};

async function copied(it: Machine, name = 'one'): Promise<string> {
  const hash = await packing.sha256(PICTURE);
  await put(it, [page(name, { text: 'Nineteen ships, nineteen clocks.' })]);
  await act(it, name, 'save');
  const copy = {
    id: essayId(name),
    address: `https://example.com/${name}`,
    at: NOW,
    version: 1,
    title: 'One',
    letters: 3,
    markupBytes: HTML.length,
  };
  got(
    await write(it.library, WITH_RESTORES, 'passing', async (tx) => {
      const blob = new Blob([PICTURE], { type: 'image/gif' });
      await tx.objectStore('blobs').put({ hash, type: 'image/gif', bytes: PICTURE.length, blob });
      await putCopyRowsIn(tx, { html: HTML, copy: { ...copy, pictures: [{ url: 'https://example.com/a.gif', hash }] } }, essayId(name));
      return ok(undefined);
    }),
  );
  return hash;
}

test('a copy and its pictures go locked, once, and come when they are wanted', async () => {
  const { held } = await lock('some words of mine', [], { N: 2 ** 14, r: 8, p: 1 });
  const [a, b] = [await machine('aaa'), await machine('bbb')];
  for (const each of [a, b]) {
    each.keys = held;
    await join(each, server, 'dav');
  }
  const hash = await copied(a);
  await round(a, server, 'dav');
  expect(await sendCopies({ ...edgesOf(a), store: copiesOf(a.library, () => NOW) })).toEqual({ ok: true, value: 1 });
  expect(await sendCopies({ ...edgesOf(a), store: copiesOf(a.library, () => NOW) })).toEqual({ ok: true, value: 0 });
  await round(a, server, 'dav');
  const left = Buffer.concat(server.sent).toString('latin1');
  for (const word of ['Nineteen', 'GIF89a', hash]) expect(left).not.toContain(word);
  await round(b, server, 'dav');
  expect(await wholeCopyOf(b.library, essayId('one'))).toBeUndefined();
  const theirs = await theirsOf(b.library, essayId('one'));
  const has = async (each: string) => (await blobsOf(b.library, [each])).has(each);
  const brought = theirs && (await bringCopy(edgesOf(b), theirs.ref, has));
  if (!brought?.ok || brought.value === undefined || theirs === undefined) throw new Error('nothing came');
  expect((await keepBrought(b.library, theirs.id, brought.value.sent, brought.value.pictures)).ok).toBe(true);
  expect((await wholeCopyOf(b.library, essayId('one')))?.html).toBe(HTML);
  expect((await blobsOf(b.library, [hash])).get(hash)?.type).toBe('image/gif');
  expect((await wholeEssays(b.library, [essayId('one')])).get(essayId('one'))?.text).toContain('nineteen clocks');
  expect(await theirsOf(b.library, essayId('one'))).toBeUndefined();
});

test('a copy that is not as it was written is not kept, and one that is not there yet is none', async () => {
  const [a, b] = [await machine('aaa'), await machine('bbb')];
  for (const each of [a, b]) await join(each, server, 'dav');
  await copied(a);
  await round(a, server, 'dav');
  await sendCopies({ ...edgesOf(a), store: copiesOf(a.library, () => NOW) });
  await round(a, server, 'dav');
  await round(b, server, 'dav');
  const theirs = await theirsOf(b.library, essayId('one'));
  if (theirs === undefined) throw new Error('it was not told');
  const name = [...server.files.keys()].find((each) => each.endsWith(theirs.ref.print)) ?? '';
  server.files.set(name, Buffer.from('something else'));
  expect(await bringCopy(edgesOf(b), theirs.ref, async () => false)).toEqual({ ok: false, problem: { kind: 'lies' } });
  server.files.delete(name);
  expect(await bringCopy(edgesOf(b), theirs.ref, async () => false)).toEqual({ ok: true, value: undefined });
});

test('under another phrase copies are written anew, found under the old name until then, and the old ones go', async () => {
  const [a, b] = [await machine('aaa'), await machine('bbb')];
  const before = (await lock('some words of mine', [], QUICK)).held;
  for (const each of [a, b]) {
    each.keys = before;
    await join(each, server, 'dav');
  }
  await copied(a);
  await round(a, server, 'dav');
  await sendCopies({ ...edgesOf(a), store: copiesOf(a.library, () => NOW) });
  await round(a, server, 'dav');
  await round(b, server, 'dav');
  const blobs = () => [...server.files.keys()].filter((name) => name.includes('/blobs/'));
  const old = blobs();
  for (const each of [a, b]) each.keys = (await lock('other words of mine', before, QUICK)).held;
  b.keys = a.keys;
  const theirs = await theirsOf(b.library, essayId('one'));
  if (theirs === undefined) throw new Error('it was not told');
  expect(await bringCopy(edgesOf(b), theirs.ref, async () => false)).toMatchObject({ ok: true, value: { sent: { html: HTML } } });
  await rewriteAll(a.library);
  expect(await sendCopies({ ...edgesOf(a), store: copiesOf(a.library, () => NOW) })).toEqual({ ok: true, value: 1 });
  expect(blobs()).toHaveLength(old.length);
  expect(blobs().filter((name) => old.includes(name))).toEqual([]);
  expect(await bringCopy(edgesOf(b), theirs.ref, async () => false)).toMatchObject({ ok: true, value: { sent: { html: HTML } } });
});

test('a copy that the line is too slow for is tried tomorrow, and the others go', async () => {
  const a = await machine('aaa');
  await join(a, server, 'dav');
  await copied(a, 'one');
  await copied(a, 'two');
  await round(a, server, 'dav');
  let [now, slow] = [NOW, 1];
  const { remote, ...edges } = edgesOf(a);
  const put: typeof remote.put = async (...given) => (slow-- > 0 ? { ok: false, problem: { kind: 'too-slow' } } : remote.put(...given));
  const send = () => sendCopies({ ...edges, remote: { ...remote, put }, store: copiesOf(a.library, () => now) });
  expect(await send()).toEqual({ ok: true, value: 1 });
  expect(await send()).toEqual({ ok: true, value: 0 });
  now += 25 * 60 * 60_000;
  expect(await send()).toEqual({ ok: true, value: 1 });
  for (const name of ['three', 'four', 'five', 'six']) await copied(a, name);
  slow = 100;
  expect(await send()).toEqual({ ok: false, problem: { kind: 'too-slow' } }); // it is the server
  expect(slow).toBe(97);
});
