/** Folds one act of the reader into an essay's marks. Gives back the very same marks where the act changes nothing. */
import type { Act, Entry, Marks, Stamped } from './marks';
import { writeNote } from './note';
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
    case 'archive':
      return isArchived(marks) ? marks : { ...marks, archived: over(marks.archived, true, stamp) };
    case 'unarchive':
      return isArchived(marks) ? { ...marks, archived: over(marks.archived, false, stamp) } : marks;
    case 'tag':
      return hasTag(marks, act.tag) ? marks : withTag(marks, act.tag, true, stamp);
    case 'untag':
      return hasTag(marks, act.tag) ? withTag(marks, act.tag, false, stamp) : marks;
    case 'note':
      return noteOf(marks) === act.text ? marks : writeNote(marks, act.text, over(marks.note, act.text, stamp)[1]);
    case 'progress':
      return withProgress(marks, act, stamp);
    case 'open':
    case 'markRead':
      return marks.read?.[0] === true ? marks : { ...marks, read: over(marks.read, true, stamp) };
    case 'markUnread':
      return isUnread ? marks : { ...marks, read: over(marks.read, false, stamp) };
    case 'refuse':
    case 'unrefuse':
      return [act.page, ...(act.like === undefined ? [] : [act.like])].reduce(
        (before, page) => refuse(before, page, act.kind === 'refuse', stamp),
        marks,
      );
    case 'silence':
      return isSilenced(marks) ? marks : { ...marks, silenced: over(marks.silenced, true, stamp) };
    case 'unsilence':
      return isSilenced(marks) ? { ...marks, silenced: over(marks.silenced, false, stamp) } : marks;
  }
}

export function isSaved(marks: Pick<Marks, 'saved'>): boolean {
  return marks.saved?.[0] === true;
}

export function isArchived(marks: Pick<Marks, 'archived'>): boolean {
  return marks.archived?.[0] === true;
}

/** Read in part: what is at its end, or marked as read at its beginning, is not left to be read on. */
export function isBegun({ progress }: Pick<Marks, 'progress'>): boolean {
  return progress !== undefined && progress[0] > 0 && progress[0] < 1;
}

/** The tags an essay bears by its reader's hand, in the order of their letters. */
export function tagsOn({ tags = {} }: Pick<Marks, 'tags'>): readonly string[] {
  return Object.entries(tags)
    .flatMap(([tag, [isOn]]) => (isOn ? [tag] : []))
    .sort();
}

function hasTag({ tags = {} }: Pick<Marks, 'tags'>, tag: string): boolean {
  return Object.hasOwn(tags, tag) && tags[tag]?.[0] === true;
}

function withTag(marks: Marks, tag: string, isOn: boolean, stamp: Stamp): Marks {
  const { tags = {} } = marks;
  const previous = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  return { ...marks, tags: named(tags, tag, over(previous, isOn, stamp)) };
}

/** What stands as the note on an essay, written here or elsewhere; '' where there is none. */
export function noteOf({ note, otherNotes = {} }: Pick<Marks, 'note' | 'otherNotes'>): string {
  return [note, ...Object.values(otherNotes)].flatMap((written) => (written?.[0] ? [written[0]] : [])).join('\n\n');
}

/** The place goes with its share: a later share without one forgets it. */
function withProgress(marks: Marks, { share, place }: Extract<Act, { kind: 'progress' }>, stamp: Stamp): Marks {
  if (marks.progress?.[0] === share && place === undefined) return marks;
  const { place: _, ...rest } = marks;
  const progress = over(marks.progress, share, stamp);
  return { ...rest, progress, ...(place && { place: [place, progress[1]] as const }) };
}

/** Whether the reader has said that the essay does not belong beside this page. */
export function isRefused(marks: Pick<Marks, 'refused'>, page: string): boolean {
  return refusalOf(marks, page)?.[0] === true;
}

/** Whether the reader wants the essay beside no page at all. */
export function isSilenced({ silenced }: Pick<Marks, 'silenced'>): boolean {
  return silenced?.[0] === true;
}

function refuse(marks: Marks, page: string, value: boolean, stamp: Stamp): Marks {
  if (isRefused(marks, page) === value) return marks;
  return { ...marks, refused: named(marks.refused ?? {}, page, over(refusalOf(marks, page), value, stamp)) };
}

/** A page address comes from outside: a name such as "constructor" must not find what every object has. */
function refusalOf({ refused = {} }: Pick<Marks, 'refused'>, page: string): Stamped<boolean> | undefined {
  return Object.hasOwn(refused, page) ? refused[page] : undefined;
}

/** A record with one more entry, whatever its name is: `__proto__` is a name like any other. */
function named<T>(record: Readonly<Record<string, T>>, name: string, value: T): Readonly<Record<string, T>> {
  return Object.fromEntries([...Object.entries(record), [name, value]]);
}

function over<T>(previous: Stamped<unknown> | undefined, value: T, stamp: Stamp): Stamped<T> {
  const isLater = previous === undefined || compareStamps(stamp, previous[1]) > 0;
  return [value, isLater ? stamp : nextStamp(previous[1], 0, stampDevice(stamp))];
}
