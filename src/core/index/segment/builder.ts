/** Makes one segment of essays. Holds what it needs in columns, so that a hundred thousand summaries fit; more go into further segments. */
import type { EssayId } from '../../essay';
import type { Language } from '../../text/language';
import { plainOf } from '../../text/plain';
import { stemOf } from '../../text/stems';
import { WordTable } from '../../text/word-table';
import { eachPlace, eachWord } from '../../text/words';
import { type IndexedEssay, spokenBy } from '../term-index';
import { TITLE_WEIGHT, usage } from '../weigh';
import { bytesOf } from './bytes';
import { encodeColumns, MOST_SOURCES, minutesOf } from './essay-columns';
import { encodeHead, type Head, PARTS, type PartName, sumsOf } from './format';
import { encodeFrequentTerms, encodeShares } from './frequent-terms';
import { stepsOfAll } from './lengths';
import { PairPostings, StemPostings } from './posting-columns';
import type { PostingRange } from './postings';
import { SegmentWriter, type WrittenPart } from './segment-writer';
import { GRAIN } from './term-part';
import { encodeWords, LABEL_MARK, languageMark, wordEntry } from './words';

/** What of an essay goes into a segment. */
export type SegmentEssay = IndexedEssay & {
  readonly source?: string;
  readonly at?: number; // ms since 1970, UTC
  readonly labels?: string; // author, tags, the reader's note: words that are searched for, and do not say what the essay is about
};

/** The bytes of a segment. `head` is small; the parts are what a reader reads in chunks. */
type SegmentBytes = { readonly head: Uint8Array; readonly parts: Readonly<Record<PartName, Uint8Array>>; readonly essays: number };

const MOST_ROWS = 8_000_000; // then a segment is full: building it takes about 20 bytes a row
const MOST_WORDS = 1_000_000; // different ones
const SAYS_NOTHING = -1; // in place of a stem's number

/** The text at hand, and the last stem in it. */
type Reading = {
  readonly text: string;
  readonly weight: number;
  readonly language: Language;
  readonly words: WordTable<number>;
  before: number;
};

export class SegmentBuilder {
  private readonly stems = new Map<string, number>();
  private readonly stemPostings = new StemPostings();
  private readonly pairPostings = new PairPostings();
  private readonly essays: { readonly id: EssayId; readonly at: number | undefined; readonly source: string }[] = [];
  private readonly sources = new Set<string>();
  private readonly words = new Map<Language, WordTable<number>>(); // by language: as a word is written → its stem's number
  private readonly labels = new Set<string>(); // with their mark
  private wordCount = 0;
  private reading: Reading = { text: '', weight: 1, language: 'en', words: new WordTable<number>(), before: SAYS_NOTHING };
  get size(): number {
    return this.essays.length;
  }

  get isFull(): boolean {
    return (
      this.stemPostings.length + this.pairPostings.length >= MOST_ROWS ||
      this.wordCount >= MOST_WORDS ||
      this.sources.size >= MOST_SOURCES - 1
    );
  }

  add(essay: SegmentEssay): void {
    const { id, title, body, source = '', at, labels = '' } = essay;
    const { language = 'en' } = spokenBy(essay); // as stems.ts reads a text without one
    this.count(title, TITLE_WEIGHT, language);
    this.count(body, 1, language);
    eachWord(labels, (word) => this.label(LABEL_MARK + plainOf(word)));
    this.stemPostings.endEssay();
    this.pairPostings.endEssay();
    this.essays.push({ id, at, source });
    this.sources.add(source);
  }

  private count(text: string, weight: number, language: Language): void {
    this.reading = { text, weight, language, words: this.wordsIn(language), before: SAYS_NOTHING };
    eachPlace(text, this.countWord);
  }

  /** Made once: a function for each of a million titles and texts would take longer to make than to call. */
  private readonly countWord = (start: number, end: number, hash: number): void => {
    const { reading } = this;
    const number = reading.words.at(reading.text, start, end, hash) ?? this.meet(reading.text.slice(start, end), hash);
    if (number === SAYS_NOTHING) return;
    this.stemPostings.count(number, reading.weight);
    if (reading.before !== SAYS_NOTHING) this.pairPostings.put(reading.before, number, reading.weight);
    reading.before = number;
  };

  private label(label: string): void {
    const number = this.stems.get(label) ?? this.stems.size;
    this.stems.set(label, number);
    this.labels.add(label);
    this.stemPostings.once(number);
  }

  private wordsIn(language: Language): WordTable<number> {
    const words = this.words.get(language) ?? new WordTable<number>();
    this.words.set(language, words);
    return words;
  }

  /** Gives a word not met before its stem's number. */
  private meet(word: string, hash: number): number {
    const { language, words } = this.reading;
    const stem = stemOf(word, language);
    const number = stem === '' ? SAYS_NOTHING : (this.stems.get(stem) ?? this.stems.size);
    if (number === this.stems.size) this.stems.set(stem, number);
    words.add(word, number, hash);
    this.wordCount++;
    return number;
  }

  /** Cost: a few passes over the rows by counting; no comparison sort but that of the stems. */
  finish(): SegmentBytes {
    const names = [...this.stems.keys()];
    const encoded = names.map(bytesOf);
    const order = Uint32Array.from(names.keys()).sort((a, b) => (at(names, a) < at(names, b) ? -1 : 1));
    const places = new Uint32Array(names.length);
    order.forEach((stem, place) => {
      places[stem] = place;
    });
    const stemPostings = this.stemPostings.byStem(names.length);
    const pairs = this.pairPostings.sorted(places);
    const writer = new SegmentWriter(this.size);
    const norms = new Norms(this.size);
    const writePair = (second: number, rows: PostingRange): void => {
      writer.pair(second, rows);
      norms.add(rows, true);
    };
    for (const [place, stem] of order.entries()) {
      pairs.each(place, writePair);
      const rows = stemPostings(stem);
      writer.stem(at(encoded, stem), rows);
      if (!this.labels.has(at(names, stem))) norms.add(rows, false);
    }
    const frequent = writer.commonStems.map((place) => ({ stem: place, rows: stemPostings(order[place] ?? 0) }));
    const rows = this.essays.map(({ id, at, source }, docId) => ({ id, source, minutes: minutesOf(at), length: norms.of(docId) }));
    const shares = encodeShares(
      frequent,
      rows.map(({ length }) => length),
    );
    const others = { ...encodeColumns(rows), ...encodeWords(this.wordsSaid()), commons: encodeFrequentTerms(frequent, this.size), shares };
    return assemble(this.size, writer, others, stepsOfAll(rows.map(({ length }) => length)));
  }

  private wordsSaid(): string[] {
    const said = [...this.words.values()].flatMap((words) =>
      [...words.entries()].flatMap(([word, stem]) => (stem === SAYS_NOTHING ? [] : wordEntry(word))),
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

/** The squared lengths of the essays' vectors, in grains: two essays that say the same are equally long. */
class Norms {
  private readonly squares: Float64Array;
  constructor(essays: number) {
    this.squares = new Float64Array(essays);
  }

  add({ docIds, counts, from, to }: PostingRange, isPair: boolean): void {
    const known = isPair ? PAIR_SQUARES : STEM_SQUARES;
    for (let i = from; i < to; i++) {
      const [docId, count] = [docIds[i] ?? 0, counts[i] ?? 1];
      this.squares[docId] = (this.squares[docId] ?? 0) + (known[count] ?? square(count, isPair));
    }
  }

  of(docId: number): number {
    return Math.sqrt((this.squares[docId] ?? 0) * GRAIN);
  }
}

function square(count: number, isPair: boolean): number {
  return Math.round(usage(count, isPair) ** 2 / GRAIN);
}

const FREQUENT = 64; // occurrences: most are far fewer
const STEM_SQUARES = Float64Array.from({ length: FREQUENT }, (_, count) => square(count, false));
const PAIR_SQUARES = Float64Array.from({ length: FREQUENT }, (_, count) => square(count, true));
