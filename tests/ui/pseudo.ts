/**
 * A language that nobody speaks: every letter accented, a third longer, from right to left, with the six plural forms of Arabic. What is not in it was
 * never asked of `_locales`; what does not fit in it will not fit in German.
 */
import type { Entry, Messages } from '../../src/ui/messages-voice';

export const PSEUDO = 'ar-XB'; // the tag that is kept for this
const PLURALS: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const LONGER_BY = 1 / 3;
const FROM_THE_RIGHT = '\u202e';
const BACK = '\u202c';

/** Every message of `english`, and of each that has plural forms all the forms. */
export function pseudo(english: Messages): Messages {
  const messages: Record<string, Entry> = {};
  for (const [key, entry] of Object.entries(english)) {
    const { 0: ending, 1: form } = /_([a-z]+)$/.exec(key) ?? [];
    const isPlural = PLURALS.some((rule) => rule === form);
    for (const name of isPlural && ending ? PLURALS.map((rule) => key.replace(ending, `_${rule}`)) : [key]) {
      if (name === key || !(name in english)) messages[name] = { ...entry, message: pseudoWords(entry.message) };
    }
  }
  return { ...messages, language: { message: PSEUDO } };
}

/** Placeholders stay as they are. */
export function pseudoWords(message: string): string {
  return message.replace(/\$[a-z0-9_@]+\$|\p{L}+/giu, (piece) => (piece.startsWith('$') ? piece : strange(piece)));
}

function strange(word: string): string {
  const accented = Array.from(word, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join('');
  return `${FROM_THE_RIGHT}${accented}${'·'.repeat(Math.ceil(word.length * LONGER_BY))}${BACK}`;
}
