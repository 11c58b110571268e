/** How our own pages send: a command is posted first, so that it is done even if this page is gone before the worker is awake. */
import type { Result } from '../../core/problem';
import { newTicket } from '../../core/ticket';
import { isCommand, type Send } from '../../messages';
import { inquire } from './messenger';
import { ring, silence } from './outbox';
import { desk } from './own-desk';

let given = 0; // two commands of one millisecond keep their order

export const send: Send = (name, ask) => (isCommand({ name }) ? command({ name, ask }) : inquire({ name, ask })) as never; // as: `answer` keeps the contract

async function command(message: object): Promise<Result<unknown>> {
  given += 1;
  const ticket = newTicket(Date.now(), given, Math.random());
  const posted = await Promise.allSettled([ring({ ticket, message }), desk.post({ ticket, message })]);
  const isPosted = posted.some(({ status }) => status === 'fulfilled'); // no room, or no disk: the message may still come through
  const reply = await inquire(isPosted ? { ...message, ticket } : message);
  if (!reply.ok) await hearOf(ticket, reply.problem.kind === 'worker-silent');
  return reply;
}

/** This page says what went wrong, so nobody else need. What is told to have failed is not done later. */
async function hearOf(ticket: string, isSilent: boolean): Promise<void> {
  if (isSilent) await Promise.allSettled([silence(ticket), desk.forget(ticket)]);
  else await inquire({ name: 'heard', ask: { ticket } });
}
