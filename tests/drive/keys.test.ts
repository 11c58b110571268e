/** Keys as tests write them, and what a browser is told of them. */
import { expect, test } from 'vitest';
import { pressOf } from './keys';

test.each([
  ['a', [], 'a', 'KeyA', 'a'],
  ['Shift+a', ['Shift'], 'A', 'KeyA', 'A'],
  ['Shift+Tab', ['Shift'], 'Tab', 'Tab', ''],
  ['Alt+Shift+N', ['Alt', 'Shift'], 'N', 'KeyN', ''],
  ['Enter', [], 'Enter', 'Enter', '\r'],
  ['/', [], '/', 'Slash', '/'],
])('%s', (written, modifiers, key, code, text) => {
  const press = pressOf(written);
  expect({ modifiers: press.modifiers, key: press.key.key, code: press.key.code, text: press.key.text }).toEqual({
    modifiers,
    key,
    code,
    text,
  });
});

test('a key that is not known is refused by name', () => {
  expect(() => pressOf('Hyper')).toThrow(/"Hyper"/);
});
