import { expect, test } from 'vitest';
import type { Essay, EssayId, SourceId } from '../../../src/core/essay';
import { matcher } from '../../../src/core/library/search';

const essay: Essay = {
  id: 'e' as EssayId, // as: made up
  sourceId: 's' as SourceId, // as: made up
  url: 'https://example.com/',
  title: 'The Golden Thread: Managing Data',
  summary: 'Nothing naïve about column-stores. 東京の地図',
  author: 'Željka Ångström',
  tags: ['open data', 'C++'],
  firstSeenAt: 1,
};

test.each([
  ['golden', true],
  ['gold', true],
  ['olden', false],
  ['GOLDEN thr', true],
  ['golden absent', false],
  ['naive', true],
  ['zeljka angstrom', true],
  ['Ångstr', true],
  ['stores', true],
  ['column-stores', true],
  ['open', true],
  ['c++', true],
  ['地図', true],
  ['.*', undefined],
  ['   ', undefined],
  ['', undefined],
])('%j finds it: %s', (query, expected) => {
  expect(matcher(query)?.(essay)).toBe(expected);
});
