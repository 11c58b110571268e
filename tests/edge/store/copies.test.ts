import { beforeEach, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import type { Copy } from '../../../src/core/library/copy';
import { ok } from '../../../src/core/problem';
import { blobsOf, copyOf, dropCopyIn, moveCopyIn, putBlobs, putCopyIn, WITH_COPIES, wholeCopyOf } from '../../../src/edge/store/copies';
import type { Library } from '../../../src/edge/store/library';
import { type WriteTransaction, write } from '../../../src/edge/store/write';
import { essayId, freshLibrary, NOW } from './library-fixture';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];
const blob = (hash: string) => ({ hash, type: 'image/png', bytes: 3, blob: new Blob([hash.slice(0, 3)], { type: 'image/png' }) });

function copy(id: EssayId, hashes: readonly string[], at = NOW): Copy {
  const pictures = hashes.map((hash) => ({ url: `https://example.com/${hash.slice(0, 1)}.png`, hash }));
  return { id, address: 'https://example.com/one', at, version: 1, title: 'One', letters: 3, markupBytes: 10, pictures };
}

let library: Library;
beforeEach(async () => {
  library = await freshLibrary();
  await putBlobs(library, [blob(A), blob(B)]);
});

const inOne = (change: (tx: WriteTransaction) => Promise<void>) =>
  write(library, WITH_COPIES, 'lasting', async (tx) => {
    await change(tx);
    return ok(undefined);
  });
const kept = async () => [...(await blobsOf(library, [A, B])).keys()];

test('a copy is read back with its markup', async () => {
  await inOne((tx) => putCopyIn(tx, copy(essayId('one'), [A]), '<p>One</p>'));
  expect(await wholeCopyOf(library, essayId('one'))).toEqual({ copy: copy(essayId('one'), [A]), html: '<p>One</p>' });
});

test('a picture goes with the last copy that uses it', async () => {
  await inOne(async (tx) => {
    await putCopyIn(tx, copy(essayId('one'), [A, B]), 'one');
    await putCopyIn(tx, copy(essayId('two'), [B]), 'two');
  });
  await inOne((tx) => dropCopyIn(tx, essayId('one')));
  expect(await kept()).toEqual([B]);
  await inOne((tx) => dropCopyIn(tx, essayId('two')));
  expect(await kept()).toEqual([]);
});

test('a later copy takes the place of the one before, and the pictures that are not in it go', async () => {
  await inOne((tx) => putCopyIn(tx, copy(essayId('one'), [A]), 'before'));
  await inOne((tx) => putCopyIn(tx, copy(essayId('one'), [B], NOW + 1), 'after'));
  expect((await wholeCopyOf(library, essayId('one')))?.html).toBe('after');
  expect(await kept()).toEqual([B]);
});

test('of two essays that become one the later copy stays', async () => {
  await inOne(async (tx) => {
    await putCopyIn(tx, copy(essayId('one'), [A]), 'one');
    await putCopyIn(tx, copy(essayId('two'), [B], NOW + 1), 'two');
  });
  await inOne((tx) => moveCopyIn(tx, essayId('two'), essayId('one')));
  expect(await wholeCopyOf(library, essayId('one'))).toMatchObject({ html: 'two', copy: { at: NOW + 1 } });
  expect(await copyOf(library, essayId('two'))).toBeUndefined();
  expect(await kept()).toEqual([B]);
});
