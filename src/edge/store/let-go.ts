/**
 * What a save brought and nothing needs any more: a page that no source lists, and any copy, a day after it was taken out of what is saved; pictures that
 * no copy uses. Undo within that day finds all of it. What bears a tag, a note or a highlight stays.
 */
import { type EssayId, SAVED_PAGES } from '../../core/essay';
import { isKept, isTouched } from '../../core/library/cap';
import { readMarks } from '../../core/library/readers';
import { stampTime } from '../../core/library/stamp';
import { ok, type Result } from '../../core/problem';
import { dropCopyIn } from './copies';
import { dropEssaysIn } from './drop';
import { WITH_ESSAYS } from './essays';
import type { Library } from './library';
import { marksOf } from './marks';
import { type WriteTransaction, write } from './write';

const KEPT_MS = 24 * 60 * 60_000;

/** Cost: the keys of all copies, pictures and saved pages; rows of those alone that are not saved. Units: now in ms since 1970, UTC. */
export async function letGo(library: Library, now: number): Promise<Result<undefined>> {
  const unsaved = await unsavedIn(library);
  if (unsaved.length === 0) return ok(undefined);
  return write(library, WITH_ESSAYS, 'passing', async (tx) => {
    for (const id of unsaved) await letGoIn(tx, id, now);
    return ok(undefined);
  });
}

async function unsavedIn(library: Library): Promise<readonly EssayId[]> {
  const tx = await library.begin(['essays', 'copies', 'marks'], 'readonly');
  const [pages, copies, saved] = await Promise.all([
    tx.objectStore('essays').index('bySource').getAllKeys(SAVED_PAGES),
    tx.objectStore('copies').getAllKeys(),
    tx.objectStore('marks').index('bySaved').getAllKeys(),
  ]);
  const isStill = new Set(saved);
  return [...new Set([...pages, ...copies])].filter((id) => !isStill.has(id));
}

async function letGoIn(tx: WriteTransaction, id: EssayId, now: number): Promise<void> {
  const { marks, damaged } = readMarks(marksOf(await tx.objectStore('marks').get(id)));
  const takenOutAt = marks.saved?.[0] === false ? stampTime(marks.saved[1]) : undefined;
  if (damaged > 0 || takenOutAt === undefined || takenOutAt > now - KEPT_MS) return; // what was never saved here came some other way
  if ((await tx.objectStore('highlights').index('byEssay').count(id)) > 0 || isKept(marks)) return;
  const row = await tx.objectStore('essays').get(id);
  if (row?.sourceId === SAVED_PAGES && !isTouched(marks)) await dropEssaysIn(tx, [id]);
  else await dropCopyIn(tx, id);
}
