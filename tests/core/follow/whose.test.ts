import { expect, test } from 'vitest';
import type { Source, SourceId } from '../../../src/core/essay';
import { type Brought, isPersonal, whoseIs } from '../../../src/core/follow/whose';

const source: Source = {
  id: 's' as SourceId, // as: made up
  kind: 'feed',
  url: 'https://feeds.example/birds',
  siteUrl: 'https://birds.example/',
  title: 'Birds',
  addedAt: 0,
};
const at = (...paths: readonly string[]) => paths.map((path) => ({ url: `https://birds.example/${path}` }));
const known = at('1', '2');
const strangers: Brought = { title: 'Birds', siteUrl: 'https://www.birds.example/', posts: at('7', '8', '9'), isFamiliar: false };
const trace = { url: 'https://feeds.example/birds' };

test.each<
  [
    string,
    ReturnType<typeof whoseIs>,
    Partial<Brought>,
    { url?: string; known?: readonly { url: string }[]; accepted?: boolean; isNew?: boolean },
  ]
>([
  ['the same host and title', 'plain', {}, {}],
  ['another title', 'strange', { title: 'Casino' }, {}],
  ['a title in other letters', 'plain', { title: ' BIRDS' }, {}],
  ['no title', 'plain', { title: undefined }, {}],
  ['another title, but something known', 'familiar', { title: 'Casino', isFamiliar: true }, {}],
  ['another title, and nothing was known before', 'familiar', { title: 'Casino' }, { known: [] }],
  ['another title, and the reader said yes', 'familiar', { title: 'Casino' }, { accepted: true }],
  ['another title, and it has just been followed', 'familiar', { title: 'Casino' }, { isNew: true }],
  ['another title of two posts', 'doubtful', { title: 'Casino', posts: at('7', '8') }, {}],
  ['another site', 'strange', { siteUrl: 'https://casino.example/' }, {}],
  ['an answer from another host', 'strange', {}, { url: 'https://login.cafe.example/' }],
  ['posts on another host', 'strange', { posts: [1, 2, 3].map((id) => ({ url: `https://casino.example/${id}` })) }, {}],
  [
    'posts on other hosts, where they always were on many',
    'plain',
    { posts: [1, 2, 3].map((id) => ({ url: `https://w${id}.example/` })) },
    { known: [{ url: 'https://a.example/' }, { url: 'https://b.example/' }] },
  ],
])('nothing known and %s: %s', (_claim, whose, changes, { url = trace.url, known: before = known, accepted = false, isNew = false }) => {
  const state = { ...(accepted && { accepted }), ...(!isNew && { lastSuccessAt: 1 }) };
  expect(whoseIs(source, state, before, { url }, { ...strangers, ...changes })).toBe(whose);
});

test.each([
  ['https://new.example/feed.xml', false],
  ['https://new.example/2026/06/01/a-rather-long-name-of-a-post-2026/feed', false],
  ['https://new.example/feed?format=rss&page=1', false],
  ['https://new.example/feed?token=abc', true],
  ['https://new.example/feed?user_id=7', true],
  ['https://new.example/feed?mail=someone@example.org', true],
  ['https://new.example/private/9f8e7d6c5b4a39281706/feed', true],
  ['https://new.example/feed;jsessionid=12', true],
  ['https://new.example/f/kX9sQ2mVb7LpR4tYw8Zc3D/rss', true],
])('%s is made for one reader: %s', (address, expected) => {
  expect(isPersonal(address, 'https://old.example/feed')).toBe(expected);
});

test('what the address had before says nothing of a reader', () => {
  expect(isPersonal('https://new.example/feed?key=abc', 'https://old.example/feed?key=abc')).toBe(false);
});
