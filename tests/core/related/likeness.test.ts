import { expect, test } from 'vitest';
import { isLikeness, isNear, type Likeness, likenessOf } from '../../../src/core/related/likeness';
import { pageTerms } from '../../../src/core/related/page-terms';
import { NOVEL_PAGE, OWNERSHIP_PAGE, POLICY_PAGE, SOUP_PAGE } from '../../fixtures/related/library';

const likeness = (title: string, text: string): Likeness => {
  const made = likenessOf(pageTerms({ title, text }));
  if (made === undefined) throw new Error('too short');
  return made;
};
const text = OWNERSHIP_PAGE.text;
const original = likeness(OWNERSHIP_PAGE.title, text);

test.each<[string, string, string]>([
  ['the same text under another title', 'Print view', text],
  ['with a line about the print view', OWNERSHIP_PAGE.title, `${text} Printed from the web. Return to the article.`],
  ['with a sentence left out', OWNERSHIP_PAGE.title, text.slice(text.indexOf('. ') + 2)],
])('%s is a near copy', (_what, title, copy) => {
  expect(isNear(original, likeness(title, copy))).toBe(true);
});

test.each([
  ['a novel', NOVEL_PAGE],
  ['a policy', POLICY_PAGE],
  ['a soup', SOUP_PAGE],
])('%s is none', (_what, page) => {
  const other = likenessOf(pageTerms(page));
  expect(other !== undefined && isNear(original, other)).toBe(false);
});

test('it is digits that no address is, and a few words have none', () => {
  expect(isLikeness(original)).toBe(true);
  for (const raw of ['https://a.example/', '~', `${original}0`, 7, undefined]) expect(isLikeness(raw)).toBe(false);
  expect(likenessOf(pageTerms({ title: 'Hello', text: 'A few words.' }))).toBeUndefined();
});
