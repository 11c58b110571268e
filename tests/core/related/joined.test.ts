import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import type { Passage, Related, RelatedEssay } from '../../../src/core/related/answer';
import { joined, partFrom } from '../../../src/core/related/joined';

const passage = (essayId: string, start: number): Passage => ({
  essayId: essayId as EssayId, // as: made up
  span: [start, start + 4],
  strength: 2,
  hereLit: [[start, start + 2]],
  there: 'There.',
  thereLit: [[0, 2]],
});
const essay = (id: string) => ({ id, title: id }) as unknown as RelatedEssay; // as: the rest is not looked at
const answer = (essays: readonly string[], passages: readonly Passage[]): Related => ({ essays: essays.map(essay), passages, more: [] });

test('the part of a page that came later counts from its own beginning', () => {
  const page = {
    url: 'https://a.example/',
    title: 'A',
    text: 'One.\nTwo.\nThree.',
    paragraphs: [
      [0, 4],
      [5, 9],
      [10, 16],
    ] as const,
  };
  expect(partFrom(page, 5)).toEqual({
    ...page,
    title: '',
    text: 'Two.\nThree.',
    paragraphs: [
      [0, 4],
      [5, 11],
    ],
  });
});

test('what was said of the beginning stays the same objects, and what came is counted from the beginning', () => {
  const first = answer(['a'], [passage('a', 0)]);
  const all = joined(first, answer(['b', 'a'], [passage('b', 3)]), 100);
  expect(all.essays.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(all.passages[0]).toBe(first.passages[0]);
  expect(all.passages[1]).toMatchObject({ span: [103, 107], hereLit: [[103, 105]], thereLit: [[0, 2]] });
});
