/** The essays that the index has not taken in: how many, and what a search without it looks at. Reads only; segments.ts takes them in. */
import type { EssayId, ListedEssay } from '../../core/essay';
import type { Manifest } from '../../core/index/manifest';
import type { Transaction } from './database';
import { LISTED, listedIn } from './essay-rows';
import type { Library } from './library';
import { manifestIn } from './segments';

const ROWS_AT_ONCE = 200;

/** An index that is being built holds the essays up to a place; of those, the changed ones wait among the unindexed. */
type Place = Manifest['building'];

/** Which version of the index stands, and how many essays it does not hold as they are. One transaction: each question asks for it twice. */
export async function standingIndex(
  library: Library,
): Promise<{ readonly version: number; readonly building?: EssayId | ''; readonly unindexed: number }> {
  const tx = await library.begin(['segments', 'essays', 'unindexed'], 'readonly');
  const { version, building } = await manifestIn(tx);
  const [changed, beyond] = await Promise.all([
    tx.objectStore('unindexed').count(building === undefined ? null : IDBKeyRange.upperBound(building)),
    building === undefined ? 0 : tx.objectStore('essays').count(IDBKeyRange.lowerBound(building, true)),
  ]);
  return { version, ...(building !== undefined && { building }), unindexed: changed + beyond };
}

/** Calls `visit` with each of them, `ROWS_AT_ONCE` in a transaction and a breath between two. */
export async function eachUnindexed(
  library: Library,
  building: Place,
  visit: (essay: ListedEssay) => void,
  breathe: () => Promise<void>,
): Promise<void> {
  const visitAll = async (next: (tx: Reading, after: EssayId | '') => Promise<Read>): Promise<void> => {
    for (let after: EssayId | '' | undefined = ''; after !== undefined; ) {
      const read: Read = await next(await library.begin([...LISTED, 'unindexed'], 'readonly'), after);
      for (const essay of read.essays) {
        if (essay !== undefined) visit(essay);
      }
      after = read.last;
      await breathe();
    }
  };
  await visitAll((tx, after) => changedAfter(tx, after, building));
  if (building !== undefined) await visitAll((tx, after) => essaysBeyond(tx, after === '' ? building : after));
}

type Reading = Transaction<'readonly'>;
type Read = { readonly essays: readonly (ListedEssay | undefined)[]; readonly last: EssayId | undefined }; // last: while there may be more

async function changedAfter(tx: Reading, after: EssayId | '', building: Place): Promise<Read> {
  if (building !== undefined && after >= building) return { essays: [], last: undefined };
  const range = building === undefined ? IDBKeyRange.lowerBound(after, true) : IDBKeyRange.bound(after, building, true);
  const ids = await tx.objectStore('unindexed').getAllKeys(range, ROWS_AT_ONCE);
  const rows = await Promise.all(ids.map((id): Promise<unknown> => tx.objectStore('essays').get(id)));
  return { essays: await listedIn(tx, rows), last: ids.length === ROWS_AT_ONCE ? ids.at(-1) : undefined };
}

async function essaysBeyond(tx: Reading, after: EssayId | ''): Promise<Read> {
  const range = IDBKeyRange.lowerBound(after, true);
  const [ids, rows] = await Promise.all([
    tx.objectStore('essays').getAllKeys(range, ROWS_AT_ONCE),
    tx.objectStore('essays').getAll(range, ROWS_AT_ONCE),
  ]);
  return { essays: await listedIn(tx, rows), last: ids.length === ROWS_AT_ONCE ? ids.at(-1) : undefined };
}
