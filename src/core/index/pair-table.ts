/** A table from (first stem, second stem) to a number, in columns: full texts have millions of pairs, too many for a Map of strings. */

const START_SLOTS = 1 << 12; // a power of two, so that a mask finds the slot
const MOST_FULL = 0.6; // beyond this, chains of taken slots grow long

/** Open addressing: a slot holds its pair's value plus one, and 0 where it is free. */
export class PairTable {
  private firsts = new Uint32Array(START_SLOTS);
  private seconds = new Uint32Array(START_SLOTS);
  private values = new Uint32Array(START_SLOTS);
  private taken = 0;

  get(first: number, second: number): number | undefined {
    const held = this.values[this.slotOf(first, second)] ?? 0;
    return held === 0 ? undefined : held - 1;
  }

  set(first: number, second: number, value: number): void {
    const slot = this.slotOf(first, second);
    if (this.values[slot] === 0) this.taken++;
    this.put(slot, first, second, value + 1);
    if (this.taken > this.values.length * MOST_FULL) this.grow();
  }

  private put(slot: number, first: number, second: number, held: number): void {
    this.firsts[slot] = first;
    this.seconds[slot] = second;
    this.values[slot] = held;
  }

  private slotOf(first: number, second: number): number {
    const mask = this.values.length - 1;
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b); // odd constants spread neighbouring numbers
    const hash = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    while (this.values[slot] !== 0 && (this.firsts[slot] !== first || this.seconds[slot] !== second)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { firsts, seconds, values } = this;
    this.firsts = new Uint32Array(values.length * 2);
    this.seconds = new Uint32Array(values.length * 2);
    this.values = new Uint32Array(values.length * 2);
    values.forEach((held, slot) => {
      const [first = 0, second = 0] = [firsts[slot], seconds[slot]];
      if (held !== 0) this.put(this.slotOf(first, second), first, second, held);
    });
  }
}
