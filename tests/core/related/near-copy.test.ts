import { expect, test } from 'vitest';
import { isNearCopy, originalOf } from '../../../src/core/related/near-copy';
import { pageTerms } from '../../../src/core/related/page-terms';
import { LAKES, MESH, OWNERSHIP_PAGE, SOUP_PAGE } from '../../fixtures/related/library';

const isCopy = (essay: { title: string; summary: string; text?: string }, { title, text } = OWNERSHIP_PAGE): boolean =>
  isNearCopy(originalOf(pageTerms({ title, text }), title), essay, 'en');
const sentences = OWNERSHIP_PAGE.text.split('. ');

test.each([
  ['word for word', { title: 'Another title', summary: '', text: OWNERSHIP_PAGE.text }],
  ['with every third sentence gone', { title: 'X', summary: '', text: sentences.filter((_, at) => at % 3 !== 0).join('. ') }],
  ['stuffed with other words', { title: 'X', summary: '', text: `${SOUP_PAGE.text}\n${OWNERSHIP_PAGE.text}\n${SOUP_PAGE.text}` }],
  ['its beginning under its own title', { title: OWNERSHIP_PAGE.title, summary: sentences.slice(0, 3).join('. ') }],
])('the page %s is a copy', (_what, essay) => {
  expect(isCopy(essay)).toBe(true);
});

test.each([
  ['an essay on the same subject', MESH],
  ['another', LAKES],
  ['a recipe', { title: SOUP_PAGE.title, summary: SOUP_PAGE.text }],
  ['an essay of which the page quotes a sentence', { title: 'Quarters', summary: `${sentences[1]}. ${MESH.summary}` }],
  ['a line under the page\u2019s title', { title: OWNERSHIP_PAGE.title, summary: 'Our finance team and our sales team.' }],
  ['an essay without a word', { title: '', summary: '' }],
])('%s is none', (_what, essay) => {
  expect(isCopy(essay)).toBe(false);
});
