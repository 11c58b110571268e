/** The words in the address of a post that has no others: "/2026/01/on-old-kilns.html" is about old kilns. Reads no site. */

const EXTENSION = /\.[a-z]{2,5}$/i;
const LEADING_DAY = /^\d{1,4}(?:[-_]\d{1,2}){0,2}[-_]/;
const WORD = /^\p{L}{2,}$/u;
const MAX_CHARS = 120;

/** Undefined where the last part of the path is a number, a name or a code: fewer than two words, or as much besides them. */
export function wordsOfAddress(address: string | undefined): string | undefined {
  const last =
    URL.parse(address ?? '')
      ?.pathname.split('/')
      .filter(Boolean)
      .at(-1) ?? '';
  const parts = decoded(last)
    .slice(0, MAX_CHARS)
    .replace(EXTENSION, '')
    .replace(LEADING_DAY, '')
    .split(/[-_+ ]+/)
    .filter(Boolean);
  const words = parts.filter((part) => WORD.test(part)).length;
  if (words < 2 || words * 2 <= parts.length) return undefined;
  const text = parts.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not of UTF-8
  }
}
