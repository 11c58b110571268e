import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Essay, EssayId, SourceId } from '../../../src/core/essay';
import type { Post } from '../../../src/core/feed/essays';
import { type Aliases, type KnownPosts, type Merged, mergePosts } from '../../../src/core/feed/merge';

const source = { id: 's1' as SourceId }; // as: a made-up id
const nothing: KnownPosts = { essays: [], aliases: new Map() };

function post(number: number, changes: Partial<Post> = {}): Post {
  return {
    guid: `g${number}`,
    url: `https://blog.example/posts/${number}`,
    hasOwnAddress: true,
    title: `Essay number ${number}`,
    summary: `What essay ${number} says`,
    tags: [],
    publishedAt: Date.UTC(2025, 0, 1 + number),
    ...changes,
  };
}
const withoutGuid = ({ guid: _, ...rest }: Post): Post => rest;

function poll(known: KnownPosts, posts: readonly Post[], now = 1_000): { merged: Merged; known: KnownPosts } {
  const merged = mergePosts(source, posts, known, now);
  const essays = new Map<EssayId, Essay>(known.essays.map((essay) => [essay.id, essay]));
  for (const essay of [...merged.added, ...merged.revised]) essays.set(essay.id, essay);
  const aliases: Aliases = new Map([...known.aliases, ...merged.aliases]);
  return { merged, known: { essays: [...essays.values()], aliases } };
}

const firstFive = [1, 2, 3, 4, 5].map((number) => post(number));

test('a first poll adds every post once, dated with the moment it was seen', () => {
  const { merged } = poll(nothing, firstFive, 77);
  expect(merged.added).toHaveLength(5);
  expect(new Set(merged.added.map(({ id }) => id)).size).toBe(5);
  expect(merged.added.every(({ firstSeenAt, sourceId }) => firstSeenAt === 77 && sourceId === 's1')).toBe(true);
});

test.each<[string, (post: Post) => Post]>([
  ['is given again as it was', (each) => each],
  ['has a new guid', (each) => ({ ...each, guid: `${each.guid}-again` })],
  ['has lost its guid', withoutGuid],
  ['has gone from http to https', (each) => ({ ...each, url: each.url.replace('https:', 'http:') })],
  ['has tracking in its address', (each) => ({ ...each, url: `${each.url}?utm_source=rss&utm_medium=feed` })],
  ['has a slash and www in its address', (each) => ({ ...each, url: `${each.url.replace('//', '//www.')}/` })],
  ['has a new address', (each) => ({ ...each, url: each.url.replace('/posts/', '/writing/') })],
  ['has a new title and text', (each) => ({ ...each, title: `${each.title}, revised`, summary: 'Other words' })],
  ['has a new date', (each) => ({ ...each, publishedAt: (each.publishedAt ?? 0) + 86_400_000 })],
  [
    'has a new guid and stands on another host',
    (each) => ({ ...each, guid: `x${each.guid}`, url: each.url.replace('blog.example', 'new.example') }),
  ],
  ['has a new guid and a new address, but its title and date', (each) => ({ ...each, guid: `y${each.guid}`, url: `${each.url}-moved` })],
])('a known post that %s is no new post', (_claim, change) => {
  const before = poll(nothing, firstFive);
  const { merged } = poll(before.known, firstFive.map(change), 2_000);
  expect(merged.added).toEqual([]);
  expect([...merged.revised.map(({ id }) => id), ...merged.unchanged].sort()).toEqual(before.merged.added.map(({ id }) => id).sort());
  expect(merged.revised.every(({ firstSeenAt }) => firstSeenAt === 1_000)).toBe(true);
});

test('an edited post is revised in place; what a poll leaves out stays known', () => {
  const before = poll(nothing, [post(1, { text: 'The whole text' })]);
  const { publishedAt: _, ...undated } = post(1, { title: 'A better title' });
  const { merged } = poll(before.known, [undated]);
  expect(merged.revised).toMatchObject([{ title: 'A better title', text: 'The whole text', publishedAt: Date.UTC(2025, 0, 2) }]);
});

test('tracking that differs from poll to poll revises nothing, the step to https does', () => {
  const before = poll(nothing, [post(1, { url: 'http://blog.example/1?utm_source=a' })]);
  expect(poll(before.known, [post(1, { url: 'http://blog.example/1?utm_source=b' })]).merged.revised).toEqual([]);
  expect(poll(before.known, [post(1, { url: 'https://blog.example/1' })]).merged.revised).toMatchObject([
    { url: 'https://blog.example/1' },
  ]);
});

test('one guid on two posts loses neither, poll after poll', () => {
  const both = [post(1, { guid: 'same' }), post(2, { guid: 'same' })];
  let { known } = poll(nothing, both);
  expect(known.essays).toHaveLength(2);
  for (const posts of [both, [...both].reverse(), both.slice(1), both.slice(0, 1), both]) ({ known } = poll(known, posts));
  expect(known.essays.map(({ title }) => title).sort()).toEqual(['Essay number 1', 'Essay number 2']);
  expect(poll(known, [post(3, { guid: 'same' })]).merged.added).toHaveLength(1);
});

test('posts without an address of their own are told apart by guid, else by title', () => {
  const site = { url: 'https://blog.example/', hasOwnAddress: false };
  const named = [post(1, site), post(2, site)];
  const nameless = [withoutGuid(post(1, site)), withoutGuid(post(2, site))];
  for (const posts of [named, nameless]) {
    const first = poll(nothing, posts);
    expect(first.merged.added).toHaveLength(2);
    expect(poll(first.known, [...posts].reverse()).merged).toMatchObject({ added: [], revised: [] });
  }
});

test('a post given twice in one feed is one essay', () => {
  const { merged } = poll(nothing, [post(1), post(2), post(1), withoutGuid(post(2))]);
  expect(merged.added.map(({ title }) => title)).toEqual(['Essay number 1', 'Essay number 2']);
});

test('posts of one title on different days stay apart', () => {
  const weekly = [1, 8, 15].map((number) => withoutGuid(post(number, { title: 'Links of the week' })));
  const first = poll(nothing, weekly.slice(0, 2));
  expect(first.merged.added).toHaveLength(2);
  expect(poll(first.known, weekly).merged.added).toHaveLength(1);
});

test('an empty poll takes nothing away, and what comes back is not new', () => {
  const { known } = poll(nothing, firstFive);
  const empty = poll(known, []);
  expect(empty.merged).toMatchObject({ added: [], revised: [], unchanged: [] });
  expect(poll(empty.known, firstFive).merged.added).toEqual([]);
});

type Edit = { readonly number: number; readonly kind: 'title' | 'guid' | 'tracking' | 'http' | 'summary' | 'date' };
const edit: fc.Arbitrary<Edit> = fc.record({
  number: fc.integer({ min: 0, max: 11 }),
  kind: fc.constantFrom('title', 'guid', 'tracking', 'http', 'summary', 'date'),
});
const applied: Record<Edit['kind'], (each: Post, round: number) => Post> = {
  title: (each, round) => ({ ...each, title: `${each.title} (${round})` }),
  guid: (each, round) => ({ ...each, guid: `${each.guid}.${round}` }),
  tracking: (each, round) => ({ ...each, url: `${each.url.split('?')[0]}?utm_source=${round}` }),
  http: (each) => ({ ...each, url: each.url.startsWith('https') ? each.url.replace('https', 'http') : each.url.replace('http', 'https') }),
  summary: (each, round) => ({ ...each, summary: `${round}` }),
  date: (each, round) => ({ ...each, publishedAt: Date.UTC(2025, 5, 1 + round) }),
};

test('no sequence of edits, reorderings, repetitions and omissions gives a known post a second id or loses one', () => {
  const numbers = fc.integer({ min: 0, max: 11 });
  const round = fc.record({
    edits: fc.uniqueArray(edit, { maxLength: 6, selector: ({ number }) => number }),
    more: fc.array(numbers, { maxLength: 24 }),
  });
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 8 }), (rounds) => {
      const blog = Array.from({ length: 12 }, (_, number) => post(number));
      let { known } = poll(nothing, blog);
      const idOf = new Map(known.essays.map((essay) => [essay.url.replace(/[?].*|^https?/g, ''), essay.id]));
      for (const [at, { edits, more }] of rounds.entries()) {
        for (const { number, kind } of edits) blog[number] = applied[kind](blog[number] ?? post(number), at);
        const shown = [...more, ...edits.map(({ number }) => number)].map((number) => blog[number] ?? post(number));
        const result = poll(known, shown, 2_000 + at);
        expect(result.merged.added).toEqual([]);
        known = result.known;
      }
      expect(known.essays).toHaveLength(12);
      expect(known.essays.every(({ firstSeenAt }) => firstSeenAt === 1_000)).toBe(true);
      for (const essay of known.essays) expect(idOf.get(essay.url.replace(/[?].*|^https?/g, ''))).toBe(essay.id);
    }),
    { numRuns: 150 },
  );
});

test('any mixture of old and new posts adds exactly the new ones', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 40 })), fc.uniqueArray(fc.integer({ min: 0, max: 40 })), (old, now) => {
      const { known } = poll(
        nothing,
        old.map((number) => post(number)),
      );
      const { merged } = poll(
        known,
        now.map((number) => post(number)),
      );
      const fresh = now.filter((number) => !old.includes(number)).map((number) => `Essay number ${number}`);
      expect(merged.added.map(({ title }) => title)).toEqual(fresh);
    }),
  );
});

test('the line under a post on a list takes no longer summary away; in a feed, an edit counts', () => {
  const { known } = poll(nothing, firstFive);
  const shorter = firstFive.map((each) => ({ ...each, summary: 'A line' }));
  expect(mergePosts({ ...source, kind: 'listing' }, shorter, known, 2_000).revised).toEqual([]);
  expect(mergePosts({ ...source, kind: 'feed' }, shorter, known, 2_000).revised).toHaveLength(5);
});
