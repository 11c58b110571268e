import { expect, test } from 'vitest';
import type { Article } from '../../../src/core/article/article-text';
import type { SourceId } from '../../../src/core/essay';
import { pageFound } from '../../../src/core/follow/same-essay';

const TEXT = 'The tide comes twice a day, and whoever lives by the sea knows the hour without a clock. '.repeat(12).trim();
const ESSAY = {
  sourceId: 'a' as SourceId, // as: made up
  url: 'https://a.example/2026/on-the-tide',
  title: 'On the Tide',
  summary: 'Whoever lives by the sea knows the hour.',
};
const article = (fields: Partial<Article> = {}): Article => ({
  title: 'On the Tide – Sea Blog',
  headings: ['On the Tide'],
  text: TEXT,
  ...fields,
});

test.each<[string, Partial<Article>, string, Partial<typeof ESSAY & { text: string }>]>([
  ['the page that bears the essay’s title', {}, ESSAY.url, {}],
  ['one whose heading alone says so', { title: 'Sea Blog' }, ESSAY.url, {}],
  ['one that says what the summary says, under another title', { title: 'Ebb', headings: [] }, ESSAY.url, {}],
  ['one that was moved', {}, 'https://b.example/archive/tide.html', {}],
  ['a page about logging in, where that is the essay', { title: 'How to log in' }, ESSAY.url, { title: 'How to log in' }],
  [
    'a Chinese page',
    { title: '潮汐', headings: ['潮汐'], text: '潮汐每天来两次，住在海边的人不用钟也知道时间。'.repeat(10) },
    ESSAY.url,
    { title: '潮汐', summary: '' },
  ],
])('%s is the essay', (_claim, fields, url, essay) => {
  const page = article(fields);
  expect(pageFound(page, url, { ...ESSAY, ...essay })).toEqual({ kind: 'text', text: page.text, title: page.title });
});

test.each<[string, Partial<Article>, string, Partial<typeof ESSAY & { text: string }>]>([
  [
    'a page about something else',
    { title: 'The Moon', headings: ['The Moon'], text: 'Craters and dust everywhere, said the old astronomer. '.repeat(20) },
    ESSAY.url,
    {},
  ],
  ['a login', { title: 'Log in to Sea Blog', headings: [], text: TEXT }, ESSAY.url, {}],
  ['“not found” with a list of others', { title: 'Page not found' }, ESSAY.url, {}],
  ['a proof that one is human', { title: 'Just a moment...' }, ESSAY.url, {}],
  ['the front page of the site', { title: 'Sea Blog', headings: ['On the Tide'] }, 'https://a.example/', {}],
  ['a question about cookies', { title: 'Sea Blog', headings: [], text: 'Please allow cookies.' }, ESSAY.url, {}],
  [
    'a page that shares nothing but small words',
    { title: 'On the', headings: ['the'], text: 'It is on the of and to in that. '.repeat(30) },
    ESSAY.url,
    {},
  ],
])('%s is not', (_claim, fields, url, essay) => {
  expect(pageFound(article(fields), url, { ...ESSAY, ...essay })).toEqual({ kind: 'another' });
});

test.each<[string, Partial<Article>, string | undefined]>([
  ['a page of the essay with too little on it', { text: 'Subscribe to read on.' }, undefined],
  ['one that scripts would fill', { text: '', headings: [] }, undefined],
  ['one that says hardly more than what is known', {}, TEXT],
])('%s brings nothing more, however often it is asked', (_claim, fields, text) => {
  expect(pageFound(article(fields), ESSAY.url, { ...ESSAY, ...(text !== undefined && { text }) })).toEqual({ kind: 'nothing-more' });
});
