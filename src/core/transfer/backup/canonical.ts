/** Writes a value as the one JSON that it has: names in order, nothing undefined. So that equal things are equal bytes. */

export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value)) ?? 'null';
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, inOrder(each)])); // fromEntries: `__proto__` is a name like any other
}

export const isEqual = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
