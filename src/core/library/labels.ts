/** The words an essay is known by besides its own text: who wrote it, its tags, and what its reader wrote on it and in it. */
import type { Essay } from '../essay';
import type { Highlight } from './highlight';
import type { Marks } from './marks';

/** One line each, for the search box. A quote is among them: the text it was taken from may have changed since. */
export function labelsOf(
  { author, tags }: Pick<Essay, 'author' | 'tags'>,
  marks: Marks = {},
  highlights: readonly Pick<Highlight, 'quote' | 'note'>[] = [],
): string {
  const notes = [marks.note, ...Object.values(marks.otherNotes ?? {})].flatMap((note) => note?.[0] ?? []);
  const own = Object.entries(marks.tags ?? {}).flatMap(([tag, [isOn]]) => (isOn ? tag : []));
  const marked = highlights.flatMap(({ quote, note }) => [quote.exact, ...(note?.[0] ? [note[0]] : [])]);
  return [author, ...tags, ...own, ...notes, ...marked].join('\n');
}
