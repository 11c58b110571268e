/** What happened to each essay since it was first seen. Rows are added beside the change they tell of (marks.ts, essays.ts), never changed. */
import type { EssayId } from '../../core/essay';
import type { HistoryRow } from '../../core/library/marks';
import { readHistoryRow } from '../../core/library/readers';
import type { Problem } from '../../core/problem';
import type { Library } from './library';
import { readable } from './readable';

/** An essay's thread, in the order things happened. */
export async function threadOf(
  library: Library,
  id: EssayId,
): Promise<{ readonly rows: readonly HistoryRow[]; readonly problem?: Problem }> {
  const tx = await library.begin(['history'], 'readonly');
  const { values, problem } = readable(await tx.objectStore('history').index('byEssay').getAll(id), readHistoryRow);
  return { rows: values, ...(problem && { problem }) };
}
