/** What a single key means in any keyboard layout: Caps Lock changes nothing, and where the layout writes no Latin letters the place of the key counts. */

type Press = Pick<KeyboardEvent, 'key'> & Partial<Pick<KeyboardEvent, 'code' | 'shiftKey'>>;

const LATIN = /^[a-z]$/i;
const OTHER_LETTER = /^[\p{L}\p{M}]+$/u;
const PLACE = /^Key([A-Z])$/;
const MARKS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Slash: ['/', '?'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
};

/** A letter small, or large with Shift; any other key as it is called. */
export function singleKey({ key, code = '', shiftKey = key !== key.toLowerCase() }: Press): string {
  if (LATIN.test(key)) return shiftKey ? key.toUpperCase() : key.toLowerCase();
  if (key.length > 2 || !OTHER_LETTER.test(key)) return key;
  const letter = PLACE.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  return MARKS[code]?.[shiftKey ? 1 : 0] ?? key;
}
