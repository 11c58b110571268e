/** What became of the sources of an import, told from what the library holds of them now. Pure. */
import type { SourceId } from '../../core/essay';
import { type FollowedSource, titleOf } from '../../ui/followed';
import { sourceSentence } from '../../ui/source-sentence';

export type ImportReport = {
  readonly followed: number;
  readonly answered: number;
  readonly waiting: number; // not looked at yet, or the line was down
  readonly notAllowed: number;
  readonly failed: readonly { readonly why: string; readonly titles: readonly string[] }[]; // the commonest reason first
};

export function reportOf(rows: readonly FollowedSource[], ids: ReadonlySet<SourceId>): ImportReport {
  const mine = rows.filter(({ source }) => ids.has(source.id));
  const failed = new Map<string, string[]>();
  let answered = 0;
  let notAllowed = 0;
  for (const row of mine) {
    const { condition, problem, lastSuccessAt } = row.health;
    if (condition === 'not-allowed') notAllowed += 1;
    else if (problem !== undefined) failed.set(sourceSentence(problem), [...(failed.get(sourceSentence(problem)) ?? []), titleOf(row)]);
    else if (lastSuccessAt !== undefined || condition === 'question') answered += 1;
  }
  const reasons = [...failed].map(([why, titles]) => ({ why, titles })).sort((a, b) => b.titles.length - a.titles.length);
  const failures = reasons.reduce((sum, { titles }) => sum + titles.length, 0);
  return { followed: mine.length, answered, notAllowed, waiting: mine.length - answered - notAllowed - failures, failed: reasons };
}

/** How many have been looked at, or cannot be. */
export function settledIn({ followed, waiting }: ImportReport): number {
  return followed - waiting;
}
