/** A typed query asked of titles alone: for essays that the index has not taken in yet. Pure. */
import type { ListedEssay } from '../core/essay';
import type { Limit } from '../core/index/query-search';
import { titleSearch } from '../core/index/title-search';
import { phraseFinder } from '../core/library/phrase';
import type { Query, Term } from '../core/library/query';

/** `whole`: every group of the query holds. `some`: any of its words is there, within its limits. */
export type OnTitle = (essay: ListedEssay) => 'whole' | 'some' | 'none';

type Holds = (essay: ListedEssay) => boolean;

/** Undefined where nothing is asked for, as by stop words alone. */
export function titleQuery(query: Query, limits: ReadonlyMap<Limit, Holds>): OnTitle | undefined {
  const groups = query.flatMap((group) => {
    const isSought = group.some(({ isNot, clause }) => !isNot && (clause.kind === 'word' || clause.kind === 'phrase'));
    const terms = group.flatMap((term) => holding(term, limits) ?? []);
    return terms.length === 0 ? [] : { isSought, holds: (essay: ListedEssay) => terms.some((holds) => holds(essay)) };
  });
  if (groups.length === 0) return undefined;
  const sought = groups.filter(({ isSought }) => isSought);
  const others = groups.filter(({ isSought }) => !isSought);
  return (essay) => {
    if (!others.every(({ holds }) => holds(essay))) return 'none';
    if (sought.every(({ holds }) => holds(essay))) return 'whole';
    return sought.some(({ holds }) => holds(essay)) ? 'some' : 'none';
  };
}

function holding({ isNot, clause }: Term, limits: ReadonlyMap<Limit, Holds>): Holds | undefined {
  const holds = clauseHolds(clause, limits);
  return holds && isNot ? (essay) => !holds(essay) : holds;
}

function clauseHolds(clause: Term['clause'], limits: ReadonlyMap<Limit, Holds>): Holds | undefined {
  if (clause.kind === 'word') {
    const scoreOf = titleSearch(clause.mayGoOn ? clause.word : `${clause.word} `);
    return scoreOf && (({ title }) => scoreOf(title) === 1);
  }
  if (clause.kind === 'phrase') {
    const find = phraseFinder(clause.words);
    return find && (({ title }) => find(title).length > 0);
  }
  return limits.get(clause);
}
