/** Reads single fields of a stranger's JSON and cells: right type or absent. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(raw: unknown): Fields {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Fields) : {}; // as: an object's fields are unknown
}

export function listOf(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : [];
}

export function textOf(raw: unknown): string {
  return typeof raw === 'string' ? raw : '';
}

/** True for true, 1, "1", "true" and "True"; false for their opposites; undefined for what says neither. */
export function claimOf(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  const text = typeof raw === 'number' ? String(raw) : textOf(raw).trim().toLowerCase();
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : undefined;
}

/** A field that is there only where it says something. */
export function named<N extends string, T>(name: N, value: T | undefined): { readonly [K in N]?: T } {
  return value === undefined || value === '' ? {} : ({ [name]: value } as { [K in N]: T }); // as: a computed key widens to string
}
