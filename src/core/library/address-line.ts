/** A line below the address bar, as each browser wants it. Pure; edge/browser/omnibox.ts hands it over. */

/** `content` stands in the bar when the line is chosen. */
export type Line = { readonly content: string; readonly title: readonly LinePiece[]; readonly about: string };
export type LinePiece = { readonly text: string; readonly isLit: boolean };

const CONTROL = /[\p{Cc}\p{Cs}]/gu; // no XML may hold them
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** With `isMarkup`, as XML, in which nothing of a title is read as any; else every sign stands as it is. */
export function described(title: readonly LinePiece[], about: string, isMarkup: boolean): string {
  const dash = about === '' ? '' : ' · ';
  if (!isMarkup) return `${title.map(({ text }) => text).join('')}${dash}${about}`.replace(CONTROL, ' ');
  const lit = title.map(({ text, isLit }) => (isLit ? `<match>${escaped(text)}</match>` : escaped(text))).join('');
  return about === '' ? lit : `${lit}<dim>${dash}${escaped(about)}</dim>`;
}

function escaped(text: string): string {
  return text.replace(CONTROL, ' ').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
