/** What a reader highlighted, on disk. Written by acts alone; a highlight that was taken off leaves its row, so that other copies of the library hear of it. */
import type { EssayId } from '../../core/essay';
import type { Quote } from '../../core/highlight/quote';
import { fold } from '../../core/library/fold';
import { type Highlight, type HighlightId, type Ink, isGone, readHighlight } from '../../core/library/highlight';
import type { Event, Place } from '../../core/library/marks';
import { readMarks } from '../../core/library/readers';
import { nextStamp, type Stamp, stampDevice } from '../../core/library/stamp';
import { failed, ok, type Problem, type Result } from '../../core/problem';
import { LISTED } from './essay-rows';
import { fact, putFact, stampIn } from './ledger';
import type { Library } from './library';
import { firstSeenOf, marksOf, marksRow } from './marks';
import { standsAs } from './place-rows';
import { readable } from './readable';
import { noteEssay } from './unsynced';
import { type WriteTransaction, write } from './write';

type Occasion = { readonly from: Place; readonly now: number };

/** What is new of a highlight; what is absent stays. */
export type HighlightChange = { readonly ink?: Ink; readonly note?: string; readonly isGone?: boolean };

const WITH_HIGHLIGHTS = [...LISTED, 'places', 'highlights', 'marks', 'history', 'ledger', 'unindexed'] as const;

/**
 * Highlights words of an essay, and saves it by that: one transaction. The id is the act's stamp, which no other act has.
 *
 * Units   now in ms since 1970, UTC.
 * Errors  essay-unknown, disk-full, and the problems of opening.
 */
export function addHighlight(
  library: Library,
  { essayId: given, quote, ink, note, from, now }: Occasion & { essayId: EssayId; quote: Quote; ink: Ink; note?: string },
): Promise<Result<HighlightId>> {
  return write(library, WITH_HIGHLIGHTS, 'lasting', async (tx) => {
    const essayId = await standsAs(tx, given);
    const essay: unknown = await tx.objectStore('essays').get(essayId);
    if (essay === undefined) return failed({ kind: 'essay-unknown' });
    const stamp = await stampIn(tx, now);
    const id = stamp as string as HighlightId; // as: this is where ids are made
    await tx.objectStore('highlights').put({ id, essayId, quote, madeAt: now, ink: [ink, stamp], ...(note && { note: [note, stamp] }) });
    await saveIn(tx, essayId, firstSeenOf(essay), stamp, { from, now });
    await tellIn(tx, essayId, stamp, { what: 'highlight', detail: quote.exact, from, now });
    return ok(id);
  });
}

/** Another ink, another note, off or on again. What changes nothing writes nothing. Gives what stood there before, for the way back. */
export function changeHighlight(
  library: Library,
  { id, change, from, now }: Occasion & { id: HighlightId; change: HighlightChange },
): Promise<Result<Required<HighlightChange>>> {
  return write(library, WITH_HIGHLIGHTS, 'lasting', async (tx) => {
    const known = readHighlight(await tx.objectStore('highlights').get(id));
    if (known === undefined) return failed({ kind: 'essay-unknown' });
    const before = { ink: known.ink[0], note: known.note?.[0] ?? '', isGone: isGone(known) };
    const after = { ...before, ...change };
    if (after.ink === before.ink && after.note === before.note && after.isGone === before.isGone) return ok(before);
    const stamp = await stampIn(tx, now);
    const over = (previous: Stamp | undefined) =>
      previous !== undefined && previous >= stamp ? nextStamp(previous, 0, stampDevice(stamp)) : stamp;
    await tx.objectStore('highlights').put({
      ...known,
      ...(after.ink !== before.ink && { ink: [after.ink, over(known.ink[1])] as const }),
      ...(after.note !== before.note && { note: [after.note, over(known.note?.[1])] as const }),
      ...(after.isGone !== before.isGone && { gone: [after.isGone, over(known.gone?.[1])] as const }),
    });
    const what = after.isGone !== before.isGone ? (after.isGone ? 'unhighlight' : 'highlight') : 'highlightNote';
    await tellIn(tx, known.essayId, stamp, { what, detail: known.quote.exact, from, now });
    return ok(before);
  });
}

/** What one highlights is saved, out of the archive or in it. */
async function saveIn(tx: WriteTransaction, essayId: EssayId, firstSeenAt: number | undefined, stamp: Stamp, { from, now }: Occasion) {
  const row: unknown = await tx.objectStore('marks').get(essayId);
  const { marks } = readMarks(marksOf(row));
  const saved = fold({ marks, isUnread: false }, { kind: 'save' }, stamp);
  if (saved === marks) return;
  await tx.objectStore('marks').put(marksRow(essayId, row, saved, firstSeenAt));
  await tx.objectStore('history').add({ essayId, at: now, what: 'save', from });
}

const MOST_TOLD_CHARS = 200; // of the words, in the thread

/** A row of the essay's thread, and the index hears of it: highlights and their notes are searched. */
async function tellIn(
  tx: WriteTransaction,
  essayId: EssayId,
  stamp: Stamp,
  { what, detail, from, now }: Occasion & { what: Event; detail: string },
): Promise<void> {
  await tx.objectStore('history').add({ essayId, at: now, what, from, detail: detail.slice(0, MOST_TOLD_CHARS) });
  const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
  await tx.objectStore('unindexed').put(revision, essayId);
  await putFact(tx, 'revision', revision);
  await putFact(tx, 'lastStamp', stamp);
  await noteEssay(tx, essayId);
}

type Highlights = { readonly highlights: readonly Highlight[]; readonly problem?: Problem };

export async function highlightOf(library: Library, id: HighlightId): Promise<Highlight | undefined> {
  const tx = await library.begin(['highlights'], 'readonly');
  return readHighlight(await tx.objectStore('highlights').get(id));
}

/** Those of an essay that stand, in the order in which they were made. */
export async function highlightsOf(library: Library, id: EssayId): Promise<Highlights> {
  const tx = await library.begin(['highlights'], 'readonly');
  const { values, problem } = readable(await tx.objectStore('highlights').index('byEssay').getAll(id), readHighlight);
  const highlights = values.filter((each) => !isGone(each)).sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  return { highlights, ...(problem && { problem }) };
}

/** The same essay under another id. Needs the store highlights. */
export async function moveHighlightsIn(tx: WriteTransaction, from: EssayId, to: EssayId): Promise<void> {
  for (let cursor = await tx.objectStore('highlights').index('byEssay').openCursor(from); cursor; cursor = await cursor.continue()) {
    await cursor.update({ ...cursor.value, essayId: to });
  }
}
