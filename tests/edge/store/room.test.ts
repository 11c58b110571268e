import { beforeEach, describe, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { putEssays } from '../../../src/edge/store/essays';
import { following, followSources, unfollowSource } from '../../../src/edge/store/follow';
import { forgetSource } from '../../../src/edge/store/forget';
import type { Library } from '../../../src/edge/store/library';
import { makeRoom } from '../../../src/edge/store/room';
import { unindexedEssays } from '../../../src/edge/store/segments';
import { knownSources } from '../../../src/edge/store/source-rows';
import { act, DAY, essay, essayId, freshLibrary, got, NOW, onDisk, source, sourceId } from './library-fixture';

const A = sourceId('a');
const OCCASION = { from: 'poll', now: NOW } as const;
const name = (at: number) => `e${String(at).padStart(4, '0')}`;
let library: Library;

/** Essays of source a, one a day, the first the oldest; and one of source b. */
async function fill(count: number): Promise<void> {
  const made = Array.from({ length: count }, (_, at) => essay(name(at), { sourceId: A, publishedAt: NOW - (count + 1 - at) * DAY }));
  got(await putEssays(library, [...made, essay('other', { sourceId: sourceId('b') })], OCCASION));
}

const here = async () => (await onDisk((db) => db.getAllKeys('essays'))) as string[]; // as: compared with names
const all = async (...stores: ('bodies' | 'overlong' | 'texts' | 'versions')[]) =>
  (await Promise.all(stores.map((store) => onDisk((db) => db.getAllKeys(store))))).flat() as string[]; // as: the same

beforeEach(async () => {
  library = await freshLibrary();
  const added = [source('a'), source('b')].map((one) => ({ source: one, wishes: {} }));
  got(await followSources(library, added, { from: 'options', now: NOW }));
});

describe('room for the essays of a source', () => {
  test('nothing goes while there is some', async () => {
    await fill(3);
    expect(got(await makeRoom(library, A, [], 3))).toBe(0);
    expect(await here()).toHaveLength(4);
  });

  test('the oldest go, in steps, with all that stood on them; the index hears of each; other sources keep theirs', async () => {
    await fill(350);
    expect(got(await makeRoom(library, A, [], 120))).toBe(230);
    expect(await here()).toEqual([...Array.from({ length: 120 }, (_, at) => name(230 + at)), 'other']);
    const gone = new Set(Array.from({ length: 230 }, (_, at) => name(at)));
    expect((await all('bodies', 'overlong', 'texts', 'versions')).filter((id) => gone.has(id))).toEqual([]);
    const told = (await unindexedEssays(library, 1_000)).filter(({ essay: left }) => left === undefined);
    expect(told.map(({ id }) => id as string)).toEqual([...gone]);
  });

  test('saved ones never go, nor what the source still shows; what was read is remembered', async () => {
    await fill(6);
    await act(library, name(0), 'save');
    await act(library, name(2), 'open');
    expect(got(await makeRoom(library, A, [essayId(name(1))], 2))).toBe(3);
    expect(await here()).toEqual([name(0), name(1), name(5), 'other']);
    expect(await onDisk((db) => db.getAllKeys('marks'))).toEqual([name(0), name(2)]);
  });

  test('where all that is there stands at the source, it ends', async () => {
    await fill(5);
    const standing = (await here()).slice(0, 5) as EssayId[]; // as: read as names
    expect(got(await makeRoom(library, A, standing, 2))).toBe(0);
  });
});

test('a source that is forgotten leaves nothing but what was saved of it', async () => {
  await fill(4);
  await act(library, name(0), 'save');
  await act(library, name(1), 'open');
  await act(library, 'other', 'open');
  got(await forgetSource(library, A, NOW));
  expect(await here()).toEqual([name(0), 'other']);
  expect([(await knownSources(library)).map(({ source: { id } }) => id), (await following(library)).followed.length]).toEqual([['b'], 1]);
  expect(
    (await onDisk((db) => db.getAll('history'))).filter(({ essayId: id }) => id.startsWith('e')).every(({ essayId: id }) => id === name(0)),
  ).toBe(true);
  expect(await onDisk((db) => db.getAllKeys('marks'))).toEqual([name(0), 'other']);
  for (const store of ['sourceMarks', 'sourceStates', 'aliases'] as const) {
    expect((await onDisk((db) => db.getAllKeys(store))).filter((id) => id === A)).toEqual([]);
  }
  expect((await all('texts')).filter((id) => id.startsWith('e'))).toEqual([]);
});

test('of a source that was unfollowed earlier, forgetting it takes what was done to essays that went then', async () => {
  const [met, saved] = [`${A}.met`, `${A}.saved`];
  got(
    await putEssays(
      library,
      [essay(met, { sourceId: A }), essay(saved, { sourceId: A }), essay('other', { sourceId: sourceId('b') })],
      OCCASION,
    ),
  );
  for (const id of [met, saved, 'other']) await act(library, id, 'open');
  await act(library, saved, 'save');
  got(await unfollowSource(library, A, NOW));
  expect([await here(), (await knownSources(library)).filter(({ isUnfollowed }) => isUnfollowed).map(({ source: { id } }) => id)]).toEqual([
    [saved, 'other'],
    [A],
  ]);
  expect(await onDisk((db) => db.getAllKeys('marks'))).toEqual([met, saved, 'other']);
  got(await forgetSource(library, A, NOW));
  expect([await here(), await onDisk((db) => db.getAllKeys('marks'))]).toEqual([
    [saved, 'other'],
    [saved, 'other'],
  ]);
  expect((await onDisk((db) => db.getAll('history'))).some(({ essayId: id }) => id === met)).toBe(false);
  expect((await knownSources(library)).map(({ source: { id } }) => id)).toEqual(['b']);
});

describe('an essay that two sources show', () => {
  const told = {
    url: 'https://blog.example/shared',
    title: 'A title that says a good deal',
    summary: 'What both of them say of it, word for word, at some length.',
  };
  beforeEach(async () => {
    got(await putEssays(library, [essay('mine', { ...told, sourceId: A })], OCCASION));
    got(await putEssays(library, [essay('theirs', { ...told, sourceId: sourceId('b') })], OCCASION));
    expect(await here()).toEqual(['mine']);
  });

  test('does not go for want of room', async () => {
    expect(got(await makeRoom(library, A, [], 0))).toBe(0);
    expect(got(await makeRoom(library, sourceId('b'), [], 0))).toBe(0);
  });

  test('is the other’s when one is forgotten, and gone with the last', async () => {
    got(await forgetSource(library, A, NOW));
    expect((await onDisk((db) => db.getAll('essays'))).map(({ sourceId: id }) => id)).toEqual(['b']);
    got(await forgetSource(library, sourceId('b'), NOW));
    expect([await here(), await onDisk((db) => db.count('places'))]).toEqual([[], 0]);
  });
});
