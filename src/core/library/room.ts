/** How many essays of one source are kept, and which of them go when there are more. Pure; edge/store/room.ts does it. */
import type { EssayId } from '../essay';
import type { Marks } from './marks';

/** Essays of one source that its reader did nothing to keep. A busy blog takes ten years for as many; a source without end must not fill the disk. */
export const MOST_UNKEPT = 2_000;

/** What its reader saved, tagged or wrote on, here or on another device: it never goes by itself. */
export function isKept({ saved, note, otherNotes = {}, tags = {} }: Marks): boolean {
  const notes = [...(note ? [note] : []), ...Object.values(otherNotes)];
  return saved?.[0] === true || notes.some(([text]) => text !== '') || Object.values(tags).some(([isOn]) => isOn);
}

/**
 * Those that go, oldest first. What stands at its source now stays, whatever its age: it would come back with the next look, as if it were new.
 *
 * Shapes  `oldestFirst` are all essays of one source.
 */
export function beyondRoom(
  oldestFirst: readonly EssayId[],
  isKeptId: (id: EssayId) => boolean,
  standing: ReadonlySet<EssayId>,
  most = MOST_UNKEPT,
): readonly EssayId[] {
  const unkept = oldestFirst.filter((id) => !isKeptId(id));
  const excess = Math.max(0, unkept.length - most);
  return unkept.filter((id) => !standing.has(id)).slice(0, excess);
}
