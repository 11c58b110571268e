/** Makes one segment of essays. Holds what it needs in columns, so that a hundred thousand summaries fit; more go into further segments. */
import type { EssayId } from '../../essay';
import type { Language } from '../../text/language';
import { plainOf, stemOf } from '../../text/stems';
import { eachWord } from '../../text/words';
import { wholeNumbers } from '../column';
import { PairTable } from '../pair-table';
import { type IndexedEssay, spokenBy } from '../term-index';
import { TITLE_WEIGHT, usage } from '../weigh';
import { bytesOf } from './bytes';
import { encodeCommons, encodeShares } from './commons';
import { encodeColumns, MOST_SOURCES, minutesOf } from './essay-columns';
import { encodeHead, type Head, MOST_OCCURRENCES, PARTS, type PartName, sumsOf } from './format';
import { stepsOfAll } from './lengths';
import { type Rows, SegmentWriter, type WrittenPart } from './segment-writer';
import { GRAIN } from './term-part';
import { encodeWords, LABEL_MARK, languageMark, wordEntry } from './words';

/** What of an essay goes into a segment. */
export type SegmentEssay = IndexedEssay & {
  readonly source?: string;
  readonly at?: number; // ms since 1970, UTC
  readonly labels?: string; // author, tags, the reader's note: words that are searched for, and do not say what the essay is about
};

/** The bytes of a segment. `head` is small; the parts are what a reader reads in chunks. */
export type SegmentBytes = { readonly head: Uint8Array; readonly parts: Readonly<Record<PartName, Uint8Array>>; readonly essays: number };

const MOST_ROWS = 8_000_000; // then a segment is full: building it takes about 20 bytes a row
const MOST_WORDS = 1_000_000; // different ones
const SAYS_NOTHING = -1; // in place of a stem's number

export class SegmentBuilder {
  private readonly stems = new Map<string, number>();
  private readonly pairs = new PairTable();
  private readonly firsts = wholeNumbers(); // by pair number
  private readonly seconds = wholeNumbers();
  private readonly stemRows = new TermRows();
  private readonly pairRows = new TermRows();
  private readonly essays: { readonly id: EssayId; readonly at: number | undefined; readonly source: string }[] = [];
  private readonly sources = new Set<string>();
  private readonly words = new Map<Language, Map<string, number>>(); // by language: as a word is written → its stem's number
  private readonly labels = new Set<string>(); // with their mark
  private wordCount = 0;
  private readonly stemsHere = new Map<number, number>(); // of the essay at hand: number → occurrences
  private readonly pairsHere = new Map<number, number>();

  get size(): number {
    return this.essays.length;
  }

  get isFull(): boolean {
    return (
      this.stemRows.length + this.pairRows.length >= MOST_ROWS || this.wordCount >= MOST_WORDS || this.sources.size >= MOST_SOURCES - 1
    );
  }

  add(essay: SegmentEssay): void {
    const { id, title, body, source = '', at, labels = '' } = essay;
    const { language = 'en' } = spokenBy(essay); // as stems.ts reads a text without one
    this.count(title, TITLE_WEIGHT, language);
    this.count(body, 1, language);
    eachWord(labels, (word) => this.label(LABEL_MARK + plainOf(word)));
    this.stemRows.put(this.stemsHere);
    this.pairRows.put(this.pairsHere);
    this.essays.push({ id, at, source });
    this.sources.add(source);
  }

  private count(text: string, weight: number, language: Language): void {
    let before = SAYS_NOTHING;
    const words = this.wordsIn(language);
    eachWord(text, (word) => {
      const number = words.get(word) ?? this.meet(word, language, words);
      if (number === SAYS_NOTHING) return;
      this.stemsHere.set(number, (this.stemsHere.get(number) ?? 0) + weight);
      if (before !== SAYS_NOTHING) {
        const pair = this.pairOf(before, number);
        this.pairsHere.set(pair, (this.pairsHere.get(pair) ?? 0) + weight);
      }
      before = number;
    });
  }

  private label(label: string): void {
    const number = this.stems.get(label) ?? this.stems.size;
    this.stems.set(label, number);
    this.labels.add(label);
    this.stemsHere.set(number, 1);
  }

  private wordsIn(language: Language): Map<string, number> {
    const words = this.words.get(language) ?? new Map<string, number>();
    this.words.set(language, words);
    return words;
  }

  /** Gives a word not met before its stem's number. */
  private meet(word: string, language: Language, words: Map<string, number>): number {
    const stem = stemOf(word, language);
    const number = stem === '' ? SAYS_NOTHING : (this.stems.get(stem) ?? this.stems.size);
    if (number === this.stems.size) this.stems.set(stem, number);
    words.set(word, number);
    this.wordCount++;
    return number;
  }

  private pairOf(first: number, second: number): number {
    const known = this.pairs.get(first, second);
    if (known !== undefined) return known;
    const pair = this.firsts.length;
    this.pairs.set(first, second, pair);
    this.firsts.push(first);
    this.seconds.push(second);
    return pair;
  }

  /** Cost: a few passes over the rows by counting; no comparison sort but that of the stems. */
  finish(): SegmentBytes {
    const names = [...this.stems.keys()];
    const encoded = names.map(bytesOf);
    const order = Uint32Array.from(names.keys()).sort((a, b) => (at(names, a) < at(names, b) ? -1 : 1));
    const rank = new Uint32Array(names.length);
    order.forEach((stem, place) => {
      rank[stem] = place;
    });
    const stemRows = this.stemRows.byTerm(names.length);
    const pairRows = this.pairRows.byTerm(this.firsts.length);
    const firsts = this.firsts.done().map((stem) => rank[stem] ?? 0);
    const seconds = this.seconds.done().map((stem) => rank[stem] ?? 0);
    const pairOrder = sortedBy(firsts, sortedBy(seconds, Uint32Array.from(seconds.keys()), names.length), names.length);

    const writer = new SegmentWriter(this.size);
    const norms = new Norms(this.size);
    let next = 0;
    for (const [place, stem] of order.entries()) {
      for (; next < pairOrder.length && firsts[pairOrder[next] ?? 0] === place; next++) {
        const pair = pairOrder[next] ?? 0;
        const second = seconds[pair] ?? 0;
        const rows = pairRows(pair);
        writer.pair(second, rows);
        norms.add(rows, true);
      }
      const rows = stemRows(stem);
      writer.stem(at(encoded, stem), rows);
      if (!this.labels.has(at(names, stem))) norms.add(rows, false);
    }
    const commons = writer.commonStems.map((place) => ({ stem: place, rows: stemRows(order[place] ?? 0) }));
    const rows = this.essays.map(({ id, at, source }, ordinal) => ({ id, source, minutes: minutesOf(at), length: norms.of(ordinal) }));
    const shares = encodeShares(
      commons,
      rows.map(({ length }) => length),
    );
    const others = { ...encodeColumns(rows), ...encodeWords(this.wordsSaid()), commons: encodeCommons(commons, this.size), shares };
    return assemble(this.size, writer, others, stepsOfAll(rows.map(({ length }) => length)));
  }

  private wordsSaid(): string[] {
    const said = [...this.words.values()].flatMap((words) =>
      [...words].flatMap(([word, stem]) => (stem === SAYS_NOTHING ? [] : wordEntry(word))),
    );
    return [...said, ...this.labels, ...[...this.words.keys()].map(languageMark)];
  }
}

type Others = Omit<Record<PartName, Uint8Array>, WrittenPart>;

/** Puts the parts together under a head. */
function assemble(essays: number, writer: SegmentWriter, others: Others, lengthSteps: number): SegmentBytes {
  const { pieces, state } = writer.drain();
  const parts = { ...pieces, ...others };
  const sums = Object.fromEntries(PARTS.map((name) => [name, sumsOf(parts[name])])) as Head['parts']; // as: one for each part
  return { head: encodeHead({ essays, stems: state.stemCount, pairs: state.pairCount, lengthSteps, parts: sums }), parts, essays };
}

function at<T>(list: readonly T[], index: number): T {
  return list[index] as T; // as: every index here was made from the list
}

/** The essays' rows as they come, term after term of one essay; then sorted by term by counting. */
class TermRows {
  private readonly terms = wholeNumbers();
  private readonly counts = wholeNumbers();
  private readonly ends = wholeNumbers(); // by ordinal: where its rows end

  get length(): number {
    return this.terms.length;
  }

  put(counted: Map<number, number>): void {
    for (const [term, count] of counted) {
      this.terms.push(term);
      this.counts.push(Math.max(1, Math.min(MOST_OCCURRENCES, Math.round(count))));
    }
    this.ends.push(this.terms.length);
    counted.clear();
  }

  byTerm(terms: number): (term: number) => Rows {
    const ends = new Uint32Array(terms + 1);
    const column = this.terms.done();
    for (const term of column) ends[term + 1] = (ends[term + 1] ?? 0) + 1;
    for (let term = 1; term <= terms; term++) ends[term] = (ends[term] ?? 0) + (ends[term - 1] ?? 0);
    const starts = ends.slice();
    const ordinals = new Uint32Array(column.length);
    const counts = new Uint16Array(column.length);
    const [fromCounts, rowEnds] = [this.counts.done(), this.ends.done()];
    let ordinal = 0;
    for (let row = 0; row < column.length; row++) {
      while (row >= (rowEnds[ordinal] ?? column.length)) ordinal++;
      const term = column[row] ?? 0;
      const place = starts[term] ?? 0;
      ordinals[place] = ordinal;
      counts[place] = fromCounts[row] ?? 1;
      starts[term] = place + 1;
    }
    return (term) => ({ ordinals, counts, from: ends[term] ?? 0, to: ends[term + 1] ?? 0 });
  }
}

/** Puts `order` into the order of its keys, keeping equal ones as they are. Keys are below `limit`. */
function sortedBy(keys: Uint32Array, order: Uint32Array, limit: number): Uint32Array {
  const starts = new Uint32Array(limit + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let key = 1; key <= limit; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const item of order) {
    const key = keys[item] ?? 0;
    const place = starts[key] ?? 0;
    sorted[place] = item;
    starts[key] = place + 1;
  }
  return sorted;
}

/** The squared lengths of the essays' vectors, in grains: two essays that say the same are equally long. */
class Norms {
  private readonly squares: Float64Array;
  constructor(essays: number) {
    this.squares = new Float64Array(essays);
  }

  add({ ordinals, counts, from, to }: Rows, isPair: boolean): void {
    for (let i = from; i < to; i++) {
      const ordinal = ordinals[i] ?? 0;
      this.squares[ordinal] = (this.squares[ordinal] ?? 0) + Math.round(usage(counts[i] ?? 1, isPair) ** 2 / GRAIN);
    }
  }

  of(ordinal: number): number {
    return Math.sqrt((this.squares[ordinal] ?? 0) * GRAIN);
  }
}
