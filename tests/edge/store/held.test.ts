/** What a source held when one followed it is seen from the start, in every list and count, and may be marked unread like anything else. */
import { expect, test } from 'vitest';
import type { EssayId, SourceId } from '../../../src/core/essay';
import { countNew } from '../../../src/edge/store/count-new';
import { countUnread } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import { followSources } from '../../../src/edge/store/follow';
import { latestEntries } from '../../../src/edge/store/lists';
import { newEntries } from '../../../src/edge/store/new-entries';
import { markAllSeen } from '../../../src/edge/store/seen';
import { shelfCounts } from '../../../src/edge/store/shelves';
import { sourcesWithHealth } from '../../../src/edge/store/source-rows';
import { idsInState } from '../../../src/edge/store/states';
import { act, essay, freshLibrary, got, NOW, source } from './library-fixture';

const ADDED = NOW;
const LATER = NOW + 60_000;

async function followed() {
  const library = await freshLibrary();
  const blog = source('blog', { addedAt: ADDED });
  got(await followSources(library, [{ source: blog, wishes: { followed: true } }], { from: 'options', now: ADDED }));
  const of = (id: string, firstSeenAt: number) => essay(id, { sourceId: blog.id, firstSeenAt });
  got(await putEssays(library, [of('held1', ADDED), of('held2', ADDED), of('news', LATER)], { from: 'poll', now: LATER }));
  return { library, id: blog.id };
}

async function told(library: Awaited<ReturnType<typeof freshLibrary>>, id: SourceId) {
  const { entries } = await latestEntries(library, { limit: 10 });
  const unread = entries.filter(({ isUnread }) => isUnread).map(({ essay: { id: each } }) => each);
  const { rows } = await sourcesWithHealth(library, () => true, LATER);
  const shelves = await shelfCounts(library, [id]);
  expect(await countUnread(library)).toBe(unread.length);
  expect(rows.find(({ source: { id: each } }) => each === id)?.unread).toBe(unread.length);
  expect(shelves.shelves.unread).toBe(unread.length);
  expect([...(await idsInState(library, 'unread'))].sort()).toEqual([...unread].sort());
  return unread;
}

test('held is seen, what comes later is unread, in every list and count', async () => {
  const { library, id } = await followed();
  expect(await told(library, id)).toEqual(['news']);
  expect(await countNew(library, 0)).toBe(1);
  expect((await newEntries(library, { since: 0 })).map(({ essay: { id: each } }) => each)).toEqual(['news']);
});

test('held may be marked unread, and read again', async () => {
  const { library, id } = await followed();
  await act(library, 'held1', 'markUnread', LATER + 1);
  expect(new Set(await told(library, id))).toEqual(new Set<EssayId | string>(['held1', 'news']));
  await act(library, 'held1', 'markRead', LATER + 2);
  expect(await told(library, id)).toEqual(['news']);
  await act(library, 'news', 'open', LATER + 3);
  expect(await told(library, id)).toEqual([]);
});

test('"all seen" and its undoing leave held what it was', async () => {
  const { library, id } = await followed();
  const { before } = got(await markAllSeen(library, { now: LATER + 5 }));
  expect(await told(library, id)).toEqual([]);
  got(await markAllSeen(library, { until: before, now: LATER + 6 }));
  expect(await told(library, id)).toEqual(['news']);
});

test('what is new in one source is new, though another held it', async () => {
  const { library, id } = await followed();
  const planet = source('planet', { addedAt: LATER + 10 });
  got(await followSources(library, [{ source: planet, wishes: { followed: true } }], { from: 'options', now: LATER + 10 }));
  const post = essay('again', { sourceId: planet.id, firstSeenAt: LATER + 10, url: 'https://other.example/a' });
  got(await putEssays(library, [post], { from: 'poll', now: LATER + 10 }));
  expect(await told(library, id)).toEqual(['news']);
  const news = essay('again-blog', { sourceId: id, firstSeenAt: LATER + 20, url: 'https://other.example/a', title: post.title });
  got(await putEssays(library, [news], { from: 'poll', now: LATER + 20 }));
  const { entries } = await latestEntries(library, { limit: 10 });
  expect(await countUnread(library)).toBe(entries.filter(({ isUnread }) => isUnread).length);
});
