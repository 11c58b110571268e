/** Where the library page stands in the package, and how it is told what to show. Opens nothing. */

export const LIBRARY = 'src/contexts/library/library.html';

/** For `packagedAddress`. */
export function libraryPath(shown: { readonly q?: string; readonly shelf?: 'later' | 'archive' } = {}): string {
  const asked = new URLSearchParams(shown).toString();
  return asked === '' ? LIBRARY : `${LIBRARY}?${asked}`;
}
