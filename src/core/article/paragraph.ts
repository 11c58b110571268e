/** Whether one block, by itself or among its like, is running text. */
import type { Block } from './blocks';
import type { Climb } from './tree';

export const MIN_PROSE_CHARS = 500; // less is not something one reads
export const REPEATED_CHARS = 80; // pages hold their text twice: what is as long as this is read once, shorter ones are repeated with reason
export const PLAIN_SHARE = 0.5; // of a block: where less is outside links, it is a list of links
const PARAGRAPH_CHARS = 80; // shorter ones must at least end like a sentence
const SENTENCE_CHARS = 25;
const LEAST_PLAIN_CHARS = 15; // of a sentence that is mostly a link
const LINE_CHARS = 15; // of a line of verse, or of what is written in lines as verse is
const LEAST_LINES = 5; // under one parent
const ENDS_LIKE_SENTENCE = /[.!?…:;。！？।۔]["'”’»)\]」』）】》]*\s*$/;
const GOES_ON_ELSEWHERE = /(?:\.\.\.|…)[\])]?\s*$/;

export function isParagraph(block: Block<unknown>): boolean {
  const { isHeading, chars, plainChars, tail } = block;
  if (isHeading || plainChars < chars * PLAIN_SHARE || isLeadToAnother(block)) return false;
  return chars >= PARAGRAPH_CHARS || (chars >= SENTENCE_CHARS && ENDS_LIKE_SENTENCE.test(tail));
}

/** Another post's beginning: its title as a link, and some words that break off. */
export function isLeadToAnother({ chars, plainChars, tail }: Block<unknown>): boolean {
  return plainChars < chars && GOES_ON_ELSEWHERE.test(tail);
}

/** A sentence that is mostly a link is text among text, and a headline elsewhere. */
export function isMostlyLink({ isHeading, chars, plainChars, tail }: Block<unknown>): boolean {
  const isLinked = plainChars < chars * PLAIN_SHARE && plainChars >= LEAST_PLAIN_CHARS;
  return !isHeading && isLinked && chars >= SENTENCE_CHARS && ENDS_LIKE_SENTENCE.test(tail);
}

/** Dense scripts are often set in short lines without stops, each an element of its own. */
export function linesOf<P, B extends Block<P>>(all: readonly B[], parentOf: Climb<P>): ReadonlySet<B> {
  const under = new Map<P | undefined, B[]>();
  for (const block of all) {
    const { isHeading, density, chars, plainChars, container } = block;
    if (isHeading || density === 1 || chars < LINE_CHARS || plainChars < chars) continue;
    const parent = parentOf(container);
    const lines = under.get(parent);
    if (lines === undefined) under.set(parent, [block]);
    else lines.push(block);
  }
  return new Set([...under.values()].filter(({ length }) => length >= LEAST_LINES).flat());
}
