/** When the library was last backed up, what became of it, and what was done since. */
import { readHistoryRow } from '../../core/library/readers';
import { ok, type Result } from '../../core/problem';
import { type BackupFact, type BackupsFact, fact, putFact } from './ledger';
import type { Library } from './library';
import { write } from './write';

export function noteBackup(library: Library, made: BackupFact): Promise<Result<undefined>> {
  return write(library, ['ledger'], 'passing', async (tx) => {
    await putFact(tx, 'lastBackup', made);
    return ok(undefined);
  });
}

export function noteBackups(library: Library, backups: BackupsFact): Promise<Result<undefined>> {
  return write(library, ['ledger'], 'passing', async (tx) => {
    await putFact(tx, 'backups', backups);
    return ok(undefined);
  });
}

export type BackupNews = {
  readonly last?: BackupFact;
  readonly kept: number; // that were made by themselves
  readonly failed?: BackupsFact['failed'];
  readonly since: { readonly acts: number; readonly essays: number; readonly areMore: boolean };
};

const MOST_LOOKED_THROUGH = 5_000; // events since: more is "more than"
const OF_SOURCES: ReadonlySet<string> = new Set(['firstSeen', 'revised']);

export async function backupNews(library: Library): Promise<BackupNews> {
  const tx = await library.begin(['ledger', 'history'], 'readonly');
  const [last, backups] = await Promise.all([fact(tx, 'lastBackup'), fact(tx, 'backups')]);
  const rows = await tx.objectStore('history').getAll(IDBKeyRange.lowerBound(last?.lastEvent ?? 0, true), MOST_LOOKED_THROUGH);
  const acts = rows.flatMap((row) => readHistoryRow(row) ?? []).filter(({ what }) => !OF_SOURCES.has(what));
  return {
    ...(last && { last }),
    ...(backups?.failed && { failed: backups.failed }),
    kept: backups?.downloads.length ?? 0,
    since: { acts: acts.length, essays: new Set(acts.map(({ essayId }) => essayId)).size, areMore: rows.length === MOST_LOOKED_THROUGH },
  };
}
