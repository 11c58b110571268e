import { expect, test } from 'vitest';
import { eachStem, stemOf } from '../../../src/core/text/stems';
import { STOP_WORDS } from '../../../src/core/text/stop-words';
import { isPair, pairOf, stemsIn } from '../../../src/core/text/terms';

function stemsOf(text: string): string[] {
  return stemsIn(text).map(({ stem }) => stem);
}

test.each([
  ['forms of one word share a stem', 'owner owners owned owning', ['owner', 'owner', 'own', 'own']],
  ['case does not matter', 'DATA Data data', ['data', 'data', 'data']],
  ['possessives are cut', "the essay's authors' claim", ['essai', 'author', 'claim']],
  ['contractions vanish, whichever apostrophe they have', "don't we'll they've isn\u2019t I'm", []],
  ['a year is a term, other numbers are not', '2024 17 300 65536 7', ['2024']],
  ['digits inside a word stay', 'utf8 h264', ['utf8', 'h264']],
  ['single letters are dropped', 'a b c plan x', ['plan']],
  ['accents do not make another word', 'na\u00efve naive re\u0301sume\u0301', ['naiv', 'naiv', 'resum']],
  ['words of other scripts are kept as they are', 'Данные данных', ['данные', 'данных']],
  [
    'the commonest words of other languages say as little as ours',
    'der Besitz und die Daten, les données et leurs équipes',
    ['besitz', 'daten', 'donne', 'equip'],
  ],
  ['Hangul is not taken apart', '데이터', ['데이터']],
])('%s', (_claim, text, stems) => {
  expect(stemsOf(text)).toEqual(stems);
});

test('a stem says where its word stands, in UTF-16 units', () => {
  const text = '👋 The Owners';
  const [owners] = stemsIn(text);
  expect(text.slice(owners?.start, owners?.end)).toBe('Owners');
});

test('a pair is two stems, a stem is none', () => {
  expect(isPair(pairOf('data', 'mesh'))).toBe(true);
  expect(isPair('mesh')).toBe(false);
});

test('stop words are compared as stems are: small letters, no accents', () => {
  expect(STOP_WORDS.size).toBeGreaterThan(500);
  expect([...STOP_WORDS].filter((word) => !/^[a-z]{2,}$/.test(word))).toEqual([]);
});

test.each(['sin', 'dos', 'os', 'mit', 'door', 'hat', 'meme', 'fur'])('%s means something in English and stays', (word) => {
  expect(stemOf(word)).not.toBe('');
});

test('more different words than are remembered give the same stems as before', () => {
  const before = stemOf('ownership');
  for (let word = 0; word < 60_000; word++) stemOf(`word${word}x`);
  expect(stemOf('ownership')).toBe(before);
});

test('a text of five million characters has its stems counted', () => {
  let count = 0;
  eachStem('ownership of tables '.repeat(250_000), () => count++);
  expect(count).toBe(500_000);
});
