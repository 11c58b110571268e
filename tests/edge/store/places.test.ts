import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Essay, SourceId } from '../../../src/core/essay';
import type { Post } from '../../../src/core/feed/essays';
import { mergePosts } from '../../../src/core/feed/merge';
import { afterRead } from '../../../src/core/follow/source-state';
import { countNew } from '../../../src/edge/store/count-new';
import { countUnread } from '../../../src/edge/store/counts';
import { MIGRATIONS, openUpgrading } from '../../../src/edge/store/database';
import { putEssays } from '../../../src/edge/store/essays';
import { changeSource, following, followSources, unfollowSource } from '../../../src/edge/store/follow';
import { threadOf } from '../../../src/edge/store/history';
import { joinNextPages } from '../../../src/edge/store/join-pages';
import type { Library } from '../../../src/edge/store/library';
import { entriesOf, latestEntries, savedEntries } from '../../../src/edge/store/lists';
import { newEntries } from '../../../src/edge/store/new-entries';
import { openLibrary } from '../../../src/edge/store/open';
import { shownBeside } from '../../../src/edge/store/place-rows';
import { keepPoll, knownPosts } from '../../../src/edge/store/polls';
import { sourcesWithHealth } from '../../../src/edge/store/source-rows';
import { readPublishersVersion } from '../../../src/edge/store/versions';
import { moveBodies } from '../../../src/flows/move-bodies';
import { act, essay, essayId, freshDisk, freshLibrary, got, NOW, onDisk, rowOf, source, sourceId, WRITER } from './library-fixture';

const HOUR = 60 * 60_000;
const BLOG = sourceId('own');
const PLANET = sourceId('planet');
const TEXT = 'Nobody wants to read one essay twice, and no counter should say that there are two.';
let library: Library;
let clock = NOW;

beforeEach(async () => {
  library = await freshLibrary();
  clock = NOW;
});

const post = (name: string, fields: Partial<Post> = {}): Post => ({
  url: `https://own.example.com/${name}`,
  hasOwnAddress: true,
  title: `Post ${name}`,
  summary: '',
  tags: [],
  ...fields,
});

async function follow(...ids: string[]): Promise<void> {
  const sources = ids.map((id) => ({ source: source(id, { addedAt: clock }), wishes: {} }));
  got(await followSources(library, sources, { from: 'options', now: clock }));
}

/** What a poll of a source brings, kept as it is kept there. */
async function poll(id: SourceId, ...posts: readonly Post[]): Promise<void> {
  const found = (await following(library)).followed.find((each) => each.source.id === id);
  if (found === undefined) throw new Error(`${id} is not followed`);
  const merged = mergePosts(found.source, posts, await knownPosts(library, id), found.state.lastSuccessAt === undefined ? NOW : clock);
  const trace = { url: found.source.url, isRedirected: false, freshMs: 0, bodyPrint: `${clock}` };
  const after = afterRead(found.state, trace, { dates: [], arrived: merged.added.length }, { now: clock, random: 0.5 });
  const change = { before: found.state, after, essays: [...merged.added, ...merged.revised], aliases: merged.aliases };
  expect(got(await keepPoll(library, change, { from: 'poll', now: clock }))).toBe('kept');
  clock += HOUR;
}

const latest = async (...sources: SourceId[]) =>
  (await latestEntries(library, { limit: 50, ...(sources.length > 0 && { sources: new Set(sources) }) })).entries;
const titles = async (...sources: SourceId[]) => (await latest(...sources)).map(({ essay: { title } }) => title);
const rowsOf = async () =>
  new Map((await sourcesWithHealth(library, () => true, clock)).rows.map(({ source: { id }, unread, essays }) => [id, { unread, essays }]));
const only = async () => {
  const [entry, ...others] = await latest();
  if (entry === undefined || others.length > 0) throw new Error(`${others.length + (entry ? 1 : 0)} essays`);
  return entry;
};

describe('a page in a blog and in a planet', () => {
  const first = [post('old')];
  const both = [post('on-planets', { summary: TEXT }), ...first];

  beforeEach(async () => {
    await follow('own', 'planet');
    await poll(BLOG, ...first);
    await poll(PLANET, post('theirs', { url: 'https://planet.example.com/theirs' }));
  });

  test.each([
    ['the blog first', [BLOG, PLANET]],
    ['the planet first', [PLANET, BLOG]],
  ])('is one essay, new once, in both: %s', async (_order, order) => {
    const since = NOW;
    for (const id of order) await poll(id, ...both);
    expect((await titles()).sort()).toEqual(['Post old', 'Post on-planets', 'Post theirs']);
    expect((await titles(PLANET)).sort()).toEqual(['Post old', 'Post on-planets', 'Post theirs']);
    expect((await titles(BLOG)).sort()).toEqual(['Post old', 'Post on-planets']);
    expect((await titles(BLOG, PLANET)).sort()).toEqual(['Post old', 'Post on-planets', 'Post theirs']);
    expect(await countNew(library, since)).toBe(1);
    expect((await newEntries(library, { since })).map(({ essay: { title } }) => title)).toEqual(['Post on-planets']);
    expect((await newEntries(library, { since, sources: new Set([PLANET]) })).length).toBe(1);
    const [entry] = (await latest()).filter(({ essay: { title } }) => title === 'Post on-planets');
    expect(entry?.essay).toMatchObject({ sourceId: BLOG, alsoIn: [PLANET] });
    expect(await rowsOf()).toEqual(
      new Map([
        [BLOG, { unread: 1, essays: 2 }], // what each held when it was followed is seen
        [PLANET, { unread: 1, essays: 3 }],
      ]),
    );
    expect(await shownBeside(library, [PLANET])).toHaveLength(2);
  });

  test('is read, saved and told of once, and polls of either change no other source’s words', async () => {
    await poll(PLANET, post('on-planets', { title: 'Ada: Post on-planets', summary: TEXT }));
    await poll(BLOG, ...both);
    const at = async () => (await latest()).find(({ essay: { title } }) => title.endsWith('on-planets'));
    const id = (await at())?.essay.id ?? '';
    await act(library, id, 'markRead', clock);
    await act(library, id, 'save', clock);
    for (const _ of [1, 2]) {
      await poll(PLANET, post('on-planets', { title: 'Ada: Post on-planets', summary: TEXT }));
      await poll(BLOG, ...both);
    }
    expect(await at()).toMatchObject({
      essay: { id, title: 'Post on-planets', alsoIn: [PLANET] },
      isUnread: false,
      marks: { saved: [true, expect.any(String)] },
    });
    expect(await readPublishersVersion(library, essayId(id))).toBeUndefined();
    expect((await threadOf(library, essayId(id))).rows.map(({ what }) => what)).toEqual(['firstSeen', 'markRead', 'save']);
    expect((await savedEntries(library, { limit: 5 })).entries).toHaveLength(1);
  });

  test.each([
    ['the planet', PLANET, BLOG],
    ['the blog', BLOG, PLANET],
  ])('survives unfollowing %s, with what was done to it', async (_what, gone, stays) => {
    await poll(BLOG, ...both);
    await poll(PLANET, ...both);
    const id = (await latest()).find(({ essay: { title } }) => title === 'Post on-planets')?.essay.id ?? '';
    await act(library, id, 'markRead', clock);
    got(await unfollowSource(library, gone, clock));
    const [entry] = (await latest()).filter((each) => each.essay.id === id);
    expect(entry).toMatchObject({ essay: { sourceId: stays }, isUnread: false });
    expect(entry?.essay.alsoIn).toBeUndefined();
    await poll(stays, ...both);
    expect((await titles()).filter((title) => title === 'Post on-planets')).toHaveLength(1);
    expect(await countNew(library, NOW)).toBe(0);
    await follow(gone);
    await poll(gone, ...both);
    expect((await titles()).filter((title) => title === 'Post on-planets')).toHaveLength(1);
    got(await unfollowSource(library, gone, clock));
    got(await unfollowSource(library, stays, clock));
    expect(await titles()).toEqual(gone === BLOG ? [] : []);
    expect(await onDisk((db) => db.count('places'))).toBe(0);
  });

  test('stays when both go, where it was saved, and is found again', async () => {
    await poll(BLOG, ...both);
    await poll(PLANET, ...both);
    const id = (await latest()).find(({ essay: { title } }) => title === 'Post on-planets')?.essay.id ?? '';
    await act(library, id, 'save', clock);
    for (const each of [BLOG, PLANET]) got(await unfollowSource(library, each, clock));
    expect((await only()).essay.id).toBe(id);
    await follow('planet');
    await poll(PLANET, ...both);
    expect((await latest()).filter(({ essay: { title } }) => title === 'Post on-planets').map(({ essay }) => essay.id)).toEqual([id]);
    expect((await rowsOf()).get(PLANET)).toEqual({ unread: 1, essays: 2 });
    await act(library, id, 'unsave', clock);
    got(await unfollowSource(library, PLANET, clock));
    expect(await titles()).toEqual([]);
  });

  test('is muted, and left out of the badge, only where both sources are', async () => {
    await poll(BLOG, ...both);
    await poll(PLANET, ...both);
    const counts = async () => [
      await countUnread(library),
      await countNew(library, NOW),
      await countNew(library, NOW, () => false),
      (await latest()).length,
    ];
    const all = await counts();
    expect(all).toEqual([1, 1, 1, 3]);
    got(await changeSource(library, PLANET, { muted: true }, clock));
    expect(await counts()).toEqual([1, 1, 1, 2]);
    got(await changeSource(library, PLANET, { muted: false }, clock));
    got(await changeSource(library, BLOG, { muted: true }, clock));
    expect(await counts()).toEqual(all);
    got(await changeSource(library, PLANET, { muted: true }, clock));
    expect(await counts()).toEqual([0, 0, 0, 0]);
  });

  test('marked unread again after "all seen", it is counted in either', async () => {
    await poll(BLOG, ...both);
    await poll(PLANET, ...both);
    const id = (await latest()).find(({ essay: { title } }) => title === 'Post on-planets')?.essay.id ?? '';
    await onDisk((db) =>
      db.put(
        'ledger',
        [
          { before: clock, acts: `${clock.toString(16).padStart(12, '0')}0000device-1` },
          `${clock.toString(16).padStart(12, '0')}0000device-1`,
        ],
        'seenBefore',
      ),
    );
    await act(library, id, 'markUnread', clock + HOUR);
    expect(await rowsOf()).toEqual(
      new Map([
        [BLOG, { unread: 1, essays: 2 }],
        [PLANET, { unread: 1, essays: 3 }],
      ]),
    );
    got(await changeSource(library, BLOG, { muted: true }, clock));
    expect(await countUnread(library)).toBe(1);
    got(await changeSource(library, PLANET, { muted: true }, clock));
    expect(await countUnread(library)).toBe(0);
  });
});

test('an address that several posts of one source bear is nobody’s page', async () => {
  await follow('own', 'planet');
  const shared = { url: 'https://own.example.com/log' };
  await poll(BLOG, post('1', { ...shared, title: 'Release 1' }), post('2', { ...shared, title: 'Release 2' }));
  await poll(PLANET, post('1', { ...shared, title: 'Release 1' }), post('2', { ...shared, title: 'Release 2' }));
  expect(await titles()).toHaveLength(4);
});

test('what is reworded into what another source shows becomes one with it', async () => {
  await follow('own', 'planet');
  await poll(BLOG, post('a', { title: 'On planets', publishedAt: NOW }));
  await poll(PLANET, post('a', { title: 'On planers', publishedAt: NOW }));
  expect(await titles()).toHaveLength(2);
  const misspelt = (await latest(PLANET))[0]?.essay.id ?? '';
  await act(library, misspelt, 'markRead', clock);
  await poll(PLANET, post('a', { title: 'On planets', publishedAt: NOW }));
  const entry = await only();
  expect(entry).toMatchObject({ essay: { title: 'On planets', sourceId: BLOG, alsoIn: [PLANET] }, isUnread: false });
  expect((await entriesOf(library, [essayId(misspelt)])).entries[0]?.essay.id).toBe(entry.essay.id);
  await act(library, misspelt, 'save', clock); // a command that was given before they were one
  expect((await only()).marks.saved?.[0]).toBe(true);
});

test('a full text in either is the essay’s', async () => {
  await follow('own', 'planet');
  const text = `${TEXT} `.repeat(40);
  await poll(PLANET, post('a', { summary: TEXT, text }));
  await poll(BLOG, post('a', { summary: TEXT }));
  expect((await only()).essay).toMatchObject({ sourceId: BLOG, textLetters: text.length });
  expect(await onDisk((db) => db.count('bodies'))).toBe(1);
});

describe('a library from before', () => {
  const shown: readonly Essay[] = [
    essay('b1', { sourceId: BLOG, url: 'https://own.example.com/1', title: 'Post one', summary: TEXT, firstSeenAt: NOW - 3 * HOUR }),
    essay('b2', { sourceId: BLOG, url: 'https://own.example.com/2', title: 'Post two', summary: '', firstSeenAt: NOW - 2 * HOUR }),
    essay('p1', {
      sourceId: PLANET,
      url: 'http://own.example.com/1/?utm_source=p',
      title: 'Post one',
      summary: TEXT,
      firstSeenAt: NOW - HOUR,
      text: `${TEXT} `.repeat(40),
    }),
    essay('p2', { sourceId: PLANET, url: 'https://own.example.com/2', title: 'Post two', summary: '', firstSeenAt: NOW - HOUR }),
    essay('p3', { sourceId: PLANET, url: 'https://own.example.com/3', title: 'Post three', firstSeenAt: NOW - HOUR }),
  ];

  async function leftBehindBy(version: number): Promise<void> {
    freshDisk();
    const db = await openUpgrading('library', MIGRATIONS.slice(0, version), () => {});
    for (const made of shown) await db.put('essays', rowOf(made) as never); // as: the row of an earlier version
    await db.put('ledger', 'device-1', 'device');
    db.close();
    library = got(await openLibrary(WRITER));
    await follow('own', 'planet');
    await act(library, 'b1', 'markRead');
    await act(library, 'p1', 'save');
    await act(library, 'p2', 'markRead');
  }

  test.each([7, 8])('of version %i has one essay for each page in the end, wherever the worker is killed', async (version) => {
    for (const pieces of [1, 2, 5]) {
      await leftBehindBy(version);
      for (let more = true; more; ) {
        more = got(await joinNextPages(library, pieces)) === 'more';
        library.close(); // the worker dies between two pieces
        library = got(await openLibrary(WRITER));
        expect(new Set(await titles()).size).toBe(3);
      }
      expect((await titles()).sort()).toEqual(['Post one', 'Post three', 'Post two']);
      expect((await savedEntries(library, { limit: 5 })).entries.map(({ essay: { title }, isUnread }) => [title, isUnread])).toEqual([
        ['Post one', false],
      ]);
      expect(await rowsOf()).toEqual(
        new Map([
          [BLOG, { unread: 0, essays: 2 }],
          [PLANET, { unread: 0, essays: 3 }],
        ]),
      );
      expect((await knownPosts(library, PLANET)).essays.map(({ id }) => id).sort()).toEqual(['p1', 'p2', 'p3']);
      expect((await knownPosts(library, BLOG)).essays.map(({ id }) => id).sort()).toEqual(['b1', 'b2']);
      expect(await onDisk((db) => db.count('bodies'))).toBe(1);
    }
  });

  test('is looked through once', async () => {
    await leftBehindBy(8);
    await moveBodies({ moveNext: () => joinNextPages(library), yieldNow: async () => {} });
    expect(got(await joinNextPages(library))).toBe('done');
  });
});

const posts = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
const steps = fc.array(fc.record({ source: fc.constantFrom(BLOG, PLANET), names: posts }), { minLength: 2, maxLength: 6 });

test('any order of polls gives the same library, and unfollowing either loses nothing that the other shows', async () => {
  const stateAfter = async (order: readonly { readonly source: SourceId; readonly names: readonly string[] }[]) => {
    library = await freshLibrary();
    clock = NOW;
    await follow('own', 'planet');
    for (const { source: id, names } of order) {
      const prefix = id === PLANET ? 'Ada: ' : '';
      await poll(
        id,
        ...names.map((name) => post(name, { title: `${prefix}Post ${name}`, summary: `${TEXT} ${name}`, guid: `${id} ${name}` })),
      );
    }
    return (await latest())
      .map(({ essay: { url, title, sourceId: owner, alsoIn = [] } }) => [url, title, owner, ...alsoIn].join(' '))
      .sort();
  };
  await fc.assert(
    fc.asyncProperty(steps, async (order) => {
      const there = await stateAfter([...order].reverse());
      expect(await stateAfter(order)).toEqual(there);
      const names = (id: SourceId) => new Set(order.filter((each) => each.source === id).flatMap((each) => each.names));
      for (const [gone, stays] of [[BLOG, PLANET] as const, [PLANET, BLOG] as const]) {
        await stateAfter(order);
        got(await unfollowSource(library, gone, clock));
        expect((await latest()).map(({ essay: { url } }) => url.at(-1)).sort()).toEqual([...names(stays)].sort());
      }
    }),
    { numRuns: 25 },
  );
});

test('posts that differ stay as many as they are, in however many sources', async () => {
  const item = fc.record({
    title: fc.constantFrom('Open thread', 'Release 1', 'Release 2', 'TIL'),
    summary: fc.constantFrom('', 'Glazes', TEXT, `Another ${TEXT}`),
    publishedAt: fc.constantFrom(NOW, NOW + HOUR, NOW + 2 * HOUR),
    url: fc.constantFrom('https://own.example.com/log', 'https://own.example.com/a'),
    guid: fc.option(fc.constantFrom('1', 'https://own.example.com/log'), { nil: undefined }),
  });
  const differ = (a: { title: string; summary: string; publishedAt: number }, b: typeof a) =>
    a.title === b.title && (a.summary === b.summary || a.publishedAt === b.publishedAt);
  const items = fc.uniqueArray(item, { minLength: 2, maxLength: 6, comparator: differ });
  await fc.assert(
    fc.asyncProperty(items, fc.array(fc.constantFrom('own', 'planet', 'third'), { minLength: 6, maxLength: 6 }), async (all, where) => {
      library = await freshLibrary();
      clock = NOW;
      await follow('own', 'planet', 'third');
      for (const id of ['own', 'planet', 'third']) {
        const here = all
          .filter((_, at) => where[at] === id)
          .map(({ guid, ...fields }) => post('x', { ...fields, ...(guid !== undefined && { guid }) }));
        if (here.length > 0) await poll(sourceId(id), ...here);
      }
      expect(await latest()).toHaveLength(all.length);
    }),
    { numRuns: 60 },
  );
});

test('a post that came with a saved library is not taken for another by its own source’s bundle', async () => {
  await follow('own');
  const made = essay('x', { sourceId: BLOG, url: 'https://own.example.com/x', title: 'Post x' });
  got(await putEssays(library, [made], { from: 'start', now: NOW }));
  got(await putEssays(library, [{ ...made, id: essayId('y') }], { from: 'start', now: NOW }));
  expect(await titles()).toHaveLength(2);
});
