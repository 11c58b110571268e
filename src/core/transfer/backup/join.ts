/**
 * Joins what a backup says with what is here, a line at a time: what was done by its stamps, what was published as it stands here. Nothing that is here
 * goes. Pure; who restores writes what comes out, and who only asks compares.
 */
import type { Essay, EssayId } from '../../essay';
import { freshState } from '../../follow/source-state';
import { listed } from '../../library/essay-row';
import { isSaved } from '../../library/fold';
import { type Highlight, mergeHighlights } from '../../library/highlight';
import type { Marks } from '../../library/marks';
import { merge } from '../../library/merge';
import { readMarks, unreadIn } from '../../library/readers';
import { mergeSourceMarks, wishesOf } from '../../library/source-marks';
import { compareStamps } from '../../library/stamp';
import { standingAfter } from '../../library/standing';
import { canonicalJson, isEqual } from './canonical';
import { inTime, type KeptAlias, type KeptCopy, type KeptEvent, type KeptSource, type Thread, threadOf, type Whole } from './units';

type Raw = Readonly<Record<string, unknown>>;

/** A thread under the id that its essay has here. Its words stay behind where the essay is known as another source's. */
export function renamed(thread: Thread, id: EssayId): Thread {
  if (thread.id === id) return thread;
  const { highlights = [], marks, history } = thread;
  return threadOf(id, {
    ...(marks && { marks }),
    ...(history && { history }),
    highlights: highlights.map((each) => ({ ...each, essayId: id })),
  });
}

/** The same in any order and grouping for all that a reader did; of the words, those that were saved stand before those that were not. */
export function joinThreads(here: Thread | undefined, brought: Thread): Thread {
  if (here === undefined) return brought;
  const [mine, theirs] = [readMarks(here.marks).marks, readMarks(brought.marks).marks];
  const marks = joinMarks(here.marks, brought.marks);
  const words = joinWords(here, brought, isSaved(mine), isSaved(theirs));
  const { places = [] } = here;
  const known = new Set(places.map(({ sourceId }) => sourceId));
  return threadOf(here.id, {
    ...words,
    marks,
    places: [...places, ...(brought.places ?? []).filter(({ sourceId }) => !known.has(sourceId))],
    highlights: joinHighlights(here.highlights, brought.highlights),
    history: joinHistory(here.history, brought.history),
  });
}

/** What the file adds nothing to stays as it stands, also where it could be said more plainly. */
function joinMarks(here: Raw | undefined, brought: Raw | undefined): Raw {
  const [mine, theirs] = [readMarks(here).marks, readMarks(brought).marks];
  const merged = { ...unreadIn(brought), ...unreadIn(here), ...merge(mine, theirs) };
  return here !== undefined && isEqual(merged, { ...unreadIn(here), ...merge(mine, mine) }) ? here : merged;
}

type Words = Pick<Thread, 'essay' | 'version'>;

/** What was saved stays as it was saved. The publisher's other words stay beside it. */
function joinWords(here: Thread, brought: Thread, isSavedHere: boolean, isSavedThere: boolean): Words {
  if (here.essay === undefined || brought.essay === undefined) return laterVersion(here.essay ?? brought.essay, here, brought);
  const firstSeenAt = Math.min(here.essay.firstSeenAt, brought.essay.firstSeenAt);
  const [mine, theirs] = [
    { ...here.essay, firstSeenAt },
    { ...brought.essay, firstSeenAt },
  ];
  const stands = isSavedThere && !isSavedHere ? theirs : mine;
  const other = stands === mine ? theirs : mine;
  const standing = standingAfter(listed(stands), { ...listed(other), ...(other.text !== undefined && { text: other.text }) }, true);
  if (standing === 'replaced') return laterVersion(filledFrom(stands, other), here, brought);
  const isOtherNews = stands === theirs && isSavedThere; // the words that stood here are what the publisher says now
  const version = isOtherNews ? { essay: mine, at: firstSeenAt } : undefined;
  return laterVersion(stands, here, brought, version);
}

/** Under the same words, a text that only one of them has. */
const filledFrom = (stands: Essay, other: Essay): Essay =>
  stands.text === undefined && other.text !== undefined ? { ...stands, text: other.text } : stands;

function laterVersion(essay: Essay | undefined, a: Words, b: Words, own?: Thread['version']): Words {
  const [version] = [a.version, b.version, own]
    .filter((each) => each !== undefined)
    .sort((x, y) => y.at - x.at || (canonicalJson(x) < canonicalJson(y) ? 1 : -1));
  return { ...(essay && { essay }), ...(version && { version }) };
}

function joinHighlights(here: readonly Highlight[] = [], brought: readonly Highlight[] = []): readonly Highlight[] {
  const joined = new Map(here.map((each) => [each.id, each]));
  for (const each of brought) {
    const mine = joined.get(each.id);
    joined.set(each.id, mine === undefined ? each : mergeHighlights(mine, { ...each, essayId: mine.essayId }));
  }
  return [...joined.values()];
}

/** What happened on either side, as often as it happened on one; but an essay is first seen where it was seen first. */
function joinHistory(here: readonly KeptEvent[] = [], brought: readonly KeptEvent[] = []): readonly KeptEvent[] {
  const [mine, theirs] = [here, brought].map((events) => events.filter((event) => !isFirstSeen(event))) as [KeptEvent[], KeptEvent[]]; // as: two of two
  const firsts = earlierFirsts(here.filter(isFirstSeen), brought.filter(isFirstSeen));
  return inTime([...firsts, ...mine, ...eventsMissing(mine, theirs)]);
}

const isFirstSeen = ({ what }: KeptEvent): boolean => what === 'firstSeen';

/** Both in time. */
function earlierFirsts(a: readonly KeptEvent[], b: readonly KeptEvent[]): readonly KeptEvent[] {
  const [firstA, firstB] = [a[0], b[0]];
  if (firstA === undefined || firstB === undefined) return firstA === undefined ? b : a;
  const order = firstA.at - firstB.at || b.length - a.length || (canonicalJson(a) <= canonicalJson(b) ? -1 : 1);
  return order < 0 ? a : b;
}

/** The events of `brought` that are not among `here`, each as often as it is missing. */
export function eventsMissing(here: readonly KeptEvent[] = [], brought: readonly KeptEvent[] = []): readonly KeptEvent[] {
  const left = new Map<string, number>();
  for (const event of here) left.set(canonicalJson(event), (left.get(canonicalJson(event)) ?? 0) + 1);
  return brought.filter((event) => {
    const key = canonicalJson(event);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

export function joinSources(here: KeptSource | undefined, brought: KeptSource): KeptSource {
  if (here === undefined) return settled(brought);
  const marks = mergeSourceMarks(here.marks ?? {}, brought.marks ?? {});
  const source = joinRows(here.source, brought.source);
  const state = here.state ?? brought.state;
  const aliases = joinAliases(here.aliases, brought.aliases);
  return settled({
    id: here.id,
    ...(source && { source }),
    ...(Object.keys(marks).length > 0 && { marks }),
    ...(state && { state }),
    ...(aliases.length > 0 && { aliases }),
  });
}

/** As it stands here; but it was added when it was added first. */
function joinRows(here: KeptSource['source'], brought: KeptSource['source']): KeptSource['source'] {
  if (here === undefined || brought === undefined) return here ?? brought;
  return { ...here, addedAt: Math.min(here.addedAt, brought.addedAt) };
}

/** A source that is followed has a state, so that it is asked. */
function settled(source: KeptSource): KeptSource {
  const isAsked = source.source !== undefined && source.state === undefined && wishesOf(source.marks ?? {}).isFollowed;
  return isAsked ? { ...source, state: freshState(source.id) } : source;
}

/** A name that means one essay here and another there means none. */
function joinAliases(here: readonly KeptAlias[] = [], brought: readonly KeptAlias[] = []): readonly KeptAlias[] {
  const names = new Map(here);
  for (const [name, essay] of brought) {
    const mine = names.get(name);
    names.set(name, mine === undefined || mine === essay ? essay : 'shared');
  }
  return [...names];
}

/** The later one, whole. */
export function joinCopies(here: KeptCopy | undefined, brought: KeptCopy): KeptCopy {
  if (here === undefined) return brought;
  const order = here.copy.at - brought.copy.at || (canonicalJson(here) < canonicalJson(brought) ? -1 : 1);
  return order < 0 ? brought : here;
}

export function joinSeen(here: Whole['seen'], brought: Whole['seen']): Whole['seen'] {
  if (here === undefined || brought === undefined) return here ?? brought;
  const order = compareStamps(here[1], brought[1]) || (canonicalJson(here[0]) < canonicalJson(brought[0]) ? -1 : 1);
  return order < 0 ? brought : here;
}

/** Of what the reader did to an essay: whatever else comes later leaves this as it is. */
export const ownPart = ({ marks, highlights }: Thread): { readonly marks?: Raw; readonly highlights?: readonly Highlight[] } => ({
  ...(marks && { marks }),
  ...(highlights && { highlights }),
});

export const marksIn = (thread: Thread | undefined): Marks => readMarks(thread?.marks).marks;
