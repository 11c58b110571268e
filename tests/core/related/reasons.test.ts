import { expect, test } from 'vitest';
import type { SharedTerm } from '../../../src/core/related/answer';
import { pageTerms } from '../../../src/core/related/page-terms';
import { reasonsOf } from '../../../src/core/related/reasons';
import type { Language } from '../../../src/core/text/language';
import { stemsIn } from '../../../src/core/text/terms';

/** As if an essay had all these words and pairs, each weighing as much as it is asked about here. */
function reasons(
  text: string,
  weights: Readonly<Record<string, number>>,
  spoken: Language | 'unknown' = 'en',
  title = '',
): readonly string[] {
  const language = spoken === 'unknown' ? undefined : spoken;
  const shared = pageTerms({ title, text, ...(language !== undefined && { language }) }).flatMap(
    ({ term, words, isTogether }): SharedTerm[] => {
      const asked = Object.entries(weights).find(
        ([words]) =>
          stemsIn(words, language)
            .map(({ stem }) => stem)
            .join(' ') === term,
      );
      return asked === undefined ? [] : [{ term, words, weight: asked[1], isTogether }];
    },
  );
  return reasonsOf(shared, language);
}

test('a pair is named and its own words are not', () => {
  expect(reasons('The data lake has a catalogue. A lake of data.', { 'data lake': 0.3, data: 0.1, lake: 0.2, catalogue: 0.2 })).toEqual([
    'data lake',
    'catalogue',
  ]);
});

test('no pair across a sentence\u2019s end, a comma or a word that only holds the sentence together', () => {
  const weights = { 'mesh lineage': 0.9, mesh: 0.2, lineage: 0.1 };
  for (const text of ['They built a mesh. Lineage came later.', 'mesh, lineage', 'a mesh of lineage', 'mesh\nlineage'])
    expect(reasons(text, weights)).not.toContain(expect.stringMatching(/mesh.*lineage/i));
  expect(reasons('They had no mesh. Lineage came later. The mesh lineage is new.', weights)).toEqual(['mesh lineage']);
});

test('the most telling comes first, and an everyday word behind one that is rare anywhere', () => {
  expect(reasons('People like kubernetes.', { people: 0.3, kubernetes: 0.2 })[0]).toBe('kubernetes');
  expect(reasons('Harbour and lantern.', { harbour: 0.1, lantern: 0.3 })[0]).toBe('lantern');
});

test('a word is written as the page writes it inside a sentence, where it does', () => {
  expect(reasons('Lanterns burn. The lanterns burn.', { lanterns: 1 })).toEqual(['lanterns']);
  expect(reasons('the lanterns burn', { lanterns: 1 }, 'en', 'Lanterns')).toEqual(['lanterns']);
  expect(reasons('We met NASA there.', { nasa: 1 })).toEqual(['NASA']);
});

test('what weighs next to nothing beside the first is not why', () => {
  expect(reasons('A lantern in the harbour.', { lantern: 0.9, harbour: 0.01 })).toEqual(['lantern']);
});

test('no function words, in a language that is known or one that is not', () => {
  expect(reasons('Die Laterne und der Hafen', { Laterne: 0.3, und: 0.5 }, 'de')).toEqual(['Laterne']);
  expect(reasons('lykta och hamn', { lykta: 0.2, och: 0.5 }, 'unknown')).toEqual(['lykta']);
});
