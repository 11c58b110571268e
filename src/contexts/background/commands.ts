/** What the background is asked: a reader's command in its turn and once, a question at once. */
import { ok, type Result } from '../../core/problem';
import { forgetCommand, waitingCommands } from '../../edge/browser/outbox';
import { commandLine } from '../../flows/perform-commands';
import { answer, type HandlersOf, isCommand, OURS, readToBackground, type Sender, type ToBackground, ticketOf } from '../../messages';
import { refreshBadge } from './badge';
import { handlers as others } from './handlers';
import { tell, tend, withLibrary } from './home';

const GRACE_MS = 1_000; // a message that is not lost comes sooner, and its page hears what became of it

const handlers: HandlersOf<ToBackground, Sender> = {
  ...others,
  wake: async () => {
    const isAhead = await line.performWaiting();
    return withLibrary(async (library) => {
      await tend(library);
      await refreshBadge(library);
      return ok(isAhead ? 'caught-up' : 'awake');
    });
  },
};

const line = commandLine({
  waiting: waitingCommands,
  forget: forgetCommand,
  perform: async (message) => (isCommand(message) ? await answer(readToBackground, handlers, message, OURS) : undefined) ?? ok('done'), // of another version: no longer known
  tell: (problem) => tell([problem]),
});

/** Undefined where the message is for others. */
export function hear(message: unknown, from: Sender): Promise<Result<unknown>> | undefined {
  const ticket = isCommand(message) ? ticketOf(message) : undefined;
  const run = () => answer(readToBackground, handlers, message, from);
  return ticket === undefined ? run() : line.perform(ticket, async () => (await run()) ?? ok('done'));
}

export function performLeftBehind(): void {
  setTimeout(() => void line.performWaiting(), GRACE_MS);
}
