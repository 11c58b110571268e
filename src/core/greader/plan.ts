/**
 * What has to be done on either side so that read and starred are the same on both. Each side's change since both were the same holds; where they were
 * never compared, read is read and starred is saved on both. Pure.
 */
import type { EssayId } from '../essay';
import type { ReaderItem } from './answers';

export type Both = { readonly isRead: boolean; readonly isStarred: boolean };

/** An item that both sides have, and how it stood when they were the same. */
export type Matched = {
  readonly id: string;
  readonly essayId: EssayId;
  readonly there: Both;
  readonly here: Both; // starred there is saved here
  readonly base?: Both; // absent: seen together for the first time
};

/** Ids of the server, and of essays. `fresh`: starred there, and not known here: pages to be saved. */
export type Plan = {
  readonly there: Readonly<Record<'read' | 'unread' | 'star' | 'unstar', readonly string[]>>;
  readonly here: Readonly<Record<'read' | 'unread' | 'save' | 'unsave', readonly EssayId[]>>;
  readonly fresh: readonly Pick<ReaderItem, 'id' | 'url' | 'title' | 'isRead'>[];
};

export function planFor(matched: readonly Matched[], unknown: readonly ReaderItem[]): Plan {
  const there = { read: [] as string[], unread: [] as string[], star: [] as string[], unstar: [] as string[] };
  const here = { read: [] as EssayId[], unread: [] as EssayId[], save: [] as EssayId[], unsave: [] as EssayId[] };
  for (const { id, essayId, there: theirs, here: mine, base } of matched) {
    const isRead = agreed(theirs.isRead, mine.isRead, base?.isRead);
    const isStarred = agreed(theirs.isStarred, mine.isStarred, base?.isStarred);
    if (theirs.isRead !== isRead) (isRead ? there.read : there.unread).push(id);
    if (theirs.isStarred !== isStarred) (isStarred ? there.star : there.unstar).push(id);
    if (mine.isRead !== isRead) (isRead ? here.read : here.unread).push(essayId);
    if (mine.isStarred !== isStarred) (isStarred ? here.save : here.unsave).push(essayId);
  }
  return { there, here, fresh: unknown.filter(({ isStarred }) => isStarred) };
}

/** Who changed it since both were the same. */
function agreed(theirs: boolean, mine: boolean, base: boolean | undefined): boolean {
  if (theirs === mine) return theirs;
  return base === undefined ? true : theirs === base ? mine : theirs;
}
