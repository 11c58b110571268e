/** The few ways in which nearly every RSS feed writes an author, taken apart as the parser does. Leaves all others to it. */

export type Author = { readonly name?: string; readonly email?: string };

const MAIL = '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+';
const NAME = '[^\\s()<>[\\]@&:\\r]+(?: [^\\s()<>[\\]@&:\\r]+)*'; // no address of any kind
const SHAPES: readonly RegExp[] = [
  `(?<name>${NAME})`,
  `(?<email>${MAIL})`,
  `(?<email>${MAIL}) \\((?<name>${NAME})\\)`,
  `(?<name>${NAME}) <(?<email>${MAIL})>`,
].map((shape) => new RegExp(`^${shape}$`));

/** Of a value without white space around it. */
export function authorIn(value: string): Author | undefined {
  if (value.includes('www.')) return undefined; // a site may be part of it
  for (const shape of SHAPES) {
    const found = shape.exec(value);
    if (found) return { ...found.groups };
  }
  return undefined;
}
