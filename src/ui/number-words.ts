/** Numbers up to ten as words, for the start of a sentence. */
import { language, type Phrase, say } from './words';

const SMALL: readonly Phrase[] = [
  'inWords0',
  'inWords1',
  'inWords2',
  'inWords3',
  'inWords4',
  'inWords5',
  'inWords6',
  'inWords7',
  'inWords8',
  'inWords9',
  'inWords10',
];

/** "Two"; "1,204" beyond ten. */
export function inWords(count: number): string {
  const small = SMALL[count];
  return small === undefined ? language().number(count) : say(small);
}
