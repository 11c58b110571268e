import { expect, test } from 'vitest';
import { commonIn } from '../../../src/core/related/everyday';
import { pageTerms } from '../../../src/core/related/page-terms';
import { headOf, nearestStretch, rarityAnywhere, stretchesOf, titleNamed } from '../../../src/core/related/stretch';
import { MESH, OWNERSHIP_PAGE, type Page, SOUP_PAGE } from '../../fixtures/related/library';

const shares = commonIn('en');
const stretch = (page: Page, essay = MESH): number =>
  nearestStretch(stretchesOf(pageTerms(page), page.title, shares, 'en'), headOf(essay, 'en') ?? []);
const FILLING = 'Leeks, butter, nutmeg, toast, garlic, cream, pepper, stock. '.repeat(20);

test('it is 1 for a page that says what the essay says, 0 for one that shares no word, and between for others', () => {
  expect(stretch({ title: MESH.title, text: MESH.summary })).toBeGreaterThan(0.9);
  expect(stretch({ title: 'Leeks', text: 'Nutmeg and butter.' })).toBe(0);
  expect(stretch(OWNERSHIP_PAGE)).toBeGreaterThan(3 * stretch(SOUP_PAGE));
  expect(stretch({ title: '', text: '' })).toBe(0);
});

test('what stands in one place counts, what is strewn over the page does not', () => {
  const words = ['mesh', 'domain', 'ownership', 'federated', 'freshness', 'plumbing'];
  const together = stretch({ title: '', text: `${FILLING}${words.join(' ')}. ${FILLING}` });
  const strewn = stretch({ title: '', text: words.map((word) => `${word}. ${FILLING}`).join(' ') });
  expect(together).toBeGreaterThan(1.8 * strewn);
});

test('the title stands before the first stretch, and in no other', () => {
  const text = `${FILLING}Domains own data.`;
  expect(stretch({ title: 'Data mesh ownership', text: FILLING })).toBeGreaterThan(0);
  expect(stretch({ title: 'Soup', text: `Domains own data. ${FILLING}` })).toBeCloseTo(stretch({ title: 'Soup', text }), 1);
});

test('words that all texts have weigh less than rare ones', () => {
  expect(rarityAnywhere('peopl', shares)).toBeLessThan(rarityAnywhere('mesh', shares));
  expect(rarityAnywhere('kubernet', shares)).toBe(rarityAnywhere('zymurgi', shares));
});

test('an essay of one line is known by the beginning of its text, and by nothing where that was not asked for', () => {
  const bare = { title: 'Untitled', summary: '' };
  expect(headOf(bare, 'en')).toEqual(['untitl']);
  expect(headOf({ ...bare, text: SOUP_PAGE.text }, 'en')).toContain('leek');
  expect(headOf({ ...bare, textLetters: 500 }, 'en')).toBeUndefined();
  expect(headOf({ ...MESH, text: SOUP_PAGE.text }, 'en')).not.toContain('leek');
});

test('how much of the page\u2019s title is among what is shared', () => {
  const named = (title: string, ...shared: string[]) =>
    titleNamed(
      stretchesOf(pageTerms({ title, text: FILLING }), title, shares, 'en'),
      shared.map((term) => ({ term })),
    );
  expect(named('Leeks of the mesh', 'leek', 'butter', 'leek butter')).toBe(0.5);
  expect(named('Leeks, leeks', 'leek')).toBe(1);
  expect(named('Leeks', 'butter')).toBe(0);
  expect(named('', 'butter')).toBeUndefined();
});

test('an address in what an essay says of itself is no part of it', () => {
  const said = headOf({ ...MESH, summary: `Listen at https://radio.example/shows/kent-mornings?ref=home first. ${MESH.summary}` }, 'en');
  expect(said).toEqual(headOf({ ...MESH, summary: `Listen at first. ${MESH.summary}` }, 'en'));
});
