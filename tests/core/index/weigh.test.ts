import { describe, expect, test } from 'vitest';
import { believedHolders, type Claim, decisive, fewOfStuffed, stuffedAmong, usualLength } from '../../../src/core/index/weigh';

const LIBRARY = { own: 500, essays: 1_500 };
/** A term that `others` of the thousand other essays have, and `said` of the five hundred of source 1. */
const claim = (said: number, others: number): Claim => ({ source: 1, holders: said + others, said, ...LIBRARY });
const many = (share: number, one: Claim | undefined, other: Claim | undefined) =>
  Array.from({ length: 200 }, (_, at) => (at < share * 200 ? one : other));

describe('a source is taken for stuffed', () => {
  test.each<[string, readonly (Claim | undefined)[], number | undefined]>([
    ['where it holds in every essay what others seldom say', many(0.9, claim(500, 12), undefined), 1],
    ['where it spreads all words over its essays', many(0.9, claim(50, 4), undefined), 1],
  ])('%s', (_what, claims, source) => expect(stuffedAmong(claims)).toBe(source));
});

describe('a source is not taken for stuffed', () => {
  test.each<[string, readonly (Claim | undefined)[]]>([
    ['where half of a page is of its own subject', many(0.5, claim(200, 5), undefined)],
    ['where its words are of a language that no other source writes', many(1, claim(300, 0), undefined)],
    ['where it says a page’s words as often as others do', many(1, claim(60, 55), undefined)],
    ['by a page of a few words', many(1, claim(500, 12), undefined).slice(0, 20)],
    ['by a word that three of its essays have', many(1, claim(3, 1), undefined)],
  ])('%s', (_what, claims) => expect(stuffedAmong(claims)).toBeUndefined());
});

test('what a stuffed source holds counts less than what an honest one does, and never less than what the others do in its place', () => {
  const usual = decisive(LIBRARY.essays);
  const few = fewOfStuffed(usual);
  expect(believedHolders(claim(500, 2), few)).toBeLessThan(believedHolders(claim(500, 2), usual));
  expect(believedHolders(claim(500, 400), few)).toBe(believedHolders(claim(500, 400), usual));
  expect(believedHolders(claim(500, 2), few)).toBe(2 + few);
});

test.each([
  [[6, 200, 7], 7],
  [[200, 6], 6],
  [[5], 5],
  [[], 0],
])('of sources whose essays are %j long, %d is usual: no one source moves it', (means, usual) => expect(usualLength(means)).toBe(usual));
