import { describe, expect, test } from 'vitest';
import type { Essay } from '../../../src/core/essay';
import { listed } from '../../../src/core/library/essay-row';
import { countUnread } from '../../../src/edge/store/counts';
import { wholeEssays } from '../../../src/edge/store/essay-rows';
import { putEssays } from '../../../src/edge/store/essays';
import { threadOf } from '../../../src/edge/store/history';
import { latestChange } from '../../../src/edge/store/ledger';
import type { Library } from '../../../src/edge/store/library';
import { entriesOf, latestEntries } from '../../../src/edge/store/lists';
import { markAllSeen } from '../../../src/edge/store/seen';
import { act, DAY, essay, essayId, freshLibrary, got, NOW, onDisk } from './library-fixture';

const occasion = { from: 'start', now: NOW } as const;
const put = async (library: Library, ...essays: Essay[]) => got(await putEssays(library, essays, occasion));
const only = async (library: Library) => (await latestEntries(library, { limit: 10 })).entries.map((entry) => entry.essay);
const whatHappened = async (library: Library, id: string) => (await threadOf(library, essayId(id))).rows.map(({ what }) => what);

describe('putting', () => {
  test('counts what was added, revised and unchanged', async () => {
    const library = await freshLibrary();
    expect(await put(library, essay('one'), essay('two'))).toEqual({ added: 2, revised: 0, unchanged: 0 });
    const again = await put(library, essay('one', { title: 'Better' }), essay('two'), essay('three'));
    expect(again).toEqual({ added: 1, revised: 1, unchanged: 1 });
  });

  test('keeps every field', async () => {
    const library = await freshLibrary();
    const full = essay('one', { text: 'All of it', author: 'Ada', language: 'en-GB', tags: ['a', 'b'], publishedAt: NOW - 9 * DAY });
    await put(library, full);
    expect(await only(library)).toEqual([listed(full)]);
    expect([...(await wholeEssays(library, [full.id])).values()]).toEqual([full]);
  });

  test('an essay keeps the moment it was first seen', async () => {
    const library = await freshLibrary();
    await put(library, essay('one', { firstSeenAt: 100 }));
    await put(library, essay('one', { firstSeenAt: 200, title: 'Better' }));
    expect(await only(library)).toEqual([essay('one', { firstSeenAt: 100, title: 'Better' })]);
  });

  test('keeps that moment even where the rest of the row is damaged, and repairs the rest', async () => {
    const library = await freshLibrary();
    await put(library, essay('one', { firstSeenAt: 100 }));
    await onDisk((db) => db.put('essays', { id: essayId('one'), title: 7, firstSeenAt: 100 } as never)); // as: damaged
    expect(await put(library, essay('one', { firstSeenAt: 200 }))).toEqual({ added: 0, revised: 1, unchanged: 0 });
    expect(await only(library)).toEqual([essay('one', { firstSeenAt: 100 })]);
  });

  test('touches no mark', async () => {
    const library = await freshLibrary();
    await put(library, essay('one'));
    await act(library, 'one', 'save');
    await act(library, 'one', 'open');
    const before = await onDisk((db) => db.getAll('marks'));
    await put(library, essay('one', { title: 'Better' }));
    expect(await onDisk((db) => db.getAll('marks'))).toEqual(before);
  });

  test('gives marks that were there before their essay the keys they are counted by', async () => {
    const library = await freshLibrary();
    await put(library, essay('one'));
    await act(library, 'one', 'open');
    got(await markAllSeen(library, { now: NOW - 1 }));
    await onDisk((db) => db.delete('essays', essayId('one')));
    await put(library, essay('one', { firstSeenAt: NOW }), essay('two', { firstSeenAt: NOW }));
    expect(await countUnread(library)).toBe(1);
  });

  test('an id that comes twice counts once, as it comes last', async () => {
    const library = await freshLibrary();
    expect(await put(library, essay('one'), essay('one', { title: 'Last' }))).toEqual({ added: 1, revised: 0, unchanged: 0 });
    expect((await only(library)).map(({ title }) => title)).toEqual(['Last']);
  });

  test('nothing is nothing', async () => {
    expect(await put(await freshLibrary())).toEqual({ added: 0, revised: 0, unchanged: 0 });
  });
});

test('the thread tells when an essay was first seen and when it was reworded, and nothing else', async () => {
  const library = await freshLibrary();
  await put(library, essay('one'));
  await put(library, essay('one'));
  await put(library, essay('one', { tags: ['new tag'] }));
  await put(library, essay('one', { tags: ['new tag'], title: 'Better' }));
  expect(await whatHappened(library, 'one')).toEqual(['firstSeen', 'revised']);
  expect((await threadOf(library, essayId('one'))).rows.map(({ at }) => at)).toEqual([NOW - DAY, NOW]);
});

test('the revision grows with every write that changes an essay, and only then', async () => {
  const library = await freshLibrary();
  const seen = [await latestChange(library)];
  await put(library, essay('one'));
  seen.push(await latestChange(library));
  await put(library, essay('one'));
  seen.push(await latestChange(library));
  await act(library, 'one', 'save');
  seen.push(await latestChange(library));
  await put(library, essay('one', { tags: ['x'] }), essay('two'));
  seen.push(await latestChange(library));
  expect(seen).toEqual([0, 1, 1, 1, 2]);
});

test('essays are given in the order they are asked for, without those that are not there', async () => {
  const library = await freshLibrary();
  await put(library, essay('one'), essay('two'), essay('three'));
  const { entries, problem } = await entriesOf(library, ['three', 'nowhere', 'one'].map(essayId));
  expect(entries.map((entry) => entry.essay.id)).toEqual(['three', 'one']);
  expect(problem).toBeUndefined();
});
