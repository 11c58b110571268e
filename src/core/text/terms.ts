/** A term is a stem, or two neighbouring stems with a space between. Reads them off a text; weighs nothing. */
import type { Language } from './language';
import { eachStem } from './stems';

/** A stem where it stands; offsets count UTF-16 code units, `end` is exclusive. */
export type Stem = { readonly stem: string; readonly start: number; readonly end: number };

/** Cost  one object a stem; where places do not matter, use eachStem. */
export function stemsIn(text: string, language?: Language): Stem[] {
  const stems: Stem[] = [];
  eachStem(text, (stem, start, end) => stems.push({ stem, start, end }), language);
  return stems;
}

export function pairOf(first: string, second: string): string {
  return `${first} ${second}`;
}

export function isPair(term: string): boolean {
  return term.includes(' ');
}
