/** The query language, read: total on any text, and true to what was typed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phraseFinder } from '../../../src/core/library/phrase';
import { type Clause, quoted, readQuery, soughtIn, type Term, withAny } from '../../../src/core/library/query';

const word = (text: string, mayGoOn = false): Term => ({ isNot: false, clause: { kind: 'word', word: text, mayGoOn } });
const is = (clause: Clause): Term => ({ isNot: false, clause });
const not = ({ clause }: Term): Term => ({ isNot: true, clause });

test.each<[string, string, Term[][]]>([
  ['words, the last perhaps half typed', 'orders team', [[word('orders')], [word('team', true)]]],
  ['a space ends a word', 'orders ', [[word('orders')]]],
  ['or takes either', 'a1 or b1 c1 ', [[word('a1'), word('b1')], [word('c1')]]],
  ['OR does', 'a1 OR b1 OR c1 ', [[word('a1'), word('b1'), word('c1')]]],
  ['or at the beginning and at the end is a word', 'or a1 or', [[word('or')], [word('a1')], [word('or', true)]]],
  ['a phrase', '"old barn" roof ', [[is({ kind: 'phrase', words: 'old barn' })], [word('roof')]]],
  ['quotes as keyboards write them', '“old barn”', [[is({ kind: 'phrase', words: 'old barn' })]]],
  ['a phrase that is not closed goes to the end', '"old barn', [[is({ kind: 'phrase', words: 'old barn' })]]],
  ['a minus keeps out', '-barn -"old roof" ', [[not(word('barn'))], [not(is({ kind: 'phrase', words: 'old roof' }))]]],
  ['a minus within a word is none', 'self-hosted ', [[word('self-hosted')]]],
  ['a tag', 'tag:data', [[is({ kind: 'tag', name: 'data' })]]],
  ['a tag of several words', 'tag:"long read"', [[is({ kind: 'tag', name: 'long read' })]]],
  [
    'capital letters do not matter in an operator',
    'Source:Harbour IS:Unread',
    [[is({ kind: 'source', name: 'Harbour' })], [is({ kind: 'is', state: 'unread' })]],
  ],
  ['without what it names', '-tag:data', [[not(is({ kind: 'tag', name: 'data' }))]]],
  ['a year', 'before:2024', [[is({ kind: 'before', at: Date.UTC(2024, 0, 1) })]]],
  ['a month', 'after:2024-02', [[is({ kind: 'after', at: Date.UTC(2024, 1, 1) })]]],
  ['a day', 'after:2024/2/29', [[is({ kind: 'after', at: Date.UTC(2024, 1, 29) })]]],
  ['a day that is none is a word', 'after:2023-02-29 ', [[word('after:2023-02-29')]]],
  ['a state that is none is a word', 'is:blue ', [[word('is:blue')]]],
  ['an operator without a value is a word', 'tag: ', [[word('tag:')]]],
  ['an operator that is none is a word', 'https://example.com ', [[word('https://example.com')]]],
  ['signs alone ask for nothing', '- -- "" ?! -""', []],
])('%s: %s', (_claim, typed, query) => {
  expect(readQuery(typed)).toEqual(query);
});

describe('of any text', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('"', '-', 'or', 'OR', '|', 'tag:', 'source:', 'is:', 'before:', 'after:', 'is:saved', '2024-01', ' ', '“', '--', ':'),
  );
  const typed = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

  test('a query is read, and each of its words stands in what was typed', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const query = readQuery(text);
        expect(query.every((group) => group.length > 0)).toBe(true);
        for (const { clause } of query.flat()) if (clause.kind === 'word') expect(text.replaceAll(/["“”„«»]/g, '')).toContain(clause.word);
        expect(readQuery(text)).toEqual(query);
        expect(soughtIn(withAny(query))).toEqual(soughtIn(query));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a value comes back as it was quoted', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 30 })
      .map((each) => each.replaceAll(/["“”„«»]/g, '').trim())
      .filter((each) => each !== '');
    fc.assert(
      fc.property(name, (each) => {
        expect(readQuery(`tag:${quoted(each)}`)).toEqual([[is({ kind: 'tag', name: each })]]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a phrase is found where it was taken from, and what is found is within the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(60), fc.nat(60), (text, a, b) => {
        const spans = phraseFinder(text.slice(Math.min(a, b), Math.max(a, b)))?.(text) ?? [];
        for (const [start, end] of spans) expect(start >= 0 && start < end && end <= text.length).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each<[string, string, string, readonly (readonly [number, number])[]]>([
  ['whatever the letters', 'OLD barn', 'An old Barn.', [[3, 11]]],
  ['over a line and signs', 'old barn', 'An “old”\n barn', [[4, 14]]],
  ['not within a word', 'old barn', 'a bold barn, an old barnacle', []],
  ['accents put away', 'cafe noir', 'Un café noir', [[3, 12]]],
  ['accents typed', 'café noir', 'Un cafe noir', [[3, 12]]],
  ['where words are not set apart', '地図', '東京の地図です', [[3, 5]]],
  [
    'twice',
    'tide',
    'tide, Tide',
    [
      [0, 4],
      [6, 10],
    ],
  ],
])('a phrase is found %s', (_claim, words, text, spans) => {
  expect(phraseFinder(words)?.(text)).toEqual(spans);
});
