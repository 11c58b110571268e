/** Runs a change in one transaction: all of it is on disk when this resolves, or none of it. Every write of the store goes through here. */
import { failed, ok, type Result } from '../../core/problem';
import type { Store, Transaction } from './database';
import { type Library, type Once, Unopened } from './library';
import { withUnsynced } from './unsynced';

export type WriteTransaction = Transaction<'readwrite'>;

/** `lasting` waits until the disk has it, not only the system: for what a person did. What is fetched can be fetched again. */
type Durability = 'lasting' | 'passing';

/**
 * Errors  `disk-full` and the problems of opening come back as data, as does a problem that `change` gives; anything else is ours and rejects.
 *         In every case nothing of the change is kept.
 *         While a command is done (done.ts), a change that was made before is not made again, and gives what it gave.
 */
export async function write<T>(
  library: Library,
  stores: readonly Store[],
  durability: Durability,
  change: (tx: WriteTransaction) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { once } = library;
  const own = withUnsynced(stores);
  const scope = once === undefined ? own : [...own, 'done' as const];
  try {
    const tx = await library.begin(scope, 'readwrite', { durability: durability === 'lasting' ? 'strict' : 'relaxed' });
    return await committed(tx, once === undefined ? change : (inTx) => doneOnce(inTx, once, change));
  } catch (error) {
    if (error instanceof Unopened) return failed(error.problem);
    if (error instanceof Error && error.name === 'QuotaExceededError') return failed({ kind: 'disk-full' });
    throw error;
  }
}

async function doneOnce<T>(tx: WriteTransaction, once: Once, change: (tx: WriteTransaction) => Promise<Result<T>>): Promise<Result<T>> {
  const key: [string, number] = [once.ticket, once.step()];
  const before = await tx.objectStore('done').get(key);
  if (before !== undefined) {
    once.isRepeated = true;
    return ok(before.value as T); // as: what this same step of this same command gave
  }
  const result = await change(tx);
  if (result.ok) await tx.objectStore('done').put({ value: result.value }, key);
  return result;
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
