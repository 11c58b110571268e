import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { holdersAmong, otherTexts } from '../../../src/core/related/everyday';
import { EVERYDAY } from '../../../src/core/related/everyday-words';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { lookTwice } from '../../../src/core/related/second-look';
import { threshold } from '../../../src/core/related/silence';
import { stemOf } from '../../../src/core/text/stems';
import { essay, LIBRARY, NOVEL_PAGE, OWNERSHIP_PAGE, POLICY_PAGE, SOUP_PAGE } from '../../fixtures/related/library';

const bands = EVERYDAY.map(({ share, words }) => ({ share, words: words.flatMap((line) => line.split(' ')) }));

test('every word stands there once, none stems as another does, and none is a stop word', () => {
  const words = bands.flatMap((band) => band.words);
  const stems = words.map((word) => stemOf(word, 'en'));
  expect(words.filter((word, place) => !/^[a-z]{2,}$/.test(word) || stems.indexOf(stems[place] ?? '') !== place)).toEqual([]);
  expect(words.filter((_word, place) => stems[place] === '')).toEqual([]);
});

test.each(['people', 'changed', 'names', 'working', 'questions'])('%s is found as the index stems it', (word) => {
  expect(holdersAmong(200, stemOf(word, 'en'))).toBeGreaterThan(0);
});

test('the commoner a word, the more of the other texts have it, and never all', () => {
  const shares = bands.map(({ share }) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  for (const { share, words } of bands) for (const word of words) expect(holdersAmong(200, stemOf(word, 'en'))).toBe(200 * share);
  expect(Math.max(...shares)).toBeLessThan(1);
  for (const term of ['kubernetes', 'get start', '1.21']) expect(holdersAmong(200, term)).toBe(0);
});

test("a band's share is what Zipf's law gives its middle", () => {
  let before = 0;
  for (const { share, words } of bands) {
    expect(share / (1 - Math.exp(-40 / (before + words.length / 2)))).toBeCloseTo(1, 1);
    before += words.length;
  }
});

test('in another language there are no other texts, for what is common there is not known', () => {
  expect(otherTexts('de')).toBe(0);
  expect(otherTexts(undefined)).toBe(0);
});

test('of two words that one essay in three has, the everyday one counts less on an English page', async () => {
  const index = await indexInMemory(
    [essay('a', 'Notes', 'changed'), essay('b', 'Notes', 'kubernetes'), essay('c', 'Notes', 'rope')].map(indexedEssay),
  );
  const order = async (language?: 'en') =>
    (await rank(index, pageTerms({ title: '', text: 'kubernetes changed' }), 3, { language })).ranked;
  const [first, second] = await order('en');
  expect([first?.id, second?.id]).toEqual(['b', 'a']);
  expect(first?.score).toBeGreaterThan(2 * (second?.score ?? 0));
  const [one, other] = await order();
  expect(one?.score).toBeCloseTo(other?.score ?? 0, 6);
});

test('among five essays the related page is answered and strangers are not', async () => {
  const index = await indexInMemory(LIBRARY.map(indexedEssay));
  const titles = new Map(LIBRARY.map(({ id, title }): [EssayId, string] => [id, title]));
  const shown = async (page: { title: string; text: string }) =>
    (await lookTwice(index, pageTerms(page), async () => titles, { least: threshold(5, 'en'), language: 'en' })).looked.map(({ id }) => id);
  expect((await shown(OWNERSHIP_PAGE))[0]).toBe('mesh');
  for (const stranger of [SOUP_PAGE, NOVEL_PAGE, POLICY_PAGE]) expect(await shown(stranger)).toEqual([]);
});
