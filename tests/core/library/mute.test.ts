import { describe, expect, test } from 'vitest';
import { countMuted, muting } from '../../../src/core/library/mute';

const told = (title: string, summary = '', tags: string[] = []) => ({ title, summary, tags });
const hides = (words: string[], title: string, summary = '', tags: string[] = []) => muting(words)?.(told(title, summary, tags)) ?? false;

describe('an essay is hidden', () => {
  test.each([
    ['by a word in its title', ['crypto'], told('Crypto is back')],
    ['whatever the case', ['CRYPTO'], told('crypto is back')],
    ['whatever the accents', ['resume'], told('Writing a résumé')],
    ['by a word in its summary', ['election'], told('Notes', 'After the election.')],
    ['by a tag', ['football'], told('Notes', '', ['Football'])],
    ['by a phrase across punctuation and lines', ['product hunt'], told('On Product-\nHunt')],
    ['by the second of several words', ['a b c', 'kubernetes'], told('Kubernetes in a garden')],
    ['by a word inside a sentence that has no spaces', ['選挙'], told('総選挙の結果')],
    ['by a word with a sign in it', ['c++'], told('Modern C++ again')],
  ])('%s', (_claim, words, essay) => {
    expect(muting(words)?.(essay)).toBe(true);
  });
});

describe('an essay is not hidden', () => {
  test.each([
    ['by a part of a word', ['cat'], 'Categories and concatenation'],
    ['by half of a phrase', ['machine learning'], 'A machine that is learning'],
    ['by a word that is a pattern', ['.*'], 'Anything'],
    ['by nothing but spaces', ['  '], 'Any thing'],
  ])('%s', (_claim, words, title) => {
    expect(hides(words, title)).toBe(false);
  });

  test('where there are no words, and nobody need look', () => {
    expect(muting([])).toBeUndefined();
    expect(muting([' ', '—'])).toBeUndefined();
  });
});

test('each word is counted by itself, and an essay with two of them once in all', () => {
  const essays = [told('Crypto and football'), told('Football'), told('Gardens')];
  expect(countMuted(['crypto', 'football', ''], essays)).toEqual({ each: [1, 2, 0], all: 2 });
});
