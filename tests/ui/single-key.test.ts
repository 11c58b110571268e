import { expect, test } from 'vitest';
import { singleKey } from '../../src/ui/single-key';

test.each<[string, Parameters<typeof singleKey>[0], string]>([
  ['a letter', { key: 'n', code: 'KeyN', shiftKey: false }, 'n'],
  ['with Shift', { key: 'N', code: 'KeyN', shiftKey: true }, 'N'],
  ['with Caps Lock', { key: 'N', code: 'KeyN', shiftKey: false }, 'n'],
  ['with both', { key: 'n', code: 'KeyN', shiftKey: true }, 'N'],
  ['Russian', { key: 'т', code: 'KeyN', shiftKey: false }, 'n'],
  ['Russian, with Caps Lock', { key: 'Т', code: 'KeyN', shiftKey: false }, 'n'],
  ['Greek, with Shift', { key: 'Η', code: 'KeyH', shiftKey: true }, 'H'],
  ['Hebrew', { key: 'מ', code: 'KeyN', shiftKey: false }, 'n'],
  ['Arabic, one key for two letters', { key: 'لا', code: 'KeyB', shiftKey: false }, 'b'],
  ['Dvorak: the letter counts, not its place', { key: 'n', code: 'KeyL', shiftKey: false }, 'n'],
  ['a bracket where Russian writes a letter', { key: 'х', code: 'BracketLeft', shiftKey: false }, '['],
  ['a question mark', { key: '?', code: 'Slash', shiftKey: true }, '?'],
  ['a key with a name', { key: 'Escape', code: 'Escape', shiftKey: false }, 'Escape'],
  ['a digit', { key: '2', code: 'Digit2', shiftKey: false }, '2'],
  ['a letter of Latin script that no shortcut has', { key: 'ö', code: 'Semicolon', shiftKey: false }, 'ö'],
])('%s', (_what, press, meant) => {
  expect(singleKey(press)).toBe(meant);
});
