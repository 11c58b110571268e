/** What the icon says: right where much has come, and at a cost that does not grow with the library. */
import { afterEach, expect, test, vi } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { countNew } from '../../../src/edge/store/count-new';
import { countUnread } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import { changeSource, followSources } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { latestEntries } from '../../../src/edge/store/lists';
import { markAllSeen } from '../../../src/edge/store/seen';
import { openCount } from '../../../src/edge/store/unread-count';
import { act, essay, freshLibrary, got, NOW, source, sourceId } from './library-fixture';

afterEach(() => vi.restoreAllMocks());

const SOURCES = ['blog', 'planet', 'late', 'muted'] as const;

/** So many essays in each of four sources, one a second; every tenth of the blog's stands in the planet as well. */
async function filled(each: number): Promise<Library> {
  const library = await freshLibrary();
  for (const id of SOURCES) {
    const addedAt = id === 'late' ? NOW + (each / 2) * 1_000 : NOW - 1;
    got(await followSources(library, [{ source: source(id, { addedAt }), wishes: { followed: true } }], { from: 'options', now: addedAt }));
    const essays = Array.from({ length: each }, (_, at) =>
      essay(`${id}.${at}`, { sourceId: sourceId(id), firstSeenAt: NOW + at * 1_000, title: `Post ${at} in ${id}` }),
    );
    got(await putEssays(library, essays, { from: 'poll', now: NOW }));
  }
  const again = Array.from({ length: each / 10 }, (_, at) =>
    essay(`planet.b${at}`, {
      ...{ sourceId: sourceId('planet'), firstSeenAt: NOW + each * 1_000, title: `Post ${at * 10} in blog` },
      url: `https://example.com/blog.${at * 10}`,
    }),
  );
  got(await putEssays(library, again, { from: 'poll', now: NOW }));
  got(await changeSource(library, sourceId('muted'), { muted: true }, NOW));
  return library;
}

/** Both ways of counting what is unread, by source and of those that are muted, against the list of each. */
async function expectUnreadAsListed(library: Library): Promise<void> {
  const of = SOURCES.map(sourceId);
  const lists = of.map((id) => latestEntries(library, { limit: 10_000, sources: new Set([id]) }));
  const unread = (await Promise.all(lists)).map(({ entries }) => entries.filter(({ isUnread }) => isUnread).length);
  for (const mostRows of [-1, 2_000]) {
    const tx = await library.begin(['essays', 'overlong', 'places', 'marks', 'ledger', 'sources'], 'readonly');
    const count = await openCount(tx, mostRows);
    expect(await Promise.all(of.map((id) => count.of(id)))).toEqual(unread);
  }
  const all = await latestEntries(library, { limit: 10_000 });
  expect(await countUnread(library)).toBe(all.entries.filter(({ isUnread }) => isUnread).length);
}

/** As the list shows them, one by one. */
async function newInList(library: Library, since: number): Promise<number> {
  const { entries } = await latestEntries(library, { limit: 10_000 });
  return entries.filter(({ isUnread, essay: { firstSeenAt } }) => isUnread && firstSeenAt > since).length;
}

test('where hundreds came, they are counted as the list shows them', async () => {
  const library = await filled(60);
  await expectUnreadAsListed(library);
  for (const since of [0, NOW + 20_000, NOW + 40_000, NOW + 55_000])
    expect(await countNew(library, since)).toBe(await newInList(library, since));
  for (const id of ['blog.40', 'blog.3', 'planet.7', 'late.1', 'late.50', 'muted.5']) await act(library, id, 'markRead', NOW + 200_000);
  for (const since of [0, NOW + 20_000]) expect(await countNew(library, since)).toBe(await newInList(library, since));
  await expectUnreadAsListed(library);
  got(await markAllSeen(library, { until: NOW + 30_000, now: NOW + 300_000 }));
  await act(library, 'blog.4', 'markUnread', NOW + 400_000);
  for (const since of [0, NOW + 20_000]) expect(await countNew(library, since)).toBe(await newInList(library, since));
  await expectUnreadAsListed(library);
});

test('what the sources held when they were followed costs nothing, however much it is', async () => {
  const costs: number[] = [];
  for (const held of [250, 700]) {
    const library = await freshLibrary();
    got(await followSources(library, [{ source: source('source'), wishes: { followed: true } }], { from: 'options', now: NOW }));
    const essays = Array.from({ length: held }, (_, at) => essay(`e${at}`, { firstSeenAt: NOW - at }));
    got(await putEssays(library, essays, { from: 'poll', now: NOW }));
    got(await putEssays(library, [essay('news', { firstSeenAt: NOW + 1 })], { from: 'poll', now: NOW + 1 }));
    const given = rowsGiven();
    expect(await countNew(library, 0)).toBe(1);
    costs.push(given());
    vi.restoreAllMocks();
  }
  expect(costs[1]).toBe(costs[0]);
});

/** How many rows and keys the requests from now on bring. */
function rowsGiven(): () => number {
  let given = 0;
  for (const kind of [IDBIndex, IDBObjectStore]) {
    for (const name of ['getAll', 'getAllKeys'] as const) {
      const original = kind.prototype[name];
      vi.spyOn(kind.prototype, name).mockImplementation(function (this: IDBIndex & IDBObjectStore, ...asked: []) {
        const request = original.apply(this, asked) as IDBRequest<EssayId[]>; // as: whatever it is, it is a list
        request.addEventListener('success', () => {
          given += request.result.length;
        });
        return request as never; // as: what the original gives
      });
    }
  }
  return () => given;
}
