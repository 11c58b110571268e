/** All that may hold a phrase: what an essay says, what it is known by, and what its reader wrote on it and highlighted in it. Reads only. */
import type { EssayId } from '../../core/essay';
import { noteOf } from '../../core/library/fold';
import { isGone, readHighlight } from '../../core/library/highlight';
import { labelsOf } from '../../core/library/labels';
import { readMarks } from '../../core/library/readers';
import { WHOLE, wholeIn } from './essay-rows';
import type { Library } from './library';
import { marksOf } from './marks';

export type SearchedText = {
  readonly text: string; // as far as it is known
  readonly own: readonly string[]; // its reader's note, quotes and what stands on them
  readonly all: readonly string[]; // the title and the rest as well
};

export async function searchedTexts(library: Library, ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, SearchedText>> {
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
      const known = readMarks(marksOf(marks[at])).marks;
      const labels = labelsOf(essay, known, standing);
      const all = [essay.title, essay.summary, essay.text ?? '', ...labels.split('\n')];
      const own = [noteOf(known), ...standing.flatMap(({ quote, note }) => [note?.[0] ?? '', quote.exact])].filter((each) => each !== '');
      return [[essay.id, { text: essay.text ?? essay.summary, own, all }] as const];
    }),
  );
}
