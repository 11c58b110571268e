import { describe, expect, test } from 'vitest';
import { affinities, essayTerms } from '../../../src/core/related/affinity';
import { sentencesOf } from '../../../src/core/related/sentence';
import type { Rarities } from '../../../src/core/related/weights';
import { sentenceSpans } from '../../../src/core/text/sentences';

/** Every term of the page is as rare as any other, so that only what is tested makes a difference. */
function affinitiesOf(text: string, body: string, title = ''): number[] {
  const sentences = sentencesOf(text, sentenceSpans(text));
  const rarities: Rarities = { of: new Map(sentences.flatMap(({ terms }) => [...terms.keys()].map((term) => [term, 5]))), most: 5 };
  return affinities(sentences, essayTerms({ title, body }), rarities);
}

const FILLER = 'Bread was baked. Soup was cooked. Wine was poured.';

test('what the page says first counts more than saying it again', () => {
  const [first = 0, , , , again = 0] = affinitiesOf(
    `Ferries leave early. ${FILLER} Ferries leave late.\nBread was sold.`,
    'The ferries left.',
  );
  expect(first).toBeGreaterThan(again);
  expect(again).toBeGreaterThan(0);
});

test('a word that the essay uses more than the page does tells more than the page\u2019s own subject', () => {
  const page = `Harbours matter.\n${FILLER}\nLanterns matter.\n${FILLER}\nOld harbour.\n${FILLER}\nNew harbour.\n${FILLER}\nThird harbour.`;
  const scores = affinitiesOf(page, 'A harbour, a lantern.');
  expect(scores[4]).toBeGreaterThan(scores[0] ?? 0);
});

test('a word counts more where the essay uses it more', () => {
  const [once = 0, , , , often = 0] = affinitiesOf(
    `Ferries leave early.\n${FILLER}\nLanterns burn late.`,
    'A ferry, a lantern, a lantern, a lantern.',
  );
  expect(often).toBeGreaterThan(once);
});

test('a sentence that names what the essay is called is the better one', () => {
  const page = `Ferries leave early.\n${FILLER}\nLanterns burn late.`;
  const without = affinitiesOf(page, 'A ferry, a ferry, a ferry, a lantern, a lantern, a lantern.');
  const titled = affinitiesOf(page, 'A ferry, a ferry, a ferry.', 'Lantern');
  expect(without[4]).toBeLessThan(without[0] ?? 0);
  expect(titled[4]).toBeGreaterThan(titled[0] ?? 0);
});

test('of two sentences that share as much, the earlier is the better one, but no opening outweighs twice as much in common', () => {
  const essay = 'A ferry, a lantern, a cart, a well.';
  const [first = 0, , , , last = 0] = affinitiesOf(`Ferries leave.\n${FILLER}\nLanterns burn.`, essay);
  expect(first).toBeGreaterThan(last);
  const [one = 0, , , , two = 0] = affinitiesOf(`Ferries leave.\n${FILLER}\nLanterns, carts.`, essay);
  expect(two).toBeGreaterThan(one);
});

test('a longer sentence that shares no more is the lesser one', () => {
  const [short = 0, , , , long = 0] = affinitiesOf(
    `Ferries leave early.\n${FILLER}\nLanterns burn beside every door, window, staircase, chimney and cellar.`,
    'A ferry, a lantern.',
  );
  expect(short).toBeGreaterThan(long);
});

describe('a sentence that shares nothing itself gets a part', () => {
  const essay = 'The ferry, the ferry and the ferry.';

  test('of its neighbours, on both sides, whether or not a paragraph ends between', () => {
    const scores = affinitiesOf('Bread was baked.\nThe ferry left.\nSoup was cooked.\nWine was poured.', essay);
    expect(scores[0]).toBeGreaterThan(0);
    expect(scores[2]).toBeCloseTo(scores[0] ?? 0);
    expect(scores[3]).toBe(0);
  });

  test('of its paragraph', () => {
    const [, , sameParagraph = 0, another = 0] = affinitiesOf('The ferry left. Bread was baked. Soup was cooked.\nWine was poured.', essay);
    expect(sameParagraph).toBeGreaterThan(0);
    expect(another).toBe(0);
  });

  test('of the heading above it', () => {
    const page = (heading: string) => `${heading}\nBread was baked.\nSoup was cooked.\nWine was poured.`;
    expect(affinitiesOf(page('Ferries'), essay)[3]).toBeGreaterThan(0);
    expect(affinitiesOf(page('Ferries.'), essay)[3]).toBe(0);
  });

  test('and less than the sentence that shares it', () => {
    const [own = 0, ...others] = affinitiesOf('The ferry left. Bread was baked. Soup was cooked.', essay);
    for (const other of others) expect(other).toBeLessThan(own);
  });
});

test('where nothing is shared, or there is nothing, all is nought', () => {
  expect(affinitiesOf(FILLER, 'The ferry left.', 'Ferries')).toEqual([0, 0, 0]);
  expect(affinitiesOf('', 'The ferry left.')).toEqual([]);
  expect(affinitiesOf(FILLER, '')).toEqual([0, 0, 0]);
});
