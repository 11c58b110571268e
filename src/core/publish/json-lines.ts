/** JSON with the line on which each value begins, so that a mistake can be pointed at. Total: what is no JSON is told with its line. */

export type Placed =
  | { readonly ok: true; readonly value: unknown; readonly lineOf: (path: string) => number }
  | { readonly ok: false; readonly line: number };

const SPACE = /[ \t\n\r]*/y;
const ATOM = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const TEXT = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const FIRST_PRINTED = 0x20; // no control stands in a text of JSON as it is
const MAX_DEPTH = 100;

/** Paths read as `items.3.title`. */
export function parsePlaced(text: string): Placed {
  const starts: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at);
  const places = new Map<string, number>();
  let at = 0;
  const lineAt = (offset: number): number => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const is = (sign: string): boolean => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const inside = (path: string, name: string | number): string => (path === '' ? String(name) : `${path}.${name}`);

  function words(): string | undefined {
    const found = take(TEXT);
    for (let char = 0; char < (found?.length ?? 0); char++) if ((found?.charCodeAt(char) ?? 0) < FIRST_PRINTED) return undefined;
    return found;
  }

  function value(path: string, depth: number): boolean {
    take(SPACE);
    places.set(path, at);
    if (depth > MAX_DEPTH) return false;
    if (is('{')) return members('}', () => named(path, depth));
    if (is('[')) {
      let count = 0;
      return members(']', () => value(inside(path, count++), depth + 1));
    }
    return words() !== undefined || (take(ATOM) ?? '') !== '';
  }

  function named(path: string, depth: number): boolean {
    take(SPACE);
    const name = words();
    return name !== undefined && is(':') && value(inside(path, JSON.parse(name) as string), depth + 1); // as: TEXT is a JSON string
  }

  function members(end: string, one: () => boolean): boolean {
    if (is(end)) return true;
    for (;;) {
      if (!one()) return false;
      if (is(end)) return true;
      if (!is(',')) return false;
    }
  }

  if (!value('', 0)) return { ok: false, line: lineAt(at) };
  take(SPACE);
  if (at < text.length) return { ok: false, line: lineAt(at) };
  return { ok: true, value: JSON.parse(text), lineOf: (path) => lineAt(places.get(path) ?? places.get(path.replace(/\.[^.]*$/, '')) ?? 0) };
}
