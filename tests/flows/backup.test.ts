import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readMarks } from '../../src/core/library/readers';
import { nextStamp } from '../../src/core/library/stamp';
import { canonicalJson } from '../../src/core/transfer/backup/canonical';
import { joinThreads } from '../../src/core/transfer/backup/join';
import { readManifest } from '../../src/core/transfer/backup/manifest';
import type { Thread } from '../../src/core/transfer/backup/units';
import { copyOf } from '../../src/edge/store/copies';
import type { Library } from '../../src/edge/store/library';
import { bytesOf, packing } from '../../src/edge/store/packing';
import { lastRestore } from '../../src/edge/store/restores';
import { beginUndo, undoNext } from '../../src/edge/store/undo-restore';
import { checkBackup, openBackup } from '../../src/flows/open-backup';
import { act, essay, essayId, freshLibrary, got, onDisk } from '../edge/store/library-fixture';
import { arbitraryThread, arbitraryWorld, backupOf, dumpOf, fill, restoreInto, type World } from './backup-world';

const ASKED = process.env['SIDELIGHT_BACKUP_RUNS']; // thousands, now and then: they take as long as they take
const RUNS = Number(ASKED ?? 40);
const LONG = ASKED === undefined ? {} : { interruptAfterTimeLimit: 60 * 60_000 };
if (ASKED !== undefined) vi.setConfig({ testTimeout: 60 * 60_000 });
const STAMP = nextStamp(undefined, 1000, 'a');
const worlds = await arbitraryWorld();

async function libraryOf(world: World): Promise<Library> {
  const library = await freshLibrary();
  await fill(library, world);
  return library;
}

const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

async function undoAll(library: Library): Promise<void> {
  got(await beginUndo(library));
  while (got(await undoNext(library, async () => {})) === 'more');
}

test('a library that is backed up and restored into an empty one is the same library', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const library = await libraryOf(world);
      const { bytes } = await backupOf(library);
      const empty = await freshLibrary();
      await restoreInto(empty, bytes);
      const again = (await backupOf(empty)).bytes; // one moment, one device: byte for byte
      if (Buffer.compare(again, bytes) !== 0) expect(textOf(again)).toBe(textOf(bytes)); // a comparison of each byte takes as long as all the rest
    }),
    { numRuns: RUNS, ...LONG },
  );
});

test('any prefix of a restore, killed and begun again, ends right', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, worlds, fc.array(fc.nat(3), { maxLength: 5 }), async (mine, theirs, kills) => {
      const { bytes } = await backupOf(await libraryOf(theirs));
      const straight = await libraryOf(mine);
      await restoreInto(straight, bytes);
      const expected = await dumpOf(straight);
      const library = await libraryOf(mine);
      for (const pieces of kills) if ((await lastRestore(library))?.state !== 'done') await restoreInto(library, bytes, { pieces });
      if ((await lastRestore(library))?.state !== 'done') await restoreInto(library, bytes);
      expect(await dumpOf(library)).toBe(expected);
    }),
    { numRuns: RUNS / 2, ...LONG },
  );
});

test('restored twice is restored once', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, worlds, async (mine, theirs) => {
      const { bytes } = await backupOf(await libraryOf(theirs));
      const library = await libraryOf(mine);
      await restoreInto(library, bytes);
      const once = await dumpOf(library);
      await restoreInto(library, bytes, { id: 2 });
      expect(await dumpOf(library)).toBe(once);
      expect((await lastRestore(library))?.changed).toBe(0);
    }),
    { numRuns: RUNS / 2, ...LONG },
  );
});

test('taken back, all is as it was', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, worlds, async (mine, theirs) => {
      const { bytes } = await backupOf(await libraryOf(theirs));
      const library = await libraryOf(mine);
      const before = await dumpOf(library);
      await restoreInto(library, bytes);
      await undoAll(library);
      expect(await lastRestore(library)).toMatchObject({ state: 'undone', stayed: [] });
      expect(await dumpOf(library)).toBe(before);
    }),
    { numRuns: RUNS, ...LONG },
  );
});

test('what was done since a restore stays when that is taken back, and is told', async () => {
  const world: World = {
    ...{ sources: [], pictures: [], whole: {} },
    threads: ['kept', 'gone'].map((id) => ({ id: essayId(id), essay: essay(id), marks: { saved: [true, STAMP] } })),
    copies: ['kept', 'gone'].map((id) => ({
      copy: { id: essayId(id), address: 'https://example.com/', at: 1, version: 1, title: 'One', letters: 1, markupBytes: 1, pictures: [] },
      html: '<p>One</p>',
    })),
  };
  const { bytes } = await backupOf(await libraryOf(world));
  const library = await freshLibrary();
  await restoreInto(library, bytes);
  await act(library, 'kept', { kind: 'note', text: 'Mine.' });
  await undoAll(library);
  expect((await lastRestore(library))?.stayed).toEqual(['kept']);
  expect(await Promise.all(['kept', 'gone'].map((id) => copyOf(library, essayId(id))))).toEqual([expect.anything(), undefined]);
  expect(Object.keys(await onDisk(async (db) => Object.fromEntries((await db.getAllKeys('essays')).map((id) => [id, 1]))))).toEqual([
    'kept',
  ]);
});

test('no flip of bytes and no cut throws, and none is restored as if it were whole', async () => {
  const library = await libraryOf(sample());
  const { bytes } = await backupOf(library);
  const whole = await linesIn(bytes);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, flip, isCut) => {
      const changed = bytes.slice(0, isCut ? at : bytes.length);
      if (!isCut) changed[at] = (changed[at] ?? 0) ^ flip;
      const read = await linesIn(changed);
      if (typeof read !== 'string' && read.faults === 0) expect(read.text).toBe(typeof whole === 'string' ? '' : whole.text);
      if (isCut) expect(typeof read).toBe('string');
    }),
    { numRuns: RUNS * 10, ...LONG },
  );
});

test.each([
  ['an empty file', ''],
  ['a text', 'hello'],
  ['a page', '<!doctype html><title>x</title>'],
])('%s is no backup', async (_what, text) => {
  expect(await openBackup(bytesOf(new Blob([text])), packing)).toBe('not-a-backup');
});

test('a zip of something else is no backup, and one of a later version is refused as such', async () => {
  const { bytes } = await backupOf(await libraryOf(sample()));
  const text = new TextDecoder('latin1').decode(bytes);
  const renamed = Uint8Array.from(text.replaceAll('manifest.json', 'manifesto.txt'), (letter) => letter.charCodeAt(0));
  expect(await openBackup(bytesOf(new Blob([renamed])), packing)).toBe('not-a-backup');
  expect(readManifest(JSON.stringify({ format: 'sidelight-backup', version: 2 }))).toBe('newer');
  expect(readManifest(JSON.stringify({ format: 'another', version: 1 }))).toBe('not-a-backup');
  expect(readManifest('{')).toBe('damaged');
});

function sample(): World {
  const thread = (id: string) => ({
    ...{
      id: essayId(id),
      essay: essay(id, { text: `The text of ${id}. `.repeat(50) }),
      marks: { saved: [true, STAMP], note: ['Nota bene', STAMP] },
    },
    history: [{ at: 1, what: 'save' as const, from: 'popup' as const }],
  });
  return { sources: [], copies: [], pictures: [], whole: {}, threads: ['one', 'two', 'three'].map(thread) };
}

async function linesIn(bytes: Uint8Array): Promise<string | { readonly text: string; readonly faults: number }> {
  const backup = await openBackup(bytesOf(new Blob([bytes as Uint8Array<ArrayBuffer>])), packing); // as: never shared
  if (typeof backup === 'string') return backup;
  const seen: unknown[] = [];
  const faults = await checkBackup(backup, async (part, lines) => void seen.push(part, lines));
  return { text: JSON.stringify(seen), faults: faults.parts.length + faults.pictures };
}

test('joined in any order and grouping, a library is the same: what was done, what happened, what was highlighted', () => {
  const thread = arbitraryThread(1);
  const own = (joined: Thread) => canonicalJson([readMarks(joined.marks).marks, joined.highlights, joined.history]);
  fc.assert(
    fc.property(thread, thread, thread, (a, b, c) => {
      const normal = (one: Thread) => joinThreads(joinThreads({ id: one.id }, one), one);
      const [x, y, z] = [normal(a), normal(b), normal(c)];
      expect(own(joinThreads(x, y))).toBe(own(joinThreads(y, x)));
      expect(own(joinThreads(joinThreads(x, y), z))).toBe(own(joinThreads(x, joinThreads(y, z))));
      expect(canonicalJson(joinThreads(x, x))).toBe(canonicalJson(x));
    }),
    { numRuns: 500 },
  );
});
