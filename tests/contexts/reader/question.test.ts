import { expect, test } from 'vitest';
import { questionOf } from '../../../src/contexts/reader/question';
import type { Span } from '../../../src/core/page';
import { readToBackground } from '../../../src/messages/incoming';

const TEXT = 'Title\nFirst words here.\ncode();\nLast words there.';
const block = (kind: 'prose' | 'heading' | 'code' | 'other', words: string) => {
  const start = TEXT.indexOf(words);
  return { kind, span: [start, start + words.length] as Span };
};
const BLOCKS = [
  block('heading', 'Title'),
  block('prose', 'First words here.\n'),
  block('code', 'code();'),
  block('prose', 'Last words there.'),
];

test('only running prose is asked about, and its places lead back to the article', () => {
  const { page, inArticle } = questionOf(TEXT, BLOCKS, { url: 'https://a.example/', title: 'Title' });
  expect(page.text).toBe('Title\nFirst words here.\nLast words there.');
  expect(page.paragraphs.map((span) => page.text.slice(...span))).toEqual(['First words here.', 'Last words there.']);
  for (const words of ['First words', 'words there.', 'Title']) {
    const start = page.text.indexOf(words);
    const span = inArticle([start, start + words.length]);
    expect(span && TEXT.slice(...span)).toBe(words);
  }
  expect(inArticle([10, 30])).toBeUndefined(); // over two blocks: no sentence is
  expect(readToBackground.relatePage({ page })).toBeDefined();
});

test('nothing to read asks about nothing', () => {
  expect(questionOf('', [], { url: 'u', title: 't' }).page).toEqual({ url: 'u', title: 't', text: '', paragraphs: [] });
});
