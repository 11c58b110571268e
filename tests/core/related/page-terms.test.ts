import { expect, test } from 'vitest';
import { pageTerms } from '../../../src/core/related/page-terms';

const termsOf = (text: string): string[] => pageTerms({ title: '', text }).map(({ term }) => term);

test('the words of an address that stands in the text are none of the page', () => {
  const said =
    'Watch the lesson about reducers at https://video.example/lessons/react-hooks?list=kent-screencasts-eefa540c and write one yourself.';
  expect(termsOf(said)).toEqual(termsOf('Watch the lesson about reducers at and write one yourself.'));
});

test('what stands after an address keeps its words as they are written', () => {
  const text = 'See http://example.org/a/b. Glaciers melt; glaciers calve.';
  const glacier = pageTerms({ title: '', text }).find(({ term }) => term === 'glacier');
  expect(glacier?.words).toBe('glaciers');
});

test('in Japanese, where no space ends it, an address does not take the sentence behind it along', () => {
  expect(termsOf('詳しくはhttps://example.org/notes。氷河が融ける理由を説明します。')).toEqual(
    termsOf('詳しくは。氷河が融ける理由を説明します。'),
  );
});
