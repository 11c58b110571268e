import { expect, test } from 'vitest';
import { standingOf, threshold } from '../../../src/core/related/silence';

const SIZES = [1, 5, 30, 200, 1_000, 10_000, 100_000];

test.each(['summary', 'text'] as const)(
  'more score or more stretch never silences an essay known by %s, and more essays never let one speak',
  (knownAs) => {
    for (const essays of SIZES) {
      const isShown = (score: number, stretch: number, among = essays) => standingOf({ score, stretch, knownAs }, among, 'en') >= 1;
      for (let score = 0.05; score < 0.3; score += 0.01)
        for (let stretch = 0; stretch < 0.5; stretch += 0.05) {
          if (!isShown(score, stretch)) continue;
          expect(isShown(score + 0.01, stretch)).toBe(true);
          expect(isShown(score, stretch + 0.05)).toBe(true);
          expect(isShown(score, stretch, 0)).toBe(true);
          expect(score).toBeGreaterThanOrEqual(threshold(essays, 'en')); // what is not even looked at could not be shown
        }
      expect(isShown(0.5, 0.2)).toBe(true);
      expect(isShown(0.5, 0)).toBe(false); // shared, but nowhere in one place
    }
  },
);

test('of essays known in full the one that has the page\u2019s title stands higher; of summaries, and beside a page without a title, that says nothing', () => {
  for (const essays of SIZES) {
    const stands = (knownAs: 'summary' | 'text', named?: number) => standingOf({ score: 0.5, stretch: 0.2, named, knownAs }, essays, 'en');
    const rising = [0, 0.2, 0.4, 0.7, 1].map((named) => stands('text', named));
    expect(rising).toEqual([...new Set(rising)].toSorted((a, b) => a - b));
    expect(stands('text')).toBe(rising[2]); // as usual
    expect(rising[0]).toBeGreaterThan(0.5 * stands('text')); // enough else still speaks
    expect(stands('summary', 0)).toBe(stands('summary', 1));
  }
});

test('where a language\u2019s common words are not known the score alone decides', () => {
  for (const stretch of [0, 0.5])
    expect([0.07, 0.2].map((score) => standingOf({ score, stretch, knownAs: 'summary' }, 10, 'th') >= 1)).toEqual([false, true]);
});

test('the less is known of a language, the more is demanded', () => {
  const lines = [threshold(10, 'en'), threshold(10, 'de')];
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  expect(threshold(10, 'th')).toBeGreaterThan(threshold(10, 'sv')); // no stop words
  expect(threshold(10, undefined, 'devanagari')).toBeGreaterThan(threshold(10, undefined, 'latin'));
});
