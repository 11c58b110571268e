/** Which of a source's essays are let go when it publishes more than anyone keeps. What a reader laid a hand on never is. Deletes nothing itself. */
import type { EssayId } from '../essay';
import type { Marks } from './marks';

/** Of one source, beside what is kept for its reader's sake: five years of a daily blog, and four times what one poll may bring. One source then fills no disk alone. */
export const MOST_UNTOUCHED = 2_000;

/** `at`: when, as lists date it, or the place in that order. `stays`: its source shows it now, or another does: it counts, and would only come back. */
export type Counted = { readonly id: EssayId; readonly at: number; readonly marks: Marks; readonly stays?: boolean };

/** Oldest first; of one date by id, so that the same essays go wherever it is asked. */
export function beyondCap(essays: readonly Counted[], most = MOST_UNTOUCHED): readonly EssayId[] {
  const untouched = essays.filter(({ marks }) => !isTouched(marks));
  const oldestFirst = untouched.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const leaving = oldestFirst.filter(({ stays = false }) => !stays);
  return leaving.slice(0, Math.max(0, untouched.length - most)).map(({ id }) => id);
}

/** What its reader saved, tagged or wrote on, here or on another device: it stays when its source is unfollowed. */
export function isKept({ saved, note, otherNotes = {}, tags = {} }: Marks): boolean {
  const notes = [...(note ? [note] : []), ...Object.values(otherNotes)];
  return saved?.[0] === true || notes.some(([text]) => text !== '') || Object.values(tags).some(([isOn]) => isOn);
}

/**
 * Whether a reader did more with an essay than meet it: saved, wrote, tagged, highlighted, refused it somewhere, or began to read. Any field that is
 * not known here counts as touched: a later version may keep there what must not be lost.
 */
export function isTouched(marks: Marks): boolean {
  return Object.entries(marks).some(([field, value]) => !MERELY_MET.has(field) && isSet(value));
}

const MERELY_MET: ReadonlySet<string> = new Set<keyof Marks>(['read', 'archived', 'notesReplaced']);

/** A stamped value, or a record of them. */
function isSet(value: unknown): boolean {
  if (!Array.isArray(value)) return typeof value === 'object' && value !== null ? Object.values(value).some(isSet) : value !== undefined;
  const [said] = value;
  return said !== false && said !== '' && said !== 0;
}
