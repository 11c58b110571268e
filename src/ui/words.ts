/**
 * The typed door to `_locales`, where every sentence a person reads stands: a key or a placeholder that English does not have does not compile.
 * Knows no browser; each context's main hands in the voice before anything is said.
 *
 * Placeholders are numbered in the alphabetical order of their names, which tests/locales.test.ts holds every language to: so the names are all
 * that has to be known here, and no file of words is ever part of a script.
 */
import type english from '../../public/_locales/en/messages.json';
import { type Language, languageOf } from './language';

type English = typeof english;
export type Key = keyof English;

/** What is said in one of several forms, by how many there are: `essays` stands for `essays_one`, `essays_other` and whatever a language needs. */
export type Counted = Key extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;
type Plain = Exclude<Key, `${Counted}_${Intl.LDMLPluralRule}`>;

type NamesIn<K> = K extends Key ? (English[K] extends { readonly placeholders: infer P } ? keyof P & string : never) : never;
type Value = string | number;
type Given<Names extends string, V = Value> = [Names] extends [never] ? [] : [values: Readonly<Record<Names, V>>];

/** What needs nothing filled in: for tables of words. */
export type Phrase = Plain extends infer K ? (K extends Plain ? ([NamesIn<K>] extends [never] ? K : never) : never) : never;

/** A context's way to the words; edge/browser/voice.ts is the browser's. */
export type Voice = {
  readonly uiLanguage: () => string; // BCP 47
  readonly message: (key: string, substitutions: readonly string[]) => string; // empty where there is no such key
};

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const FIRST_PIECE = 0xe000; // of the private use area: no sentence holds these

let voice: Voice | undefined;
let spoken: Language | undefined;

/** Once in each context, before all else. */
export function speak(next: Voice): void {
  voice = next;
  spoken = undefined;
}

/** The language of the words, with the customs of the browser's own where they are one: English words in a German browser have English dates. */
export function language(): Language {
  spoken ??= languageOf(heard().message('language', []), heard().uiLanguage());
  return spoken;
}

export function say<K extends Plain>(key: K, ...[values]: Given<NamesIn<K>>): string {
  return heard().message(key, inOrder(values));
}

/** "1 essay", "1,204 essays": the form that the language has for this many. `count` is filled in by itself. */
export function counted<B extends Counted>(base: B, count: number, ...[values]: Given<Exclude<NamesIn<`${B}_other`>, 'count'>>): string {
  const substitutions = inOrder({ ...values, count });
  return heard().message(`${base}_${language().plural(count)}`, substitutions) || heard().message(`${base}_other`, substitutions);
}

/** The pieces of a sentence that holds more than text, in the order of the language. */
export function inPieces<K extends Plain, T>(key: K, values: Readonly<Record<NamesIn<K>, Value | T>>): readonly (string | T)[] {
  const others: T[] = [];
  const marked = Object.entries<Value | T>(values).map(([name, value]) => {
    if (typeof value === 'string' || typeof value === 'number') return [name, value] as const;
    others.push(value);
    return [name, String.fromCharCode(FIRST_PIECE + others.length - 1)] as const;
  });
  const sentence = heard().message(key, inOrder(Object.fromEntries(marked)));
  return sentence.split(/([\ue000-\ue008])/).map((piece) => others[piece.charCodeAt(0) - FIRST_PIECE] ?? piece);
}

function heard(): Voice {
  if (voice === undefined) throw new Error('Words were asked for before the context had a voice');
  return voice;
}

function inOrder(values: Readonly<Record<string, Value>> = {}): readonly string[] {
  return Object.keys(values)
    .sort()
    .map((name) => filledIn(values[name] ?? ''));
}

/** A name of another direction keeps to itself, so that it cannot turn the sentence around. */
function filledIn(value: Value): string {
  if (typeof value === 'number') return language().number(value);
  return language().direction === 'rtl' || RIGHT_TO_LEFT_LETTER.test(value) ? `\u2068${value}\u2069` : value;
}
