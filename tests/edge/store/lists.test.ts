import { beforeAll, describe, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { countNew } from '../../../src/edge/store/count-new';
import { countEssays, countSaved, countUnread } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import type { Library } from '../../../src/edge/store/library';
import { type LatestPosition, type Listed, latestEntries, type SavedPosition, savedEntries } from '../../../src/edge/store/lists';
import { markAllSeen } from '../../../src/edge/store/seen';
import { act, DAY, essay, essayId, freshLibrary, got, NOW, onDisk, withItsSource } from './library-fixture';

const occasion = { from: 'start', now: NOW } as const;
const idsOf = (listed: Listed<unknown>) => listed.entries.map((entry) => entry.essay.id);

async function everyPage<Position>(
  read: (before: Position | undefined) => Promise<Listed<Position>>,
): Promise<{ ids: EssayId[]; pages: number }> {
  const ids: EssayId[] = [];
  let before: Position | undefined;
  for (let pages = 1; ; pages++) {
    const page = await read(before);
    ids.push(...idsOf(page));
    if (page.next === undefined) return { ids, pages };
    before = page.next;
  }
}

async function threeEssays(): Promise<Library> {
  const library = await freshLibrary();
  const made = [
    essay('old', { publishedAt: NOW - 30 * DAY, title: 'Data lakes', author: 'Ada' }),
    essay('new', { publishedAt: NOW - 2 * DAY, title: 'Golden thread', summary: 'Of lakes and other data' }),
    essay('middle', { publishedAt: NOW - 9 * DAY, title: 'Trees', tags: ['databases'] }),
  ];
  got(await putEssays(library, made, occasion));
  return library;
}

describe('latest', () => {
  test('newest first', async () => {
    expect(idsOf(await latestEntries(await threeEssays(), { limit: 10 }))).toEqual(['new', 'middle', 'old']);
  });

  test('a date in the future does not stick to the top', async () => {
    const library = await threeEssays();
    const future = essay('future', { publishedAt: NOW + 900 * DAY, firstSeenAt: NOW - 5 * DAY });
    got(await putEssays(library, [future], occasion));
    expect(idsOf(await latestEntries(library, { limit: 10 }))).toEqual(['new', 'future', 'middle', 'old']);
  });

  test('an empty library has none, and no more', async () => {
    expect(await latestEntries(await freshLibrary(), { limit: 10 })).toEqual({ entries: [], hidden: 0 });
  });

  test.each([1, 2, 3, 4])('page by page of %i nothing is repeated or skipped', async (limit) => {
    const library = await threeEssays();
    const { ids } = await everyPage<LatestPosition>((before) => latestEntries(library, { limit, before }));
    expect(ids).toEqual(['new', 'middle', 'old']);
  });

  test('essays of one moment keep one order over pages', async () => {
    const library = await freshLibrary();
    const made = ['c', 'a', 'd', 'b', 'e'].map((id) => essay(id));
    got(await putEssays(library, made, occasion));
    const { ids } = await everyPage<LatestPosition>((before) => latestEntries(library, { limit: 2, before }));
    expect(ids).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  test('an essay that arrives between two pages moves nothing', async () => {
    const library = await threeEssays();
    const first = await latestEntries(library, { limit: 2 });
    got(await putEssays(library, [essay('newest', { firstSeenAt: NOW })], occasion));
    expect(idsOf(await latestEntries(library, { limit: 2, before: first.next }))).toEqual(['old']);
  });

  test('each essay comes with its marks', async () => {
    const library = await threeEssays();
    await act(library, 'new', 'save');
    await act(library, 'middle', 'open');
    const { entries } = await latestEntries(library, { limit: 10 });
    expect(entries.map(({ marks, isUnread }) => [marks.saved?.[0], isUnread])).toEqual([
      [true, true],
      [undefined, false],
      [undefined, true],
    ]);
  });
});

describe('saved', () => {
  test('most recently saved first, without what was taken back', async () => {
    const library = await threeEssays();
    for (const id of ['new', 'old', 'middle']) await act(library, id, 'save');
    await act(library, 'old', 'unsave');
    expect(idsOf(await savedEntries(library, { limit: 10 }))).toEqual(['middle', 'new']);
    await act(library, 'old', 'save');
    expect(idsOf(await savedEntries(library, { limit: 10 }))).toEqual(['old', 'middle', 'new']);
  });

  test('saving again does not move an essay up', async () => {
    const library = await threeEssays();
    for (const id of ['new', 'old', 'new']) await act(library, id, 'save');
    expect(idsOf(await savedEntries(library, { limit: 10 }))).toEqual(['old', 'new']);
  });

  test('page by page nothing is repeated or skipped', async () => {
    const library = await threeEssays();
    for (const id of ['new', 'old', 'middle']) await act(library, id, 'save');
    const { ids } = await everyPage<SavedPosition>((before) => savedEntries(library, { limit: 1, before }));
    expect(ids).toEqual(['middle', 'old', 'new']);
  });
});

describe('damaged rows', () => {
  async function damaged(): Promise<Library> {
    const library = await threeEssays();
    for (const id of ['new', 'old', 'middle']) await act(library, id, 'save');
    await onDisk(async (db) => {
      const row = await db.get('essays', essayId('middle'));
      await db.put('essays', { ...row, url: 'javascript:0' } as never); // as: damaged
      const marks = await db.get('marks', essayId('old'));
      await db.put('marks', { ...marks, marks: { saved: marks?.marks.saved, read: 'yes' } } as never); // as: damaged
    });
    return library;
  }
  const problem = { kind: 'rows-unreadable', count: 2 };

  test('break neither the latest nor the saved list, and are counted', async () => {
    const library = await damaged();
    for (const listed of [await latestEntries(library, { limit: 10 }), await savedEntries(library, { limit: 10 })]) {
      expect(idsOf(listed).sort()).toEqual(['new', 'old']);
      expect(listed.problem).toEqual(problem);
    }
  });

  test('cost a damaged mark, and no other mark of the essay', async () => {
    const { entries } = await savedEntries(await damaged(), { limit: 10 });
    expect(entries.every(({ marks }) => marks.saved?.[0] === true)).toBe(true);
  });

  test('do not end a list that goes on', async () => {
    const library = await damaged();
    const { ids, pages } = await everyPage<LatestPosition>((before) => latestEntries(library, { limit: 1, before }));
    expect(ids).toEqual(['new', 'old']);
    expect(pages).toBe(4);
  });

  test('come through an act: what cannot be read is not dropped', async () => {
    const library = await damaged();
    await act(library, 'old', 'unsave');
    expect(await onDisk((db) => db.get('marks', essayId('old')))).toMatchObject({
      marks: { saved: [false, expect.anything()], read: 'yes' },
    });
  });
});

describe('four thousand essays', () => {
  const COUNT = 4_000;
  let library: Library;
  beforeAll(async () => {
    library = await withItsSource(await freshLibrary());
    const made = Array.from({ length: COUNT }, (_, i) =>
      essay(`essay-${i}`, {
        publishedAt: NOW - ((i * 7919) % COUNT) * 1000,
        firstSeenAt: NOW + (i % 2),
        title: i % 1000 === 0 ? 'A needle' : 'Hay',
      }),
    );
    for (let i = 0; i < COUNT; i += 1000) got(await putEssays(library, made.slice(i, i + 1000), occasion));
  });

  test('scroll to the end once each, newest first', async () => {
    const { ids } = await everyPage<LatestPosition>((before) => latestEntries(library, { limit: 300, before }));
    expect(new Set(ids).size).toBe(COUNT);
    const ages = ids.map((id) => (Number(id.slice('essay-'.length)) * 7919) % COUNT);
    expect(ages.every((age, i) => i === 0 || age > (ages[i - 1] ?? 0))).toBe(true);
  });

  test('are counted, new and unread and saved', async () => {
    for (let i = 0; i < 50; i++) await act(library, `essay-${i}`, i % 5 === 0 ? 'save' : 'open');
    expect(await countEssays(library)).toBe(COUNT);
    expect(await countSaved(library)).toBe(10);
    expect(await countUnread(library)).toBe(COUNT - 40);
    expect(await countNew(library, NOW)).toBe(COUNT / 2 - 20);
    got(await markAllSeen(library, { now: NOW + 1 }));
    expect(await countUnread(library)).toBe(0);
  });
});
