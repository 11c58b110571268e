import { expect, test } from 'vitest';
import { isNamedThere, isSameSentence, isShownThere } from '../../../src/core/related/own-site';

const essay = {
  url: 'https://tides.example/2024/the-list',
  summary: '',
  text: 'The harbour master counts the boats that come in after dark, and writes their names on the back of an old chart. Nobody has asked him to do so.',
};

test.each<[string, string, string, boolean]>([
  [
    'the home page with a teaser',
    'https://www.tides.example/',
    'Latest\n“The harbour master counts the boats that come in after dark, and writes their names…”\nMore',
    true,
  ],
  ['the essay under another address of the blog', 'https://tides.example/print?id=7', essay.text, true],
  [
    'another essay of the blog',
    'https://tides.example/2024/ropes',
    'Ropes tell who taught the sailor. The list on the chart says so too.',
    false,
  ],
  ['a page elsewhere that quotes it', 'https://elsewhere.example/', essay.text, false],
])('%s', (_what, url, text, is) => {
  expect(isShownThere({ url, text }, essay)).toBe(is);
});

test('a sentence and its beginning are the same, two that share words are not', () => {
  const whole = 'Nobody has asked him to do so, and nobody will read the list, for the chart hangs with its face to the wall.';
  expect(isSameSentence(whole, 'Nobody has asked him to do so, and nobody will read…')).toBe(true);
  expect(isSameSentence(whole, 'Nobody will read the list that the harbour master keeps on the chart.')).toBe(false);
});

test('a page names an essay by its whole title, however it is set', () => {
  const titled = { title: 'The list, on the chart' };
  expect(isNamedThere({ title: 'Tides', text: 'Before\nTHE LIST ON THE CHART\nAfter' }, titled)).toBe(true);
  expect(isNamedThere({ title: 'The list on the chart · Tides', text: '' }, titled)).toBe(true);
  expect(isNamedThere({ title: 'Tides', text: 'The list on the charts. The list on the wall.' }, titled)).toBe(false);
  expect(isNamedThere({ title: 'Tides', text: 'Anything' }, { title: '' })).toBe(false);
});
