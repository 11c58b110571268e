/** Addresses that stand in running text. Their words are a site's, the same in all that link there, and say nothing of what is written. Pure. */

const ADDRESSES = /\bhttps?:\/\/[\x21-\x7e]+/g; // letters beyond these follow one where a language sets no spaces

/** The same text with spaces for its addresses: what is left stands where it stood. */
export function withoutAddresses(text: string): string {
  if (!text.includes('://')) return text; // most texts have none
  return text.replace(ADDRESSES, (address) => ' '.repeat(address.length));
}
