/** Reading a message and handing it to its handler, in every context alike. */
import { bug, type Result } from '../core/problem';
import type { HandlersOf, Raw, ReadersOf } from './contract';

/**
 * Reads a message and hands it to its handler. A name that is not in the contract gives undefined, so that a listener can leave it to others;
 * an unreadable ask and a handler that throws come back as `bug`, never as a rejection.
 */
export function answer<C, From>(
  readers: ReadersOf<C>,
  handlers: HandlersOf<C, From>,
  message: unknown,
  from: From,
  failedBy: (error: unknown) => Result<never> = bug,
): Promise<Result<unknown>> | undefined {
  const { name, ask } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown; ask?: unknown }; // as: both are checked next
  if (typeof name !== 'string' || !Object.hasOwn(readers, name)) return undefined;
  const key = name as keyof C; // as: hasOwn has just said so
  const readable = typeof ask === 'object' && ask !== null ? readers[key](ask as Raw) : undefined; // as: an object's fields are unknown
  if (readable === undefined) return Promise.resolve(bug(`unreadable ${name} message`));
  return handle(() => handlers[key](readable, from), failedBy);
}

async function handle(run: () => Promise<Result<unknown>>, failedBy: (error: unknown) => Result<never>): Promise<Result<unknown>> {
  try {
    return await run();
  } catch (error) {
    return failedBy(error);
  }
}
