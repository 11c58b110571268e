import { beforeEach, describe, expect, test } from 'vitest';
import type { SourceMarks } from '../../../src/core/library/source-marks';
import type { Stamp } from '../../../src/core/library/stamp';
import { ok } from '../../../src/core/problem';
import { countNew } from '../../../src/edge/store/count-new';
import { countUnread } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import { changeSource, following, followSources, putWelcome, unfollowSource } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { latestEntries } from '../../../src/edge/store/lists';
import { markAllSeen } from '../../../src/edge/store/seen';
import { knownSources, sourcesWithHealth, welcomeOf } from '../../../src/edge/store/source-rows';
import { write } from '../../../src/edge/store/write';
import { act, DAY, essay, freshLibrary, got, NOW, source, sourceId } from './library-fixture';

const OCCASION = { from: 'options', now: NOW } as const;
const SOURCES = ['a', 'b', 'c'];
const LATER = NOW + 5_000;
let library: Library;

/** Three sources, added at NOW, with two essays of before and two of after; dates run on through all of them. */
beforeEach(async () => {
  library = await freshLibrary();
  got(
    await followSources(
      library,
      SOURCES.map((id) => ({ source: source(id), wishes: {} })),
      OCCASION,
    ),
  );
  const essays = SOURCES.flatMap((id, at) =>
    [0, 1, 2, 3].map((nr) =>
      essay(`${id}${nr}`, { sourceId: sourceId(id), firstSeenAt: nr < 2 ? NOW : LATER, publishedAt: NOW - DAY + (nr * 10 + at) * 1000 }),
    ),
  );
  got(await putEssays(library, essays, OCCASION));
});

const rowsOf = async () => (await sourcesWithHealth(library, (url) => !url.includes('//c.'), NOW)).rows;
const idsIn = async (ask: Partial<Parameters<typeof latestEntries>[1]> = {}) =>
  (await latestEntries(library, { limit: 100, ...ask })).entries.map(({ essay: { id } }) => id);
const change = (id: string, wishes: Parameters<typeof changeSource>[2]) => changeSource(library, sourceId(id), wishes, NOW);

describe('a row for each source', () => {
  test('says how many essays there are, how many unread, and how it is', async () => {
    await act(library, 'a3', 'open');
    expect((await rowsOf()).map(({ source: { id }, unread, essays, health }) => [id, unread, essays, health.condition])).toEqual([
      ['a', 1, 4, 'new'], // what it held when it was followed is seen
      ['b', 2, 4, 'new'],
      ['c', 2, 4, 'not-allowed'],
    ]);
  });

  test('agrees with "all seen", and with what was marked unread since', async () => {
    got(await markAllSeen(library, { now: LATER }));
    await act(library, 'b0', 'markUnread', LATER + 1);
    expect((await rowsOf()).map(({ unread }) => unread)).toEqual([0, 1, 0]);
  });

  test('is quick for a thousand', async () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({ source: source(`many${at}`), wishes: {} }));
    got(await followSources(library, many, OCCASION));
    const began = performance.now();
    expect(await rowsOf()).toHaveLength(1_003);
    expect(performance.now() - began).toBeLessThan(3_000); // the store in memory is many times slower than a browser's
  });
});

describe('a muted source', () => {
  beforeEach(async () => void got(await change('b', { muted: true })));

  test('is left out of Latest, of what is unread and of the badge, and comes back whole', async () => {
    expect(await idsIn()).not.toContain('b3');
    expect(await idsIn()).toHaveLength(8);
    expect(await countUnread(library)).toBe(4);
    expect(await countNew(library, 0)).toBe(4);
    got(await change('b', { muted: false }));
    expect(await idsIn()).toHaveLength(12);
  });

  test('is shown where it is asked for by name', async () => {
    expect(await idsIn({ sources: new Set([sourceId('b')]) })).toEqual(['b3', 'b2', 'b1', 'b0']);
  });

  test('does not cut pages short', async () => {
    const first = await latestEntries(library, { limit: 3 });
    expect(first.entries.map(({ essay: { id } }) => id)).toEqual(['c3', 'a3', 'c2']);
    expect(await idsIn({ limit: 3, before: first.next })).toEqual(['a2', 'c1', 'a1']);
  });
});

describe('Latest of some sources', () => {
  test('is theirs together, newest first, page by page', async () => {
    const sources = new Set([sourceId('a'), sourceId('c')]);
    const first = await latestEntries(library, { limit: 3, sources });
    expect(first.entries.map(({ essay: { id } }) => id)).toEqual(['c3', 'a3', 'c2']);
    expect(await idsIn({ limit: 10, sources, before: first.next })).toEqual(['a2', 'c1', 'a1', 'c0', 'a0']);
  });

  test('of none is empty', async () => {
    expect(await latestEntries(library, { limit: 3, sources: new Set() })).toEqual({ entries: [], hidden: 0 });
  });
});

test('what is hidden is passed over and counted, and the page is filled all the same', async () => {
  const isHidden = ({ id }: { id: string }) => id.startsWith('a');
  const first = await latestEntries(library, { limit: 4, isHidden });
  expect(first.entries.map(({ essay: { id } }) => id)).toEqual(['c3', 'b3', 'c2', 'b2']);
  expect(first.hidden).toBe(1);
  const second = await latestEntries(library, { limit: 10, isHidden, before: first.next });
  expect([second.entries.length, first.hidden + second.hidden]).toEqual([4, 4]);
});

describe('the badge', () => {
  test('does not count what a source had when it was added', async () => {
    expect(await countNew(library, 0)).toBe(6);
  });

  test('leaves out a source that is kept out of it', async () => {
    got(await change('a', { inBadge: false }));
    expect(await countNew(library, 0)).toBe(4);
  });

  test('leaves out what mute words hide, and counts the same with and without words that hide nothing', async () => {
    expect(await countNew(library, 0, ({ id }) => id === 'c3')).toBe(5);
    expect(await countNew(library, 0, () => false)).toBe(6);
    await act(library, 'c3', 'open');
    expect(await countNew(library, 0, () => false)).toBe(5);
    expect(await countNew(library, 0)).toBe(5);
  });

  test('looks at the newest of very many and at no more, whatever the words hide', async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => essay(`many-${at}`, { sourceId: sourceId('a'), firstSeenAt: LATER + 1 + at }));
    got(await putEssays(library, many, OCCASION));
    let looked = 0;
    const hidesOld = ({ firstSeenAt }: { firstSeenAt: number }) => {
      looked += 1;
      return firstSeenAt <= LATER + 1_700; // all but the newest 800
    };
    expect(await countNew(library, 0, hidesOld)).toBe(800);
    expect(looked).toBe(2_000);
    expect(await countNew(library, 0, () => false)).toBeGreaterThan(999);
  });
});

describe('the source that comes along', () => {
  const bundled = () => source('bundled');
  const followedIds = async () => (await following(library)).followed.map(({ source: { id } }) => id);
  const known = async () => (await knownSources(library)).find(({ source: { id } }) => id === 'bundled');

  test('is a welcome: not followed, brought up to date, and there until the reader decides', async () => {
    expect(await welcomeOf(library)).toBeUndefined();
    expect(got(await putWelcome(library, bundled(), true))).toBe('here');
    expect(got(await putWelcome(library, source('bundled', { title: 'Renamed' }), false))).toBe('here');
    expect(await welcomeOf(library)).toMatchObject({ source: { title: 'Renamed' }, isAway: false });
    expect(await followedIds()).toEqual(SOURCES);
    expect(await known()).toMatchObject({ isFollowed: false, isRefused: false });
  });

  test('put away it is in no list and no count, and comes back', async () => {
    got(await putWelcome(library, bundled(), true));
    got(await putEssays(library, [essay('hello', { sourceId: sourceId('bundled'), firstSeenAt: LATER })], OCCASION));
    const counts = async () => [await countUnread(library), await countNew(library, 0), ((await idsIn()) as string[]).includes('hello')]; // as: compared with a made-up id
    const before = await counts();
    got(await changeSource(library, sourceId('bundled'), { muted: true }, NOW));
    expect(await counts()).toEqual([Number(before[0]) - 1, Number(before[1]) - 1, false]);
    expect([await welcomeOf(library), await known()]).toMatchObject([{ isAway: true }, { isRefused: true }]);
    got(await changeSource(library, sourceId('bundled'), { muted: false }, LATER));
    expect(await counts()).toEqual(before);
  });

  test('followed it is a source like any other; unfollowed it never comes back', async () => {
    got(await putWelcome(library, bundled(), true));
    got(await followSources(library, [{ source: bundled(), wishes: {} }], { from: 'popup', now: LATER }));
    expect([await welcomeOf(library), (await followedIds()).length]).toEqual([undefined, SOURCES.length + 1]);
    expect(got(await putWelcome(library, bundled(), false))).toBe('here');
    expect(await followedIds()).toContain('bundled');
    got(await unfollowSource(library, sourceId('bundled'), LATER));
    expect(got(await putWelcome(library, bundled(), false))).toBe('forgotten');
    expect([await welcomeOf(library), await followedIds()]).toEqual([undefined, SOURCES]);
  });

  test('that an earlier edition followed by itself is followed no longer', async () => {
    got(await followSources(library, [{ source: bundled(), wishes: {} }], { from: 'start', now: bundled().addedAt }));
    const stamp = `${bundled().addedAt.toString(16).padStart(12, '0')}0000${'d'.repeat(8)}`; // what that edition wrote
    const marks = { followed: [true, stamp as Stamp] } satisfies SourceMarks; // as: a stamp made by hand
    got(
      await write(library, ['sourceMarks'], 'lasting', async (tx) => {
        await tx.objectStore('sourceMarks').put({ id: bundled().id, marks });
        return ok(undefined);
      }),
    );
    expect(await followedIds()).toContain('bundled');
    expect(got(await putWelcome(library, bundled(), false))).toBe('here');
    expect([await followedIds(), (await welcomeOf(library))?.source.id]).toEqual([SOURCES, 'bundled']);
  });
});
