/**
 * The essays of one segment that speak most to a page, exactly as a plain scan would order them, without looking at most of its postings.
 * Knows weights that were worked out for it; rarity across segments is its caller's.
 */

import { wholeNumbers } from '../column';
import type { Accepts, SharedPart } from '../term-index';
import { pivoted } from '../weigh';
import type { Lengths } from './lengths';
import type { HeldPair, HeldTerm, Holders, SegmentReader } from './segment-reader';
import { coarseUnit, GRAIN, grainsOf, TermPart } from './term-part';

const FEW = 24; // one in so many essays: beyond that, asking each candidate for its frequent terms costs more than a pass over all

const SIEVE = 4096;
const LONG = 128; // a list that one in so many essays stands in may wait: it takes long to add up and tells few apart
const LATE = 0.75; // of what the best have, at most about this much is what the late stems may give: with more, too many essays stay in sight
const HOPEFUL = 1 / 16; // of the most that pairs give any essay: the best are nearly all above it

/** One term of the question that the segment holds. */
export type WeightedTerm = { readonly held: HeldTerm; readonly weight: number; readonly term: number }; // term: its place in the question
type WeightedPair = WeightedTerm & { readonly held: HeldPair };

/** Between what its score is at least and at most: sums are coarse until candidates are explained. */
export type Candidate = { readonly docId: number; readonly least: number; readonly most: number };

/** An essay's whole score, and the terms of the question that it holds with what each gives, in the question's order. */
export type Explained = { readonly docId: number; readonly score: number; readonly parts: readonly SharedPart[] };

/** What one segment knows about one question. Sums are in coarse steps. */
export class TopK {
  private readonly stems: WeightedTerm[] = [];
  private readonly pairs: WeightedPair[] = [];
  private readonly frequent = new Map<number, WeightedTerm>();
  private readonly unit: number; // what a step is worth
  private readonly slack: number; // steps: more than all rounding of a sum can come to
  private readonly sums: Int32Array;
  private late: WeightedTerm[] = []; // stems whose lists are not added up, but searched for the few essays that may be among the best
  private hopeful = new Uint32Array(0); // essays that share much in pairs: where the best mostly are
  private pairHolders: Holders = { docIds: new Uint32Array(0), counts: new Uint16Array(0) }; // of pair after pair

  /** `accepts` is left out where every essay counts: asking for each of a hundred thousand takes longer than adding up. */
  constructor(
    private readonly segment: SegmentReader,
    terms: readonly WeightedTerm[],
    private readonly lengths: Lengths,
    private readonly accepts: Accepts | undefined,
  ) {
    this.sums = segment.borrowSums();
    this.unit = coarseUnit(terms.map(({ weight }) => weight));
    this.slack = terms.length + 2;
    for (const term of terms) {
      const { held } = term;
      if (held.kind === 'frequent') this.frequent.set(held.number, term);
      else if (held.kind === 'pair') this.pairs.push({ ...term, held });
      else this.stems.push(term);
    }
  }

  /** The sums go back for the next question. Nothing but `explain` may be asked of this one afterwards. */
  end(): void {
    this.segment.returnSums(this.sums);
  }

  /** Adds up what the rarer terms give; every score below is a lower bound after that. `least` and `count` as for `candidates`. */
  addRare(least: number, count: number): void {
    this.hopeful = this.hopefulOf(this.addPairs(), count);
    const isLong = ({ held }: WeightedTerm): boolean => held.holders * LONG > this.sums.length;
    const long = this.stems.filter(isLong).sort((a, b) => b.held.holders - a.held.holders || a.term - b.term);
    for (const stem of this.stems) if (!isLong(stem)) this.addStem(stem);
    const most = LATE * Math.max(least, this.floor(count));
    let waiting = 0;
    for (let squares = this.frequentSquares(); waiting < long.length; waiting++) {
      squares += (long[waiting]?.weight ?? 0) ** 2;
      if (squares > most * most) break;
    }
    this.late = long.slice(0, waiting);
    for (const stem of long.slice(waiting)) this.addStem(stem);
  }

  private addStem({ held, weight }: WeightedTerm): void {
    this.segment.addStem(held, new TermPart(weight, this.unit, false), this.sums);
  }

  /** Gives the essays that hold one, and remembers who holds which: there are few, and why an essay is near is asked next. */
  private addPairs(): Uint32Array<ArrayBuffer> {
    const { segment, sums } = this;
    const all = this.pairs.reduce((sum, { held }) => sum + held.holders, 0);
    const [docIds, counts] = [new Uint32Array(all), new Uint16Array(all)];
    const touched = new Uint32Array(Math.min(all, sums.length));
    let touches = 0;
    let at = 0;
    for (const { held, weight } of this.pairs) {
      const part = new TermPart(weight, this.unit, true);
      segment.fillPair(held, docIds, counts, at);
      for (const end = at + held.holders; at < end; at++) {
        const docId = docIds[at] ?? 0;
        const [sum, more] = [sums[docId] ?? 0, part.of(counts[at] ?? 1)];
        if (sum === 0 && more > 0) touched[touches++] = docId; // each once
        sums[docId] = sum + more;
      }
    }
    this.pairHolders = { docIds, counts };
    return touched.subarray(0, touches);
  }

  /** To be asked when pairs alone are added up. */
  private hopefulOf(touched: Uint32Array<ArrayBuffer>, count: number): Uint32Array<ArrayBuffer> {
    const { sums } = this;
    let most = 0;
    for (const docId of touched) most = Math.max(most, sums[docId] ?? 0);
    const hopeful = touched.filter((docId) => (sums[docId] ?? 0) >= most * HOPEFUL);
    return hopeful.length < count ? touched : hopeful;
  }

  /**
   * The essays that may be among the best `count` and score at least `least`.
   *
   * The rest of a score is what the frequent terms and the late stems give. Each is a product of two vectors, so at most the product of their
   * lengths (Cauchy and Schwarz): that of the question's terms and that of the essay's. In practice the first leaves a few dozen, and the
   * second some hundreds, whom the late stems' lists are then searched for.
   *
   * Source  Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, for lists that need not be gone through.
   */
  async candidates(atLeast: number, count: number): Promise<Candidate[]> {
    const rest = Math.sqrt(this.frequentSquares()) / this.unit;
    const [found, least] = this.withLate(atLeast, count, rest);
    if (rest === 0) return this.bounded(found);
    if (found.length * FEW <= this.sums.length) {
      await this.addFrequent(found);
      return this.bounded(found);
    }
    await this.addAllFrequent();
    return this.bounded(this.reaching(Math.max(least, this.nthBest(count)), 0));
  }

  /** Whoever reaches `atLeast` once the late stems are added, and a floor that may be higher by then. */
  private withLate(atLeast: number, count: number, rest: number): readonly [found: Uint32Array, least: number] {
    if (this.late.length === 0) return [this.reaching(atLeast, rest), atLeast];
    const late = Math.sqrt(this.late.reduce((squares, { weight }) => squares + weight * weight, 0)) / this.unit;
    const inSight = this.reaching(atLeast, rest, late);
    if (inSight.length * FEW > this.sums.length) {
      for (const stem of this.late) this.addStem(stem);
      const least = Math.max(atLeast, this.floor(count));
      return [this.reaching(least, rest), least];
    }
    for (const { held, weight } of this.late) {
      const part = new TermPart(weight, this.unit, false);
      this.segment.eachHolder(held, inSight, (place, times) => {
        const docId = inSight[place] ?? 0;
        this.sums[docId] = (this.sums[docId] ?? 0) + part.of(times);
      });
    }
    const least = Math.max(atLeast, this.nthBest(count, inSight));
    return [this.reaching(least, rest, 0, inSight), least];
  }

  /** `rest` and `late`: the lengths of the question's frequent terms, and of its late stems, in steps. */
  private reaching(least: number, rest: number, late = 0, among?: Uint32Array): Uint32Array {
    const { sums, accepts, slack } = this;
    const { own, shares, average } = this.lengths;
    // A bound, so the arithmetic of `pivoted` may be rounded otherwise here: what it can differ by is far within the slack.
    const flat = (pivoted(0, average) * least) / this.unit - slack;
    const steep = ((pivoted(1, 0) - pivoted(0, 0)) * least) / this.unit;
    const perLength = mostPerLength(rest, late);
    const more = Math.max(...perLength);
    const never = more <= steep ? Math.max(1, Math.floor(flat)) : more > 0 ? 0 : 1; // below it no length helps; asked first, since nearly all fail
    const found = wholeNumbers();
    const end = among === undefined ? sums.length : among.length;
    for (let i = 0; i < end; i++) {
      const docId = among === undefined ? i : (among[i] ?? 0);
      const sum = sums[docId] ?? 0;
      if (sum < never) continue;
      const length = own[docId] ?? 0;
      const most = sum + length * (perLength[shares[docId] ?? 0] ?? 0);
      if (most >= flat + steep * length && most > 0 && (accepts === undefined || accepts(docId))) found.push(docId);
    }
    return found.done();
  }

  /** A score that `count` essays reach already: a floor for the best `count`. 0 if that few are in sight. */
  floor(count: number): number {
    return this.hopeful.length < count ? 0 : this.nthBest(count, this.hopeful);
  }

  /** What the last of the best `count` scores at least, as far as it is added up. 0 if there are fewer. */
  private nthBest(count: number, among?: Uint32Array): number {
    const { sums, lengths, accepts, slack } = this;
    const best = new Float64Array(count);
    for (let i = 0; i < (among ?? sums).length; i++) {
      const docId = among === undefined ? i : (among[i] ?? 0);
      const sum = (sums[docId] ?? 0) - slack;
      if (sum <= 0) continue;
      const divisor = lengths.divisor(docId);
      if (sum <= (best[0] ?? 0) * divisor) continue; // nearly all, and multiplying is cheaper
      const score = sum / divisor;
      if (score > (best[0] ?? 0) && (accepts === undefined || accepts(docId))) pushUp(best, score);
    }
    return (best[0] ?? 0) * this.unit;
  }

  private frequentSquares(): number {
    let squares = 0;
    for (const { weight } of this.frequent.values()) squares += weight * weight;
    return squares;
  }

  private bounded(docIds: Uint32Array): Candidate[] {
    return Array.from(docIds, (docId) => {
      const sum = this.sums[docId] ?? 0;
      const step = this.unit / this.lengths.divisor(docId);
      return { docId, least: Math.max(0, sum - this.slack) * step, most: (sum + this.slack) * step };
    });
  }

  private async addFrequent(docIds: Uint32Array): Promise<void> {
    if (this.frequent.size === 0) return;
    const parts = await this.frequentParts();
    await this.segment.eachFrequent(docIds, (place, number, count) => {
      const [part, docId] = [parts[number], docIds[place] ?? 0];
      if (part !== undefined) this.sums[docId] = (this.sums[docId] ?? 0) + part.of(count);
    });
  }

  private async addAllFrequent(): Promise<void> {
    const frequent = await this.segment.loadAllFrequentTerms();
    frequent.addAll(await this.frequentParts(), this.sums);
  }

  /** By number among the frequent terms. */
  private async frequentParts(): Promise<readonly (TermPart | undefined)[]> {
    const { numberOf } = await this.segment.frequentTerms();
    return Array.from({ length: numberOf.size }, (_, number) => {
      const term = this.frequent.get(number);
      return term && new TermPart(term.weight, this.unit, false);
    });
  }

  /** Beside the doc ids, which rise. Cost: each list of the question is searched for them, not read. */
  async explain(docIds: Uint32Array): Promise<Explained[]> {
    const sums = new Float64Array(docIds.length); // grains
    const parts = Array.from(docIds, () => [] as SharedPart[]);
    const note = (place: number, { term, weight, held }: WeightedTerm, count: number): void => {
      const grains = grainsOf(weight, held.kind === 'pair', count);
      sums[place] = (sums[place] ?? 0) + grains;
      parts[place]?.push({ term, part: (grains * GRAIN) / this.lengths.divisor(docIds[place] ?? 0) });
    };
    if (docIds.length > 0) {
      for (const term of this.stems) this.segment.eachHolder(term.held, docIds, (place, count) => note(place, term, count));
      this.eachPairHolder(docIds, note);
      await this.segment.eachFrequent(docIds, (place, number, count) => {
        const term = this.frequent.get(number);
        if (term !== undefined) note(place, term, count);
      });
    }
    return Array.from(docIds, (docId, place): Explained => {
      const score = ((sums[place] ?? 0) * GRAIN) / this.lengths.divisor(docId);
      return { docId, score, parts: (parts[place] ?? []).sort((a, b) => a.term - b.term) };
    });
  }

  private eachPairHolder(asked: Uint32Array, visit: (place: number, term: WeightedTerm, count: number) => void): void {
    const { docIds, counts } = this.pairHolders;
    const places = new Map([...asked].map((docId, place) => [docId, place]));
    const isNear = new Uint8Array(SIEVE); // few of them pass, and a look at this is cheaper
    for (const docId of asked) isNear[docId % SIEVE] = 1;
    let at = 0;
    for (const term of this.pairs) {
      for (const end = at + term.held.holders; at < end; at++) {
        const docId = docIds[at] ?? 0;
        const place = isNear[docId % SIEVE] === 1 ? places.get(docId) : undefined;
        if (place !== undefined) visit(place, term, counts[at] ?? 1);
      }
    }
  }
}

/**
 * By how much of an essay's length is its frequent terms', in 255ths and rounded up: what it can still get, at most, for each unit of its length.
 * What is not theirs is at right angles to it.
 */
function mostPerLength(rest: number, late: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, share) => {
    const others = Math.sqrt(1 - (Math.max(0, share - 1) / 255) ** 2);
    return (rest * share) / 255 + late * others;
  });
}

/** In place of the smallest of `best`, which stands first: a heap. */
function pushUp(best: Float64Array, score: number): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= best.length) break;
    const child = (best[left + 1] ?? Number.POSITIVE_INFINITY) < (best[left] ?? 0) ? left + 1 : left;
    const held = best[child] ?? 0;
    if (held >= score) break;
    best[at] = held;
    at = child;
  }
  best[at] = score;
}
