/** The rows that are not taken, as a table that one can keep and mend. Pure. */
import type { Dropped } from '../incoming';
import { csvCell } from '../out/csv';

const NAMES = ['address', 'title', 'reason', 'same page as', 'rows'];

export function leftAsCsv(dropped: readonly Dropped[]): string {
  const rows = dropped.map(({ address, title, reason, of = '', rows: many = 1 }) => [address, title, reason, of, String(many)]);
  return [NAMES, ...rows].map((cells) => cells.map((cell) => csvCell(harmless(cell))).join(',')).join('\r\n');
}

/** What a table's program would take for a formula is none: it came out of a stranger's file. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
