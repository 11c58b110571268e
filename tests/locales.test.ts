/** The files of words: each is what browsers take, translators understand, and the typed door relies on. A language is one more file, held to the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };
import english from '../public/_locales/en/messages.json' with { type: 'json' };
import { type Messages, voiceOf } from '../src/ui/messages-voice';
import { counted, inPieces, language, say, speak } from '../src/ui/words';
import { withoutDescriptions } from './tools/build/no-descriptions';
import { PSEUDO, pseudo } from './ui/pseudo';

const LOCALES = join(import.meta.dirname, '..', 'public', '_locales');
const ENGLISH: Messages = english;
const MOST_IN_A_DESCRIPTION = 132; // chars; the Chrome Web Store takes no more
const MOST_SUBSTITUTIONS = 9;
const PLURAL = /_(zero|one|two|few|many|other)$/;

const languages = readdirSync(LOCALES).map((name): readonly [string, Messages] => [
  name,
  JSON.parse(readFileSync(join(LOCALES, name, 'messages.json'), 'utf8')),
]);
const everyLanguage = [...languages, [PSEUDO, pseudo(ENGLISH)] as const];
const placeholdersOf = (messages: Messages, key: string) => Object.keys(messages[key]?.placeholders ?? {});
const englishKeyOf = (key: string) => (key in ENGLISH ? key : key.replace(PLURAL, '_other'));

afterEach(() => speak(voiceOf(ENGLISH, 'en-GB')));

test('what is shipped says every sentence that is written, and nothing to translators', () => {
  const shipped = withoutDescriptions(ENGLISH) as Messages;
  expect(Object.keys(shipped)).toEqual(Object.keys(ENGLISH));
  expect(Object.values(shipped).filter((one) => 'description' in one)).toEqual([]);
  speak(voiceOf(shipped, 'en-GB'));
  for (const [name, { message }] of Object.entries(shipped)) expect(message).toBe(ENGLISH[name]?.message);
});

test('English is there, complete, and what browsers fall back to', () => {
  expect(languages.map(([name]) => name)).toContain('en');
  expect(manifest.default_locale).toBe('en');
});

test('every message of English is described for whoever translates it', () => {
  expect(Object.entries(ENGLISH).filter(([, { description = '' }]) => description.length < 10)).toEqual([]);
});

test.each(everyLanguage)('%s: names are what browsers take, and none differs from another by case alone', (_name, messages) => {
  const names = Object.keys(messages);
  expect(names.filter((name) => !/^[a-z0-9_@]+$/i.test(name) || name.startsWith('@@'))).toEqual([]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

test.each(everyLanguage)(
  '%s: placeholders are those of English, numbered in alphabetical order, and no other dollar stands alone',
  (_name, messages) => {
    const wrong = Object.entries(messages).filter(([key, { message, placeholders = {} }]) => {
      const names = Object.keys(placeholders);
      const used = [...message.matchAll(/\$([a-z0-9_@]+)\$/gi)].map((match) => match[1]?.toLowerCase());
      return (
        names.length > MOST_SUBSTITUTIONS ||
        names.join() !== placeholdersOf(ENGLISH, englishKeyOf(key)).join() ||
        names.some((name, index) => placeholders[name]?.content !== `$${index + 1}`) ||
        [...names].sort().join() !== names.join() ||
        used.some((name) => !names.some((known) => known.toLowerCase() === name)) ||
        names.some((name) => name !== 'count' && !used.includes(name.toLowerCase())) ||
        /\$/.test(message.replace(/\$[a-z0-9_@]+\$|\$\$/gi, ''))
      );
    });
    expect(wrong).toEqual([]);
  },
);

test.each(everyLanguage)('%s: what is counted has every form that its language asks for', (name, messages) => {
  const forms = new Intl.PluralRules(name.replace('_', '-')).resolvedOptions().pluralCategories;
  const counts = Object.keys(messages).filter((key) => key.endsWith('_other'));
  const missing = counts.flatMap((key) => forms.map((form) => key.replace(PLURAL, `_${form}`))).filter((key) => !(key in messages));
  expect(missing).toEqual([]);
});

test.each(everyLanguage)('%s: it says which language it is, and knows no key that English does not', (name, messages) => {
  expect(messages['language']?.message).toBe(name.replace('_', '-'));
  expect(Object.keys(messages).filter((key) => !(englishKeyOf(key) in ENGLISH))).toEqual([]);
});

test.each(languages)('%s: the description fits where it is shown', (_name, messages) => {
  expect((messages['description']?.message ?? '').length).toBeLessThanOrEqual(MOST_IN_A_DESCRIPTION);
});

test('the manifest asks for words that are there, and says none of its own', () => {
  const asked = [...JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)].map((match) => match[1] ?? '');
  expect(asked.filter((key) => !(key in ENGLISH))).toEqual([]);
  const shown = [manifest.name, manifest.description, manifest.action.default_title];
  const commands = Object.values(manifest.commands).flatMap((command) => ('description' in command ? [command.description] : []));
  expect([...shown, ...commands].filter((words) => !/^__MSG_\w+__$/.test(words))).toEqual([]);
});

test('a wrong key, a missing or a wrong placeholder does not compile', () => {
  const wrong = () => {
    // @ts-expect-error: no such key
    say('nothingLikeThis');
    // @ts-expect-error: a plural has to be counted
    say('essays_one');
    // @ts-expect-error: no such thing to count
    counted('justNow', 1);
    // @ts-expect-error: what is filled in is missing
    say('onDay');
    // @ts-expect-error: another name
    say('onDay', { date: 'x' });
    // @ts-expect-error: nothing to fill in
    say('justNow', { day: 'x' });
    // @ts-expect-error: one of two is missing
    say('positionOf', { position: 1 });
    // @ts-expect-error: the total is missing beside the count
    counted('problemBundleSome', 1);
  };
  expect(wrong).toBeTypeOf('function'); // it is the compiler that judges the lines above
});

test('what is filled in is never read as a placeholder, and may hold anything', () => {
  expect(say('onDay', { day: '$1 $DAY$ $$' })).toBe('on $1 $DAY$ $$');
  expect(say('positionOf', { total: 1204, position: 3 })).toBe('3 of 1,204');
});

test('a sentence that holds an element comes in pieces, in the order of its language', () => {
  const element = { tag: 'b' };
  expect(inPieces('positionOf', { total: element, position: 1 })).toEqual(['1 of ', element, '']);
});

test('English words in another browser keep English numbers, plurals and direction; the reader’s own country counts where it is the same language', () => {
  speak(voiceOf(ENGLISH, 'ru'));
  expect([counted('essays', 21), counted('essays', 1204), language().direction]).toEqual(['21 essays', '1,204 essays', 'ltr']);
  speak(voiceOf(ENGLISH, 'he'));
  expect(language().direction).toBe('ltr');
  speak(voiceOf(ENGLISH, 'en-US'));
  expect([language().tag, language().day(0)]).toEqual(['en-US', 'Jan 1, 1970']);
});

test('a language has its own plural forms and direction, and what it lacks is said in English', () => {
  speak(voiceOf({ ...pseudo(ENGLISH), essays_few: { message: 'few' } }, PSEUDO, ENGLISH));
  expect([counted('essays', 3), language().direction]).toEqual(['few', 'rtl']);
  speak(voiceOf({ language: { message: 'ru' } }, 'ru', ENGLISH));
  expect([counted('essays', 5), say('justNow')]).toEqual(['5 essays', 'just now']);
});

test('a name that runs the other way keeps to itself', () => {
  expect(say('onDay', { day: 'דוגמה' })).toBe('on \u2068דוגמה\u2069');
  speak(voiceOf(pseudo(ENGLISH), PSEUDO));
  expect(say('onDay', { day: 'example' })).toContain('\u2068example\u2069');
});

test('nothing is said before there is a voice', async () => {
  vi.resetModules();
  const fresh = await import('../src/ui/words');
  expect(() => fresh.say('justNow')).toThrow('before the context had a voice');
});

test('no stylesheet of ours says left or right: the language says where a line begins', () => {
  const src = join(import.meta.dirname, '..', 'src');
  const sheets = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));
  const sided = sheets.flatMap((file) =>
    readFileSync(join(src, file), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .split('\n')
      .filter((line) => /(^|[\s;{-])(left|right)(\s*:|\s*;|-radius)/.test(line) || isLopsided(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(sheets.length).toBeGreaterThan(5);
  expect(sided).toEqual([]);
});

/** "padding: 1px 2px 3px 4px" puts 4px to the left whatever the language. */
function isLopsided(line: string): boolean {
  const { 1: values = '' } = /^\s*(?:margin|padding|inset):\s*([^;]+);/.exec(line) ?? [];
  const [, right, , left] = values.replace(/\((?:[^()]|\([^()]*\))*\)/g, (inside) => inside.replaceAll(' ', '')).split(' ');
  return left !== undefined && left !== right;
}
