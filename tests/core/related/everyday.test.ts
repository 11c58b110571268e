import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { COMMON_STEMS } from '../../../src/core/related/common-stems';
import { commonIn, otherTexts } from '../../../src/core/related/everyday';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { lookTwice } from '../../../src/core/related/second-look';
import { threshold } from '../../../src/core/related/silence';
import { stemOf } from '../../../src/core/text/stems';
import { essay, LIBRARY, NOVEL_PAGE, OWNERSHIP_PAGE, POLICY_PAGE, SOUP_PAGE } from '../../fixtures/related/library';

const english = commonIn('en');
const share = (word: string): number => english.get(stemOf(word, 'en')) ?? 0;

test('every stem is there once, and none that the index would not make', () => {
  const stems = COMMON_STEMS.flatMap(([, lines]) => lines.flatMap((line) => line.split(' ')));
  expect(new Set(stems).size).toBe(stems.length);
  expect(stems.length).toBeGreaterThan(5_000);
  expect(stems.filter((stem) => stem === '' || !/^[a-z]+$/.test(stem))).toEqual([]);
  for (const word of ['changed', 'people', 'running', 'companies', 'libraries']) expect(english.has(stemOf(word, 'en'))).toBe(true);
});

test('the commoner a word, the more of the other texts have it, and never all', () => {
  expect([...english.values()].every((each) => each > 0 && each < 1)).toBe(true);
  const falling = ['said', 'people', 'question', 'harbour', 'kubernetes'].map(share);
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  expect(share('said')).toBeGreaterThan(0.8);
  expect(share('kubernetes')).toBe(0);
});

test('words of the trade count as common, though newspapers seldom have them', () => {
  for (const word of ['code', 'function', 'file', 'server', 'tool', 'data', 'bug', 'test']) expect(share(word)).toBeGreaterThan(0.04);
});

test.each(['de', 'fr', 'es', 'pt', 'it', 'nl', 'ru', 'zh', 'ja'] as const)(
  'the everyday words of %s are known, each less common than the one before',
  (language) => {
    const shares = [...commonIn(language).values()];
    expect(shares.length).toBeGreaterThan(100);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(otherTexts(language)).toBe(200);
  },
);

test('in another language there are no other texts where what is common there is not known', () => {
  expect(otherTexts('th')).toBe(0);
  expect(otherTexts(undefined)).toBe(0);
  expect(otherTexts('en')).toBe(200);
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
