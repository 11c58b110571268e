/** The reader's commands, one after the other in the order in which they were given: from a message, or from the outbox where the message was lost. */
import { ok, type Problem, type Result } from '../core/problem';
import type { Waiting } from '../messages/incoming';

export type CommandEdges = {
  readonly waiting: () => Promise<readonly Waiting[]>; // oldest first
  readonly keep: (command: Waiting) => Promise<void>; // makes it wait
  readonly forget: (ticket: string) => Promise<void>;
  readonly perform: (command: Waiting) => Promise<Result<unknown>>; // never rejects; done again, it changes nothing more
  readonly tell: (problem: Problem, ticket: string) => Promise<void>; // until its page has said that it heard of it
};

/** How a command came. `posted`: its page made it wait. `sent`: it comes with its message alone, and perhaps again. `said`: and whoever said it hears the answer. */
export type Came = 'posted' | 'sent' | 'said';

const MOST_ANSWERS = 50; // kept for messages that come after their command was done

/** One for the life of a worker. What is kept is answered as kept, whatever becomes of the outbox afterwards. */
export function commandLine(edges: CommandEdges) {
  const answers = new Map<string, Result<unknown>>();
  let lastTurn: Promise<unknown> = Promise.resolve();
  let hasPerformed = false;

  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(run);
    lastTurn = turn.catch(() => undefined); // told to its own caller
    return turn;
  }

  async function settle(command: Waiting, came: Came): Promise<Result<unknown>> {
    const { ticket } = command;
    const done = answers.get(ticket) ?? (await edges.perform(command));
    const isNew = !answers.has(ticket);
    hasPerformed = true;
    answers.set(ticket, done);
    for (const oldest of answers.keys()) if (answers.size > MOST_ANSWERS) answers.delete(oldest);
    if (isNew && !done.ok && came !== 'said') await softly(() => edges.tell(done.problem, ticket));
    await softly(() => edges.forget(ticket));
    return done;
  }

  async function settleAll(left: readonly Waiting[]): Promise<void> {
    for (const command of left) await settle(command, 'posted');
  }

  /**
   * A command whose message came. What was given before goes first; what was posted and waits no longer was done already, and is answered as it was
   * then. Where the outbox cannot be read, the message is enough.
   */
  async function perform(command: Waiting, came: Came): Promise<Result<unknown>> {
    if (came !== 'posted' && !answers.has(command.ticket)) await softly(() => edges.keep(command));
    return inTurn(async () => {
      const { ticket } = command;
      const waiting = await edges.waiting().catch(() => undefined);
      if (came === 'posted' && waiting?.every((each) => each.ticket !== ticket)) return answers.get(ticket) ?? ok('done');
      await settleAll(waiting?.filter((each) => each.ticket < ticket) ?? []);
      return settle(command, came);
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

/** What is done is done, whether or not this could be written down. */
async function softly(run: () => Promise<unknown>): Promise<void> {
  await run().catch(() => {});
}
