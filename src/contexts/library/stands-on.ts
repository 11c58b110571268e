/** Whether an essay stands on a shelf, told from its row alone: what an act has taken off leaves the list without the whole order being read again. */
import { isArchived, isBegun, isSaved, tagsOn } from '../../core/library/fold';
import { plainOf } from '../../core/text/plain';
import type { Shelf } from '../../edge/store/shelves';
import type { Row } from './needs';

/** Nothing that one does to essays changes which stand here, or in which order. */
export const isUnmoved = ({ name, tag }: Shelf): boolean => name === 'everything' && tag === undefined;

export function standsOn({ name, tag }: Shelf, { entry: { marks, isUnread }, highlights }: Row): boolean {
  if (tag !== undefined && !tagsOn(marks).some((each) => plainOf(each) === plainOf(tag))) return false;
  switch (name) {
    case 'everything':
      return true;
    case 'later':
      return isSaved(marks) && !isArchived(marks);
    case 'archive':
      return isSaved(marks) && isArchived(marks);
    case 'unread':
      return isUnread;
    case 'begun':
      return isBegun(marks);
    case 'highlighted':
      return highlights > 0;
  }
}
