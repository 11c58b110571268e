/** All that may hold a phrase: what an essay says, what it is known by, and what its reader wrote on it and highlighted in it. Reads only. */
import type { EssayId } from '../../core/essay';
import { isGone, readHighlight } from '../../core/library/highlight';
import { labelsOf } from '../../core/library/labels';
import { readMarks } from '../../core/library/readers';
import { WHOLE, wholeIn } from './essay-rows';
import type { Library } from './library';
import { marksOf } from './marks';

export async function searchedTexts(library: Library, ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, readonly string[]>> {
  const tx = await library.begin([...WHOLE, 'marks', 'highlights'], 'readonly');
  const [essays, marks, highlights] = await Promise.all([
    wholeIn(tx, ids),
    Promise.all(ids.map((id): Promise<unknown> => tx.objectStore('marks').get(id))),
    Promise.all(ids.map((id): Promise<unknown[]> => tx.objectStore('highlights').index('byEssay').getAll(id))),
  ]);
  return new Map(
    essays.flatMap((essay, at) => {
      if (essay === undefined) return [];
      const standing = (highlights[at] ?? []).flatMap((row) => readHighlight(row) ?? []).filter((each) => !isGone(each));
      const labels = labelsOf(essay, readMarks(marksOf(marks[at])).marks, standing);
      return [[essay.id, [essay.title, essay.summary, essay.text ?? '', ...labels.split('\n')]] as const];
    }),
  );
}
