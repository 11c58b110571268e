/** Essays with everything that stands on them, in one piece: as backups take them, and as they are put in the place of what is here. */
import type { Essay, EssayId, ListedEssay } from '../../core/essay';
import { listed } from '../../core/library/essay-row';
import { readHighlight } from '../../core/library/highlight';
import { readMarks } from '../../core/library/readers';
import { isEqual } from '../../core/transfer/backup/canonical';
import { eventsMissing } from '../../core/transfer/backup/join';
import { type KeptEvent, readThread, type Thread } from '../../core/transfer/backup/units';
import type { Transaction } from './database';
import { dropEssayIn, putWholeIn, wholeIn } from './essay-rows';
import { noteChanged } from './essays';
import type { Library } from './library';
import { marksOf, marksRow } from './marks';
import { placesOf } from './place-rows';
import { putKeepingText, settledIn } from './places';
import type { WriteTransaction } from './write';

/** The stores that a transaction needs in which threads are read; writing them needs WITH_ESSAYS. */
export const THREADS = ['essays', 'overlong', 'bodies', 'marks', 'versions', 'places', 'highlights', 'history'] as const;

type Mode = 'readonly' | 'readwrite';

/** Undefined where nothing is known of it. */
export async function threadIn<M extends Mode>(tx: Transaction<M>, id: EssayId): Promise<Thread | undefined> {
  const [[essay], marks, version, places, highlights, history] = await Promise.all([
    wholeIn(tx, [id]),
    tx.objectStore('marks').get(id),
    tx.objectStore('versions').get(id),
    placesOf(tx, id),
    tx.objectStore('highlights').index('byEssay').getAll(id),
    tx.objectStore('history').index('byEssay').getAll(id),
  ]);
  return made(id, { essay, marks: marksOf(marks), version, places, highlights, history });
}

type Parts = {
  readonly essay: Essay | undefined;
  readonly marks: unknown;
  readonly version: unknown;
  readonly places: readonly object[];
  readonly highlights: readonly unknown[];
  readonly history: readonly object[];
};

/** Through the reader of backups, so that what is here and what comes from a file are told in one way. */
function made(id: EssayId, parts: Parts): Thread | undefined {
  const thread = readThread({ id, ...parts });
  return thread === undefined || Object.keys(thread).length === 1 ? undefined : thread;
}

export type ThreadsRead = { readonly threads: readonly Thread[]; readonly last?: EssayId; readonly leftOut: number }; // last: while there may be more; leftOut: rows that do not read

/** The next ones by id, `most` essays at once. */
export async function threadsAfter(library: Library, after: EssayId | '', most: number): Promise<ThreadsRead> {
  const tx = await library.begin(THREADS, 'readonly');
  const from = IDBKeyRange.lowerBound(after, true);
  const [essayIds, markIds] = await Promise.all([
    tx.objectStore('essays').getAllKeys(from, most),
    tx.objectStore('marks').getAllKeys(from, most),
  ]);
  const ends = [essayIds, markIds].flatMap((ids) => (ids.length === most ? (ids.at(-1) ?? []) : []));
  const last = ends.length === 0 ? undefined : ends.reduce((a, b) => (a < b ? a : b));
  const range = last === undefined ? from : IDBKeyRange.bound(after, last, true);
  const inRange = (id: EssayId): boolean => last === undefined || id <= last;
  const [marks, versions, highlights, history, places] = await Promise.all([
    tx.objectStore('marks').getAll(range),
    tx.objectStore('versions').getAll(range),
    tx.objectStore('highlights').index('byEssay').getAll(range),
    tx.objectStore('history').index('byEssay').getAll(range),
    tx
      .objectStore('places')
      .getAll(last === undefined ? IDBKeyRange.lowerBound([after, []], true) : IDBKeyRange.bound([after, []], [last, []], true)),
  ]);
  const here = essayIds.filter(inRange);
  const essays = new Map((await wholeIn(tx, here)).flatMap((essay) => (essay === undefined ? [] : [[essay.id, essay] as const])));
  const [marksById, versionsById] = [new Map(marks.map((row) => [row.id, marksOf(row)])), new Map(versions.map((row) => [row.id, row]))];
  const [placesById, highlightsById, historyById] = [byEssay(places), byEssay(highlights), byEssay(history)];
  const ids = new Set([
    ...here,
    ...marksById.keys(),
    ...versionsById.keys(),
    ...placesById.keys(),
    ...highlightsById.keys(),
    ...historyById.keys(),
  ]);
  const threads = [...ids].sort().flatMap(
    (id) =>
      made(id, {
        essay: essays.get(id),
        marks: marksById.get(id),
        version: versionsById.get(id),
        places: placesById.get(id) ?? [],
        highlights: highlightsById.get(id) ?? [],
        history: historyById.get(id) ?? [],
      }) ?? [],
  );
  const unread = highlights.filter((row) => readHighlight(row) === undefined).length;
  return { threads, leftOut: here.length - essays.size + unread, ...(last !== undefined && { last }) };
}

function byEssay<T extends { readonly essayId: EssayId }>(rows: readonly T[]): ReadonlyMap<EssayId, readonly T[]> {
  const grouped = new Map<EssayId, T[]>();
  for (const row of rows) grouped.set(row.essayId, [...(grouped.get(row.essayId) ?? []), row]);
  return grouped;
}

/**
 * Puts a thread in the place of the one that is here; `undefined` takes everything of it away. Writes what differs and nothing else; the index hears
 * of it. Needs WITH_ESSAYS.
 */
export async function replaceThreadIn(
  tx: WriteTransaction,
  before: Thread | undefined,
  next: Thread | undefined,
  revision: number,
): Promise<void> {
  const id = (next ?? before)?.id;
  if (id === undefined) return;
  const isMarked = !isEqual(before?.marks, next?.marks);
  const areWords = !isEqual([before?.essay, before?.places], [next?.essay, next?.places]);
  if (areWords) await putWords(tx, id, before, next);
  if (isMarked || (areWords && next?.marks !== undefined)) await putMarks(tx, id, next);
  if (!isEqual(before?.version, next?.version)) await putVersion(tx, id, next?.version);
  await putHighlights(tx, before, next);
  await putHistory(tx, id, before?.history, next?.history);
  if (areWords || isMarked) await noteChanged(tx, id, revision);
}

async function putWords(tx: WriteTransaction, id: EssayId, before: Thread | undefined, next: Thread | undefined): Promise<void> {
  const { essay, places = [] } = next ?? {};
  const kept = new Set(places.map(({ sourceId }) => sourceId));
  for (const { sourceId } of before?.places ?? []) if (!kept.has(sourceId)) await tx.objectStore('places').delete([id, sourceId]);
  const facts = { essayId: id, datedAt: essay?.publishedAt ?? 0, firstSeenAt: essay?.firstSeenAt ?? 0 }; // settled below, as soon as the essay is here
  for (const place of places) await tx.objectStore('places').put({ ...facts, ...place });
  if (essay !== undefined) await putWholeIn(tx, essay, before === undefined);
  else if (before?.essay !== undefined) await dropEssayIn(tx, id);
  if (essay !== undefined && places.length > 0) await putKeepingText(tx, await settledIn(tx, listed(essay) as ListedEssay)); // as: it has no others yet
  if (essay === undefined) await tx.objectStore('texts').delete(id);
}

async function putMarks(tx: WriteTransaction, id: EssayId, next: Thread | undefined): Promise<void> {
  if (next?.marks === undefined) return tx.objectStore('marks').delete(id);
  await tx.objectStore('marks').put(marksRow(id, { marks: next.marks }, readMarks(next.marks).marks, next.essay?.firstSeenAt));
}

async function putVersion(tx: WriteTransaction, id: EssayId, version: Thread['version']): Promise<void> {
  if (version === undefined) await tx.objectStore('versions').delete(id);
  else await tx.objectStore('versions').put({ id, ...version });
}

async function putHighlights(tx: WriteTransaction, before: Thread | undefined, next: Thread | undefined): Promise<void> {
  const [was, is] = [
    new Map(before?.highlights?.map((each) => [each.id, each])),
    new Map(next?.highlights?.map((each) => [each.id, each])),
  ];
  for (const id of was.keys()) if (!is.has(id)) await tx.objectStore('highlights').delete(id);
  for (const [id, each] of is) if (!isEqual(was.get(id), each)) await tx.objectStore('highlights').put(each);
}

async function putHistory(
  tx: WriteTransaction,
  id: EssayId,
  before: readonly KeptEvent[] = [],
  next: readonly KeptEvent[] = [],
): Promise<void> {
  for (const event of eventsMissing(before, next)) await tx.objectStore('history').add({ essayId: id, ...event });
  let going = eventsMissing(next, before);
  if (going.length === 0) return;
  const index = tx.objectStore('history').index('byEssay');
  for (let cursor = await index.openCursor(id); cursor; cursor = await cursor.continue()) {
    const { essayId: _, ...event } = cursor.value;
    const left = eventsMissing([event], going);
    if (left.length < going.length) await cursor.delete();
    going = left;
  }
}
