/**
 * How a page that an import brings joins what is here: it adds, and what is here stands. Where a page is saved already, its shelf and its date stay; where
 * its reader took it out, bringing it is saving it again. Pure.
 */
import type { Essay } from '../../essay';
import { isArchived, isSaved } from '../../library/fold';
import { type Highlight, isGone } from '../../library/highlight';
import type { Marks, Stamped } from '../../library/marks';
import { readMarks } from '../../library/readers';
import { isUnnamed } from '../../library/saved-page';
import { compareStamps, nextStamp, type Stamp, stampDevice } from '../../library/stamp';
import { isEqual } from '../backup/canonical';
import { joinThreads, marksIn, renamed } from '../backup/join';
import { type KeptEvent, type Thread, threadOf } from '../backup/units';

/** `id` of what comes is the one that it has here. Gives what is here itself where nothing is added. */
export function fitted(here: Thread | undefined, brought: Thread): Thread {
  if (here === undefined) return brought;
  const mine = readMarks(here.marks).marks;
  const marks = marksThatFit(mine, readMarks(brought.marks).marks);
  const highlights = highlightsThatFit(here.highlights, brought.highlights);
  const essay = essayThatFits(here.essay, brought.essay);
  const joined = joinThreads(here, threadOf(here.id, { marks: { ...marks }, highlights }));
  const next = threadOf(here.id, { ...joined, ...(essay && { essay }) });
  if (isEqual(here, next)) return here;
  const history = eventsThatFit(here, brought.history ?? [], !isSaved(mine));
  return joinThreads(next, threadOf(here.id, { history }));
}

/** The same under the id that the page has here, with the words it brings for one that has none. */
export function underId(brought: Thread, id: Thread['id']): Thread {
  if (brought.id === id) return brought;
  const { essay } = brought;
  return { ...renamed(brought, id), ...(essay && { essay: { ...essay, id } }) };
}

function marksThatFit(mine: Marks, theirs: Marks): Marks {
  const { saved, archived, read, ...others } = theirs;
  if (isSaved(mine)) return others;
  const stamp = saved?.[1];
  const wasArchived = isArchived(mine);
  const isWanted = archived?.[0] === true;
  const shelf = stamp !== undefined && (wasArchived !== isWanted || archived !== undefined);
  return {
    ...others,
    ...(saved && { saved: over(mine.saved, true, saved[1]) }),
    ...(shelf && { archived: over(mine.archived, isWanted, archived?.[1] ?? stamp) }),
    ...(read && mine.read === undefined && { read }),
  };
}

/** The act of now holds over whatever stands there; what never stood keeps the date that it brings. */
function over<T>(previous: Stamped<unknown> | undefined, value: T, stamp: Stamp): Stamped<T> {
  const isLater = previous === undefined || compareStamps(stamp, previous[1]) > 0;
  return [value, isLater ? stamp : nextStamp(previous[1], 0, stampDevice(stamp))];
}

/** The same words that stand highlighted here already, and to which nothing is noted, are no second highlight. */
function highlightsThatFit(here: readonly Highlight[] = [], brought: readonly Highlight[] = []): readonly Highlight[] {
  const known = new Set(here.map(({ id }) => id));
  const standing = here.filter((each) => !isGone(each));
  const said = new Set(standing.map(({ quote }) => folded(quote.exact)));
  const noted = new Set(standing.map(({ quote, note }) => `${folded(quote.exact)}\n${note?.[0] ?? ''}`));
  return brought.filter(({ id, quote, note }) => {
    if (known.has(id)) return false;
    return note === undefined ? !said.has(folded(quote.exact)) : !noted.has(`${folded(quote.exact)}\n${note[0]}`);
  });
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Only what is missing is filled in. */
function essayThatFits(here: Essay | undefined, brought: Essay | undefined): Essay | undefined {
  if (here === undefined || brought === undefined) return here ?? brought;
  const { text, author, language, publishedAt, summary, title } = brought;
  const isName = isUnnamed(here) && !isUnnamed({ ...brought, url: brought.url });
  return {
    ...here,
    ...(here.text === undefined && text !== undefined && { text }),
    ...(here.author === undefined && author !== undefined && { author }),
    ...(here.language === undefined && language !== undefined && { language }),
    ...(here.publishedAt === undefined && publishedAt !== undefined && { publishedAt }),
    ...(here.summary === '' && summary !== '' && { summary }),
    ...(isName && { title }),
  };
}

/** The device of what no device of ours did. */
export const IMPORTED = 'import';

/** How far a page was read is no change of what was brought: it goes with the page, or stays with what was here before. */
const READING = ['read', 'progress', 'place'] as const;

/** What of a page, once it is changed, an import no longer takes back. */
export function changeable({ marks = {}, highlights }: Thread): object {
  const { read: _, progress: __, place: ___, ...rest } = marks;
  return { ...(Object.keys(rest).length > 0 && { marks: rest }), ...(highlights && { highlights }) };
}

/** What stood here before, with how far it was read since. */
export function withReadingOf(before: Thread, now: Thread): Thread {
  const marks = marksIn(now);
  const reading = Object.fromEntries(
    READING.flatMap((field) => {
      const read = marks[field];
      return read === undefined || stampDevice(read[1]) === IMPORTED ? [] : [[field, read]]; // what the import itself said goes
    }),
  );
  return threadOf(before.id, { ...before, marks: { ...before.marks, ...reading } });
}

function eventsThatFit({ essay }: Thread, events: readonly KeptEvent[], isSavedNow: boolean): readonly KeptEvent[] {
  return events.filter(({ what }) => {
    if (what === 'firstSeen') return essay === undefined;
    return what === 'imported' || isSavedNow;
  });
}
