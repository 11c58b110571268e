/** Folds one act of the reader into an essay's marks. Gives back the very same marks where the act changes nothing. */
import type { Act, Entry, Marks, Stamped } from './marks';
import { compareStamps, nextStamp, type Stamp, stampDevice } from './stamp';

type Known = Pick<Entry, 'marks' | 'isUnread'>;

/**
 * The marks after `act`. The reader's own act always holds: over a field that carries a later stamp (another device's clock is wrong) it is
 * stamped just after that one, and only there, so the wrong clock spreads no further.
 */
export function fold({ marks, isUnread }: Known, act: Act, stamp: Stamp): Marks {
  switch (act.kind) {
    case 'save':
      return isSaved(marks) ? marks : { ...marks, saved: over(marks.saved, true, stamp) };
    case 'unsave':
      return isSaved(marks) ? { ...marks, saved: over(marks.saved, false, stamp) } : marks;
    case 'open':
    case 'markRead':
      return marks.read?.[0] === true ? marks : { ...marks, read: over(marks.read, true, stamp) };
    case 'markUnread':
      return isUnread ? marks : { ...marks, read: over(marks.read, false, stamp) };
    case 'refuse':
      return isRefused(marks, act.page) ? marks : refuse(marks, act.page, true, stamp);
    case 'unrefuse':
      return isRefused(marks, act.page) ? refuse(marks, act.page, false, stamp) : marks;
  }
}

export function isSaved(marks: Pick<Marks, 'saved'>): boolean {
  return marks.saved?.[0] === true;
}

/** Whether the reader has said that the essay does not belong beside this page. */
export function isRefused(marks: Pick<Marks, 'refused'>, page: string): boolean {
  return refusalOf(marks, page)?.[0] === true;
}

function refuse(marks: Marks, page: string, value: boolean, stamp: Stamp): Marks {
  return { ...marks, refused: { ...marks.refused, [page]: over(refusalOf(marks, page), value, stamp) } };
}

/** A page address comes from outside: a name such as "constructor" must not find what every object has. */
function refusalOf({ refused = {} }: Pick<Marks, 'refused'>, page: string): Stamped<boolean> | undefined {
  return Object.hasOwn(refused, page) ? refused[page] : undefined;
}

function over(previous: Stamped<boolean> | undefined, value: boolean, stamp: Stamp): Stamped<boolean> {
  const isLater = previous === undefined || compareStamps(stamp, previous[1]) > 0;
  return [value, isLater ? stamp : nextStamp(previous[1], 0, stampDevice(stamp))];
}
