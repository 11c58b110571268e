/** What a restore would bring, counted as its reader thinks of it: new, changed, same. Pure; nothing is written for it. */
import { isSaved, noteOf } from '../../library/fold';
import { isGone } from '../../library/highlight';
import { isEqual } from './canonical';
import { joinCopies, joinSources, joinThreads, marksIn } from './join';
import type { KeptCopy, KeptSource, Thread } from './units';

export const TALLIED = ['saved', 'others', 'highlights', 'notes', 'copies', 'sources'] as const;
export type Tallied = (typeof TALLIED)[number];
export type Count = { readonly fresh: number; readonly changed: number; readonly same: number };

/** `changes`: lines that are new or change something. `titles`: of some that do, for who wants to see. */
export type Tally = {
  readonly counts: Readonly<Record<Tallied, Count>>;
  readonly changes: number;
  readonly titles: readonly { readonly title: string; readonly how: 'fresh' | 'changed' }[];
};

const NONE: Count = { fresh: 0, changed: 0, same: 0 };
export const MOST_TITLES = 200; // more nobody reads

export const NO_TALLY: Tally = {
  counts: { saved: NONE, others: NONE, highlights: NONE, notes: NONE, copies: NONE, sources: NONE },
  changes: 0,
  titles: [],
};

type How = keyof Count;

export function tallyThread(tally: Tally, here: Thread | undefined, brought: Thread): Tally {
  const joined = joinThreads(here, brought);
  const isChange = !isEqual(here, joined);
  const found: (readonly [Tallied, How])[] = [];
  const [mine, after, theirs] = [marksIn(here), marksIn(joined), marksIn(brought)];
  const isEssay = brought.essay !== undefined;
  if (isSaved(theirs)) found.push(['saved', !isSaved(mine) && isSaved(after) ? 'fresh' : isChange ? 'changed' : 'same']);
  else if (isEssay) found.push(['others', here?.essay === undefined ? 'fresh' : isChange ? 'changed' : 'same']);
  if (noteOf(theirs) !== '')
    found.push(['notes', noteOf(mine) === '' ? 'fresh' : isEqual(noteOf(mine), noteOf(after)) ? 'same' : 'changed']);
  for (const each of brought.highlights?.filter((one) => !isGone(one)) ?? []) {
    const [was, is] = [here, joined].map((thread) => thread?.highlights?.find(({ id }) => id === each.id));
    found.push(['highlights', was === undefined ? 'fresh' : isEqual(was, is) ? 'same' : 'changed']);
  }
  const title = brought.essay?.title ?? here?.essay?.title;
  return counted(tally, found, isChange, title === undefined ? undefined : { title, how: here === undefined ? 'fresh' : 'changed' });
}

export function tallySource(tally: Tally, here: KeptSource | undefined, brought: KeptSource): Tally {
  const isChange = !isEqual(here, joinSources(here, brought));
  const how = here === undefined ? 'fresh' : isChange ? 'changed' : 'same';
  const title = brought.source?.title;
  return counted(
    tally,
    [['sources', how]],
    isChange,
    title === undefined ? undefined : { title, how: how === 'fresh' ? 'fresh' : 'changed' },
  );
}

export function tallyCopy(tally: Tally, here: KeptCopy | undefined, brought: KeptCopy): Tally {
  const isChange = !isEqual(here, joinCopies(here, brought));
  return counted(tally, [['copies', here === undefined ? 'fresh' : isChange ? 'changed' : 'same']], isChange, undefined);
}

export const tallyChange = (tally: Tally): Tally => ({ ...tally, changes: tally.changes + 1 });

function counted(
  tally: Tally,
  found: readonly (readonly [Tallied, How])[],
  isChange: boolean,
  title: Tally['titles'][number] | undefined,
): Tally {
  const counts = { ...tally.counts };
  for (const [what, how] of found) counts[what] = { ...counts[what], [how]: counts[what][how] + 1 };
  const isNamed = isChange && title !== undefined && tally.titles.length < MOST_TITLES;
  return { counts, changes: tally.changes + Number(isChange), titles: isNamed ? [...tally.titles, title] : tally.titles };
}
