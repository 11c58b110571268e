/** What a reader highlighted, on disk. Written by acts alone; a highlight that was taken off leaves its row, so that other copies of the library hear of it. */
import type { EssayId } from '../../core/essay';
import { type Highlight, isGone, readHighlight } from '../../core/library/highlight';
import type { Problem } from '../../core/problem';
import type { Library } from './library';
import { readable } from './readable';
import type { WriteTransaction } from './write';

/** Those of an essay that stand, in the order in which they were made. */
export async function highlightsOf(
  library: Library,
  id: EssayId,
): Promise<{ readonly highlights: readonly Highlight[]; readonly problem?: Problem }> {
  const tx = await library.begin(['highlights'], 'readonly');
  const { values, problem } = readable(await tx.objectStore('highlights').index('byEssay').getAll(id), readHighlight);
  const highlights = values.filter((each) => !isGone(each)).sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  return { highlights, ...(problem && { problem }) };
}

/** The same essay under another id. Needs the store highlights. */
export async function moveHighlightsIn(tx: WriteTransaction, from: EssayId, to: EssayId): Promise<void> {
  for (let cursor = await tx.objectStore('highlights').index('byEssay').openCursor(from); cursor; cursor = await cursor.continue()) {
    await cursor.update({ ...cursor.value, essayId: to });
  }
}
