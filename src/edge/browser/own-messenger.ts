/** How our own pages send: a command is posted first, so that it is done even if this page is gone before the worker is awake. */
import { ok, type Result } from '../../core/problem';
import { newTicket } from '../../core/ticket';
import type { Send } from '../../messages/contract';
import { isCommand } from '../../messages/incoming';
import { inquire, isOrphaned } from './messenger';
import { ring, silence } from './outbox';
import { desk } from './own-desk';

const MOST_TRIES = 3; // a browser in which no worker stays alive has another trouble
let given = 0; // two commands of one millisecond keep their order

export const send: Send = (name, ask) => (isCommand({ name }) ? command({ name, ask }) : inquire({ name, ask })) as never; // as: `answer` keeps the contract

/** What lies in the outbox on the disk is kept, and is answered so even where no worker lives long enough to say it: it is done when one does. */
async function command(message: object): Promise<Result<unknown>> {
  given += 1;
  const ticket = newTicket(Date.now(), given, Math.random());
  const [isRung, isPosted] = await Promise.all([succeeds(ring({ ticket, message })), succeeds(desk.post({ ticket, message }))]);
  const reply = await insist(isRung || isPosted ? { ...message, ticket } : message); // no room, or no disk: the message may still come through
  const isSilent = !reply.ok && reply.problem.kind === 'worker-silent';
  if (isSilent && isPosted && !isOrphaned()) return ok('done');
  if (isSilent)
    await succeeds(silence(ticket)); // what is told to have failed is not done later
  else if (!reply.ok) await inquire({ name: 'heard', ask: { ticket } }); // this page says what went wrong, so nobody else need
  return reply;
}

/** However often it is said, a command that waits is done once: workers may die one after the other. */
async function insist(message: object): Promise<Result<unknown>> {
  for (let again = 0; ; again++) {
    const reply = await inquire(message);
    if (reply.ok || reply.problem.kind !== 'worker-silent' || again === MOST_TRIES || isOrphaned()) return reply;
  }
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
