/** Whether a table tells something by its rows and columns, or only places things beside one another. Asks for no layout. */
import { allWithin, attributeOf, closest, firstWithin, matches, textContent } from '../native';

const SAYS_DATA = 'caption,thead,tfoot,th,[scope],colgroup';
const LOOKED_AT = 60; // cells
const LONG_CELL_CHARS = 220;
const BLOCKS_IN_CELL = 'p + p,h1,h2,h3,h4,h5,h6,ul,ol,blockquote,form,article,section,div p,pre';

export function isDataTable(table: Element): boolean {
  const role = attributeOf(table, 'role') ?? '';
  if (/^(?:presentation|none)$/i.test(role)) return false;
  if (/^(?:table|grid|treegrid)$/i.test(role) || attributeOf(table, 'summary') || attributeOf(table, 'datatable') === '1') return true;
  if (firstWithin(table, 'table') !== null) return false;
  const rows = [...allWithin(table, 'tr')].slice(0, LOOKED_AT);
  const columns = rows.map((row) => row.childElementCount).reduce((most, count) => Math.max(most, count), 0);
  if (closest(table, 'table table') !== null && columns < 2) return false;
  if (firstWithin(table, SAYS_DATA) !== null) return true;
  if (columns < 2 || rows.length < 2) return false;
  const cells = rows.flatMap((row) => [...row.children]).slice(0, LOOKED_AT);
  const isLong = (cell: Element): boolean =>
    (textContent(cell) ?? '').trim().length > LONG_CELL_CHARS || firstWithin(cell, BLOCKS_IN_CELL) !== null;
  const isPictured = (cell: Element): boolean => firstWithin(cell, 'img') !== null && (textContent(cell) ?? '').trim() === '';
  if (cells.filter((cell) => isLong(cell) || isPictured(cell)).length > cells.length / 4) return false;
  return !cells.every((cell) => matches(cell, ':empty') || (textContent(cell) ?? '').trim() === '');
}
