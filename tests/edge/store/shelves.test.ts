/** What stands on a shelf, in which order, and how many there are. */
import { expect, test } from 'vitest';
import type { Act } from '../../../src/core/library/marks';
import { putEssays } from '../../../src/edge/store/essays';
import { addHighlight, changeHighlight } from '../../../src/edge/store/highlights';
import type { Library } from '../../../src/edge/store/library';
import { besideOf, dayInOrder, firstOf, laterLetters, orderOf, type Shelf, shelfCounts } from '../../../src/edge/store/shelves';
import { act, DAY, essay, essayId, freshLibrary, got, NOW, onDisk, sourceId } from './library-fixture';

const [ONE, TWO] = [sourceId('one'), sourceId('two')];

/** a is for later, b archived and begun, c tagged; d is of nobody's interest. */
async function shelves(): Promise<Library> {
  const library = await freshLibrary();
  const essays = [
    essay('a', { sourceId: ONE, publishedAt: NOW - 3 * DAY, title: 'Quay 10', text: 'x'.repeat(3_000) }),
    essay('b', { sourceId: ONE, publishedAt: NOW - 2 * DAY, title: 'quay 2', text: 'x'.repeat(1_000) }),
    essay('c', { sourceId: TWO, publishedAt: NOW - 9 * DAY, title: 'Älter' }),
    essay('d', { sourceId: TWO, publishedAt: NOW - 1 * DAY, title: 'Zebra', text: 'x'.repeat(2_000) }),
  ];
  got(await putEssays(library, essays, { from: 'poll', now: NOW }));
  const acts: readonly (readonly [string, Act])[] = [
    ['b', { kind: 'save' }],
    ['a', { kind: 'save' }],
    ['c', { kind: 'save' }],
    ['b', { kind: 'archive' }],
    ['b', { kind: 'progress', share: 0.4 }],
    ['c', { kind: 'tag', tag: 'data' }],
    ['a', { kind: 'progress', share: 1 }],
    ['d', { kind: 'markRead' }],
  ];
  for (const [at, [id, done]] of acts.entries()) await act(library, id, done, NOW + at * 1_000);
  return library;
}

const shelf = (told: Partial<Shelf>): Shelf => ({ name: 'everything', sort: 'newest', ...told });

test.each<[string, Partial<Shelf>, string]>([
  ['everything, the newest first', {}, 'dbac'],
  ['the oldest first', { sort: 'oldest' }, 'cabd'],
  ['the shortest first, those of unknown length last', { sort: 'shortest' }, 'bdac'],
  ['the longest first', { sort: 'longest' }, 'adbc'],
  ['by title, as one counts and without minding capitals', { sort: 'title' }, 'cbad'],
  ['what is kept for later, the last saved first', { name: 'later', sort: 'saved' }, 'ca'],
  ['for later, by day', { name: 'later' }, 'ac'],
  ['the archive', { name: 'archive', sort: 'saved' }, 'b'],
  ['everything that is saved', { sort: 'saved' }, 'cab'],
  ['what is unread', { name: 'unread' }, 'bac'],
  ['what was begun and not read to its end', { name: 'begun' }, 'b'],
  ['what is highlighted', { name: 'highlighted' }, ''],
  ['of one source', { source: ONE }, 'ba'],
  ['under a tag', { tag: 'Data' }, 'c'],
  ['under a tag, of another source', { tag: 'data', source: ONE }, ''],
  ['with its text', { kept: 'whole', sort: 'oldest' }, 'abd'],
  ['without', { kept: 'address' }, 'c'],
])('a shelf holds %s', async (_claim, told, expected) => {
  const library = await shelves();
  expect((await orderOf(library, shelf(told))).join('')).toBe(expected);
  const first = await firstOf(library, shelf(told), 2);
  if (first !== undefined) expect(first.entries.map(({ essay: { id } }) => id).join('')).toBe(expected.slice(0, 2));
});

test('counts agree with what stands there', async () => {
  const library = await shelves();
  const { shelves: counts, tags, sources, whole } = await shelfCounts(library, [ONE, TWO, sourceId('gone')]);
  expect(counts).toEqual({ everything: 4, later: 2, unread: 3, begun: 1, archive: 1, highlighted: 0 });
  expect([[...tags], [...sources], whole]).toEqual([
    [['data', 1]],
    [
      [ONE, 2],
      [TWO, 2],
    ],
    3,
  ]);
  for (const [name, count] of Object.entries(counts)) {
    expect(await orderOf(library, shelf({ name: name as Shelf['name'] }))).toHaveLength(count); // as: its keys are the names
  }
});

test('an essay says by which day it stands', async () => {
  const library = await shelves();
  const [id = ''] = await orderOf(library, shelf({ name: 'later' }));
  const days = (['newest', 'saved', 'title'] as const).map((sort) => dayInOrder(library, id as never, { name: 'later', sort })); // as: an id it gave
  expect(await Promise.all(days)).toEqual([NOW - 3 * DAY, NOW + 1_000, undefined]);
});

test('a row says how many highlights stand, and whether a copy is there', async () => {
  const library = await shelves();
  const [a, c] = [essayId('a'), essayId('c')];
  const quote = { exact: 'xxx', prefix: '', suffix: '', start: 0 };
  const by = { from: 'reader', now: NOW + DAY } as const;
  const add = async () => got(await addHighlight(library, { essayId: a, quote, ink: 'plain', ...by }));
  expect((await besideOf(library, [a])).get(a)).toEqual({ highlights: 0, hasCopy: false });
  await add();
  got(await changeHighlight(library, { id: await add(), change: { isGone: true }, ...by }));
  await onDisk((db) => db.put('copies', { id: c, hashes: [] } as never)); // as: only its key is asked for
  expect([...(await besideOf(library, [a, c])).values()]).toEqual([
    { highlights: 1, hasCopy: false },
    { highlights: 0, hasCopy: true },
  ]);
});

test('what is left to read for later is what was not read yet', async () => {
  const library = await shelves();
  expect(await laterLetters(library)).toEqual({ letters: 0, essays: 2 });
  await act(library, 'b', 'unarchive', NOW + DAY);
  expect((await laterLetters(library)).letters).toBeGreaterThan(500);
});
