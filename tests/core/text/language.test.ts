import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOf, mayBeSameLanguage, spokenIn } from '../../../src/core/text/language';

const GERMAN = 'Wer die Daten hat, der muss auch für sie sorgen, und das ist nicht nur eine Frage der Technik, sondern auch der Menschen.';
const ENGLISH =
  'Whoever has the data must also care for it, and that is not only a question of technique but of the people who do the work.';

test.each([
  ['it', 'La città è piena di gente che non sa dove andare, ma questa sera tutti sono in piazza con i loro amici perché è festa.'],
  ['nl', 'De stad is vol mensen die niet weten waar ze heen moeten, maar vanavond zijn ze allemaal op het plein met hun vrienden.'],
  ['sv', 'Staden är full av människor som inte vet vart de ska gå, men i kväll är alla på torget med sina vänner för att det är fest.'],
  [
    'da',
    'Byen er fuld af mennesker, som ikke ved, hvor de skal gå hen, men i aften er alle på torvet med deres venner, fordi der er fest.',
  ],
  ['da', 'Byen er full av mennesker som ikke vet hvor de skal gå, men i kveld er alle på torget med vennene sine fordi det er fest.'],
  [
    'pl',
    'Miasto jest pełne ludzi, którzy nie wiedzą, dokąd iść, ale dziś wieczorem wszyscy są na rynku, bo jest święto i to jest dla nich.',
  ],
  [
    'cs',
    'Město je plné lidí, kteří nevědí, kam jít, ale dnes večer jsou všichni na náměstí se svými přáteli, protože je svátek a to je dobré.',
  ],
  ['tr', 'Şehir nereye gideceğini bilmeyen insanlarla dolu, ama bu akşam herkes için bir bayram var ve çok güzel bir gün gibi.'],
  ['uk', 'Місто повне людей, які не знають, куди йти, але сьогодні ввечері всі на площі зі своїми друзями, бо це свято.'],
  ['el', 'Η πόλη είναι γεμάτη ανθρώπους'],
  ['he', 'העיר מלאה באנשים'],
  ['ko', '도시는 사람들로 가득하다'],
])('%s is told from the others', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test.each([
  ['nothing', ''],
  ['a name', 'Alessandro Torri'],
  ['an emoji', '👋👋👋'],
  ['half a character', '\ud83d'],
  ['numbers', '1 2 3 4 2024'],
  ['code', 'const x = parse(input); return x.map((y) => y.value + z.length); export default build;'],
  ['a list of names', 'Berlin, Paris, Kubernetes, PostgreSQL, Marta Lindqvist, Sidelight, Firefox, Chromium, Debian, Ubuntu'],
  ['a few Han characters, which a Japanese title may have too', '東京大学図書館'],
])('%s is in no language that could be told', (_claim, text) => {
  expect(languageOf(text)).toBeUndefined();
});

test.each([
  ['a long text overrules what its template declares', GERMAN.repeat(2), 'en', 'de'],
  ['a long English text too', ENGLISH.repeat(2), 'de', 'en'],
  ['a short line is what it is declared to be', 'Bienenstöcke', 'de', 'de'],
  ['a variant is its language', 'Bienenstöcke', 'de-CH-1996', 'de'],
  ['Norwegian counts as Danish, which it is written like', 'Fjord', 'nb-NO', 'da'],
  ['a short text against its declaration is in no language that could be told', 'What is the state of the web?', 'fr', undefined],
  ['a language that another script writes is not believed', 'Kubernetes', 'ru', undefined],
  ['what is no language tag is not believed', 'Bienenstöcke', '__proto__', undefined],
  ['Han characters are what they are declared to be', '東京大学図書館', 'ja', 'ja'],
  ['a long text without any of the declared language is not believed', 'Kubernetes '.repeat(100), 'fr', undefined],
])('%s', (_claim, text, declared, language) => {
  expect(languageOf(text, declared)).toBe(language);
});

test('different languages are not one; where one is not known, different scripts are not', () => {
  const [german, english, name, russianName] = [GERMAN, ENGLISH, 'Sidelight', 'Марта'].map((text) => spokenIn(text ?? ''));
  const nothing = spokenIn('2024');
  const same = (one = nothing, other = nothing): boolean => mayBeSameLanguage(one, other);
  expect([same(german, german), same(german, name), same(name, nothing), same(russianName, nothing)]).toEqual([true, true, true, true]);
  expect([same(german, english), same(name, russianName), same(english, russianName)]).toEqual([false, false, false]);
});

test('any text and any declaration get an answer', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(anything, fc.option(anything, { nil: undefined }), (text, declared) => {
      const { script, language } = spokenIn(text, declared);
      expect(language === undefined || script !== undefined).toBe(true);
    }),
  );
});

test('of a text of five million characters the beginning is read', () => {
  expect(languageOf(`${GERMAN}\n`.repeat(40_000))).toBe('de');
});

const PACK = join(process.cwd(), '..', 'shared', 'packs', 'related');
const isThere = existsSync(PACK);
if (!isThere) console.info(`Languages are not measured: there is no ${PACK}.`);

describe.skipIf(!isThere)('on the related-reading pack', () => {
  const rows = (file: string): { id: string; kind?: string; title: string; summary: string; text: string }[] => {
    const lines = readFileSync(join(PACK, file), 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line)); // the pack's README says what a line holds
  };
  /** Translations and one Italian preface: read and found to be what is said of them. */
  const ELSEWHERE = /^(tonsky\/(es|es~2|fr|hu|it|ko|pt|ru|zh)|rawthought\/(djb\.ja|hiring\.es)|quux\/manuscripts)$/;

  test.each(['summary', 'text'] as const)('at most one English %s in a thousand is taken for another language', (field) => {
    const english = rows('blogs/index.jsonl').filter(({ id }) => !ELSEWHERE.test(id));
    const told = english.map((essay) => languageOf(`${essay.title}\n${essay[field]}`));
    expect(told.filter((language) => language !== undefined && language !== 'en').length).toBeLessThanOrEqual(english.length / 1_000);
    expect(told.filter((language) => language === 'en').length).toBeGreaterThan(english.length * 0.99);
  });

  test('the Chinese pages are Chinese, but for one that quotes a page of English', () => {
    const chinese = rows('negatives/queries.jsonl').filter(({ kind }) => kind === 'chinese');
    expect(chinese.filter(({ text }) => languageOf(text) === 'zh').length).toBeGreaterThanOrEqual(chinese.length - 1);
  });
});
