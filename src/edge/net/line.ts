/** What the browser says of the line. Firefox says nothing, and no browser tells a background of a battery that is saved. */

type Line = { readonly saveData?: boolean; readonly type?: string };

/** The reader saves data, or the line is one that is paid by what goes over it. False where the browser does not say. */
export function isSparing(): boolean {
  const { connection } = navigator as { connection?: Line }; // as: not in every browser, nor in the types
  return connection?.saveData === true || connection?.type === 'cellular';
}
