/**
 * Words and what is known of each, found by where they stand in a text. Indexing a library reads many millions of words, of which nearly all
 * have been met: looked up like this, those never become strings of their own. Knows nothing of what a word is.
 */

const START_SLOTS = 1 << 8; // a power of two, so that a mask finds the slot
const MOST_FULL = 0.5; // beyond this, chains of taken slots grow long

export const HASH_START = 0x811c9dc5 | 0; // signed, as the table keeps hashes

/** A word's hash, code unit by code unit. */
export function hashOn(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

export function hashOfWord(text: string, start = 0, end = text.length): number {
  let hash = HASH_START;
  for (let place = start; place < end; place++) hash = hashOn(hash, text.charCodeAt(place));
  return hash;
}

/**
 * Open addressing; the words themselves are compared, so two with one hash are two.
 *
 * Source  the hash is Fowler, Noll and Vo's, FNV-1a, over code units.
 */
export class WordTable<V> {
  private slots = new Int32Array(START_SLOTS); // an entry's place plus one, 0 where it is free
  private hashes = new Int32Array(START_SLOTS); // by slot
  private readonly words: string[] = [];
  private readonly values: V[] = [];

  get size(): number {
    return this.words.length;
  }

  /** What is known of the word that stands there, whose hash this is. */
  at(text: string, start: number, end: number, hash: number): V | undefined {
    const { slots, hashes, words } = this;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return undefined;
      if (hashes[slot] === hash && stands(words[entry - 1] ?? '', text, start, end)) return this.values[entry - 1];
    }
  }

  get(word: string): V | undefined {
    return this.at(word, 0, word.length, hashOfWord(word));
  }

  /** Adds a word that is not there yet. */
  add(word: string, value: V, hash = hashOfWord(word)): void {
    this.words.push(word);
    this.values.push(value);
    this.put(hash, this.words.length);
    if (this.words.length > this.slots.length * MOST_FULL) this.grow();
  }

  *entries(): Generator<readonly [word: string, value: V]> {
    for (const [place, word] of this.words.entries()) yield [word, this.values[place] as V]; // as: one for each word
  }

  private put(hash: number, entry: number): void {
    const mask = this.slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry;
    this.hashes[slot] = hash;
  }

  private grow(): void {
    const { slots, hashes } = this;
    this.slots = new Int32Array(slots.length * 2);
    this.hashes = new Int32Array(slots.length * 2);
    slots.forEach((entry, slot) => {
      if (entry !== 0) this.put(hashes[slot] ?? 0, entry);
    });
  }
}

/** The low bits of FNV alone come mostly from the last letters. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function stands(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}
