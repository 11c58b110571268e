/**
 * What is usual among the essays of one version of the index, as no source alone decides it: how many hold a term, and how long an essay is. Gathers
 * what each source says; what is believed of it is weigh.ts's.
 */
import { lengthOf, stepsOf } from './segment/lengths';
import type { HeldTerm, SegmentReader } from './segment/segment-reader';
import { believedHolders, type Claim, decisive, fewOfStuffed, stuffedAmong, usualLength } from './weigh';

/** A segment, and which of its essays are gone. */
export type Voiced = { readonly reader: SegmentReader; readonly dead: ReadonlySet<number> };

/** By segment, then by term. */
type Held = readonly (readonly (HeldTerm | undefined)[])[];

const NOBODY = ''; // the source of essays of which none is known: not one source
type Claimed = { readonly term: number; readonly claim: Claim | undefined }; // undefined where no source has most holders
type Counted = { readonly holders: Float64Array; readonly stuffed?: string }; // stuffed: the source that says all words asked for, if one does
type Total = { essays: number; steps: number }; // steps: of their lengths

export class Fairness {
  private readonly essays: number;
  private readonly largest: number; // essays of the largest source
  private grouped: Promise<readonly Uint32Array[]> | undefined;

  private constructor(
    private readonly segments: readonly Voiced[],
    private readonly here: readonly (readonly number[])[], // by segment, then by a source's number there: its number here
    private readonly totals: readonly Total[], // by source
    private readonly names: readonly string[], // by source
  ) {
    this.essays = totals.reduce((sum, { essays }) => sum + essays, 0);
    this.largest = totals.reduce((most, { essays }, source) => (names[source] === NOBODY ? most : Math.max(most, essays)), 0);
  }

  /** Cost: a step an essay in each segment, the first time. Errors: Damaged. */
  static async among(segments: readonly Voiced[]): Promise<Fairness> {
    const numbers = new Map<string, number>();
    const totals: Total[] = [];
    const here: number[][] = [];
    for (const { reader, dead } of segments) {
      const { names, numbers: column, totals: own } = await reader.voices();
      const lengths = dead.size === 0 ? [] : await reader.column('lengths', Float32Array);
      const mine = names.map((name) => {
        const number = numbers.get(name) ?? numbers.size;
        numbers.set(name, number);
        totals[number] ??= { essays: 0, steps: 0 };
        return number;
      });
      for (const [source, { essays, steps }] of own.entries()) add(totals[mine[source] ?? 0], essays, steps);
      for (const docId of dead) add(totals[mine[column[docId] ?? 0] ?? 0], -1, -stepsOf(lengths[docId] ?? 0));
      here.push(mine);
    }
    return new Fairness(segments, here, totals, [...numbers.keys()]);
  }

  /** Summed in whole steps, so that an index that grew and one that was built at once agree to the last bit. */
  get usualLength(): number {
    return usualLength(this.totals.flatMap(({ essays, steps }) => (essays > 0 ? lengthOf(steps / essays) : [])));
  }

  /**
   * How many essays hold each term, where a source that uses it far more than the others do counts as far as it is believed.
   *
   * Shapes  holders: all that are there, beside the terms.
   * Cost    a pass over the lists of those terms of which one source can have most holders; beside a source that is stuffed, a second one.
   * Errors  Damaged.
   */
  async counted(holders: Uint32Array, held: Held): Promise<Counted> {
    const counted = Float64Array.from(holders);
    if (this.largest === this.essays) return { holders: counted }; // alone it decides
    const usual = decisive(this.essays);
    const claims = await this.claims(usual / 2, holders, held);
    const stuffed = stuffedAmong(claims.map(({ claim }) => claim));
    const few = fewOfStuffed(usual);
    for (const { term, claim } of stuffed === undefined ? claims : await this.claims(few, holders, held)) {
      if (claim !== undefined) counted[term] = believedHolders(claim, claim.source === stuffed ? few : usual);
    }
    const name = stuffed === undefined ? undefined : this.names[stuffed];
    return { holders: counted, ...(name !== undefined && { stuffed: name }) };
  }

  /** What the source says that has most of a term's holders, of each term that more than `least` hold and of which one source can have most. */
  private async claims(least: number, holders: Uint32Array, held: Held): Promise<readonly Claimed[]> {
    const isAsked = (count: number): boolean => count > least && count < 2 * this.largest;
    const asked = [...holders.keys()].filter((term) => isAsked(holders[term] ?? 0));
    if (asked.length === 0) return [];
    const groups = await this.groups();
    const frequent = await this.frequentCounts(asked, holders, held);
    const counts = new Uint32Array(this.totals.length + 1);
    return asked.map((term) => {
      counts.fill(0);
      for (const [i, { reader }] of this.segments.entries()) {
        const one = held[i]?.[term];
        if (one?.kind === 'frequent') for (const [source, column] of frequent[i] ?? []) bump(counts, source, column[one.number] ?? 0);
        else if (one !== undefined) reader.countHolders(one, groups[i] ?? new Uint32Array(0), counts);
      }
      return { term, claim: this.loudest(holders[term] ?? 0, counts) };
    });
  }

  private loudest(holders: number, counts: Uint32Array): Claim | undefined {
    for (let source = 0; source < this.totals.length; source++) {
      const said = counts[source] ?? 0;
      if (2 * said <= holders || this.names[source] === NOBODY) continue;
      return { source, holders, said, own: this.totals[source]?.essays ?? 0, essays: this.essays };
    }
    return undefined;
  }

  /** By segment, by source: how many of its living essays hold each frequent term. Only of sources that can have most holders of one asked for. */
  private async frequentCounts(asked: readonly number[], holders: Uint32Array, held: Held): Promise<ReadonlyMap<number, Uint32Array>[]> {
    const fewest = asked.reduce((least, term) => {
      return held.some((terms) => terms[term]?.kind === 'frequent') ? Math.min(least, holders[term] ?? 0) : least;
    }, Number.POSITIVE_INFINITY);
    const isLoud = (source: number): boolean => 2 * (this.totals[source]?.essays ?? 0) > fewest;
    return Promise.all(
      this.segments.map(async ({ reader, dead }, i) => {
        const loud = (this.here[i] ?? []).flatMap((source, number) => (isLoud(source) ? [{ source, number }] : []));
        const columns = await reader.frequentBySource(loud.map(({ number }) => number));
        const bySource = new Map(loud.map(({ source }, at) => [source, columns[at] ?? new Uint32Array(0)]));
        return dead.size === 0 ? bySource : this.withoutDead(bySource, i);
      }),
    );
  }

  private async withoutDead(bySource: ReadonlyMap<number, Uint32Array>, segment: number): Promise<ReadonlyMap<number, Uint32Array>> {
    const { reader, dead } = this.segments[segment] as Voiced; // as: one that is gone through
    const living = new Map([...bySource].map(([source, column]) => [source, column.slice()]));
    const asked = Uint32Array.from(dead).sort();
    const { numbers } = await reader.voices();
    await reader.eachFrequent(asked, (place, term) => {
      const column = living.get(this.here[segment]?.[numbers[asked[place] ?? 0] ?? 0] ?? -1);
      if (column !== undefined) bump(column, term, -1);
    });
    return living;
  }

  /** By segment and doc id: the number of its source; of an essay that is gone, one beyond the last. */
  private groups(): Promise<readonly Uint32Array[]> {
    this.grouped ??= Promise.all(
      this.segments.map(async ({ reader, dead }, i) => {
        const { numbers } = await reader.voices();
        const [here, groups] = [Uint32Array.from(this.here[i] ?? []), new Uint32Array(numbers.length)];
        for (let docId = 0; docId < groups.length; docId++) groups[docId] = here[numbers[docId] ?? 0] ?? 0;
        for (const docId of dead) groups[docId] = this.totals.length;
        return groups;
      }),
    );
    return this.grouped;
  }
}

function add(total: Total | undefined, essays: number, steps: number): void {
  if (total === undefined) return;
  total.essays += essays;
  total.steps += steps;
}

function bump(column: Uint32Array, at: number, by: number): void {
  column[at] = (column[at] ?? 0) + by;
}
