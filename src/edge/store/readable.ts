/** Reads rows and counts those that do not read as what they should be: one of them never breaks a list. */
import type { Problem } from '../../core/problem';

export function readable<T>(
  rows: readonly unknown[],
  read: (row: unknown) => T | undefined,
): { values: T[]; problem: Problem | undefined } {
  const values = rows.map(read).filter((value) => value !== undefined);
  return { values, problem: unreadable(rows.length - values.length) };
}

export function unreadable(count: number): Problem | undefined {
  return count > 0 ? { kind: 'rows-unreadable', count } : undefined;
}
