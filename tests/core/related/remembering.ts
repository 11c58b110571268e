/**
 * An index that answers its last question from memory when it is asked again for less: what reaches a score is what of all answers reaches it
 * (tests/core/index/segment holds that). For measures that ask for everything first, and then for what would be shown.
 */
import type { Near, TermIndex, Weigh } from '../../../src/core/index/term-index';

type Question = { readonly terms: readonly string[]; readonly count: number; readonly least: number };
type Remembered = Question & {
  readonly holders: ArrayLike<number>;
  readonly stuffed: string | undefined;
  readonly weights: Float64Array;
  readonly near: readonly Near[];
};

export function remembering(index: TermIndex): TermIndex {
  let last: Remembered | undefined;
  return {
    live: index.live,
    ...(index.besides && { besides: (source: string) => index.besides?.(source) ?? Promise.resolve(undefined) }),
    ...(index.without && { without: (source: string) => index.without?.(source) ?? Promise.resolve(index) }),
    async nearest(terms, weigh, options) {
      const { count, least = 0, accepts } = options;
      if (last !== undefined && accepts === undefined && isLess({ terms, count, least }, last)) {
        const { holders, stuffed, weights, near } = last;
        if (isSame(weigh(holders, index.live, stuffed), weights)) return near.filter(({ score }) => score >= least);
      }
      let asked: Pick<Remembered, 'holders' | 'stuffed' | 'weights'> | undefined;
      const listening: Weigh = (holders, essays, stuffed) => {
        const weights = weigh(holders, essays, stuffed);
        asked = { holders, stuffed, weights };
        return weights;
      };
      const near = await index.nearest(terms, listening, options);
      if (asked !== undefined && accepts === undefined) last = { terms, count, least, ...asked, near };
      return near;
    },
  };
}

function isLess(asked: Question, last: Question): boolean {
  return asked.count === last.count && asked.least >= last.least && isSame(asked.terms, last.terms);
}

function isSame<T>(one: ArrayLike<T>, other: ArrayLike<T>): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
