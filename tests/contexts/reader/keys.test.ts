import { expect, test } from 'vitest';
import { commandFor } from '../../../src/contexts/reader/keys';

const press = (key: string, held: object = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, ...held });

test.each([
  ['j', 'next-paragraph'],
  ['p', 'previous-mark'],
  ['=', 'larger'],
  ['e', 'archive'],
  ['Escape', 'back'],
  ['?', 'help'],
])('%s: %s', (key, command) => {
  expect(commandFor(press(key), false)).toBe(command);
});

test('a key of a field, of the browser or of an input method is left alone; Space scrolls as everywhere', () => {
  expect(commandFor(press('e'), true)).toBeUndefined();
  expect(commandFor(press('f', { ctrlKey: true }), false)).toBeUndefined();
  expect(commandFor(press('e', { isComposing: true }), false)).toBeUndefined();
  expect(commandFor(press(' '), false)).toBeUndefined();
});
