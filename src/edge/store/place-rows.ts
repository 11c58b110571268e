/** Reads where essays stand beside their own source, and under which other ids. Reads only; places.ts writes. Needs the store places. */
import type { EssayId, SourceId } from '../../core/essay';
import { readRow } from '../../core/library/essay-row';
import { readEssay } from '../../core/library/readers';
import { pageOf } from '../../core/library/same-page';
import type { PlaceRow, Transaction } from './database';
import type { Library } from './library';

const MOST_ON_A_PAGE = 20;

type Mode = 'readonly' | 'readwrite';

export async function placesOf<M extends Mode>(tx: Transaction<M>, id: EssayId): Promise<PlaceRow[]> {
  const rows = await tx.objectStore('places').getAll(IDBKeyRange.bound([id], [id, []]));
  return rows.filter(isReadable);
}

/** The place that a source's polls know by this id. */
export async function placeNamed<M extends Mode>(tx: Transaction<M>, name: EssayId): Promise<PlaceRow | undefined> {
  const row = await tx.objectStore('places').index('byName').get(name);
  return row !== undefined && isReadable(row) ? row : undefined;
}

/** A damaged place is one less place: the next poll makes another. */
function isReadable(row: PlaceRow): boolean {
  return readEssay(row.said) !== undefined;
}

/** The id that an essay has here: its own, or the one of the essay that it was found to be. Needs the store essays too. */
export async function standsAs<M extends Mode>(tx: Transaction<M>, id: EssayId): Promise<EssayId> {
  if ((await tx.objectStore('essays').getKey(id)) !== undefined) return id;
  return (await placeNamed(tx, id))?.essayId ?? id;
}

/** How many of these pages each source shows. */
export async function shownBy(library: Library, urls: readonly string[]): Promise<ReadonlyMap<SourceId, number>> {
  const tx = await library.begin(['essays'], 'readonly');
  const byPage = tx.objectStore('essays').index('byPage');
  const pages = urls.map(pageOf).filter((page) => page !== undefined);
  const found = await Promise.all(pages.map((page) => byPage.getAll(page, MOST_ON_A_PAGE)));
  const counts = new Map<SourceId, number>();
  for (const rows of found) {
    const sources = new Set(rows.flatMap((row) => [row.sourceId, ...(readRow(row)?.essay.alsoIn ?? [])]));
    for (const id of sources) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The essays that these sources show and others speak for, in no order. */
export async function shownBeside(library: Library, sources: readonly SourceId[]): Promise<readonly EssayId[]> {
  const tx = await library.begin(['places'], 'readonly');
  const places = tx.objectStore('places').index('byBesideDate');
  const keys = await Promise.all(sources.map((id) => places.getAllKeys(IDBKeyRange.bound([id], [id, []]))));
  return [...new Set(keys.flat().map(([essay]) => essay))];
}
