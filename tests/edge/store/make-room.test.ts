import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../../src/core/problem';
import { blobsOf, copyOf, putBlobs, putCopyIn, WITH_COPIES } from '../../../src/edge/store/copies';
import { putEssays } from '../../../src/edge/store/essays';
import type { Library } from '../../../src/edge/store/library';
import { dropCopies, dropPictures, roomTaken, roomToMake } from '../../../src/edge/store/make-room';
import { write } from '../../../src/edge/store/write';
import { act, DAY, essay, essayId, freshLibrary, got, NOW, onDisk } from './library-fixture';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string]; // as: three of three
const SHOWS: Readonly<Record<string, readonly string[]>> = { old: [A, B], recent: [C], later: [B] };
let library: Library;

beforeEach(async () => {
  library = await freshLibrary();
  got(
    await putEssays(
      library,
      Object.keys(SHOWS).map((id) => essay(id, { text: `The text of ${id}` })),
      { from: 'start', now: NOW },
    ),
  );
  await putBlobs(
    library,
    [A, B, C].map((hash) => ({ hash, type: 'image/png', bytes: 1_000, blob: new Blob(['x']) })),
  );
  const facts = { address: 'https://example.com/', at: NOW, version: 1, title: 'One', letters: 3, markupBytes: 100 };
  got(
    await write(library, WITH_COPIES, 'lasting', async (tx) => {
      for (const [id, hashes] of Object.entries(SHOWS))
        await putCopyIn(
          tx,
          { ...facts, id: essayId(id), pictures: hashes.map((hash) => ({ url: 'https://example.com/x', hash })) },
          '<p>x</p>',
        );
      return ok(undefined);
    }),
  );
  await act(library, 'old', 'save', NOW - 41 * DAY);
  await act(library, 'old', 'archive', NOW - 40 * DAY);
  for (const id of Object.keys(SHOWS)) await act(library, id, 'save');
  await act(library, 'recent', 'archive', NOW);
});

const left = async () => [...(await blobsOf(library, [A, B, C])).keys()];
const copies = async () => (await Promise.all(Object.keys(SHOWS).map((id) => copyOf(library, essayId(id))))).map((copy) => copy?.id);

test('what takes how much is told from rows', async () => {
  const taken = await roomTaken(library);
  expect(taken).toMatchObject({ pictures: 3_000, index: 0, followed: 0 });
  expect(taken.saved).toBeGreaterThan(300);
  expect(taken.marks).toBeGreaterThan(0);
});

test('pictures of what is in the archive go, but none that another copy shows', async () => {
  expect((await roomToMake(library, NOW + DAY)).pictures).toBe(2_000);
  got(await dropPictures(library, NOW + DAY));
  expect(await left()).toEqual([B]);
  expect(await copies()).toEqual(['old', 'recent', 'later']);
});

test('only of what was archived long enough ago', async () => {
  expect((await roomToMake(library, NOW - 30 * DAY)).copies).toBe(1_100);
  got(await dropCopies(library, NOW - 30 * DAY));
  expect(await copies()).toEqual([undefined, 'recent', 'later']);
  expect(await left()).toEqual([B, C]);
});

test('texts and marks stay, whatever goes', async () => {
  const kept = () => onDisk(async (db) => [await db.getAll('bodies'), await db.getAll('marks'), await db.getAll('essays')]);
  const before = await kept();
  got(await dropPictures(library, NOW + DAY));
  got(await dropCopies(library, NOW + DAY));
  expect(await kept()).toEqual(before);
});
