/** The texts that are wanted of essays' own pages, on disk: what to ask, what is being asked, what came of it. wanted-texts.ts notes them. */
import { originPattern } from '../../core/address';
import { type EssayId, SAVED_PAGES, type SourceId } from '../../core/essay';
import { readSourceState } from '../../core/follow/read-state';
import { isHeld } from '../../core/follow/schedule';
import { type Asking, begun, givesLittle, isDueNow, isUsedUp, readAsking } from '../../core/follow/text-asking';
import type { BegunText, WantedText } from '../../core/follow/wanted-text';
import { isUnnamed, openingOf } from '../../core/library/saved-page';
import { ok, type Result } from '../../core/problem';
import { putWholeIn, WHOLE, wholeIn } from './essay-rows';
import { noteChanged } from './essays';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { putTextRow, putUnwanted, wantedOf } from './wanted-texts';
import { wishesIn } from './wishes';
import { type WriteTransaction, write } from './write';

/**
 * What may be asked for now, saved essays first, then the newest; `nextDueAt` says when the next of the others may be. Essays of sources that are
 * not followed, or that want to be left alone, are not among them.
 *
 * Cost  one request where nothing is wanted; else a small row each.
 */
export async function wantedTexts(
  library: Library,
  now: number,
): Promise<{ readonly wanted: readonly WantedText[]; readonly nextDueAt?: number }> {
  const tx = await library.begin(['texts', 'marks', 'sourceMarks', 'sourceStates'], 'readonly');
  const rows = await tx.objectStore('texts').index('byWanted').getAll();
  if (rows.length === 0) return { wanted: [] };
  const [wishes, states, saved] = await Promise.all([
    wishesIn(tx),
    tx.objectStore('sourceStates').getAll(),
    tx.objectStore('marks').index('bySaved').getAllKeys(),
  ]);
  const isSaved = new Set(saved);
  const held = new Set(states.filter((row) => isHeld(readSourceState(row, row.sourceId), now)).map(({ sourceId }) => sourceId));
  const followed = rows.flatMap(({ id, wantedOf: sourceId, origin, datedAt, asking }) =>
    sourceId !== undefined && isAskedFor(sourceId, isSaved.has(id), wishes) && !held.has(sourceId)
      ? { id, sourceId, origin, datedAt, asking: readAsking(asking) }
      : [],
  );
  const rank = ({ id }: { readonly id: EssayId }) => (isSaved.has(id) ? 0 : 1);
  const due = followed.filter(({ asking }) => isDueNow(asking, now)).sort((a, b) => rank(a) - rank(b) || b.datedAt - a.datedAt);
  const later = followed.flatMap(({ asking }) => (isDueNow(asking, now) ? [] : (asking.dueAt ?? [])));
  const nextDueAt = later.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  return {
    wanted: due.map(({ id, sourceId, origin }) => ({ id, sourceId, origin })),
    ...(later.length > 0 && { nextDueAt }),
  };
}

/** At its reader's wish: of a source that is followed, or by a link that was saved. */
function isAskedFor(source: SourceId, isSaved: boolean, wishes: Awaited<ReturnType<typeof wishesIn>>): boolean {
  return source === SAVED_PAGES ? isSaved : (wishes.get(source)?.isFollowed ?? false);
}

/** Notes that an essay's page is about to be asked. Undefined where there is no longer a reason to, or it is wanted elsewhere now. */
export function beginText(library: Library, { id, origin }: WantedText, now: number): Promise<Result<BegunText | undefined>> {
  return write(library, ['texts', ...WHOLE, 'sourceMarks', 'marks'], 'passing', async (tx) => {
    const row = await tx.objectStore('texts').get(id);
    if (row?.wantedOf === undefined) return ok(undefined);
    const [essay] = await wholeIn(tx, [id]);
    const [wishes, marks] = [await wishesIn(tx), await tx.objectStore('marks').get(id)];
    const { typedHost } = wishes.get(row.wantedOf) ?? {};
    const isAsked = isAskedFor(row.wantedOf, marks?.savedStamp !== undefined, wishes);
    const before = readAsking(row.asking);
    const isNeeded = essay !== undefined && (givesLittle(essay) || before.isAgain === true) && !isUsedUp(before);
    if (!isNeeded) return settled(tx, id, before);
    if (originPattern(essay.url) !== origin) await putTextRow(tx, essay, before); // its permission is looked at anew
    if (!isAsked || originPattern(essay.url) !== origin || !isDueNow(before, now)) return ok(undefined);
    const asking = begun(before, now);
    await putTextRow(tx, essay, asking);
    return ok({ essay, asking, ...(typedHost !== undefined && { typedHost }) });
  });
}

async function settled(tx: WriteTransaction, id: EssayId, asking: Asking): Promise<Result<undefined>> {
  const row = await tx.objectStore('texts').get(id);
  if (row !== undefined) await putUnwanted(tx, row, asking);
  return ok(undefined);
}

/**
 * The text of an essay's page becomes the essay's, and the index takes it in again; a page that nobody has named yet gets its `title`. One that was unfollowed meanwhile is left as it is; one that was
 * reworded meanwhile stays wanted.
 */
export function keepText(library: Library, { essay: { id }, asking }: BegunText, text: string, title?: string): Promise<Result<undefined>> {
  return write(library, ['texts', ...WHOLE, 'unindexed', 'ledger'], 'passing', async (tx) => {
    const [row, [essay]] = await Promise.all([tx.objectStore('texts').get(id), wholeIn(tx, [id])]);
    if (row === undefined || essay === undefined) return ok(undefined);
    const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
    await putWholeIn(tx, { ...essay, text, ...(title !== undefined && isUnnamed(essay) && { title }), ...openingOf(essay, text) });
    await noteChanged(tx, id, revision);
    await putFact(tx, 'revision', revision);
    if (isTurn(row.asking, asking)) await putUnwanted(tx, row, asking);
    return ok(undefined);
  });
}

/** The page gave no text. `next` says when it is asked again; undefined: never. */
export function leaveText(library: Library, { essay: { id }, asking }: BegunText, next: Asking | undefined): Promise<Result<undefined>> {
  return write(library, ['texts'], 'passing', async (tx) => {
    const row = await tx.objectStore('texts').get(id);
    if (row === undefined || !isTurn(row.asking, asking)) return ok(undefined);
    if (next === undefined) await putUnwanted(tx, row, asking);
    else await tx.objectStore('texts').put({ ...row, asking: next });
    return ok(undefined);
  });
}

/** Nothing of a source is asked for before `until`: its site wants to be left alone. Links that were saved are of many sites, and only those of `origin` rest. */
export function restTexts(library: Library, source: SourceId, until: number, origin: string): Promise<Result<undefined>> {
  return write(library, ['texts'], 'passing', async (tx) => {
    const rows = await tx.objectStore('texts').index('byWanted').getAll(wantedOf(source));
    const resting = rows.filter((row) => source !== SAVED_PAGES || row.origin === origin);
    await Promise.all(
      resting.map((row) => {
        const asking = readAsking(row.asking);
        return tx.objectStore('texts').put({ ...row, asking: { ...asking, dueAt: Math.max(asking.dueAt ?? 0, until) } });
      }),
    );
    return ok(undefined);
  });
}

/** Whether a row is still as it was when this page was asked. */
function isTurn(raw: unknown, { askedAt, tries }: Asking): boolean {
  const now = readAsking(raw);
  return now.askedAt === askedAt && now.tries === tries;
}
