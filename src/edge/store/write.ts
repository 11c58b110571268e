/** Runs a change in one transaction: all of it is on disk when this resolves, or none of it. Every write of the store goes through here. */
import { failed, type Result } from '../../core/problem';
import type { Store, Transaction } from './database';
import { type Library, Unopened } from './library';

export type WriteTransaction = Transaction<'readwrite'>;

/** `lasting` waits until the disk has it, not only the system: for what a person did. What is fetched can be fetched again. */
export type Durability = 'lasting' | 'passing';

/**
 * Errors  `disk-full` and the problems of opening come back as data, as does a problem that `change` gives; anything else is ours and rejects.
 *         In every case nothing of the change is kept.
 */
export async function write<T>(
  library: Library,
  stores: readonly Store[],
  durability: Durability,
  change: (tx: WriteTransaction) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    const tx = await library.begin(stores, 'readwrite', { durability: durability === 'lasting' ? 'strict' : 'relaxed' });
    return await committed(tx, change);
  } catch (error) {
    if (error instanceof Unopened) return failed(error.problem);
    if (error instanceof Error && error.name === 'QuotaExceededError') return failed({ kind: 'disk-full' });
    throw error;
  }
}

async function committed<T>(tx: WriteTransaction, change: (tx: WriteTransaction) => Promise<Result<T>>): Promise<Result<T>> {
  const done = tx.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  let result: Result<T>;
  try {
    result = await change(tx);
  } catch (error) {
    abort(tx);
    await done;
    throw tx.error ?? error; // where the disk is full, the request says only that it was aborted
  }
  if (!result.ok) abort(tx);
  const failure = await done;
  if (result.ok && failure !== undefined) throw failure.error;
  return result;
}

function abort(tx: WriteTransaction): void {
  try {
    tx.abort();
  } catch {
    // it had already ended
  }
}
