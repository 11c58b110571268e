/** Cuts a long sentence down to the stretch where its shared words stand. Cuts between words, and never inside a character. */
import type { Span } from '../page';

const LONGEST_WORD = 24; // characters; text without spaces is cut where it must be

/** At most about `maxChars` of `span`, a third of them before the first lit word. Spans point into `text`. */
export function excerptSpan(text: string, [start, end]: Span, lit: readonly Span[], maxChars: number): Span {
  if (end - start <= maxChars) return [start, end];
  const firstLit = lit.reduce((least, [at]) => (at >= start && at < end ? Math.min(least, at) : least), end);
  const wanted = Math.min((firstLit === end ? start : firstLit) - Math.floor(maxChars / 3), end - maxChars);
  const from = wanted <= start ? start : afterSpace(text, wanted, end);
  const to = from + maxChars >= end ? end : beforeSpace(text, from + maxChars, from);
  return [from, to];
}

function afterSpace(text: string, at: number, end: number): number {
  const space = text.slice(at, Math.min(end, at + LONGEST_WORD)).search(/\s/);
  return space === -1 ? wholeCharacter(text, at) : at + space + 1;
}

function beforeSpace(text: string, at: number, start: number): number {
  const from = Math.max(start + 1, at - LONGEST_WORD);
  const space = text.slice(from, at).search(/\s\S*$/);
  return space === -1 ? wholeCharacter(text, at) : from + space;
}

/** Never between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) ? at - 1 : at;
}
