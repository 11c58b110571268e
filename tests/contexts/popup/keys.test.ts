import { expect, test } from 'vitest';
import { commandFor } from '../../../src/contexts/popup/keys';

const press = (key: string, held: Partial<Parameters<typeof commandFor>[0]> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...held,
});

test.each([
  ['j', 'down'],
  ['ArrowDown', 'down'],
  ['k', 'up'],
  ['ArrowUp', 'up'],
  ['Home', 'first'],
  ['End', 'last'],
  ['s', 'save'],
  ['m', 'read'],
  ['/', 'search'],
  ['?', 'help'],
  ['Escape', 'back'],
  ['ArrowLeft', 'tab-left'],
  ['ArrowRight', 'tab-right'],
  ['3', 'tab-3'],
  ['x', undefined],
  ['Enter', undefined],
  ['Tab', undefined],
  [' ', 'unfold'],
  ['u', 'unread'],
  ['o', 'elsewhere'],
])('%s means %s', (key, command) => {
  expect(commandFor(press(key), false)).toBe(command);
});

test.each(['ctrlKey', 'altKey', 'metaKey', 'isComposing'] as const)('no key is taken with %s', (held) => {
  for (const key of ['s', 'j', 'ArrowDown', 'Escape', '1', 'Home']) expect(commandFor(press(key, { [held]: true }), false)).toBeUndefined();
});

test('while one types, only Escape and the way down to the list are taken', () => {
  const taken = ['s', 'm', 'j', 'k', '/', '?', '1', 'Home', 'End', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Escape', 'Enter'];
  expect(taken.filter((key) => commandFor(press(key), true))).toEqual(['ArrowDown', 'Escape']);
});
