/** The words of a query lit in a text, and the stretch that holds most of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readQuery, soughtIn } from '../../../src/core/library/query';
import { lightOf, litIn, snippetIn } from '../../../src/core/library/snippet';

const light = (typed: string) => lightOf(soughtIn(readQuery(typed)));
const lit = (typed: string, text: string) => litIn(text, light(typed)).map(([start, end]) => text.slice(start, end));

test.each<[string, string, string, string[]]>([
  ['as it is typed', 'team ', 'A team.', ['team']],
  ['in another form', 'order ', 'Two Orders, ordered', ['Orders', 'ordered']],
  ['begun, at the end alone', 'or te', 'or teams', ['teams']],
  ['mistyped', 'ledgre ', 'The ledger', ['ledger']],
  ['with accents', 'naive ', 'Naïve', ['Naïve']],
  ['as a phrase', '"the bell"', 'The bell, the rope, the bells', ['The bell']],
  ['not what is kept out', 'rope -bell', 'bell and rope', ['rope']],
  ['not a limit', 'tag:bell rope', 'bell and rope', ['rope']],
])('a word is lit %s', (_claim, typed, text, words) => {
  expect(lit(typed, text)).toEqual(words);
});

test.each(['', 'the of ', '-x', 'is:unread', '?!'])('%j lights nothing', (typed) => {
  expect(light(typed)).toBeUndefined();
});

test('the stretch is the one with most of the words, wherever it stands', () => {
  const filler = 'Nothing of that is said here at all. '.repeat(40);
  const text = `The bell rings. ${filler}The bell has a rope. ${filler}`;
  const found = light('bell rope ');
  if (found === undefined) throw new Error('it seeks words');
  const { text: stretch, words, isCut } = snippetIn(text, found, 120);
  expect([stretch.includes('The bell has a rope.'), words, isCut]).toEqual([true, 2, [true, true]]);
});

test('of any text and query, what is lit lies in the stretch, in order, and the stretch is of the text', () => {
  const some = fc.string({ unit: 'binary', maxLength: 30 });
  const words = fc.constantFrom('bell ', 'rope ', 'Bells', '"the bell"', '鐘楼', 'ropé');
  const mixed = fc.array(fc.oneof(some, words), { maxLength: 30 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(mixed, fc.oneof(words, mixed), fc.integer({ min: 10, max: 200 }), (text, typed, most) => {
      const found = light(typed);
      if (found === undefined) return;
      const { text: stretch, lit: spans } = snippetIn(text, found, most);
      expect(text).toContain(stretch);
      for (const [start, end] of spans) expect(start >= 0 && start < end && end <= stretch.length).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
