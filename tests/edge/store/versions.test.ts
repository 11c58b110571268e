import { beforeEach, expect, test } from 'vitest';
import type { Library } from '../../../src/edge/store/library';
import { keepPublishersVersion, readPublishersVersion, withPublishersVersion } from '../../../src/edge/store/versions';
import { essay, essayId, freshLibrary, got, NOW, onDisk } from './library-fixture';

let library: Library;
beforeEach(async () => {
  library = await freshLibrary();
});

const LATER = essay('one', { title: 'Another title', text: 'All of it, otherwise' });

test('the publisher’s version is kept beside the essay, and only the latest', async () => {
  expect(await readPublishersVersion(library, LATER.id)).toBeUndefined();
  expect(got(await keepPublishersVersion(library, LATER, NOW))).toBe(true);
  expect(await readPublishersVersion(library, LATER.id)).toEqual({ essay: LATER, at: NOW });
  expect(got(await keepPublishersVersion(library, LATER, NOW + 1))).toBe(false);
  expect(await readPublishersVersion(library, LATER.id)).toEqual({ essay: LATER, at: NOW });
  const latest = { ...LATER, summary: 'Once more' };
  expect(got(await keepPublishersVersion(library, latest, NOW + 2))).toBe(true);
  expect(await readPublishersVersion(library, LATER.id)).toEqual({ essay: latest, at: NOW + 2 });
  expect(await withPublishersVersion(library, [essayId('one'), essayId('two')])).toEqual(new Set(['one']));
  expect(await onDisk((db) => db.getAll('essays'))).toEqual([]);
});

test('one that is damaged is none', async () => {
  await onDisk((db) => db.put('versions', { id: LATER.id, essay: { title: 7 }, at: NOW } as never)); // as: damaged on purpose
  expect(await readPublishersVersion(library, LATER.id)).toBeUndefined();
  expect(got(await keepPublishersVersion(library, LATER, NOW))).toBe(true);
});
