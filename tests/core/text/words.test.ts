import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachWord } from '../../../src/core/text/words';

function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (word) => words.push(word));
  return words;
}

test.each([
  ['words are runs of letters and digits, as they are written', 'The HTTP/2 spec, v1_x', ['The', 'HTTP', '2', 'spec', 'v1', 'x']],
  [
    'a point inside a number is part of it, any other is not',
    'Go 1.21.3 and v2.0. Then node.js 20. 7 .5 5. x.1',
    ['Go', '1.21.3', 'and', 'v2.0', 'Then', 'node', 'js', '20', '7', '5', '5', 'x', '1'],
  ],
  ['an apostrophe separates, straight or curled', "It\u2019s Ada's", ['It', 's', 'Ada', 's']],
  ['accents stay with their letter, composed or not', 'caf\u00e9 cafe\u0301', ['caf\u00e9', 'cafe\u0301']],
  ['other alphabets are words as well', 'данные и архитектура', ['данные', 'и', 'архитектура']],
  ['vowel signs do not cut a Hindi word', 'डेटा स्वामित्व', ['डेटा', 'स्वामित्व']],
  ['Chinese is every two characters, but for those that only hold it together', '我们喜欢数据，雨。', ['喜欢', '欢数', '数据', '雨']],
  ['Japanese is cut where its scripts meet, kanji as Chinese is', 'Kubernetesを使うデータ基盤', ['Kubernetes', '使', 'データ', '基盤']],
  ['hiragana is grammar, but for a long run', 'これはひらがなだけのぶんです', ['これはひらがなだけのぶんです']],
  ['Thai is every two clusters of a letter and its signs', 'ข้อมูล', ['ข้อ', 'อมู', 'มูล']],
  ['rarer characters are two halves each', '𠮷野家', ['𠮷野', '野家']],
  ['emoji and bidi controls are no words', '👩‍💻 \u202edata\u202c 🇫🇷 ok', ['data', 'ok']],
  ['half a surrogate pair is no word', '\ud83d data \udc00', ['data']],
  ['a run too long to be a word is left out', `${'a'.repeat(1_000_000)} end`, ['end']],
  ['nothing holds nothing', '', []],
])('%s', (_claim, text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('every word stands where it is said to stand, in order of where it starts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      const misplaced: string[] = [];
      let last = 0;
      eachWord(text, (word, start, end) => {
        if (text.slice(start, end) !== word || start < last) misplaced.push(word);
        last = start;
      });
      expect(misplaced).toEqual([]);
    }),
  );
});

test.each([
  ['words', 'word ', 100_000],
  ['one endless word', 'a', 0],
  ['Chinese without a stop', '我们喜欢数据', 250_000],
  ['half surrogate pairs', '\ud83d', 0],
  ['emoji', '😀', 0],
  ['apostrophes', "'", 0],
  ['bidi controls', '\u202ea', 250_000],
])('half a million characters of %s are read in one pass', (_claim, piece, words) => {
  let count = 0;
  eachWord(piece.repeat(500_000 / piece.length), () => count++);
  expect(count).toBeGreaterThanOrEqual(words * 0.9);
  expect(count).toBeLessThanOrEqual(words * 1.1);
});
