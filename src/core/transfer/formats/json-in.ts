/** JSON inside a larger export: one file that does not read costs itself. */

/** Undefined for what is no JSON. */
export function jsonIn(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // named in the report by what it would have brought: nothing
  }
}
