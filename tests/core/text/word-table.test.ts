import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOfWord, WordTable } from '../../../src/core/text/word-table';

test('a table knows of every word what a Map knows, wherever in a text it stands', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { maxLength: 400 }), fc.string(), (words, before) => {
      const table = new WordTable<number>();
      const known = new Map<string, number>();
      for (const word of words) {
        expect(table.get(word)).toBe(known.get(word));
        if (!known.has(word)) {
          table.add(word, known.size);
          known.set(word, known.size);
        }
      }
      expect(table.size).toBe(known.size);
      expect([...table.entries()]).toEqual([...known]);
      for (const [word, value] of known) {
        const text = `${before}${word}${before}`;
        const end = before.length + word.length;
        expect(table.at(text, before.length, end, hashOfWord(text, before.length, end))).toBe(value);
      }
    }),
  );
});

test('two words with one hash are two', () => {
  const table = new WordTable<string>();
  table.add('one', 'first', 7);
  table.add('two', 'second', 7);
  expect([table.at('one', 0, 3, 7), table.at('two', 0, 3, 7), table.at('six', 0, 3, 7)]).toEqual(['first', 'second', undefined]);
});
