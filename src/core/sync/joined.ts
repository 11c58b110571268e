/**
 * Joins an item that came with what is here: the joining of backups, field by field by stamps, with the words that stand here. Pure; the same whatever
 * comes first and however often.
 */
import type { Essay, EssayId } from '../essay';
import { isSaved, noteOf, tagsOn } from '../library/fold';
import { isGone } from '../library/highlight';
import { canonicalJson, isEqual } from '../transfer/backup/canonical';
import { joinSources, joinThreads, marksIn } from '../transfer/backup/join';
import { type KeptSource, type Thread, threadOf } from '../transfer/backup/units';
import type { EssayItem, SourceItem } from './item';

/** `id`: the one that its essay has here. */
export function joinEssay(here: Thread | undefined, item: EssayItem, id: EssayId): Thread {
  const words = item.words === undefined ? undefined : { ...item.words, id };
  const stands = here?.essay === undefined || words === undefined ? undefined : standing(here.essay, words);
  const brought = threadOf(id, {
    ...(stands === undefined ? words && { essay: words } : { essay: stands }),
    ...(item.marks && { marks: item.marks }),
    highlights: (item.highlights ?? []).map((each) => ({ ...each, essayId: id })),
  });
  const mine = here === undefined || stands === undefined ? here : { ...here, essay: stands };
  return joinThreads(mine, brought);
}

/** A source's words are its own, and stand as they came here. Of a page that was saved twice, each machine has the same ones. */
function standing(here: Essay, brought: Essay): Essay {
  const firstSeenAt = Math.min(here.firstSeenAt, brought.firstSeenAt);
  if (here.sourceId !== 'page' || brought.sourceId !== 'page') return { ...here, firstSeenAt };
  const [first] = [here, brought].sort((a, b) => a.firstSeenAt - b.firstSeenAt || (named(a) < named(b) ? -1 : 1)) as [Essay]; // as: one of two
  const { url, title } = first;
  return { ...here, url, title, firstSeenAt };
}

const named = ({ url, title }: Essay): string => canonicalJson([url, title]);

/** What nobody here knows of and nobody follows is not begun here. */
export function joinSource(here: KeptSource | undefined, { id, source, marks }: SourceItem): KeptSource | undefined {
  if (here === undefined && marks?.followed?.[0] !== true) return undefined;
  return joinSources(here, { id, ...(source && { source }), ...(marks && { marks }) });
}

/** Whether a reader would miss something: what was saved, written, tagged or highlighted here would be so no longer. */
export function takesAway(before: Thread | undefined, after: Thread): boolean {
  if (before === undefined || isEqual(before, after)) return false;
  const [was, is] = [marksIn(before), marksIn(after)];
  if (isSaved(was) && !isSaved(is)) return true;
  if (noteOf(was) !== '' && noteOf(is) === '') return true;
  if (tagsOn(is).length < tagsOn(was).length) return true; // one that was renamed is not missed
  const gone = new Set((after.highlights ?? []).filter(isGone).map(({ id }) => id));
  return (before.highlights ?? []).some((each) => !isGone(each) && gone.has(each.id));
}

const LEAST_TO_ASK = 10; // who has twelve essays takes two away without being asked
const SHARE_TO_ASK = 0.05;

/** A server, or a machine, that would take so much away is first shown to the reader. */
export const isTooMuch = (taken: number, kept: number): boolean => taken > LEAST_TO_ASK && taken > kept * SHARE_TO_ASK;
