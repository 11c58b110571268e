/** What the background is asked: a reader's command in its turn and once, a question at once. */
import type { EssayId } from '../../core/essay';
import { failed, ok, type Result } from '../../core/problem';
import { givenAt, newTicket } from '../../core/ticket';
import { problemOf } from '../../edge/store/problem-of';
import { type Came, commandLine } from '../../flows/perform-commands';
import { answer } from '../../messages/answer';
import type { HandlersOf, ToBackground } from '../../messages/contract';
import { isCommand, REFUSED, readToBackground, ticketFor, ticketOf, type Waiting } from '../../messages/incoming';
import { OURS, type Sender } from '../../messages/sender';
import type { Handlers } from './handlers';
import type { House } from './house';
import { softly } from './limits';
import type { Occasion } from './occasion';
import { outboxOf } from './outbox';

const GRACE_MS = 1_000; // a message that is not lost comes sooner, and its page hears what became of it

export function commandsOf(house: House, others: Handlers) {
  const { outside, told, settings, home, shown } = house;
  const { clock } = outside;
  let given = 0;

  const handlers: HandlersOf<ToBackground, Occasion> = {
    ...others,
    wake: async () => {
      const isAhead = await line.performWaiting().catch(() => false); // an outbox that cannot be read keeps nobody from the list
      return home.withLibrary(async (library) => {
        await home.tend(library);
        house.want('badge');
        return ok(isAhead ? 'caught-up' : 'awake');
      });
    },
  };

  const run = (message: unknown, occasion: Occasion) =>
    answer(readToBackground, handlers, message, occasion, (error) => failed(problemOf(error)));

  const line = commandLine({
    ...outboxOf(outside, settings),
    tell: (problem, ticket) => told.tell([problem], ticket),
    async perform({ ticket, message, by = OURS }) {
      const now = clock.now();
      const done = isCommand(message) ? run(message, { by, now, givenAt: givenAt(ticket, now), ticket }) : undefined;
      const answered = (await done) ?? ok('done'); // of another version: no longer known
      house.want('sync'); // whatever it was, other machines may have to hear of it
      return answered;
    },
  });

  async function command(message: object, by: Sender): Promise<Result<unknown>> {
    if (!(await isShown(message, by))) return REFUSED;
    given += 1;
    const named = ticketOf(message);
    const came: Came = named === undefined ? 'said' : by.who === 'own' ? 'posted' : 'sent';
    const ticket = ticketFor(by, named ?? newTicket(clock.now(), given, clock.random()));
    const { name, ask } = message as { name?: unknown; ask?: unknown }; // as: `isCommand` has seen a name; the ask is read by whoever performs it
    const waiting: Waiting = { ticket, message: { name, ask }, ...(by.who !== 'own' && { by }) };
    return line.perform(waiting, came);
  }

  /** What names no essay is a matter of its own. */
  async function isShown(message: object, { who, tabId }: Sender): Promise<boolean> {
    const { ask } = message as { ask?: { readonly essayId?: EssayId } }; // as: `mayAsk` has read it; an unknown id was never shown
    const essay = who === 'own' ? undefined : ask?.essayId;
    return essay === undefined || shown.has(tabId, essay);
  }

  return {
    /** Undefined where the message is for others. */
    hear(message: unknown, by: Sender): Promise<Result<unknown>> | undefined {
      if (isCommand(message)) return command(message, by).catch((error: unknown) => failed(problemOf(error)));
      const now = clock.now();
      return run(message, { by, now, givenAt: now });
    },
    /** What was given to a worker that slept, or that was killed. */
    performLeftBehind(): void {
      softly(async () => {
        await clock.wait(GRACE_MS);
        await line.performWaiting();
      });
    },
  };
}
