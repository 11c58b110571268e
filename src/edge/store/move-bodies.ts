/**
 * Takes the texts out of the rows of an older library, a piece at a time: each piece is one transaction, and how far they have got stands in
 * the ledger. Until a row's turn comes everybody reads it as it is, so that it may end anywhere and go on at the next waking.
 */
import { ok, type Result } from '../../core/problem';
import { splitIn, WHOLE } from './essay-rows';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { write } from './write';

const ROWS_A_PIECE = 40; // a megabyte at most, but for books

/**
 * Moves the next texts; says whether there are more.
 *
 * Cost    one small read once all are moved.
 * Errors  disk-full and the problems of opening; nothing of the piece is moved then, and nothing is lost.
 */
export function moveNextBodies(library: Library, rows = ROWS_A_PIECE): Promise<Result<'more' | 'done'>> {
  return write(library, [...WHOLE, 'ledger'], 'passing', async (tx) => {
    const { upTo, isDone } = (await fact(tx, 'bodiesMoved')) ?? { upTo: '', isDone: false };
    if (isDone) return ok('done');
    const essays = tx.objectStore('essays');
    const ids = await essays.getAllKeys(IDBKeyRange.lowerBound(upTo, true), rows);
    for (const id of ids) await splitIn(tx, await essays.get(id));
    const last = ids.at(-1);
    await putFact(tx, 'bodiesMoved', last === undefined ? { upTo, isDone: true } : { upTo: last, isDone: false });
    return ok(last === undefined ? 'done' : 'more');
  });
}
