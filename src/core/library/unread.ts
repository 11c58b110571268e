/** Whether an essay is unread. Decided on reading, never stored, so that "mark all as seen" touches no essay. */
import type { Essay } from '../essay';
import type { Marks } from './marks';
import { compareStamps, firstStampAt, type Stamp } from './stamp';

/** How far the reader has said "all seen". */
export type Seen = {
  readonly before: number; // ms since 1970, UTC: what was first seen by then counts as seen
  readonly acts: Stamp; // what was marked unread by then counts as seen too
};

export const NOTHING_SEEN: Seen = { before: 0, acts: firstStampAt(0) };

/**
 * Read by hand wins; unread by hand wins if it came after "all seen"; otherwise it depends on when the essay arrived. `isHeld`: its source had it when
 * the reader began to follow.
 */
export function isUnread(essay: Pick<Essay, 'firstSeenAt'>, marks: Pick<Marks, 'read'>, seen: Seen, isHeld: boolean): boolean {
  if (marks.read?.[0] === true) return false;
  const isUnreadByHand = marks.read !== undefined && compareStamps(marks.read[1], seen.acts) > 0;
  return isUnreadByHand || (!isHeld && essay.firstSeenAt > seen.before);
}
