/** The words an essay is known by besides its own text: who wrote it, its tags, and what its reader wrote on it. */
import type { Essay } from '../essay';
import type { Marks } from './marks';

/** One line each, for the search box. */
export function labelsOf({ author, tags }: Pick<Essay, 'author' | 'tags'>, marks: Marks = {}): string {
  const notes = [marks.note, ...Object.values(marks.otherNotes ?? {})].flatMap((note) => note?.[0] ?? []);
  const own = Object.entries(marks.tags ?? {}).flatMap(([tag, [isOn]]) => (isOn ? tag : []));
  return [author, ...tags, ...own, ...notes].join('\n');
}
