import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EssayId } from '../../src/core/essay';
import { atWords, readerPath, readReaderAddress } from '../../src/ui/reader-address';

const search = (path: string): string => path.slice(path.indexOf('?'));
const id = (text: string): EssayId => text as EssayId; // as: made-up ids

test('what a path names is read from it again, whatever the id and the words are', () => {
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== '');
  const quote = fc.record({
    exact: words,
    prefix: fc.string({ unit: 'grapheme' }),
    suffix: fc.string({ unit: 'grapheme' }),
    start: fc.nat(),
  });
  fc.assert(
    fc.property(words, quote, (essay, at) => {
      expect(readReaderAddress(search(readerPath(id(essay), at)))).toEqual({ essayId: essay, at });
      expect(readReaderAddress(search(readerPath(id(essay))))).toEqual({ essayId: essay });
      expect(readReaderAddress(search(readerPath(id(essay), at.exact)))?.at).toMatchObject({ exact: at.exact, start: -1 });
    }),
  );
});

test.each(['', '?', '?essay=', '?at=words', '?essays=a'])('%j names no essay', (text) => {
  expect(readReaderAddress(text)).toBeUndefined();
});

test.each([
  ['no words', 'https://a.example/b', undefined, 'https://a.example/b'],
  [
    'a short sentence whole',
    'https://a.example/b',
    'Give the tables, all of them, to the well-known team.',
    'https://a.example/b#:~:text=Give%20the%20tables%2C%20all%20of%20them%2C%20to%20the%20well%2Dknown%20team.',
  ],
  ['after a fragment', 'https://a.example/b#c', 'Word & word', 'https://a.example/b#c:~:text=Word%20%26%20word'],
  ['half a character left out', 'https://a.example/', 'a \ud83d b', 'https://a.example/#:~:text=a%20%20b'],
  ['where one leads to words already', 'https://a.example/#:~:text=x', 'a b', 'https://a.example/#:~:text=x'],
])('the web page opens at the words: %s', (_what, url, at, wanted) => {
  expect(atWords(url, at)).toBe(wanted);
});

test('a long passage is named by its first and last words', () => {
  const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ');
  expect(atWords('https://a.example/', words)).toBe(
    'https://a.example/#:~:text=word0%20word1%20word2%20word3%20word4,word35%20word36%20word37%20word38%20word39',
  );
});
