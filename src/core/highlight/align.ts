/** Finds a run of words in a text even where some were changed, added or taken away. Punctuation, case and spacing do not count. */
import type { Span } from '../page';

const WORD = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{M}\p{N}]+/gu;
/** Punctuation that touches a word belongs to its sentence. */
const BEFORE = /[^\s\p{L}\p{M}\p{N}]*$/u;
const AFTER = /^[^\s\p{L}\p{M}\p{N}]*/u;
const MIN_WORDS = 6; // fewer words, changed, could be any sentence
const MAX_CHANGED = 0.25; // part of the words that may differ
const MIN_LEAD = 0.25; // part of the words by which the second best place must be worse

type Words = { readonly words: readonly string[]; readonly spans: readonly Span[] };

/**
 * The one stretch of `text` whose words are those of `wanted` or nearly; undefined where there is none or more than one.
 *
 * Cost    words of the text times words of `wanted`.
 * Source  Sellers, "The theory and computation of evolutionary distances: pattern recognition", 1980: edit distance with a free start.
 */
export function alignWords(text: string, wanted: string): Span | undefined {
  const there = wordsOf(text);
  const known = new Set(there.words);
  const { words } = wordsOf(wanted);
  if (words.length === 0 || words.filter((word) => known.has(word)).length < words.length - allowed(words.length)) return undefined;
  const ends = distances(there.words, words);
  const best = least(ends, 0, ends.length);
  if (best === undefined || best.distance > allowed(words.length)) return undefined;
  const rivals = [least(ends, 0, best.end - words.length), least(ends, best.end + words.length, ends.length)];
  const lead = Math.max(1, Math.ceil(words.length * MIN_LEAD));
  if (rivals.some((rival) => rival !== undefined && rival.distance < best.distance + lead)) return undefined;
  const [first, last] = [there.spans[best.start], there.spans[best.end]];
  return (
    first &&
    last && [
      first[0] - touching(text.slice(Math.max(0, first[0] - 8), first[0]), BEFORE),
      last[1] + touching(text.slice(last[1], last[1] + 8), AFTER),
    ]
  );
}

function touching(text: string, pattern: RegExp): number {
  return pattern.exec(text)?.[0].length ?? 0;
}

/** A short quote must keep every word; only its spacing and punctuation may differ. */
function allowed(words: number): number {
  return words < MIN_WORDS ? 0 : Math.floor(words * MAX_CHANGED);
}

function wordsOf(text: string): Words {
  const words: string[] = [];
  const spans: Span[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    words.push(word.toLowerCase());
    spans.push([index, index + word.length]);
  }
  return { words, spans };
}

type Place = { readonly start: number; readonly end: number; readonly distance: number };

/** For every word of the text: how many edits make a stretch ending there into the wanted words, and where that stretch starts. */
function distances(text: readonly string[], wanted: readonly string[]): readonly Place[] {
  const cost = Int32Array.from(wanted, (_, i) => i + 1); // one row of the table, rewritten for every word of the text
  const start = new Int32Array(wanted.length);
  return text.map((word, end) => {
    let [diagonal, diagonalStart, above, aboveStart] = [0, end, 0, end + 1];
    for (let i = 0; i < wanted.length; i += 1) {
      const [before, beforeStart] = [cost[i] ?? 0, start[i] ?? 0];
      const replaced = diagonal + (word === wanted[i] ? 0 : 1);
      const fewest = Math.min(replaced, before + 1, above + 1);
      const from = fewest === replaced ? diagonalStart : fewest === before + 1 ? beforeStart : aboveStart;
      [diagonal, diagonalStart, above, aboveStart] = [before, beforeStart, fewest, from];
      cost[i] = fewest;
      start[i] = from;
    }
    return { start: aboveStart, end, distance: above };
  });
}

function least(places: readonly Place[], from: number, to: number): Place | undefined {
  let best: Place | undefined;
  for (let i = Math.max(0, from); i < to; i += 1) {
    const place = places[i];
    if (place !== undefined && (best === undefined || place.distance < best.distance)) best = place;
  }
  return best;
}
