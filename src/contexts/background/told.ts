/** Problems that stand until the reader has read them. Several at once are all told; one of a kind is told once. */
import type { Problem } from '../../core/problem';
import type { Told } from '../../edge/browser/problems';
import { turnstile } from './limits';
import type { Outside } from './outside';

const MOST = 50; // of different ones; by then nobody reads them one by one

export type TellReader = ReturnType<typeof tellReader>;

/** Never rejects: where nothing can be left for the reader, nothing can be told. */
export function tellReader({ problems }: Pick<Outside, 'problems'>) {
  const inTurn = turnstile(); // what is read here is written again: two at once would lose one

  function change(next: (told: readonly Told[]) => readonly Told[]): Promise<void> {
    return inTurn(async () => {
      const told = await problems.loadTold();
      const after = next(told);
      if (after.length !== told.length || after.some((each, at) => each !== told[at])) await problems.saveTold(after.slice(-MOST));
    }).catch(() => {});
  }

  return {
    /** `ticket`: of a command whose page may not hear the answer. */
    tell(told: readonly Problem[], ticket?: string): Promise<void> {
      const added = told.map((problem) => ({ ...problem, ...(ticket !== undefined && { ticket }) }));
      if (added.length === 0) return Promise.resolve();
      return change((before) => [...before.filter((each) => !added.some((problem) => isSame(each, problem))), ...added]);
    },
    /** Its page has said what became of the command. */
    heard: (ticket: string): Promise<void> => change((before) => before.filter((each) => each.ticket !== ticket)),
    /** What no longer holds. */
    forget: (...kinds: readonly Problem['kind'][]): Promise<void> => change((before) => before.filter(({ kind }) => !kinds.includes(kind))),
    clear: (): Promise<void> => change(() => []),
  };
}

function isSame(a: Told, b: Told): boolean {
  return a.kind === b.kind && a.ticket === b.ticket && subjectOf(a) === subjectOf(b);
}

/** Two of these are two; of all others the later one is the one that holds. */
function subjectOf(problem: Problem): string {
  return problem.kind === 'bug' ? problem.detail : problem.kind === 'permission-refused' ? problem.origin : '';
}
