/** Highlights as the table that Readwise takes in: a row for each, with the page it stands on. Pure. */
import type { OutEntry } from './entry';

const NAMES = ['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date'];

export const csvHead = (): string => `${NAMES.join(',')}\r\n`;

export function csvRows({ essay, highlights }: OutEntry): string {
  return highlights
    .map(({ quote, note, madeAt }) =>
      [quote.exact, essay.title, essay.author ?? '', essay.url, note?.[0] ?? '', String(quote.start), new Date(madeAt).toISOString()]
        .map(csvCell)
        .join(','),
    )
    .map((row) => `${row}\r\n`)
    .join('');
}

/** Quoted where it must be. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
