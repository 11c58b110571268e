import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUNCTION_WORDS } from '../../../src/core/text/function-words';
import type { Language } from '../../../src/core/text/language';
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
  ['a version is a term', 'Go 1.21.3, v2.0', ['go', '1.21.3', 'v2.0']],
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

test.each([
  ['de', 'umlauts, ae and no umlaut are one', 'Häuser Haeuser Haus Hauses', 'haus'],
  ['de', 'ß and ss are one', 'Straße Strasse Straßen', 'strass'],
  ['de', 'ue after a vowel is no umlaut', 'neue neuen neues', 'neu'],
  ['fr', 'what an apostrophe cuts off is no word', "l'homme d'hommes qu'homme", 'homm'],
  ['fr', 'a plural is its word', 'journaux journal', 'journal'],
  ['es', 'accents come and go', 'canción canciones cancion', 'cancion'],
  ['pt', 'ões is the plural of ão', 'opiniões opinião', 'opinia'],
  ['ru', 'cases are one word', 'города городов городам городе', 'город'],
  ['ru', 'ё may be written as е', 'самолёт самолет самолёты', 'самолет'],
  ['ar', 'the article and the conjunction are cut off', 'المدينة مدينة والمدينة بالمدينة للمدينة', 'مدين'],
  ['ar', 'a plural with and without the article', 'بيانات البيانات وبيانات', 'بيان'],
  ['ar', 'vowel signs and stretched words are put away', 'كِتَابٌ كتاب كتـــاب', 'كتاب'],
  ['ar', 'one alef is like another', 'أحمد احمد إحمد', 'احمد'],
  ['tr', 'dotted and dotless i are compared without their dots', 'İstanbul istanbul ISTANBUL ıstanbul', 'istanbul'],
  ['ja', 'narrow and wide forms are one', 'データ ﾃﾞｰﾀ', 'データ'],
  ['ja', 'wide Latin letters are letters', 'ＤＡＴＡ data', 'data'],
  ['zh', 'one character may be a word', '茶', '茶'],
  ['ru', 'an English name is stemmed as in English', 'running Running', 'run'],
  ['sv', 'an ending is an ending', 'husen hus', 'hus'],
] as const)('%s: %s', (language, _claim, text, stem) => {
  const stems = new Set(stemsIn(text, language).map((one) => one.stem));
  expect([...stems]).toEqual([stem]);
});

test.each(Object.entries(FUNCTION_WORDS))(
  '%s: the words that hold sentences together say nothing, whatever their accents',
  (name, lines) => {
    const language = name as Language; // as: Object.entries forgets the keys
    const words = lines.join(' ').split(' ');
    expect(words.filter((word) => stemOf(word, language) !== '' || stemOf(word.normalize('NFD').toUpperCase(), language) !== '')).toEqual(
      [],
    );
  },
);

test('English has the same stems whether it is said or not', () => {
  const text = 'The owners of naïve données 2024, Häuser и города 茶 also own the running tables.';
  expect(stemsIn(text, 'en')).toEqual(stemsIn(text));
});

const LANGUAGES = [...Object.keys(FUNCTION_WORDS), 'en', 'el', 'he', 'ko', 'th'] as Language[]; // as: Object.keys forgets which

test('in any language any text has stems, in order, each where it says', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      'الكـــتاب',
      'ﾃﾞｰﾀ',
      'İI',
      '\ud83d',
      '\udc4b',
      '👋',
      'opiniões',
      'ueue',
      'وووو',
      'ال',
      '茶',
      "l'",
      '__proto__',
      'constructor',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom(...LANGUAGES), (pieces, language) => {
      const text = pieces.join(' ');
      let before = 0; // where words are not set apart, two of them may share a letter
      for (const { stem, start, end } of stemsIn(text, language)) {
        expect(stem).not.toBe('');
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        before = start;
      }
    }),
  );
});

test('a stem does not depend on the words before it', () => {
  const words = [
    'Häuser',
    'continuellement',
    'canciones',
    'opiniões',
    'города',
    'المكتبات',
    'nazioni',
    'huizen',
    'flickor',
    'x'.repeat(40),
  ];
  for (const language of LANGUAGES) {
    const alone = words.map((word) => stemOf(word, language));
    for (let word = 0; word < 50_001; word++) stemOf(`w${word}`, language); // what was remembered is forgotten
    expect(words.toReversed().map((word) => stemOf(word, language))).toEqual(alone.toReversed());
  }
});

test.each(LANGUAGES)('%s: odd words of forty letters cost no more than others by far', (language) => {
  const words = ['aeioueaeioue', 'oesoesoes', 'ووووالال', 'ститься', 'ungungung', 'issantement'].map((part) =>
    part.repeat(10).slice(0, 40),
  );
  const before = process.cpuUsage().user;
  for (let time = 0; time < 300; time++)
    for (const word of words) stemOf(word.slice(0, 20) + String(time).padStart(3, 'a') + word.slice(23), language);
  expect(process.cpuUsage().user - before).toBeLessThan(3_000_000); // microseconds, for 1,800 words
});
