/** What happened to each essay since it was first seen. Rows are added beside the change they tell of (marks.ts, essays.ts), never changed. */
import { canonicalAddress } from '../../core/address';
import type { EssayId } from '../../core/essay';
import type { HistoryRow } from '../../core/library/marks';
import { readHistoryRow } from '../../core/library/readers';
import { ok, type Problem, type Result } from '../../core/problem';
import type { Library } from './library';
import { standsAs } from './place-rows';
import { readable } from './readable';
import { write } from './write';

/** An essay's thread, in the order things happened. */
export async function threadOf(
  library: Library,
  id: EssayId,
): Promise<{ readonly rows: readonly HistoryRow[]; readonly problem?: Problem }> {
  const tx = await library.begin(['history'], 'readonly');
  const { values, problem } = readable(await tx.objectStore('history').index('byEssay').getAll(id), readHistoryRow);
  return { rows: values, ...(problem && { problem }) };
}

/**
 * That an essay was opened from the mark on a page. Written on that act of a person alone, never because a mark was there: what one reads is nobody's
 * list. An address is kept without what scripts and readers add to it.
 */
export async function noteRelated(
  library: Library,
  { essayId, page, now }: { readonly essayId: EssayId; readonly page: string; readonly now: number },
): Promise<Result<undefined>> {
  const detail = canonicalAddress(page);
  if (detail === undefined) return ok(undefined);
  return write(library, ['essays', 'places', 'history'], 'passing', async (tx) => {
    await tx.objectStore('history').add({ essayId: await standsAs(tx, essayId), at: now, what: 'related', from: 'page', detail });
    return ok(undefined);
  });
}
