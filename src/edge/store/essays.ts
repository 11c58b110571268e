/** What sources publish, on disk. A write replaces what was published, but not what was saved, and touches no mark; an essay keeps the moment it was first seen. */
import type { Essay, EssayId, ListedEssay } from '../../core/essay';
import { keepsText } from '../../core/follow/text-asking';
import { readCopy } from '../../core/library/copy';
import { listed, readRow, withTextOf } from '../../core/library/essay-row';
import { isSaved } from '../../core/library/fold';
import type { Place } from '../../core/library/marks';
import { readMarks } from '../../core/library/readers';
import { standingAfter } from '../../core/library/standing';
import { ok, type Result } from '../../core/problem';
import { WITH_COPIES } from './copies';
import { putBesideTextIn, putWholeIn, unabridgedIn } from './essay-rows';
import { joinIfSame, moveMarksIn } from './join-essays';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { firstSeenOf, marksOf, marksRow } from './marks';
import { placeNamed } from './place-rows';
import { attachIn, type Neighbourhood, neighbourhood, sameElsewhere, sayIn, settledIn, WITH_PLACES } from './places';
import { dropPublishersVersionIn, keepPublishersVersionIn } from './versions';
import { type Written, wantTexts } from './wanted-texts';
import { type WriteTransaction, write } from './write';

type PutCounts = { readonly added: number; readonly revised: number; readonly unchanged: number };
type Outcome = keyof PutCounts;
type Occasion = { readonly from: Place; readonly now: number };

/**
 * Puts essays in, all or none. Those that are there already are revised only where they differ.
 *
 * Shapes  an id that comes twice counts once, as it comes last.
 * Units   now in ms since 1970, UTC: the moment of the revisions.
 * Errors  disk-full and the problems of opening.
 */
export function putEssays(library: Library, essays: readonly Essay[], occasion: Occasion): Promise<Result<PutCounts>> {
  return write(library, WITH_ESSAYS, 'passing', async (tx) => ok(await putEssaysIn(tx, essays, occasion)));
}

/** The stores that a transaction needs in which essays are put. */
export const WITH_ESSAYS = [...WITH_PLACES, ...WITH_COPIES, 'highlights', 'history', 'ledger', 'unindexed'] as const;

/**
 * The same as part of a larger change. A post that another source shows already is a further place of that essay (places.ts). Where a source gives
 * little of an essay, its page is wanted from now on.
 */
export async function putEssaysIn(tx: WriteTransaction, essays: readonly Essay[], occasion: Occasion): Promise<PutCounts> {
  const once = new Map(essays.map((essay) => [essay.id, essay]));
  const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
  const written: Written[] = [];
  const hasPlaces = (await tx.objectStore('places').count()) > 0; // in most libraries there are none, and then nobody looks
  const batch: Batch = { revision, written, around: neighbourhood(tx, [...once.values()]), hasPlaces };
  const outcomes = await Promise.all([...once.values()].map((essay) => placeEssay(tx, essay, occasion, batch)));
  await joinRevised(tx, written, occasion, batch);
  await wantTexts(tx, written);
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  const counts = { added: count('added'), revised: count('revised'), unchanged: count('unchanged') };
  if (counts.added + counts.revised > 0) await putFact(tx, 'revision', revision);
  return counts;
}

type Batch = {
  readonly revision: number;
  readonly written: Written[];
  readonly around: Neighbourhood;
  readonly hasPlaces: boolean;
};

/** Where the essay that a post is stands under another id, it is that one which is written. */
async function placeEssay(tx: WriteTransaction, essay: Essay, occasion: Occasion, batch: Batch): Promise<Outcome> {
  const place = batch.hasPlaces ? await placeNamed(tx, essay.id) : undefined;
  if (place !== undefined) {
    const speaks = await sayIn(tx, place, essay);
    const id = place.essayId;
    return speaks ? putEssay(tx, { ...essay, id }, await tx.objectStore('essays').get(id), occasion, batch) : 'unchanged';
  }
  const previous = await tx.objectStore('essays').get(essay.id);
  const same = previous === undefined ? await sameElsewhere(tx, essay, batch.around) : undefined;
  if (same === undefined) return putEssay(tx, essay, previous, occasion, batch);
  if (await attachIn(tx, same, essay, await isSavedIn(tx, same.id))) await noteChanged(tx, same.id, batch.revision);
  await moveMarksIn(tx, essay.id, same);
  return 'revised';
}

/** What says something else now may have become what another source shows. */
async function joinRevised(tx: WriteTransaction, written: readonly Written[], { from }: Occasion, batch: Batch): Promise<void> {
  for (const { before, after } of written) {
    if (before === undefined || (before.title === after.title && before.url === after.url)) continue;
    await joinIfSame(tx, after.id, batch.around, { revision: batch.revision, from });
  }
}

async function putEssay(
  tx: WriteTransaction,
  essay: Essay,
  previous: unknown,
  { from, now }: Occasion,
  { revision, written }: Batch,
): Promise<Outcome> {
  const [known] = await unabridgedIn(tx, [previous]);
  const row = readRow(previous);
  const { alsoIn: _, ...said } = listed({ ...essay, firstSeenAt: firstSeenOf(previous) ?? essay.firstSeenAt }) as ListedEssay; // as: what a poll gives back may still name them
  const brought: ListedEssay = known?.alsoIn === undefined ? said : await settledIn(tx, said);
  const keeps = known !== undefined && row !== undefined && keepsText(known, essay.text);
  const kept = keeps ? withTextOf(brought, known) : brought;
  if (known !== undefined) {
    const standing = standingAfter(
      known,
      { ...kept, ...(essay.text !== undefined && { text: essay.text }) },
      await isSavedIn(tx, essay.id),
    );
    if (standing === 'beside') return (await isAsCopied(tx, known, kept)) ? 'unchanged' : keepBeside(tx, essay, { from, now });
    await dropPublishersVersionIn(tx, essay.id);
    if (isSame(known, kept)) return 'unchanged';
  }
  if (keeps) await putBesideTextIn(tx, kept, row);
  else await putWholeIn(tx, { ...kept, ...(essay.text !== undefined && { text: essay.text }) });
  await noteChanged(tx, essay.id, revision);
  written.push({ ...(known && { before: known }), after: kept });
  if (known === undefined) await rekeyMarks(tx, kept);
  const news = { essayId: essay.id, from };
  if (previous === undefined) await tx.objectStore('history').add({ ...news, at: kept.firstSeenAt, what: 'firstSeen' });
  else if (known !== undefined && isReworded(known, kept)) await tx.objectStore('history').add({ ...news, at: now, what: 'revised' });
  return previous === undefined ? 'added' : 'revised';
}

async function isSavedIn(tx: WriteTransaction, id: EssayId): Promise<boolean> {
  return isSaved(readMarks(marksOf(await tx.objectStore('marks').get(id))).marks);
}

/** A copy of the page has given the essay its text, and the feed says what it said then. */
async function isAsCopied(tx: WriteTransaction, known: ListedEssay, { title, summary, textPrint }: ListedEssay): Promise<boolean> {
  const copy = readCopy(await tx.objectStore('copies').get(known.id));
  return copy?.feedPrint !== undefined && copy.feedPrint === textPrint && known.title === title && known.summary === summary;
}

/** What stands is as it was saved, so neither lists nor the index have anything to hear of. */
async function keepBeside(tx: WriteTransaction, essay: Essay, { from, now }: Occasion): Promise<Outcome> {
  if (!(await keepPublishersVersionIn(tx, essay, now))) return 'unchanged';
  await tx.objectStore('history').add({ essayId: essay.id, from, at: now, what: 'revised' });
  return 'revised';
}

/** Every change of an essay is noted for the index in the same transaction. */
export async function noteChanged(tx: WriteTransaction, id: EssayId, revision: number): Promise<void> {
  await tx.objectStore('unindexed').put(revision, id);
}

/** Marks may be here before their essay, or outlive a damaged row of it: their keys know when it was first seen. */
async function rekeyMarks(tx: WriteTransaction, { id, firstSeenAt }: ListedEssay): Promise<void> {
  const row = await tx.objectStore('marks').get(id);
  if (row !== undefined) await tx.objectStore('marks').put(marksRow(id, row, readMarks(marksOf(row)).marks, firstSeenAt));
}

const isReworded = (a: ListedEssay, b: ListedEssay): boolean =>
  a.title !== b.title || a.summary !== b.summary || a.textPrint !== b.textPrint;

function isSame(a: ListedEssay, b: ListedEssay): boolean {
  return (
    !isReworded(a, b) &&
    a.sourceId === b.sourceId &&
    a.url === b.url &&
    a.author === b.author &&
    a.language === b.language &&
    a.publishedAt === b.publishedAt &&
    a.firstSeenAt === b.firstSeenAt &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, i) => tag === b.tags[i])
  );
}
