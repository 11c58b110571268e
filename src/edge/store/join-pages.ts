/**
 * Gives the rows of an older library their page, and makes one essay of those that are one in several sources, a piece at a time like move-bodies.ts:
 * each piece is one transaction, and how far they have got stands in the ledger. Until a row's turn comes it is as it was.
 */
import { ok, type Result } from '../../core/problem';
import { unabridgedIn } from './essay-rows';
import { WITH_ESSAYS } from './essays';
import { joinIfSame } from './join-essays';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { neighbourhood, putKeepingText } from './places';
import { type WriteTransaction, write } from './write';

const ROWS_A_PIECE = 40;

/**
 * Looks at the next rows; says whether there are more.
 *
 * Cost    one small read once all are seen to.
 * Errors  disk-full and the problems of opening; nothing of the piece is changed then.
 */
export function joinNextPages(library: Library, rows = ROWS_A_PIECE): Promise<Result<'more' | 'done'>> {
  return write(library, WITH_ESSAYS, 'passing', async (tx) => {
    const { upTo, isDone } = (await fact(tx, 'pagesJoined')) ?? { upTo: '', isDone: false };
    if (isDone) return ok('done');
    const ids = await tx.objectStore('essays').getAllKeys(IDBKeyRange.lowerBound(upTo, true), rows);
    await joinEach(tx, ids);
    const last = ids.at(-1);
    await putFact(tx, 'pagesJoined', last === undefined ? { upTo, isDone: true } : { upTo: last, isDone: false });
    return ok(last === undefined ? 'done' : 'more');
  });
}

/** Those that have their page were looked at when they were written. */
async function joinEach(tx: WriteTransaction, ids: readonly Parameters<typeof joinIfSame>[1][]): Promise<void> {
  const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
  const around = neighbourhood(tx, []);
  let joined = 0;
  for (const id of ids) {
    const row = await tx.objectStore('essays').get(id);
    const [essay] = await unabridgedIn(tx, [row]);
    if (essay === undefined || row?.page !== undefined) continue; // joined meanwhile to one that stood before it
    await putKeepingText(tx, essay);
    if (await joinIfSame(tx, id, around, { revision, from: 'start' })) joined++;
  }
  if (joined > 0) await putFact(tx, 'revision', revision);
}
