/** Pages that their reader saves, on disk: known again under every address of theirs, made where nobody lists them, and marked, in one transaction. */
import { datedAt, type EssayId } from '../../core/essay';
import { foldedTitle } from '../../core/feed/identity';
import { isSaved } from '../../core/library/fold';
import type { Marks, Place } from '../../core/library/marks';
import { readMarks, readSource } from '../../core/library/readers';
import { isOfSource } from '../../core/library/same-page';
import { essayOfPage, idsOf, type PageNames, pagesOf } from '../../core/library/saved-page';
import { stampTime } from '../../core/library/stamp';
import { failed, ok, type Result } from '../../core/problem';
import type { Saved } from '../../messages/contract';
import type { Transaction } from './database';
import { LISTED, listedIn } from './essay-rows';
import { putEssaysIn, WITH_ESSAYS } from './essays';
import type { Library } from './library';
import { actIn, marksOf } from './marks';
import { placeNamed, standsAs } from './place-rows';
import { wantSaved } from './wanted-texts';
import { write } from './write';

const MOST_ON_A_PAGE = 20; // essays at one address: more name nothing
/** The stores that a transaction needs in which pages are looked for. */
export const TO_FIND = [...LISTED, 'places', 'marks', 'sources', 'copies'] as const;

/** What the library has of a page. */
export type Standing = {
  readonly essayId: EssayId;
  readonly savedAt?: number; // ms since 1970, UTC; absent: it is not saved
  readonly progress?: number; // 0 to 1
  readonly hasText: boolean;
  readonly hasCopy: boolean;
};

type Occasion = { readonly from: Place; readonly now: number; readonly by: 'page' | 'link' };

/**
 * Saves a page: the essay that it is, or a new one without a text. Saved twice, it is saved once. A link's page is wanted, to be fetched.
 *
 * Units   now in ms since 1970, UTC.
 * Errors  essay-unknown where it is no page of the web, disk-full, and the problems of opening.
 */
export function savePage(library: Library, names: PageNames, { from, now, by }: Occasion): Promise<Result<Saved>> {
  return write(library, WITH_ESSAYS, 'lasting', async (tx) => {
    const essay = essayOfPage(names, now);
    if (essay === undefined) return failed({ kind: 'essay-unknown' });
    const known = await foundIn(tx, names);
    if (known === undefined) await putEssaysIn(tx, [essay], { from, now });
    const essayId = known ?? (await standsAs(tx, essay.id));
    const done = await actIn(tx, { essayId, act: { kind: 'save' }, from, now });
    if (done === undefined) return failed({ kind: 'essay-unknown' });
    if (by === 'link') await wantSaved(tx, await tx.objectStore('essays').get(essayId), 'link');
    return ok({ essayId, wasSaved: !done.isChanged });
  });
}

/** Undefined where nothing is known of the page. Cost: a few requests, however large the library. */
export async function standingAt(library: Library, names: PageNames): Promise<Standing | undefined> {
  const tx = await library.begin(TO_FIND, 'readonly');
  const essayId = await foundIn(tx, names);
  return essayId && standingIn(tx, essayId);
}

export async function standingOf(library: Library, id: EssayId): Promise<Standing | undefined> {
  const tx = await library.begin(TO_FIND, 'readonly');
  const essayId = await standsAs(tx, id);
  return standingIn(tx, essayId);
}

async function standingIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, essayId: EssayId): Promise<Standing | undefined> {
  const [[essay], copy, marks] = await Promise.all([
    listedIn(tx, [await tx.objectStore('essays').get(essayId)]),
    tx.objectStore('copies').getKey(essayId),
    marksIn(tx, essayId),
  ]);
  if (essay === undefined) return undefined;
  const { saved, progress } = marks;
  return {
    essayId,
    ...(saved?.[0] === true && { savedAt: stampTime(saved[1]) }),
    ...(progress && { progress: progress[0] }),
    hasText: essay.textPrint !== undefined,
    hasCopy: copy !== undefined,
  };
}

/** The id that a page has here: of what stands at any of its addresses, or `own`, by which a file knows it. Needs TO_FIND. */
export async function pageStandsAs<M extends 'readonly' | 'readwrite'>(
  tx: Transaction<M>,
  names: PageNames,
  own: EssayId,
): Promise<EssayId> {
  return (await foundIn(tx, names)) ?? (idsOf(names).includes(own) ? own : standsAs(tx, own));
}

/** Undefined where it is not here. Needs TO_FIND. */
export const pageIn = (tx: Transaction<'readonly'>, names: PageNames): Promise<EssayId | undefined> => foundIn(tx, names);

/** Of all that stands at the page's addresses what is saved, else what is found first. */
async function foundIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, names: PageNames): Promise<EssayId | undefined> {
  const found: EssayId[] = [];
  for (const page of pagesOf(names)) found.push(...(await oneAt(tx, page, names.title)));
  for (const id of idsOf(names)) found.push(...(await namedIn(tx, id)));
  const once = [...new Set(found)];
  for (const id of once) if (isSaved(await marksIn(tx, id))) return id;
  return once[0];
}

/** As standsAs has it, where it is here. */
async function namedIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, id: EssayId): Promise<readonly EssayId[]> {
  const essays = tx.objectStore('essays');
  if ((await essays.getKey(id)) !== undefined) return [id];
  const place = await placeNamed(tx, id);
  return place !== undefined && (await essays.getKey(place.essayId)) !== undefined ? [place.essayId] : [];
}

/** The one essay that stands at a page, or the one of several that is saved, or bears its title. */
async function oneAt<M extends 'readonly' | 'readwrite'>(
  tx: Transaction<M>,
  page: string,
  title: string | undefined,
): Promise<readonly EssayId[]> {
  const rows = await tx.objectStore('essays').index('byPage').getAll(page, MOST_ON_A_PAGE);
  if (rows.length === MOST_ON_A_PAGE) return [];
  const essays = (await listedIn(tx, rows)).filter((essay) => essay !== undefined);
  const own = await Promise.all(
    essays.map(async ({ sourceId }) => {
      const source = readSource(await tx.objectStore('sources').get(sourceId));
      return source !== undefined && isOfSource(page, source); // feeds give it where a post has no address
    }),
  );
  const there = essays.filter((_essay, at) => !own[at]).sort((a, b) => datedAt(b) - datedAt(a));
  if (there.length < 2) return there.map(({ id }) => id);
  const saved = await Promise.all(there.map(async ({ id }) => isSaved(await marksIn(tx, id))));
  const kept = there.filter((_essay, at) => saved[at]);
  const named = there.filter((essay) => title !== undefined && foldedTitle(title).includes(foldedTitle(essay.title)));
  return [...kept, ...(named.length === 1 ? named : [])].map(({ id }) => id);
}

async function marksIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, id: EssayId): Promise<Marks> {
  return readMarks(marksOf(await tx.objectStore('marks').get(id))).marks;
}
