/** Tells prose that is broken into lines by hand from code and tables. Reads letters only. */

const CODE = /[{}<>=;|\\$@#~^`_[\]]/g;
const MOST_CODE = 0.02; // of the characters
const STOPS = /[.!?…。！？]["'”’»)\]」』]*(?=\s|$)/g;
const CHARS_A_STOP = 400; // prose has a stop at least so often
const LEAST_CHARS = 80;
const JUDGED_CHARS = 20_000;
/** A class that says that this is code. */
export const SAYS_CODE = /(?:^|[\s_-])(?:code|highlight\w*|hljs|language|lang|brush|prettyprint|shell|terminal|console)(?:$|[\s:_-])/i;
/** Between paragraphs. */
const BLANK_LINE = /\n[^\S\n]*\n\s*/g;

/** Of a length that is worth asking what such a line means here. */
export function hasBlankLine(text: string): boolean {
  return text.length > LEAST_CHARS * 2 && /\S[^\S\n]*\n[^\S\n]*\n\s*\S/.test(text);
}

export function isHandBrokenProse(text: string): boolean {
  const judged = text.slice(0, JUDGED_CHARS);
  const count = (what: RegExp): number => judged.match(what)?.length ?? 0;
  return judged.length >= LEAST_CHARS && count(CODE) < judged.length * MOST_CODE && count(STOPS) * CHARS_A_STOP >= judged.length;
}

/** Where each paragraph of such a text stands. */
export function paragraphSpans(text: string): readonly (readonly [from: number, to: number])[] {
  const spans: [number, number][] = [];
  let from = 0;
  for (const { 0: blank, index } of text.matchAll(BLANK_LINE)) {
    spans.push([from, index]);
    from = index + blank.length;
  }
  return [...spans, [from, text.length]];
}
