/** The reader's commands, one after the other in the order in which they were given: from a message, or from the outbox where the message was lost. */
import { ok, type Problem, type Result } from '../core/problem';
import type { Waiting } from '../messages';

export type CommandEdges = {
  readonly waiting: () => Promise<readonly Waiting[]>; // oldest first
  readonly forget: (ticket: string) => Promise<void>;
  readonly perform: (message: unknown) => Promise<Result<unknown>>; // as if a page of ours had sent it
  readonly tell: (problem: Problem) => Promise<void>; // nobody is left to hear the answer
};

const MOST_ANSWERS = 50; // kept for messages that come after their command was done

/** One for the life of a worker. */
export function commandLine(edges: CommandEdges) {
  const answers = new Map<string, Result<unknown>>();
  let lastTurn: Promise<unknown> = Promise.resolve();
  let hasPerformed = false;

  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(run);
    lastTurn = turn.catch(() => undefined); // told to its own caller
    return turn;
  }

  async function settle(ticket: string, run: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
    const done = await run();
    hasPerformed = true;
    await edges.forget(ticket);
    answers.set(ticket, done);
    for (const oldest of answers.keys()) if (answers.size > MOST_ANSWERS) answers.delete(oldest);
    return done;
  }

  async function settleAll(left: readonly Waiting[]): Promise<void> {
    for (const { ticket, message } of left) {
      const done = await settle(ticket, () => edges.perform(message));
      if (!done.ok) await edges.tell(done.problem);
    }
  }

  /** A command whose message came. What was given before goes first; what waits no longer was done already, and is answered as it was then. */
  function perform(ticket: string, run: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
    return inTurn(async () => {
      const waiting = await edges.waiting();
      if (!waiting.some((each) => each.ticket === ticket)) return answers.get(ticket) ?? ok('done');
      await settleAll(waiting.filter((each) => each.ticket < ticket));
      return settle(ticket, run);
    });
  }

  /**
   * Does what was left behind. True if any command was done so far, by message or not: the page that asks read the library at the same time as it
   * woke this worker, perhaps just before.
   */
  function performWaiting(): Promise<boolean> {
    return inTurn(async () => {
      await settleAll(await edges.waiting());
      return hasPerformed;
    });
  }

  return { perform, performWaiting };
}
