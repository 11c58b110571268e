import { expect, test } from 'vitest';
import type { Source } from '../../../src/core/essay';
import { followSources } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { allSources } from '../../../src/edge/store/sources';
import { freshLibrary, got, NOW, onDisk, source } from './library-fixture';

const put = async (library: Library, made: Source) =>
  got(await followSources(library, [{ source: made, wishes: {} }], { from: 'options', now: NOW }));

test('sources come in the order of their titles, and one that is followed again stays as it was', async () => {
  const library = await freshLibrary();
  for (const made of [source('b', { title: 'Source 0' }), source('a'), source('b', { addedAt: NOW + 1, title: 'Source z' })])
    await put(library, made);
  expect(await allSources(library)).toEqual({ sources: [source('b', { title: 'Source 0' }), source('a')] });
});

test('damaged sources are left out and counted', async () => {
  const library = await freshLibrary();
  await put(library, source('a'));
  await onDisk((db) => db.put('sources', { id: 'broken' } as never)); // as: damaged
  expect(await allSources(library)).toEqual({ sources: [source('a')], problem: { kind: 'rows-unreadable', count: 1 } });
});
