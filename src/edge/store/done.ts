/**
 * What of a command is done, kept in the same transaction as what it did (write.ts): a worker that is killed between doing and forgetting a command
 * leaves it waiting, and the next one finds here that it is done, and with what answer.
 */
import { ok, type Result } from '../../core/problem';
import { ticketsAt } from '../../core/ticket';
import type { Library, Once } from './library';
import { write } from './write';

const KEPT_MS = 24 * 60 * 60_000; // a command is done again within seconds, or when the browser is next started

/** The library for one command: each of its writes happens once, however often the command is done. */
export function forCommand(library: Library, ticket: string): Library & { readonly once: Once } {
  let steps = 0;
  return { ...library, once: { ticket, step: () => steps++, isRepeated: false } };
}

/** Forgets what nobody asks about any more. Once the commands that waited are done. */
export function sweepDone(library: Library, now: number): Promise<Result<undefined>> {
  return write(library, ['done'], 'passing', async (tx) => {
    await tx.objectStore('done').delete(IDBKeyRange.upperBound([ticketsAt(now - KEPT_MS)]));
    return ok(undefined);
  });
}
