/** JSON that a stranger wrote, as a whole export or inside a larger one. */

const MAX_NESTED = 1_000; // lists and things in one another: no export comes near
const [OPENS_LIST, CLOSES_LIST, OPENS_THING, CLOSES_THING, QUOTE, ESCAPES] = [0x5b, 0x5d, 0x7b, 0x7d, 0x22, 0x5c];

/** Undefined for what is no JSON, and for what is nested too deep: one file that does not read costs itself. */
export function jsonIn(text: string | undefined): unknown {
  if (text === undefined || isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // named in the report by what it would have brought: nothing
  }
}

/** Nested as no export is. To be asked before parsing, because a parser takes eighty bytes of memory for each level, which is one byte of the file. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPENS_LIST || code === OPENS_THING) depth += 1;
    else if (code === CLOSES_LIST || code === CLOSES_THING) depth -= 1;
    else if (code === QUOTE) at = endOfString(text, at);
    if (depth > MAX_NESTED) return true;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === ESCAPES) at += 1;
  }
  return text.length;
}
