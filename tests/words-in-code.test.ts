/** The search for words in code finds what a person would read, and leaves to machines what is theirs. The law it serves is in architecture.test.ts. */
import { expect, test } from 'vitest';
import { wordsIn } from './words-in-code';

const said = (code: string) => wordsIn('view.tsx', code).map(({ words }) => words);

test.each([
  ['text between tags', '<p>unread</p>', 'unread'],
  ['a choice between tags', "<p>{isOn ? 'on' : say('off')}</p>", 'on'],
  ['a part of a template between tags', '<p>{`$'.concat('{count} left`}</p>'), 'left'],
  ['a title', '<a title="more" />', 'more'],
  ['a chosen label', "<a aria-label={isOn ? 'on' : say('off')} />", 'on'],
  ['a placeholder that is put together', '<input placeholder={`search $'.concat('{place}`} />'), 'search'],
  ['a sentence handed to a component', '<Step words="Try again" />', 'Try again'],
  ['a sentence handed to a function', "tell('Saved.')", 'Saved.'],
  ['a label of an element made by hand', "element('a', { 'aria-label': 'next' })", 'next'],
  ['a table of words', "const NAMES = { latest: 'Latest' }", 'Latest'],
  ['words in another script', '<p>читать</p>', 'читать'],
])('%s is found', (_what, code, words) => {
  expect(said(code)).toEqual([words]);
});

test.each([
  ['a key of _locales', "<p title={say('saved')}>{say(isOn ? 'on' : 'off', { title: name })}</p>"],
  ['classes', '<p class="row is-read">{word}</p>'],
  ['what is compared', "<p>{tab === 'page' && word}</p>"],
  ['a key of the keyboard', "const KEYS = [['ArrowDown', 'down']]"],
  ['an import and a type', "import x from './A thing'; type Kind = 'A thing'; let kind: 'Other thing'"],
  ['what a mistake says', "throw new RangeError('Not above 0'); const why = { kind: 'bug', detail: 'an unreadable message' }"],
  ['a mark that is no word', '<p title="·">/</p>'],
  ['a comment', '/* Nothing to read */ const a = 1; // Nothing either'],
])('%s is left alone', (_what, code) => {
  expect(said(code)).toEqual([]);
});

test('it says the line, and fails on what it cannot read', () => {
  expect(wordsIn('view.tsx', 'const a = 1;\n\n<p>read</p>')).toEqual([{ line: 3, words: 'read' }]);
  expect(() => wordsIn('view.tsx', '<p>')).toThrow('view.tsx could not be read');
});
