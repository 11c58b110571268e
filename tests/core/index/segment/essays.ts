/** Essays and questions made of few words, so that they share many; for property tests. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { EssayId } from '../../../../src/core/essay';
import type { SegmentEssay } from '../../../../src/core/index/segment/builder';
import type { Near, TermIndex, Weigh } from '../../../../src/core/index/term-index';
import { rarity, usage } from '../../../../src/core/index/weigh';
import { eachStem } from '../../../../src/core/text/stems';
import { isPair } from '../../../../src/core/text/terms';
import { PlainIndex, SAME } from '../plain-index';

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

/** Terms and what they are worth, as `nearest` is asked. */
export function questionOf(asked: string): [terms: string[], weigh: Weigh] {
  const terms = termsOf(asked);
  const weigh: Weigh = (holders, essays) => Float64Array.from(terms, ({ weight }, i) => weight * rarity(holders[i] ?? 0, essays) ** 2);
  return [terms.map(({ term }) => term), weigh];
}

/** Every essay against every term, nothing left out: what an index has to equal. */
export const plainScan = (all: readonly SegmentEssay[], asked: string, count: number) => nearest(new PlainIndex(all), asked, count);

/**
 * Whether `found` are the `count` best in the order of a plain scan. Two that it scores the same but for rounding may stand either way round: an index
 * keeps lengths in 32 bits and adds up in another order.
 */
export async function expectAsPlain(found: readonly Near[], all: readonly SegmentEssay[], asked: string, count: number): Promise<void> {
  const plain = await plainScan(all, asked, all.length);
  const scores = new Map(plain.map(({ id: of, score }) => [of, score]));
  expect(new Set(found.map(({ id: of }) => of)).size).toBe(Math.min(count, plain.length));
  const sizeable = (score = 0): number => Number(score.toPrecision(12)); // a message that can be read
  for (const [place, { id: of }] of found.entries()) {
    const wanted = plain[place]?.score ?? 0;
    if (Math.abs((scores.get(of) ?? 0) - wanted) <= SAME * wanted) continue;
    expect({ place, id: of, score: sizeable(scores.get(of)) }).toEqual({ place, id: plain[place]?.id, score: sizeable(wanted) });
  }
}

export function nearest(index: TermIndex, asked: string, count = 10): Promise<readonly Near[]> {
  return index.nearest(...questionOf(asked), { count });
}
