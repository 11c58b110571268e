import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { toPaint } from '../../../src/core/highlight/to-paint';
import type { Span } from '../../../src/core/page';
import type { Passage } from '../../../src/core/related/answer';

const TEXT = 'One sentence here. Another one there.  And a third.';
const passage = (essay: string, span: Span, strength: 1 | 2 | 3 = 2): Passage => ({
  essayId: essay as EssayId, // as: made up
  span,
  strength,
  hereLit: [],
  there: '',
  thereLit: [],
});
const painted = (...passages: Passage[]) => toPaint(passages, TEXT).map(({ essayId, span }) => [essayId, ...span]);

test('marks come in page order', () => {
  expect(painted(passage('a', [19, 37]), passage('b', [0, 18]))).toEqual([
    ['b', 0, 18],
    ['a', 19, 37],
  ]);
});

test.each<[string, Span]>([
  ['past the end of the text', [40, 400]],
  ['before its beginning', [-4, 5]],
  ['on nothing but space', [37, 39]],
  ['backwards', [18, 0]],
])('a passage %s is not painted', (_where, span) => {
  expect(painted(passage('a', span))).toEqual([]);
});

test('two essays may speak to one sentence, but one essay marks a place once', () => {
  expect(painted(passage('a', [0, 18]), passage('b', [0, 18]), passage('a', [4, 30]))).toEqual([
    ['a', 0, 18],
    ['b', 0, 18],
  ]);
});

test('of two essays at one place the stronger comes first', () => {
  expect(painted(passage('a', [0, 18], 1), passage('b', [0, 18], 3))[0]?.[0]).toBe('b');
});
