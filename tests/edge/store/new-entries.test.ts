import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countNew } from '../../../src/edge/store/count-new';
import { putEssays } from '../../../src/edge/store/essays';
import { changeSource, followSources } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { latestEntries } from '../../../src/edge/store/lists';
import { newEntries } from '../../../src/edge/store/new-entries';
import { act, DAY, essay, freshLibrary, got, NOW, source, sourceId } from './library-fixture';

const since = NOW;

async function follow(library: Library, id: string, addedAt: number): Promise<void> {
  got(await followSources(library, [{ source: source(id, { addedAt }), wishes: { followed: true } }], { from: 'options', now: addedAt }));
}

async function arrive(library: Library, id: string, fields: Parameters<typeof essay>[1] = {}): Promise<void> {
  got(await putEssays(library, [essay(id, { sourceId: sourceId('s'), firstSeenAt: NOW + 1, ...fields })], { from: 'poll', now: NOW }));
}

const idsOf = (entries: readonly { readonly essay: { readonly id: string } }[]) => entries.map(({ essay: { id } }) => id);

test('what arrived since the last look is new, whatever date it claims, and stands in the order of its dates', async () => {
  const library = await freshLibrary();
  await follow(library, 's', NOW - DAY);
  await arrive(library, 'known', { firstSeenAt: NOW - 1, publishedAt: NOW + DAY });
  await arrive(library, 'old', { publishedAt: NOW - 400 * DAY });
  await arrive(library, 'undated');
  await arrive(library, 'yesterday', { publishedAt: NOW - DAY });
  expect(idsOf(await newEntries(library, { since }))).toEqual(['undated', 'yesterday', 'old']);
  expect(idsOf(await newEntries(library, { since: NOW + 1 }))).toEqual([]);
});

test('what a source had when it was followed is not new, and neither is what was read', async () => {
  const library = await freshLibrary();
  await follow(library, 's', NOW - DAY);
  await follow(library, 'late', NOW + 5);
  await arrive(library, 'before', { sourceId: sourceId('late'), firstSeenAt: NOW + 5 });
  await arrive(library, 'after', { sourceId: sourceId('late'), firstSeenAt: NOW + 6 });
  await arrive(library, 'read');
  await act(library, 'read', 'markRead', NOW + 7);
  expect(idsOf(await newEntries(library, { since }))).toEqual(['after']);
});

test('a thousand posts that a followed source brought along hide nothing that is new', async () => {
  const library = await freshLibrary();
  await follow(library, 's', NOW - DAY);
  await follow(library, 'large', NOW + 5);
  await arrive(library, 'new');
  const many = Array.from({ length: 1_000 }, (_, at) => essay(`m${at}`, { sourceId: sourceId('large'), firstSeenAt: NOW + 5 }));
  got(await putEssays(library, many, { from: 'poll', now: NOW }));
  expect(idsOf(await newEntries(library, { since }))).toEqual(['new']);
});

test('the new and the rest are the whole list, none of it twice', async () => {
  const library = await freshLibrary();
  await follow(library, 's', NOW - DAY);
  for (let at = 0; at < 30; at++)
    await arrive(library, `e${at}`, { firstSeenAt: at % 3 === 0 ? NOW + at + 1 : NOW - 1, publishedAt: NOW - at });
  const fresh = idsOf(await newEntries(library, { since }));
  const without = new Set((await newEntries(library, { since })).map(({ essay }) => essay.id));
  const rest: string[] = [];
  let before: Parameters<typeof latestEntries>[1]['before'];
  do {
    const page = await latestEntries(library, { limit: 4, before, without });
    rest.push(...idsOf(page.entries));
    before = page.next;
  } while (before !== undefined);
  expect(fresh).toHaveLength(10);
  expect([...fresh, ...rest].sort()).toEqual(Array.from({ length: 30 }, (_, at) => `e${at}`).sort());
});

test('it is what the badge counts, whatever is followed, muted, read or hidden', async () => {
  const fields = fc.record({
    from: fc.constantFrom('a', 'b', 'c'),
    seen: fc.integer({ min: -5, max: 9 }),
    isRead: fc.boolean(),
    isDull: fc.boolean(),
  });
  const wishes = fc.record({ addedAt: fc.integer({ min: -5, max: 9 }), muted: fc.boolean(), inBadge: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.tuple(wishes, wishes, wishes), fc.array(fields, { maxLength: 12 }), fc.boolean(), async (told, essays, hides) => {
      const library = await freshLibrary();
      for (const [at, { addedAt, muted, inBadge }] of told.entries()) {
        const id = 'abc'.charAt(at);
        await follow(library, id, NOW + addedAt);
        got(await changeSource(library, sourceId(id), { muted, inBadge }, NOW + 10));
      }
      for (const [at, { from, seen, isRead, isDull }] of essays.entries()) {
        await arrive(library, `e${at}`, { sourceId: sourceId(from), firstSeenAt: NOW + seen, title: isDull ? 'dull' : 'bright' });
        if (isRead) await act(library, `e${at}`, 'markRead', NOW + 20);
      }
      const isHidden = hides ? ({ title }: { readonly title: string }) => title === 'dull' : undefined;
      expect((await newEntries(library, { since, isHidden })).length).toBe(await countNew(library, since, isHidden));
    }),
    { numRuns: 80 },
  );
});
