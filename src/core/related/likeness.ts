/** Whether two pages say nearly the same: a refusal on one holds on its print view, on its mirror and after a correction. Keeps no word of them. Pure. */
import type { PageTerm } from './page-terms';

/** For each of sixteen orders of all words, which of the page's comes first: three hexadecimal digits each. No address begins so. */
export type Likeness = `~${string}`;

const ORDERS = 16;
const DIGITS = 3;
const MOSTLY = 9; // of the sixteen: pages that share six words in ten have so many alike, and two texts on one subject have one or two
const LEAST_TERMS = 40; // of fewer, two pages that have nothing to do with each other may look alike
const FORM = /^~[0-9a-f]{48}$/;

/**
 * Cost    sixteen steps for each of the page's terms.
 * Source  Broder, "On the resemblance and containment of documents", 1997.
 */
export function likenessOf(terms: readonly PageTerm[]): Likeness | undefined {
  if (terms.length < LEAST_TERMS) return undefined;
  const first = new Uint32Array(ORDERS).fill(0xffffffff);
  for (const { term } of terms) {
    const hash = hashOf(term);
    for (let order = 0; order < ORDERS; order += 1) first[order] = Math.min(first[order] ?? 0, placeIn(order, hash));
  }
  return `~${[...first].map((place) => (place % 16 ** DIGITS).toString(16).padStart(DIGITS, '0')).join('')}`;
}

export function isLikeness(value: unknown): value is Likeness {
  return typeof value === 'string' && FORM.test(value);
}

export function isNear(one: Likeness, other: Likeness): boolean {
  let alike = 0;
  for (let at = 1; at < one.length; at += DIGITS) if (one.slice(at, at + DIGITS) === other.slice(at, at + DIGITS)) alike += 1;
  return alike >= MOSTLY;
}

/** FNV-1a. */
function hashOf(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i += 1) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  return hash;
}

/** Stirred as MurmurHash3 ends: every order is another. */
function placeIn(order: number, hash: number): number {
  let place = hash ^ Math.imul(order + 1, 0x9e3779b9);
  place = Math.imul(place ^ (place >>> 16), 0x85ebca6b);
  place = Math.imul(place ^ (place >>> 13), 0xc2b2ae35);
  return (place ^ (place >>> 16)) >>> 0;
}
