/** Reads a key as a test writes it, 'Shift+Tab', into what both browsers want to know of it. US layout. */

export type Key = {
  readonly key: string; // as KeyboardEvent.key
  readonly code: string; // as KeyboardEvent.code
  readonly keyCode: number; // the Windows virtual key code, which Chromium's shortcuts go by
  readonly text: string; // what it types; empty for none
};
export type Press = { readonly key: Key; readonly modifiers: readonly Modifier[] };
export type Modifier = 'Alt' | 'Control' | 'Meta' | 'Shift';

const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'Control', 'Meta', 'Shift']);
const NAMED: Readonly<Record<string, readonly [code: string, keyCode: number, text: string]>> = {
  Tab: ['Tab', 9, ''],
  Enter: ['Enter', 13, '\r'],
  Escape: ['Escape', 27, ''],
  Backspace: ['Backspace', 8, ''],
  Delete: ['Delete', 46, ''],
  ' ': ['Space', 32, ' '],
  PageUp: ['PageUp', 33, ''],
  PageDown: ['PageDown', 34, ''],
  End: ['End', 35, ''],
  Home: ['Home', 36, ''],
  ArrowLeft: ['ArrowLeft', 37, ''],
  ArrowUp: ['ArrowUp', 38, ''],
  ArrowRight: ['ArrowRight', 39, ''],
  ArrowDown: ['ArrowDown', 40, ''],
  Alt: ['AltLeft', 18, ''],
  Control: ['ControlLeft', 17, ''],
  Meta: ['MetaLeft', 91, ''],
  Shift: ['ShiftLeft', 16, ''],
};
const PUNCTUATION: Readonly<Record<string, readonly [code: string, keyCode: number]>> = {
  '/': ['Slash', 191],
  '?': ['Slash', 191],
  '.': ['Period', 190],
  ',': ['Comma', 188],
  '-': ['Minus', 189],
  '[': ['BracketLeft', 219],
  ']': ['BracketRight', 221],
};

/** RangeError for a key that is not in the tables above. */
export function keyOf(name: string): Key {
  const named = NAMED[name];
  if (named) return { key: name, code: named[0], keyCode: named[1], text: named[2] };
  const upper = name.toUpperCase();
  if (/^[A-Z]$/.test(upper)) return { key: name, code: `Key${upper}`, keyCode: upper.charCodeAt(0), text: name };
  if (/^[0-9]$/.test(name)) return { key: name, code: `Digit${name}`, keyCode: name.charCodeAt(0), text: name };
  const mark = PUNCTUATION[name];
  if (mark) return { key: name, code: mark[0], keyCode: mark[1], text: name };
  throw new RangeError(`no key is called ${JSON.stringify(name)}`);
}

/** 'Alt+Shift+N' is the key N with two modifiers held; with Control, Meta or Alt nothing is typed. */
export function pressOf(written: string): Press {
  const parts = written.split(/(?<=.)\+/); // a lone '+' is a key
  const name = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1).filter((part): part is Modifier => MODIFIERS.has(part));
  const types = modifiers.every((modifier) => modifier === 'Shift');
  const key = keyOf(modifiers.includes('Shift') && /^[a-z]$/i.test(name) ? name.toUpperCase() : name);
  return { key: types ? key : { ...key, text: '' }, modifiers };
}
