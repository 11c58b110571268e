import { expect, test } from 'vitest';
import { spread } from '../../../src/core/related/spread';

const order = (all: string): string => {
  const placeOf = (one: string) => ({ source: one.charAt(0).toLowerCase(), isSaved: one !== one.toLowerCase() });
  return [...spread(all.split(' '), placeOf)].join(' ');
};

test.each([
  ['each source\u2019s best comes before any source\u2019s second', 'a1 a2 a3 b1 c1 b2', 'a1 b1 c1 a2 a3 b2'],
  ['a source alone may have all', 'a1 a2 a3', 'a1 a2 a3'],
  ['what is saved keeps its place', 'a1 A2 a3 b1', 'a1 A2 b1 a3'],
  ['and takes none from the others of its source', 'A1 a2 b1', 'A1 a2 b1'],
  ['nothing is nothing', '', ''],
])('%s', (_claim, all, wanted) => {
  expect(order(all)).toBe(wanted);
});

test('what does not count is left out, takes no place of its source, and is not asked about when enough were found', () => {
  const asked: string[] = [];
  const counts = (one: string): boolean => {
    asked.push(one);
    return one !== 'a1';
  };
  const [first, second] = spread(['a1', 'a2', 'a3', 'b1', 'c1'], (one) => ({ source: one.charAt(0), isSaved: false }), counts);
  expect([first, second]).toEqual(['a2', 'b1']);
  expect(asked).toEqual(['a1', 'a2', 'b1']);
});
