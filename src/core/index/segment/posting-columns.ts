/** The postings of a segment that is being built: taken in as its essays come, given out by term. Sorted by counting, never by comparing. */
import { wholeNumbers } from '../column';
import { MOST_OCCURRENCES } from './format';
import type { PostingRange } from './postings';

/** A row for each stem of each essay. */
export class StemPostings {
  private readonly stems = wholeNumbers();
  private readonly counts = wholeNumbers();
  private readonly ends = wholeNumbers(); // by doc id: where its rows end
  private lastRow = new Uint32Array(1024); // by stem: its last row plus one; of the essay at hand if it lies behind the last end
  private begins = 0; // the rows of the essay at hand

  get length(): number {
    return this.stems.length;
  }

  /** Counts a stem of the essay at hand. */
  count(stem: number, weight: number): void {
    if (stem >= this.lastRow.length) this.widen(stem);
    const row = this.lastRow[stem] ?? 0;
    if (row > this.begins) {
      this.counts.add(row - 1, weight);
      return;
    }
    this.stems.push(stem);
    this.counts.push(weight);
    this.lastRow[stem] = this.stems.length;
  }

  /** A stem that counts as one, however often it comes. */
  once(stem: number): void {
    if ((this.lastRow[stem] ?? 0) <= this.begins) this.count(stem, 1);
  }

  endEssay(): void {
    this.begins = this.stems.length;
    this.ends.push(this.begins);
  }

  /** Gives the rows of a stem. */
  byStem(stems: number): (stem: number) => PostingRange {
    const column = this.stems.done();
    const ends = endsOf(column, stems);
    const starts = ends.slice();
    const docIds = new Uint32Array(column.length);
    const counts = new Uint16Array(column.length);
    const [occurrences, rowEnds] = [this.counts.done(), this.ends.done()];
    let row = 0;
    for (let docId = 0; docId < rowEnds.length; docId++) {
      for (const end = rowEnds[docId] ?? 0; row < end; row++) {
        const stem = column[row] ?? 0;
        const place = starts[stem] ?? 0;
        docIds[place] = docId;
        counts[place] = Math.min(MOST_OCCURRENCES, occurrences[row] ?? 1);
        starts[stem] = place + 1;
      }
    }
    return (stem) => ({ docIds, counts, from: ends[stem] ?? 0, to: ends[stem + 1] ?? 0 });
  }

  private widen(stem: number): void {
    const wider = new Uint32Array(Math.max(stem + 1, this.lastRow.length * 2));
    wider.set(this.lastRow);
    this.lastRow = wider;
  }
}

/** A row for each time two stems stand beside each other. There are too many different pairs to number each as it is met. */
export class PairPostings {
  private readonly firsts = wholeNumbers();
  private readonly seconds = wholeNumbers();
  private readonly weights = wholeNumbers();
  private readonly ends = wholeNumbers(); // by doc id

  get length(): number {
    return this.firsts.length;
  }

  put(first: number, second: number, weight: number): void {
    this.firsts.push(first);
    this.seconds.push(second);
    this.weights.push(weight);
  }

  endEssay(): void {
    this.ends.push(this.firsts.length);
  }

  /** `places` says by stem where it stands in the order of stems. */
  sorted(places: Uint32Array): SortedPairs {
    const [firsts, seconds] = [placed(this.firsts.done(), places), placed(this.seconds.done(), places)];
    const order = new Uint32Array(firsts.length);
    for (let row = 0; row < order.length; row++) order[row] = row;
    const inOrder = sortedBy(firsts, sortedBy(seconds, order, places.length), places.length);
    const docIds = new Uint32Array(firsts.length);
    let from = 0;
    this.ends.done().forEach((end, docId) => {
      docIds.fill(docId, from, end);
      from = end;
    });
    return new SortedPairs(inOrder, firsts, seconds, docIds, this.weights.done());
  }
}

/** Pairs by their first stem, then by their second, then by essay: gone through once. */
class SortedPairs {
  private next = 0;
  private room = { docIds: new Uint32Array(1024), counts: new Uint16Array(1024), from: 0, to: 0 };

  constructor(
    private readonly order: Uint32Array,
    private readonly firsts: Uint32Array,
    private readonly seconds: Uint32Array,
    private readonly docIds: Uint32Array,
    private readonly weights: Uint32Array,
  ) {}

  /** Calls `visit` with each pair that a stem begins, and its rows, which the next one writes over. To be asked of stems in their order. */
  each(first: number, visit: (second: number, rows: PostingRange) => void): void {
    const { order, firsts, seconds } = this;
    while (this.next < order.length && firsts[order[this.next] ?? 0] === first) {
      const second = seconds[order[this.next] ?? 0] ?? 0;
      let end = this.next + 1;
      while (end < order.length && seconds[order[end] ?? 0] === second && firsts[order[end] ?? 0] === first) end++;
      this.gather(end);
      visit(second, this.room);
    }
  }

  /** One row an essay. */
  private gather(end: number): void {
    if (end - this.next > this.room.docIds.length) {
      const wide = 2 * (end - this.next);
      this.room = { docIds: new Uint32Array(wide), counts: new Uint16Array(wide), from: 0, to: 0 };
    }
    const { docIds, counts } = this.room;
    let to = 0;
    for (; this.next < end; this.next++) {
      const row = this.order[this.next] ?? 0;
      const [docId, weight] = [this.docIds[row] ?? 0, this.weights[row] ?? 1];
      if (to > 0 && docIds[to - 1] === docId) counts[to - 1] = Math.min(MOST_OCCURRENCES, (counts[to - 1] ?? 0) + weight);
      else {
        docIds[to] = docId;
        counts[to++] = weight;
      }
    }
    this.room.to = to;
  }
}

// Loops by index from here on: they run millions of times, and an iterator or a callback would take most of it.

function placed(stems: Uint32Array, places: Uint32Array): Uint32Array {
  const found = new Uint32Array(stems.length);
  for (let row = 0; row < stems.length; row++) found[row] = places[stems[row] ?? 0] ?? 0;
  return found;
}

/** By key: where those with smaller ones end. */
function endsOf(keys: Uint32Array, limit: number): Uint32Array {
  const ends = new Uint32Array(limit + 1);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0;
    ends[key + 1] = (ends[key + 1] ?? 0) + 1;
  }
  for (let key = 1; key <= limit; key++) ends[key] = (ends[key] ?? 0) + (ends[key - 1] ?? 0);
  return ends;
}

/** Puts `order` into the order of its keys, keeping equal ones as they are. Keys are below `limit`. */
function sortedBy(keys: Uint32Array, order: Uint32Array, limit: number): Uint32Array {
  const starts = endsOf(keys, limit);
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const item = order[i] ?? 0;
    const key = keys[item] ?? 0;
    const place = starts[key] ?? 0;
    sorted[place] = item;
    starts[key] = place + 1;
  }
  return sorted;
}
