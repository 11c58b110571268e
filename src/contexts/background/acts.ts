/** The reader's acts, one after the other: from a message, or from the outbox where the message was lost. None is done twice, none is left. */
import type { EssayId } from '../../core/essay';
import type { Act, Place } from '../../core/library/marks';
import { ok, type Result } from '../../core/problem';
import { forgetAct, isWaiting, type Ticket, waitingActs } from '../../edge/browser/outbox';
import type { Library } from '../../edge/store/library';
import { commitAct } from '../../edge/store/marks';
import { readToBackground } from '../../messages';
import { refreshBadge } from './badge';
import { keepSentinel, tell, withLibrary } from './home';

const GRACE_MS = 1_000; // a message that is not lost comes sooner, and its page hears what became of it

export type ActAsk = { readonly essayId: EssayId; readonly act: Act; readonly from: Place; readonly ticket?: Ticket };

let lastTurn: Promise<unknown> = Promise.resolve();

/** What is no longer in the outbox was done already. */
export function perform(ask: ActAsk): Promise<Result<'done'>> {
  const turn = lastTurn.then(() => withLibrary((library) => performOnce(library, ask)));
  lastTurn = turn.catch(() => undefined); // told to its own caller
  return turn;
}

async function performOnce(library: Library, { ticket, ...ask }: ActAsk): Promise<Result<'done'>> {
  if (ticket !== undefined && !(await isWaiting(ticket))) return ok('done');
  const done = await commit(library, ask);
  if (ticket !== undefined) await forgetAct(ticket);
  return done;
}

/** An act, and what follows from it outside the database. */
export async function commit(library: Library, { essayId, act, from }: Omit<ActAsk, 'ticket'>): Promise<Result<'done'>> {
  const done = await commitAct(library, { essayId, act, from, now: Date.now() });
  if (!done.ok) return done;
  await Promise.all([refreshBadge(library), keepSentinel(library)]);
  return ok('done');
}

/** Does what is left in the outbox, in the order in which it was posted. Gives back how many acts there were. */
export async function performWaiting(): Promise<number> {
  const waiting = await waitingActs();
  for (const { ticket, ask } of waiting) {
    const readable = readToBackground.act({ ...(typeof ask === 'object' ? ask : {}), ticket });
    if (readable === undefined) {
      await forgetAct(ticket);
      continue;
    }
    const done = await perform(readable);
    if (!done.ok) await tell([done.problem]);
  }
  return waiting.length;
}

export function performLeftBehind(): void {
  setTimeout(() => void performWaiting(), GRACE_MS);
}
