import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MOST_ROW_BYTES, rowBytes } from '../../../src/core/library/essay-row';
import { countMuted, muting } from '../../../src/core/library/mute';
import { countNew } from '../../../src/edge/store/count-new';
import { wholeEssays } from '../../../src/edge/store/essay-rows';
import { putEssays } from '../../../src/edge/store/essays';
import { unfollowSource } from '../../../src/edge/store/follow';
import { threadOf } from '../../../src/edge/store/history';
import { latestChange } from '../../../src/edge/store/ledger';
import type { Library } from '../../../src/edge/store/library';
import { entriesOf, latestEntries, savedEntries } from '../../../src/edge/store/lists';
import { knownPosts } from '../../../src/edge/store/polls';
import { act, essay, freshLibrary, got, NOW, onDisk, sourceId, withItsSource } from './library-fixture';

const OCCASION = { from: 'poll', now: NOW } as const;
const LONG = 'word '.repeat(4_000).trim();
const SUMMARY = `${'слово '.repeat(140)}сирень`; // the last word has no room in a row
const TITLE = `${'Заглавие '.repeat(40)}в конце`;
const A = sourceId('source');

let library: Library;
beforeEach(async () => {
  library = await freshLibrary();
});
afterEach(() => vi.restoreAllMocks());

const big = (id: string, fields = {}) =>
  essay(id, { summary: SUMMARY, title: TITLE, text: LONG, tags: ['a'], firstSeenAt: NOW, ...fields });
const put = async (...essays: Parameters<typeof putEssays>[1]) => got(await putEssays(library, essays, OCCASION));
const wholes = async (...ids: string[]) => [
  ...(
    await wholeEssays(
      library,
      ids.map((id) => essay(id).id),
    )
  ).values(),
];

/** The stores that are read from, by any request. */
function storesRead(): Set<string> {
  const names = new Set<string>();
  for (const method of ['get', 'getAll', 'openCursor'] as const) {
    const original = IDBObjectStore.prototype[method] as (...args: unknown[]) => unknown; // as: the three take what they are given here
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args: unknown[]) {
      names.add(this.name);
      return original.apply(this, args) as never; // as: what the original gives
    });
  }
  return names;
}

test('an essay is read back whole, and its row is small', async () => {
  const url = `https://example.com/${'path/'.repeat(300)}`;
  await put(big('one', { url }));
  expect(await wholes('one')).toEqual([big('one', { url })]);
  for (const row of await onDisk((db) => db.getAll('essays'))) expect(rowBytes(row)).toBeLessThanOrEqual(MOST_ROW_BYTES);
  expect((await latestEntries(library, { limit: 1 })).entries[0]?.essay).toMatchObject({ url, title: TITLE });
});

test('lists, counts, mute words and polls read no text', async () => {
  await withItsSource(library);
  await put(big('one'), big('two'));
  await act(library, 'one', 'save');
  const read = storesRead();
  const isHidden = muting(['сирень']);
  expect((await latestEntries(library, { limit: 10, isHidden })).hidden).toBe(2);
  expect(await countNew(library, 0, isHidden)).toBe(0);
  expect(await countNew(library, 0)).toBe(2);
  await savedEntries(library, { limit: 10 });
  await entriesOf(library, [essay('one').id]);
  expect((await knownPosts(library, A)).essays).toHaveLength(2);
  await put(big('one'), big('two')); // a poll that brings what is known
  expect(read).not.toContain('bodies');
});

test('a mute word is found where a row ends before it', async () => {
  await put(big('one', { title: 'One' }));
  const hiddenIn = async (isUnabridged: boolean) => {
    const { entries } = await latestEntries(library, { limit: 1, isUnabridged });
    return countMuted(
      ['сирень'],
      entries.map((entry) => entry.essay),
    ).all;
  };
  expect([await hiddenIn(false), await hiddenIn(true)]).toEqual([0, 1]);
});

test('a poll knows the summary whole, and of the text whether it is another', async () => {
  await put(big('one'));
  const [known] = (await knownPosts(library, A)).essays;
  expect(known).toMatchObject({ summary: SUMMARY, title: TITLE, textLetters: LONG.length });
  expect(known?.text).toBeUndefined();
});

test('a write that brings what a list shows takes nothing away', async () => {
  await put(big('one'));
  const revision = await latestChange(library);
  const [known] = (await knownPosts(library, A)).essays;
  if (known === undefined) throw new Error('it is not known');
  const { textLetters: _, textPrint: __, ...fields } = known;
  expect(await put(fields)).toMatchObject({ unchanged: 1 });
  expect(await latestChange(library)).toBe(revision);
  expect(await wholes('one')).toEqual([big('one')]);
});

test.each([
  ['its summary becomes short', { summary: 'Short' }],
  ['its text is another', { text: `${LONG}.` }],
  ['its title becomes short', { title: 'Short' }],
  ['its tags become many', { tags: Array.from({ length: 50 }, (_, at) => `tag number ${at}`) }],
])('an essay is revised: %s', async (_claim, fields) => {
  await put(big('one'));
  expect(await put(big('one', fields))).toMatchObject({ revised: 1 });
  expect(await wholes('one')).toEqual([big('one', fields)]);
  const isReworded = !('tags' in fields);
  expect((await threadOf(library, essay('one').id)).rows.map(({ what }) => what)).toEqual([
    'firstSeen',
    ...(isReworded ? ['revised'] : []),
  ]);
});

test('what was cut once and has room now leaves nothing behind', async () => {
  await put(big('one'));
  await put(essay('one'));
  expect(await onDisk((db) => db.getAll('overlong'))).toEqual([]);
});

test('an essay goes with all its pieces', async () => {
  await put(big('one'), big('kept'));
  await act(library, 'kept', 'save');
  got(await unfollowSource(library, A, NOW));
  const left = await onDisk((db) => Promise.all((['essays', 'overlong', 'bodies'] as const).map((store) => db.getAllKeys(store))));
  expect(left).toEqual([['kept'], ['kept'], ['kept']]);
});

test('a text that is missing or damaged costs itself', async () => {
  await put(big('one'), big('two'));
  await onDisk((db) => db.put('bodies', { id: essay('one').id, text: 7 } as never)); // as: damaged on purpose
  await onDisk((db) => db.delete('bodies', essay('two').id));
  const { text: _, ...rest } = big('one');
  expect(await wholes('one', 'two')).toEqual([rest, { ...rest, id: 'two', url: 'https://example.com/two' }]);
});
