/** Essays and questions made of few words, so that they share many; for property tests. */
import fc from 'fast-check';
import type { EssayId } from '../../../../src/core/essay';
import type { SegmentEssay } from '../../../../src/core/index/segment/builder';
import type { SegmentedIndex } from '../../../../src/core/index/segmented-index';
import { spokenBy, type Weigh } from '../../../../src/core/index/term-index';
import { pivoted, rarity, usage } from '../../../../src/core/index/weigh';
import { eachStem } from '../../../../src/core/text/stems';
import { isPair } from '../../../../src/core/text/terms';

const WORDS = [
  'river',
  'rivers',
  'bank',
  'garden',
  'compiler',
  'borrow',
  'checker',
  'naïve',
  'résumé',
  'поезд',
  '機械学習',
  'zebra',
  '2019',
  'the',
  'quilt',
];
const text = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })), { maxLength: 25 }).map((words) => words.join(' '));

/** as: made-up ids, lone surrogates and all. */
const id = fc
  .oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => `e${n}`),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  .map((made) => made as EssayId);
export const essay: fc.Arbitrary<SegmentEssay> = fc.record({
  id,
  title: text,
  body: text,
  source: fc.constantFrom('a', 'b', ''),
  at: fc.integer({ min: -1_000_000_000_000, max: 2_000_000_000_000 }),
});
export const essays = (maxLength = 30): fc.Arbitrary<SegmentEssay[]> => fc.uniqueArray(essay, { maxLength, selector: ({ id: of }) => of });
export const question = text;

export function termsOf(asked: string): { term: string; weight: number }[] {
  const counts = new Map<string, number>();
  let before: string | undefined;
  eachStem(asked, (stem) => {
    for (const term of before === undefined ? [stem] : [stem, `${before} ${stem}`]) counts.set(term, (counts.get(term) ?? 0) + 1);
    before = stem;
  });
  return [...counts].map(([term, count]) => ({ term, weight: usage(count, isPair(term)) }));
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

/** Terms and what they are worth, as `nearest` is asked. */
export function questionOf(asked: string): [terms: string[], weigh: Weigh] {
  const terms = termsOf(asked);
  const weigh: Weigh = (holders, essays) => Float64Array.from(terms, ({ weight }, i) => weight * rarity(holders[i] ?? 0, essays) ** 2);
  return [terms.map(({ term }) => term), weigh];
}

/** Every essay against every term, nothing left out: what `nearest` has to equal. */
export function plainScan(
  all: readonly SegmentEssay[],
  asked: string,
  count: number,
  accepts: (essay: SegmentEssay) => boolean = () => true,
) {
  const vectors = all.map(usagesOf);
  const weights = termsOf(asked).map(({ term, weight }) => ({
    term,
    weight: weight * rarity(vectors.filter((v) => v.has(term)).length, all.length) ** 2,
  }));
  const lengths = vectors.map((vector) => Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)));
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, all.length);
  return all
    .map((one, i) => {
      const vector = vectors[i] ?? new Map<string, number>();
      const sum = weights.reduce((so, { term, weight }) => so + weight * (vector.get(term) ?? 0), 0);
      return { essay: one, id: one.id, score: sum === 0 ? 0 : sum / pivoted(lengths[i] ?? 0, average) };
    })
    .filter(({ essay: one, score }) => score > 0 && accepts(one))
    .sort((a, b) => (Math.abs(b.score - a.score) > 1e-6 * a.score ? b.score - a.score : a.id < b.id ? -1 : 1))
    .slice(0, count);
}

export async function nearest(index: SegmentedIndex, asked: string, count = 10) {
  const { near, shared } = await index.nearest(...questionOf(asked), { count });
  const why = await shared(near);
  return near.map((one, place) => ({ ...one, shared: why[place] ?? [] }));
}
