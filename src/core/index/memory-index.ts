/** An index held in memory: for small libraries, tests and the terminal. Built whole; when essays change it is built again. */
import type { EssayId } from '../essay';
import type { Language } from '../text/language';
import { eachStem } from '../text/stems';
import { fractions, wholeNumbers } from './column';
import { type IndexedEssay, type Postings, spokenBy, type TermIndex } from './term-index';
import { TermNumbers } from './term-numbers';
import { rarity, TITLE_WEIGHT, usage } from './weigh';

/**
 * Shapes  an essay's ordinal is its place in `essays`.
 * Cost    one pass over the words and one over the postings, 8 bytes a posting when done, twice that on the way.
 */
export function buildMemoryIndex(essays: Iterable<IndexedEssay>): TermIndex {
  const rows = new Rows();
  for (const essay of essays) rows.add(essay);
  return indexOf(rows);
}

/** One row for each different term of each essay, in the order of the essays. */
class Rows {
  readonly numbers = new TermNumbers();
  readonly ids: EssayId[] = [];
  readonly ends = wholeNumbers(); // by ordinal: where its rows end
  readonly terms = wholeNumbers();
  readonly weights = fractions();
  private counts = new Float32Array(1024); // by term number, of the essay at hand; zero between essays
  private touched: number[] = [];

  add(essay: IndexedEssay): void {
    const { id, title, body } = essay;
    const { language } = spokenBy(essay);
    this.count(title, TITLE_WEIGHT, language);
    this.count(body, 1, language);
    for (const number of this.touched) {
      this.terms.push(number);
      this.weights.push(usage(this.counts[number] ?? 0, this.numbers.isPair(number)));
      this.counts[number] = 0;
    }
    this.touched = [];
    this.ids.push(id);
    this.ends.push(this.terms.length);
  }

  private count(text: string, weight: number, language: Language | undefined): void {
    let before: number | undefined;
    const visit = (stem: string): void => {
      const number = this.numbers.stem(stem);
      this.bump(number, weight);
      if (before !== undefined) this.bump(this.numbers.pair(before, number), weight);
      before = number;
    };
    eachStem(text, visit, language);
  }

  private bump(number: number, weight: number): void {
    if (number >= this.counts.length) {
      const wider = new Float32Array(this.counts.length * 2);
      wider.set(this.counts);
      this.counts = wider;
    }
    const before = this.counts[number] ?? 0;
    if (before === 0) this.touched.push(number);
    this.counts[number] = before + weight;
  }
}

function indexOf(rows: Rows): TermIndex {
  const { numbers, ids } = rows;
  const starts = startsOf(rows.terms.done(), numbers.size);
  const { ordinals, weights } = byTerm(rows, starts);
  const lengths = lengthsOf(rows, starts);
  const postings = (term: string): Postings | undefined => {
    const number = numbers.find(term);
    if (number === undefined) return undefined;
    const [start, end] = [starts[number], starts[number + 1]];
    return { ordinals: ordinals.subarray(start, end), weights: weights.subarray(start, end) };
  };
  return {
    size: ids.length,
    find: async (terms) => ({ postings: terms.map(postings), lengths }),
    ids: async (asked) => asked.flatMap((ordinal) => ids[ordinal] ?? []),
  };
}

/** By term number: where its postings start; one more entry for the end. */
function startsOf(rowTerms: Uint32Array, terms: number): Uint32Array {
  const starts = new Uint32Array(terms + 1);
  for (const term of rowTerms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  return starts;
}

/** Rows sorted by term. Counting keeps their order within a term, so ordinals rise. */
function byTerm(rows: Rows, starts: Uint32Array): Postings {
  const [rowTerms, rowWeights, ends] = [rows.terms.done(), rows.weights.done(), rows.ends.done()];
  const ordinals = new Uint32Array(rowTerms.length);
  const weights = new Float32Array(rowTerms.length);
  const next = starts.slice();
  let ordinal = 0;
  rowTerms.forEach((term, row) => {
    while (row >= (ends[ordinal] ?? rowTerms.length)) ordinal++;
    const place = next[term] ?? 0;
    next[term] = place + 1;
    ordinals[place] = ordinal;
    weights[place] = rowWeights[row] ?? 0;
  });
  return { ordinals, weights };
}

function lengthsOf(rows: Rows, starts: Uint32Array): Float32Array {
  const [rowTerms, rowWeights, ends] = [rows.terms.done(), rows.weights.done(), rows.ends.done()];
  const lengths = new Float32Array(ends.length);
  let row = 0;
  ends.forEach((end, ordinal) => {
    let squares = 0;
    for (; row < end; row++) {
      const term = rowTerms[row] ?? 0;
      const holders = (starts[term + 1] ?? 0) - (starts[term] ?? 0);
      squares += ((rowWeights[row] ?? 0) * rarity(holders, ends.length)) ** 2;
    }
    lengths[ordinal] = Math.sqrt(squares);
  });
  return lengths;
}
