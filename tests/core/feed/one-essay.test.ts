/** One essay stays one essay: random feeds with every habit of naming posts, over random sequences of polls. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Essay, EssayId, SourceId } from '../../../src/core/essay';
import type { Post } from '../../../src/core/feed/essays';
import { type Aliases, type KnownPosts, mergePosts } from '../../../src/core/feed/merge';

const source = { id: 's1' as SourceId }; // as: a made-up id

type Habits = {
  readonly guid: 'none' | 'own' | 'permalink' | 'random' | 'shared' | 'position' | 'changed';
  readonly link: 'own' | 'none' | 'shared' | 'fragment';
  readonly title: 'own' | 'shared';
  readonly text: 'own' | 'long' | 'none' | 'shared';
  readonly isDated: boolean;
};

/** Pairwise, posts differ in their titles, or in text and instant: otherwise nobody could tell them apart. */
const habits: fc.Arbitrary<Habits> = fc
  .record<Habits>({
    guid: fc.constantFrom('none', 'own', 'permalink', 'random', 'shared', 'position', 'changed'),
    link: fc.constantFrom('own', 'none', 'shared', 'fragment'),
    title: fc.constantFrom('own', 'shared'),
    text: fc.constantFrom('own', 'long', 'none', 'shared'),
    isDated: fc.boolean(),
  })
  .filter(({ title, text, isDated }) => title === 'own' || (isDated && (text === 'own' || text === 'long')));

const TEXTS: Record<Habits['text'], (number: number) => string> = {
  own: (number) => `What number ${number} says`,
  long: (number) => `${'The same long beginning of every text of this site. '.repeat(3)} Number ${number}.`,
  none: () => '',
  shared: () => 'Glazes',
};
const LINKS: Record<Habits['link'], (number: number) => Pick<Post, 'url' | 'hasOwnAddress'>> = {
  own: (number) => ({ url: `https://blog.example/posts/${number}`, hasOwnAddress: true }),
  none: () => ({ url: 'https://blog.example/', hasOwnAddress: false }),
  shared: () => ({ url: 'https://blog.example/today', hasOwnAddress: true }),
  fragment: (number) => ({ url: `https://blog.example/changes#v${number}`, hasOwnAddress: true }),
};
type Moment = { readonly poll: number; readonly place: number };
const GUIDS: Record<Habits['guid'], (number: number, at: Moment, link: string) => string | undefined> = {
  none: () => undefined,
  own: (number) => `g${number}`,
  permalink: (_, __, link) => link,
  random: (number, { poll }) => `${poll}-${(number * 7919) % 104729}`,
  shared: () => 'the-feed',
  position: (_, { place }) => `${place + 1}`,
  changed: (number, { poll }, link) => (poll < 2 ? link : `tag:${number}`),
};

function postOf(habit: Habits, number: number, at: Moment): Post {
  const link = LINKS[habit.link](number);
  const guid = GUIDS[habit.guid](number, at, link.url);
  return {
    ...link,
    ...(guid !== undefined && { guid }),
    title: habit.title === 'own' ? `Release ${number} is out` : 'Field notes',
    summary: TEXTS[habit.text](number),
    tags: [],
    ...(habit.isDated && { publishedAt: Date.UTC(2026, 0, 1 + number) }),
  };
}

type Step = { readonly added: number; readonly cut: number; readonly seed: number };
const steps = fc.array(
  fc.record<Step>({ added: fc.integer({ min: 0, max: 4 }), cut: fc.integer({ min: 0, max: 4 }), seed: fc.integer({ min: 0, max: 1_000 }) }),
  { minLength: 1, maxLength: 8 },
);

/** Something of the poll before stands in each: a feed that shows nothing known any more is asked about elsewhere. */
function windows(first: number, all: readonly Step[]): number[][] {
  let window = Array.from({ length: first }, (_, number) => first - number);
  let newest = first;
  return [
    window,
    ...all.map(({ added, cut, seed }) => {
      const stays = window.toSorted((a, b) => b - a).slice(0, Math.max(1, window.length - cut));
      const fresh = Array.from({ length: added }, () => ++newest).reverse();
      window = [...fresh, ...stays];
      return seed % 3 === 0 ? window.toSorted((a, b) => ((a * seed) % 31) - ((b * seed) % 31)) : window;
    }),
  ];
}

function poll(known: KnownPosts, posts: readonly Post[], now: number): KnownPosts {
  const merged = mergePosts(source, posts, known, now);
  const essays = new Map<EssayId, Essay>(known.essays.map((essay) => [essay.id, essay]));
  for (const essay of [...merged.added, ...merged.revised]) essays.set(essay.id, essay);
  const aliases: Aliases = new Map([...known.aliases, ...merged.aliases]);
  return { essays: [...essays.values()], aliases };
}

const said = ({ title, summary, publishedAt }: Pick<Essay, 'title' | 'summary' | 'publishedAt'>) =>
  `${title}|${summary}|${publishedAt ?? ''}`;

const isOf = (essays: readonly Essay[], shown: ReadonlySet<string>) =>
  essays.length === shown.size && essays.every((essay) => shown.has(said(essay))); // quicker than an expectation, which is for the message

test('reordering, cutting the oldest and adding some never changes what an id says, and every post is one essay', () => {
  fc.assert(
    fc.property(habits, fc.integer({ min: 1, max: 8 }), steps, (habit, first, all) => {
      let known: KnownPosts = { essays: [], aliases: new Map() };
      const saidBy = new Map<EssayId, string>();
      const shown = new Set<string>();
      for (const [at, window] of windows(first, all).entries()) {
        const posts = window.map((number, place) => postOf(habit, number, { poll: at, place }));
        for (const each of posts) shown.add(said(each));
        known = poll(known, posts, at);
        for (const essay of known.essays) {
          const now = said(essay);
          if ((saidBy.get(essay.id) ?? now) !== now) throw new Error(`${essay.id} said ${saidBy.get(essay.id)}, and says ${now}`);
          saidBy.set(essay.id, now);
        }
        if (!isOf(known.essays, shown)) expect(known.essays.map(said).sort()).toEqual([...shown].sort());
      }
    }),
    { numRuns: 700 },
  );
});

test('as many essays as items that differ in title, or in text and instant', () => {
  const item = fc.record({
    title: fc.integer({ min: 0, max: 3 }),
    text: fc.integer({ min: 0, max: 4 }),
    day: fc.integer({ min: 0, max: 4 }),
  });
  type Item = { readonly title: number; readonly text: number; readonly day: number };
  const differ = (a: Item, b: Item) => a.title !== b.title || (a.text !== b.text && a.day !== b.day);
  const names = fc.record({ guid: fc.integer({ min: 0, max: 3 }), link: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.array(fc.tuple(item, names), { maxLength: 12 }), (drawn) => {
      const kept: (typeof drawn)[number][] = [];
      for (const one of drawn) if (kept.every(([other]) => differ(other, one[0]))) kept.push(one);
      const posts = kept.map(([{ title, text, day }, { guid, link }]) => ({
        ...(guid > 0 && { guid: `g${guid}` }),
        ...(link > 0 ? { url: `https://blog.example/${link}`, hasOwnAddress: true } : LINKS.none(0)),
        title: `Title ${title}`,
        summary: `Text ${text}`,
        tags: [],
        publishedAt: Date.UTC(2026, 0, 1 + day),
      }));
      const once = poll({ essays: [], aliases: new Map() }, posts, 1);
      expect(once.essays.map(said).sort()).toEqual(posts.map(said).sort());
      const again = poll(once, posts.toReversed(), 2);
      expect(again.essays.map(said).sort()).toEqual(posts.map(said).sort());
    }),
    { numRuns: 400 },
  );
});
