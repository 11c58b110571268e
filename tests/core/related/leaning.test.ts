import { expect, test } from 'vitest';
import { demandsOf, type Leanings, learn, readLeanings } from '../../../src/core/related/leaning';

const after = (refused: number, opened: number) => {
  let leanings: Leanings = {};
  for (let i = 0; i < refused; i += 1) leanings = learn(leanings, 's', 'refused');
  for (let i = 0; i < opened; i += 1) leanings = learn(leanings, 's', 'opened');
  return demandsOf(leanings['s']);
};

test.each([
  ['nothing', 0, 0, 1],
  ['two refusals', 2, 0, 1],
  ['three', 3, 0, 1.08],
  ['six', 6, 0, 1.32],
  ['sixty', 60, 0, 1.4],
  ['six, and two openings', 6, 2, 1],
])('after %s', (_what, refused, opened, demands) => {
  expect(after(refused, opened)).toBeCloseTo(demands);
});

test('what is taken back is forgotten, and no source speaks for another', () => {
  const leanings = learn(learn({}, 'a', 'refused'), 'a', 'taken-back');
  expect(leanings).toEqual({ a: [0, 0] });
  expect(demandsOf(learn(leanings, 'constructor', 'refused')['a'])).toBe(1);
});

test('damaged numbers are left out one by one', () => {
  expect(readLeanings({ a: [3, 1], b: [-1, 0], c: 'x', d: [1e9, 0] })).toEqual({ a: [3, 1] });
  expect(readLeanings(undefined)).toEqual({});
});
