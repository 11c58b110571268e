/** A saved essay with all that goes out with it. Types, and what all forms ask of it alike. */
import type { Essay } from '../../essay';
import { isArchived, tagsOn } from '../../library/fold';
import { type Highlight, isGone } from '../../library/highlight';
import { stampTime } from '../../library/stamp';
import { marksIn } from '../backup/join';
import type { Thread } from '../backup/units';

export type OutEntry = {
  readonly essay: Essay;
  readonly savedAt?: number; // ms since 1970, UTC
  readonly archivedAt?: number; // exactly where it is archived
  readonly tags: readonly string[];
  readonly notes: readonly string[];
  readonly highlights: readonly Highlight[]; // in the order of the text
};

/** Undefined for marks without their essay. */
export function outEntry(thread: Thread): OutEntry | undefined {
  const { essay, highlights = [] } = thread;
  if (essay === undefined) return undefined;
  const marks = marksIn(thread);
  const { saved, archived, note, otherNotes = {} } = marks;
  return {
    essay,
    ...(saved?.[0] === true && { savedAt: stampTime(saved[1]) }),
    ...(isArchived(marks) && archived && { archivedAt: stampTime(archived[1]) }),
    tags: tagsOn(marks),
    notes: [note, ...Object.values(otherNotes)].flatMap((each) => (each?.[0] ? [each[0]] : [])),
    highlights: highlights
      .filter((each) => !isGone(each))
      .sort((a, b) => a.quote.start - b.quote.start || a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1)),
  };
}
