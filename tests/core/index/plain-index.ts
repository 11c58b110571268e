/** An index that leaves nothing out and forgets nothing it could add up again: what every other has to equal. */
import type { EssayId } from '../../../src/core/essay';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import { type Near, type NearOptions, spokenBy, type TermIndex, type Weigh } from '../../../src/core/index/term-index';
import {
  believedHolders,
  type Claim,
  decisive,
  fewOfStuffed,
  pivoted,
  stuffedAmong,
  usage,
  usualLength,
} from '../../../src/core/index/weigh';
import { eachStem } from '../../../src/core/text/stems';
import { isPair } from '../../../src/core/text/terms';

export const SAME = 1e-6; // scores this near to each other, in parts of one, are the same: sums are added up in another order elsewhere

type Vector = { readonly usages: ReadonlyMap<string, number>; readonly length: number; readonly source: string };

export class PlainIndex implements TermIndex {
  private readonly vectors = new Map<EssayId, Vector>();
  private readonly holders = new Map<string, Set<EssayId>>();

  constructor(essays: Iterable<SegmentEssay> = []) {
    for (const essay of essays) this.put(essay);
  }

  get live(): number {
    return this.vectors.size;
  }

  put(essay: SegmentEssay): void {
    this.remove(essay.id);
    const usages = usagesOf(essay);
    const squares = [...usages.values()].reduce((sum, value) => sum + value * value, 0);
    this.vectors.set(essay.id, { usages, length: Math.sqrt(squares), source: essay.source ?? '' });
    for (const term of usages.keys()) this.holders.set(term, (this.holders.get(term) ?? new Set()).add(essay.id));
  }

  remove(id: EssayId): void {
    for (const term of this.vectors.get(id)?.usages.keys() ?? []) this.holders.get(term)?.delete(id);
    this.vectors.delete(id);
  }

  /** An essay's doc id is its place among those put in. */
  async nearest(terms: readonly string[], weigh: Weigh, { count, least = 0, accepts = () => true }: NearOptions): Promise<readonly Near[]> {
    const held = terms.map((term) => this.holders.get(term) ?? new Set<EssayId>());
    const bySource = grouped(this.vectors.values(), ({ source }) => source);
    const weights = weigh(this.counted(held, bySource), this.live);
    const average = usualLength([...bySource.values()].map((own) => own.reduce((sum, { length }) => sum + length, 0) / own.length));
    const partsOf = (id: EssayId) => {
      const { usages, length } = this.vectors.get(id) ?? { usages: new Map<string, number>(), length: 1 };
      return terms.flatMap((name, term) => {
        const part = ((weights[term] ?? 0) * (usages.get(name) ?? 0)) / pivoted(length, average);
        return part > 0 ? [{ term, part }] : [];
      });
    };
    const sums = new Map<EssayId, number>();
    for (const [term, ids] of held.entries()) {
      const [name = '', weight = 0] = [terms[term], weights[term]];
      for (const id of ids) sums.set(id, (sums.get(id) ?? 0) + weight * (this.vectors.get(id)?.usages.get(name) ?? 0));
    }
    return [...this.vectors.keys()]
      .flatMap((id, docId): Omit<Near, 'shared'>[] => {
        const sum = sums.get(id) ?? 0;
        if (sum <= 0 || !accepts(docId)) return [];
        const score = sum / pivoted(this.vectors.get(id)?.length ?? 1, average);
        return score >= least ? [{ id, docId, score }] : [];
      })
      .sort(bestFirst)
      .slice(0, count)
      .map((one) => ({ ...one, shared: partsOf(one.id) }));
  }

  private counted(held: readonly ReadonlySet<EssayId>[], bySource: ReadonlyMap<string, readonly Vector[]>): readonly number[] {
    if (bySource.size === 1) return held.map(({ size }) => size);
    const [usual, names] = [decisive(this.live), [...bySource.keys()]];
    const largest = Math.max(0, ...[...bySource].map(([source, own]) => (source === '' ? 0 : own.length)));
    const claims = held.map((ids): Claim | undefined => {
      for (const [name, said] of grouped(ids, (id) => this.vectors.get(id)?.source ?? '')) {
        if (name === '' || 2 * said.length <= ids.size) continue;
        const own = bySource.get(name)?.length ?? 0;
        return { source: names.indexOf(name), holders: ids.size, said: said.length, own, essays: this.live };
      }
      return undefined;
    });
    const isAsked = (_: unknown, term: number): boolean => {
      const { size } = held[term] ?? new Set();
      return size > usual / 2 && size < 2 * largest;
    };
    const stuffed = stuffedAmong(claims.filter(isAsked));
    return claims.map((claim, term) => {
      if (claim === undefined) return held[term]?.size ?? 0;
      return believedHolders(claim, claim.source === stuffed ? fewOfStuffed(usual) : usual);
    });
  }
}

function grouped<T>(all: Iterable<T>, keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return groups;
}

function bestFirst(a: Omit<Near, 'shared'>, b: Omit<Near, 'shared'>): number {
  return Math.abs(b.score - a.score) > SAME * a.score ? b.score - a.score : a.id < b.id ? -1 : 1;
}

/** By term: how much an essay uses it, the title counting three times. */
export function usagesOf(essay: SegmentEssay): Map<string, number> {
  const { title, body } = essay;
  const { language } = spokenBy(essay);
  const counts = new Map<string, number>();
  for (const [part, weight] of [
    [title, 3],
    [body, 1],
  ] as const) {
    let before: string | undefined;
    const visit = (stem: string): void => {
      for (const term of before === undefined ? [stem] : [stem, `${before} ${stem}`]) counts.set(term, (counts.get(term) ?? 0) + weight);
      before = stem;
    };
    eachStem(part, visit, language);
  }
  return new Map([...counts].map(([term, times]) => [term, usage(times, isPair(term))]));
}
