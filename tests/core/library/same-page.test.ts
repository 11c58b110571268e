import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import { ownerOf } from '../../../src/core/library/owner';
import { isOfSource, isSamePage, pageOf, type Told } from '../../../src/core/library/same-page';

const DAY = 24 * 60 * 60_000;
const MONDAY = Date.UTC(2026, 1, 2, 9, 30);
const LONG = 'A planet shows what many blogs write, and nobody wants to read one essay twice.';
const OTHER = 'Something else entirely stands under this title, and it goes on for a while.';
const told = (title: string, fields: Partial<Told> = {}): Told => ({ title, summary: '', ...fields });

describe('the same address is', () => {
  test.each([
    [
      'http and https, www and none, a slash, tracking',
      'http://www.own.example/on-planets/?utm_source=planet',
      'https://own.example/on-planets',
    ],
    ['an AMP page', 'https://own.example/on-planets/amp', 'https://own.example/on-planets'],
  ])('one page: %s', (_what, a, b) => expect(pageOf(a)).toBe(pageOf(b)));

  test.each([
    ['another fragment', 'https://own.example/log#2-1', 'https://own.example/log#2-0'],
    ['a fragment and none', 'https://own.example/log#2-1', 'https://own.example/log'],
    ['another query', 'https://own.example/?p=1', 'https://own.example/?p=2'],
  ])('two pages: %s', (_what, a, b) => expect(pageOf(a)).not.toBe(pageOf(b)));

  test.each(['https://own.example/', 'https://own.example', 'ftp://own.example/a', 'nonsense'])('no page: %s', (address) =>
    expect(pageOf(address)).toBeUndefined(),
  );

  test('no page of the source whose own address it is', () => {
    const source = { url: 'https://own.example/feed', siteUrl: 'https://own.example/blog/' };
    expect([
      isOfSource(pageOf('https://own.example/blog') ?? '', source),
      isOfSource(pageOf('https://own.example/a') ?? '', source),
    ]).toEqual([true, false]);
  });
});

test.each<[string, Told, Told]>([
  ['title and instant', told('On planets', { publishedAt: MONDAY }), told('on  Planets', { publishedAt: MONDAY, summary: LONG })],
  [
    'title and words, without a date',
    told('On planets', { summary: 'The same words.' }),
    told('On planets', { summary: 'The same words.' }),
  ],
  ['a title where one of them says nothing else', told('On planets', { summary: LONG }), told('On planets')],
  [
    'title and text under a date of its own',
    told('On planets', { publishedAt: MONDAY, summary: LONG }),
    told('On planets', { publishedAt: MONDAY + DAY, summary: LONG }),
  ],
  ['a beginning cut short', told('On planets', { summary: LONG }), told('On planets', { summary: `${LONG.slice(0, 50)} …` })],
  ['a name before the title', told('On planets', { summary: 'The same.' }), told('Ada Lovelace: On planets', { summary: 'The same.' })],
  ['a name after the title', told('On planets', { publishedAt: MONDAY }), told('On planets | own.example', { publishedAt: MONDAY })],
])('one page: the same %s', (_what, a, b) => expect([isSamePage(a, b), isSamePage(b, a)]).toEqual([true, true]));

test.each<[string, Told, Told]>([
  ['title', told('Release 1.2', { summary: LONG }), told('Release 1.3', { summary: LONG })],
  [
    'title and instant, with one text',
    told('v1.2', { publishedAt: MONDAY, summary: LONG }),
    told('v1.3', { publishedAt: MONDAY + DAY, summary: LONG }),
  ],
  [
    'date and text',
    told('Open thread', { publishedAt: MONDAY, summary: LONG }),
    told('Open thread', { publishedAt: MONDAY + 7 * DAY, summary: OTHER }),
  ],
  ['date, with no text to tell', told('Open thread', { publishedAt: MONDAY }), told('Open thread', { publishedAt: MONDAY + 7 * DAY })],
  [
    'date, with a word that stands under many',
    told('Release', { publishedAt: MONDAY, summary: 'Glazes' }),
    told('Release', { publishedAt: MONDAY + 3 * DAY, summary: 'Glazes' }),
  ],
  ['text, without a date', told('Release notes', { summary: 'Glazes' }), told('Release notes', { summary: 'Kilns' })],
  ['title that is too short to name anything', told('TIL', { summary: 'a' }), told('TIL', { summary: 'a' })],
  ['ending of a title', told('Planets'), told('On the making of planets', {})],
  ['number after a title', told('Release 1'), told('Release 1: 2', {})],
])('two pages: another %s', (_what, a, b) => expect([isSamePage(a, b), isSamePage(b, a)]).toEqual([false, false]));

const tolds = fc.record({
  title: fc.constantFrom('Open thread', 'Release 1.2', 'Release 1.3', 'TIL', 'Notes'),
  summary: fc.constantFrom('', 'short', 'other', LONG, OTHER),
  publishedAt: fc.option(fc.constantFrom(MONDAY, MONDAY + 3 * DAY, MONDAY + 9 * DAY), { nil: undefined }),
});

test('posts that differ in title, or in text and instant, are never one', () => {
  fc.assert(
    fc.property(tolds, tolds, (a, b) => {
      const areApart =
        a.title !== b.title || (a.summary !== b.summary && a.publishedAt !== b.publishedAt && a.summary !== '' && b.summary !== '');
      const [x, y] = [a, b].map(({ publishedAt, ...rest }) => ({ ...rest, ...(publishedAt !== undefined && { publishedAt }) })) as [
        Told,
        Told,
      ]; // as: two in, two out
      expect(isSamePage(x, y)).toBe(isSamePage(y, x));
      if (areApart) expect(isSamePage(x, y)).toBe(false);
    }),
  );
});

test('the source on whose site a page stands speaks for it, whatever the order; else the first that was added', () => {
  const source = (id: string, host: string, addedAt: number) => ({
    id: id as SourceId, // as: made up
    url: `https://${host}/feed`,
    siteUrl: `https://${host}/`,
    addedAt,
  });
  const [planet, blog, mirror] = [source('p', 'planet.example', 1), source('b', 'www.own.example', 2), source('m', 'mirror.example', 0)];
  const page = 'https://own.example/on-planets';
  expect(ownerOf(page, [planet, mirror, blog])?.id).toBe('b');
  expect(ownerOf(page, [blog, mirror, planet])?.id).toBe('b');
  expect(ownerOf(page, [planet, mirror])?.id).toBe('m');
  expect(ownerOf(page, [])).toBeUndefined();
});
